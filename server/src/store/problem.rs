//! What a verification finds wrong, and what is to be done about it.

use lumbung_data::model::Lang;

/// Something that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// SQLite's own check of the database says this.
    Database(String),
    /// So many rows of a table refer to rows that are not there.
    Dangling {
        /// The table.
        table: String,
        /// How many rows.
        rows: u64,
    },
    /// The audit log was changed: a seal does not fit.
    Trail,
    /// A version between two others is not there.
    Gap(i64),
    /// A version does not say what it changed, or takes file ids back.
    Snapshot(i64),
    /// A file belongs to versions or a table that are not there, or has a name
    /// that no file of ours has.
    Stray(String),
    /// A file is not there.
    Missing(String),
    /// A file cannot be read as what it is.
    Unreadable {
        /// Which file.
        file: String,
        /// What its reader said.
        why: String,
    },
    /// A file's bytes are not those that were written.
    Checksum(String),
    /// A figure of a file is not what was recorded.
    Figure {
        /// Which file.
        file: String,
        /// Which figure.
        figure: Figure,
        /// What the catalogue says.
        recorded: i64,
        /// What the file says.
        found: i64,
    },
    /// The statistics of a column of a file are not what was recorded.
    Statistics {
        /// Which file.
        file: String,
        /// Which column.
        column: String,
    },
    /// Two files of one version have a row id in common.
    RowIds {
        /// Which file.
        file: String,
        /// The other one.
        other: String,
    },
    /// A merged file does not say whence its rows come as the catalogue does, or a
    /// file says so that was not merged.
    Origins(String),
    /// What the catalogue adds up for a table is not the sum of its files.
    Totals(&'static str),
}

/// A figure that the catalogue keeps of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Bytes.
    Size,
    /// Bytes of the footer.
    Footer,
    /// Rows.
    Rows,
}

/// What somebody can do.
#[derive(Clone, Copy)]
enum Remedy {
    /// The file lies whole in a backup.
    File,
    /// The database lies whole in a backup.
    Database,
    /// Somebody did this.
    Trail,
}

