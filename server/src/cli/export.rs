//! `lumbung export`

use super::{Outcome, Setting, parse_date};
use anyhow::Context;
use chrono::NaiveDate;
use clap::ValueEnum;
use lumbung_data::export::{Extract, Filter, Format, Layout, Variant};
use lumbung_data::model::{CommodityId, ObsStatus, PlaceCode, PriceLevel, SourceId};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes cleaned series to a file, every observation a row. Without filters it
/// is all that is known; each filter may name several, set apart by commas.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// Commodities, such as cabai-rawit-merah.
    #[arg(long, value_delimiter = ',', value_parser = CommodityId::parse)]
    commodity: Vec<CommodityId>,
    /// Places: markets, and regions or provinces with all that lies in them.
    #[arg(long, value_delimiter = ',', value_parser = PlaceCode::parse)]
    place: Vec<PlaceCode>,
    /// Price levels: producer, wholesale, retail.
    #[arg(long, value_delimiter = ',', value_parser = PriceLevel::parse)]
    level: Vec<PriceLevel>,
    /// Sources; simulated figures only where they are named, or nothing real is known.
    #[arg(long, value_delimiter = ',', value_parser = SourceId::parse)]
    source: Vec<SourceId>,
    /// Statuses, of A, U, I, E, O, H, L.
    #[arg(long, value_delimiter = ',', value_parser = ObsStatus::parse)]
    status: Vec<ObsStatus>,
    /// The first day.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Option<NaiveDate>,
    /// What was known then: a version, a day, or an RFC 3339 moment.
    #[arg(long, value_name = "V")]
    as_of: Option<String>,
    /// What the file is.
    #[arg(long, value_enum, default_value = "csv")]
    format: Kind,
    /// CSV for programs, or as Excel in Indonesian opens it.
    #[arg(long, value_enum, default_value = "plain")]
    variant: CsvVariant,
    /// A row an observation, or a row a day and a column of cleaned prices a series.
    #[arg(long, value_enum, default_value = "long")]
    layout: Rows,
    /// The file, `-` for stdout; a name with city and version if left out.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Csv,
    Xlsx,
    Parquet,
    Json,
    Package,
    Sdmx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rows {
    Long,
    Wide,
}

impl From<Rows> for Layout {
    fn from(rows: Rows) -> Self {
        match rows {
            Rows::Long => Self::Long,
            Rows::Wide => Self::Wide,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CsvVariant {
    Plain,
    ExcelId,
}

impl Export {
    fn format(&self) -> Format {
        match (self.format, self.variant) {
            (Kind::Csv, CsvVariant::Plain) => Format::Csv(Variant::Plain),
            (Kind::Csv, CsvVariant::ExcelId) => Format::Csv(Variant::ExcelId),
            (Kind::Xlsx, _) => Format::Xlsx,
            (Kind::Parquet, _) => Format::Parquet,
            (Kind::Json, _) => Format::Json,
            (Kind::Package, _) => Format::Package,
            (Kind::Sdmx, _) => Format::Sdmx,
        }
    }

    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let format = self.format();
        if self.variant == CsvVariant::ExcelId && self.format != Kind::Csv {
            anyhow::bail!(setting.lang.pick(
                "--variant excel-id hanya berlaku untuk --format csv.",
                "--variant excel-id goes with --format csv only."
            ));
        }
        let version = setting.version(self.as_of.as_deref()).await?;
        let granary = setting.store.load(version).await?;
        let filter = Filter {
            commodities: self.commodity,
            places: self.place,
            levels: self.level,
            sources: self.source,
            statuses: self.status,
            from: self.from,
            to: self.to,
        };
        let (profile, json, lang) = (setting.profile.clone(), setting.json, setting.lang);
        let (out, layout) = (self.out, self.layout.into());
        let failed = lang.pick("Berkas tidak dapat ditulis.", "The file cannot be written.");
        // Writing blocks, and so does polars.
        let written = tokio::task::spawn_blocking(move || {
            let extract = Extract { granary: &granary, profile: &profile, filter: &filter };
            let laid = extract.laid(layout, format)?;
            let path = out.unwrap_or_else(|| laid.file_name(format).into());
            if path == Path::new("-") {
                let rows = laid.write(format, BufWriter::new(io::stdout()));
                return Ok((None, rows.context(failed)?));
            }
            let rows = whole(&path, |to| laid.write(format, to)).context(failed)?;
            anyhow::Ok((Some(path), rows))
        });
        let (path, rows) = written.await??;
        if let Some(path) = path {
            let mut out = io::stdout().lock();
            let file = path.display().to_string();
            if json {
                writeln!(out, "{}", serde_json::json!({ "file": file, "version": version, "rows": rows }))?;
            } else {
                writeln!(out, "{file}: {rows} {} {version}", lang.pick("baris, versi data", "rows, data version"))?;
            }
        }
        Ok(Outcome::Done)
    }
}

/// Writes a file that has its name only once it is whole.
fn whole<T>(path: &Path, write: impl FnOnce(&mut BufWriter<&std::fs::File>) -> io::Result<T>) -> io::Result<T> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new();
    // As any file that is made: what others may do is left to the umask.
    #[cfg(unix)]
    file.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = file.prefix(".lumbung-export").tempfile_in(folder)?;
    let mut to = BufWriter::with_capacity(1 << 16, file.as_file());
    let done = write(&mut to)?;
    to.flush()?;
    drop(to);
    file.persist(path)?;
    Ok(done)
}