impl Problem {
    /// The kind of problem, for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Database(_) => "database",
            Self::Dangling { .. } => "foreign-key",
            Self::Trail => "audit-log",
            Self::Gap(_) => "version-gap",
            Self::Snapshot(_) => "snapshot",
            Self::Stray(_) => "stray-file",
            Self::Missing(_) => "missing-file",
            Self::Unreadable { .. } => "unreadable-file",
            Self::Checksum(_) => "checksum",
            Self::Figure { figure: Figure::Size, .. } => "file-size",
            Self::Figure { figure: Figure::Footer, .. } => "footer-size",
            Self::Figure { figure: Figure::Rows, .. } => "row-count",
            Self::Statistics { .. } => "statistics",
            Self::RowIds { .. } => "row-ids",
            Self::Origins(_) => "row-origins",
            Self::Totals(_) => "table-totals",
        }
    }

    /// The file that it is about, below the home.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Stray(file)
            | Self::Missing(file)
            | Self::Checksum(file)
            | Self::Origins(file)
            | Self::Unreadable { file, .. }
            | Self::Figure { file, .. }
            | Self::Statistics { file, .. }
            | Self::RowIds { file, .. } => file,
            _ => crate::home::DATABASE,
        }
    }

    /// What is wrong and what to do, without the file's name.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let what = match lang {
            Lang::Id => self.indonesian(),
            Lang::En => self.english(),
        };
        format!("{what} {}", self.remedy().text(lang))
    }

    fn indonesian(&self) -> String {
        match self {
            Self::Database(said) => format!("basis data rusak: {said}."),
            Self::Dangling { table, rows } => format!("{rows} baris tabel {table} merujuk ke baris yang tidak ada."),
            Self::Trail => "jejak audit pernah diubah: segelnya tidak cocok.".to_owned(),
            Self::Gap(version) => format!("versi {version} tidak ada di katalog."),
            Self::Snapshot(version) => format!("catatan versi {version} di katalog tidak lengkap."),
            Self::Stray(_) => "katalog menyebut berkas ini untuk versi atau tabel yang tidak ada.".to_owned(),
            Self::Missing(_) => "berkas ini hilang.".to_owned(),
            Self::Unreadable { why, .. } => format!("berkas ini tidak dapat dibaca: {why}."),
            Self::Checksum(_) => "isi berkas ini bukan lagi yang ditulis: checksum berbeda.".to_owned(),
            Self::Figure { figure, recorded, found, .. } => {
                let figure = match figure {
                    Figure::Size => "ukuran (bita)",
                    Figure::Footer => "ukuran footer (bita)",
                    Figure::Rows => "jumlah baris",
                };
                format!("{figure} tercatat {recorded}, ternyata {found}.")
            }
            Self::Statistics { column, .. } => format!("statistik kolom {column} di katalog berbeda dari isi berkas."),
            Self::RowIds { other, .. } => format!("nomor barisnya bertumpang tindih dengan {other}."),
            Self::Origins(_) => "asal baris (versi dan nomornya) di berkas ini berbeda dari katalog.".to_owned(),
            Self::Totals(table) => format!("jumlah baris tabel {table} di katalog bukan jumlah semua berkasnya."),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Database(said) => format!("the database is damaged: {said}."),
            Self::Dangling { table, rows } => {
                format!("{rows} rows of the table {table} refer to rows that are not there.")
            }
            Self::Trail => "the audit log was changed: a seal does not fit.".to_owned(),
            Self::Gap(version) => format!("version {version} is not in the catalogue."),
            Self::Snapshot(version) => format!("the catalogue's record of version {version} is incomplete."),
            Self::Stray(_) => "the catalogue names this file for a version or table that is not there.".to_owned(),
            Self::Missing(_) => "this file is missing.".to_owned(),
            Self::Unreadable { why, .. } => format!("this file cannot be read: {why}."),
            Self::Checksum(_) => {
                "the file's bytes are no longer those that were written: its checksum differs.".to_owned()
            }
            Self::Figure { figure, recorded, found, .. } => {
                let figure = match figure {
                    Figure::Size => "size (bytes)",
                    Figure::Footer => "footer size (bytes)",
                    Figure::Rows => "row count",
                };
                format!("{figure} recorded {recorded}, found {found}.")
            }
            Self::Statistics { column, .. } => {
                format!("the catalogue's statistics of column {column} differ from what is in the file.")
            }
            Self::RowIds { other, .. } => format!("its row ids overlap those of {other}."),
            Self::Origins(_) => {
                "what the file says of its rows' origin (version and id) differs from the catalogue.".to_owned()
            }
            Self::Totals(table) => format!("the catalogue's row count of table {table} is not the sum of its files."),
        }
    }

    fn remedy(&self) -> Remedy {
        match self {
            Self::Missing(_) | Self::Unreadable { .. } | Self::Checksum(_) | Self::Figure { .. } => Remedy::File,
            Self::Trail => Remedy::Trail,
            _ => Remedy::Database,
        }
    }
}

impl Remedy {
    fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::File, Lang::Id) => {
                "Pulihkan cadangan ke folder lain dengan lumbung restore, lalu salin berkas ini dari sana."
            }
            (Self::File, Lang::En) => {
                "Put a backup into another folder with lumbung restore and copy this file from there."
            }
            (Self::Database, Lang::Id) => {
                "Hentikan server, simpan folder data ini, pulihkan cadangan terakhir dengan lumbung restore, lalu muat lagi berkas yang datang sesudahnya."
            }
            (Self::Database, Lang::En) => {
                "Stop the server, keep this folder, put back the last backup with lumbung restore, and ingest again what came after it."
            }
            (Self::Trail, Lang::Id) => {
                "Simpan folder data ini sebagai bukti, bandingkan jejak dengan unduhan jejak.csv atau cadangan, dan cari tahu siapa yang dapat menulis ke folder ini."
            }
            (Self::Trail, Lang::En) => {
                "Keep this folder as evidence, compare the log with downloads of jejak.csv or a backup, and find out who can write to this folder."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_is_wrong_and_what_to_do_in_both_languages() {
        let problem = Problem::Figure {
            file: "lake/main/prices/a.parquet".to_owned(),
            figure: Figure::Rows,
            recorded: 2,
            found: 1,
        };
        assert_eq!((problem.kind(), problem.file()), ("row-count", "lake/main/prices/a.parquet"));
        assert!(problem.message(Lang::Id).starts_with("jumlah baris tercatat 2, ternyata 1. Pulihkan cadangan"));
        assert!(problem.message(Lang::En).starts_with("row count recorded 2, found 1. Put a backup"));
        assert_eq!(Problem::Trail.file(), "lumbung.db");
    }
}
