//! Why a row or a file is refused, in words that say what to do.

use super::answer::Fault;
use crate::model::Lang;

/// A cause of refusal or doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The file has no line with text.
    Empty,
    /// UTF-16 instead of UTF-8.
    Utf16,
    /// An Excel workbook.
    Spreadsheet,
    /// No known header.
    UnknownFormat,
    /// A header and no rows.
    HeaderOnly,
    /// A known header without these columns.
    HeaderLacks(String),
    /// A known header that has this column twice.
    HeaderTwice(String),
    /// A known header with another delimiter.
    OtherDelimiter,
    /// The line's length in bytes is beyond any row.
    LineTooLong(usize),
    /// A zero byte.
    NulByte,
    /// A carriage return within a line: line ends of old Macintosh programs.
    OldLineEnds,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// A quotation mark that is never closed.
    OpenQuote,
    /// The row has this many fields, the header that many.
    FieldCount(usize, usize),
    /// No date of the form that the source uses.
    BadDate,
    /// A date after today.
    FutureDate,
    /// A date before any survey.
    AncientDate,
    /// Nothing where a name should stand.
    EmptyField,
    /// The city does not lie in the first province, but in the second.
    OtherProvince(String, String),
    /// No commodity of this name; the nearest known names.
    UnknownCommodity(Vec<String>),
    /// No region of this name; the nearest known names.
    UnknownRegion(Vec<String>),
    /// No market of this name in the region; the nearest known names.
    UnknownMarket(Vec<String>),
    /// No number in the source's form.
    NotANumber,
    /// A dot where the source has whole numbers.
    DotInNumber,
    /// Below zero.
    Negative,
    /// Far beyond what the commodity could cost.
    Absurd,
    /// Outside what the profile holds plausible: stored, but doubted.
    Implausible,
    /// The same row stands at this line already.
    Duplicate(u64),
    /// Another value for the same day stands at this line.
    Conflict(u64),
    /// So many more rows were refused or suspect.
    AndMore(u64),
    /// What is wrong with the answer of a service.
    Answer(Fault),
}

impl Reason {
    /// The reason in a language.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one sentence a reason, in two languages, best read as one list")]
    pub fn text(&self, lang: Lang) -> String {
        let near = |names: &[String]| match (names, lang) {
            ([], _) => String::new(),
            (names, Lang::Id) => format!(" Nama terdekat: {}.", names.join(", ")),
            (names, Lang::En) => format!(" Nearest names: {}.", names.join(", ")),
        };
        let say = |id: &str, en: &str| lang.pick(id, en).to_owned();
        match self {
            Self::Answer(fault) => fault.text(lang),
            Self::Empty => say("Berkas kosong: tidak ada baris data.", "The file is empty: it has no data rows."),
            Self::Utf16 => say(
                "Berkas disimpan sebagai UTF-16; simpan ulang sebagai CSV UTF-8.",
                "The file is UTF-16; save it again as CSV UTF-8.",
            ),
            Self::Spreadsheet => say(
                "Berkas Excel belum dapat dibaca; yang dapat dibaca adalah CSV PIHPS panjang dengan kolom No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp).",
                "Excel files cannot be read yet; what can be read is a long PIHPS CSV with the columns No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp).",
            ),
            Self::UnknownFormat => say(
                "Format tidak dikenal. Yang dapat dibaca: CSV PIHPS dengan kolom No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp).",
                "Unknown format. What can be read: a PIHPS CSV with the columns No;Komoditas;Tanggal;Provinsi;Kota / Kelurahan;Pasar;Harga (Rp).",
            ),
            Self::HeaderOnly => say(
                "Berkas hanya berisi baris judul: tidak ada baris data.",
                "The file has a header only: there are no data rows.",
            ),
            Self::HeaderTwice(column) => match lang {
                Lang::Id => format!("Kolom {column} muncul dua kali; hapus salah satunya."),
                Lang::En => format!("The column {column} occurs twice; remove one of them."),
            },
            Self::OtherDelimiter => say(
                "Kolom-kolomnya benar, tetapi pemisahnya bukan titik koma; simpan ulang dengan pemisah titik koma (;).",
                "The columns are right but not separated by semicolons; save the file again with semicolons (;).",
            ),
            Self::OldLineEnds => say(
                "Akhir barisnya dari program Macintosh lama (CR); simpan ulang sebagai CSV UTF-8 biasa.",
                "Line ends of old Macintosh programs (CR); save the file again as ordinary CSV UTF-8.",
            ),
            Self::EmptyField => say("Kolom ini kosong.", "This field is empty."),
            Self::OtherProvince(given, right) => match lang {
                Lang::Id => format!("Wilayah ini tidak ada di {given}, tetapi di {right}."),
                Lang::En => format!("This region does not lie in {given}, but in {right}."),
            },
            Self::AndMore(count) => match lang {
                Lang::Id => format!("… dan {count} baris lagi ditolak atau janggal; sebabnya tidak dirinci."),
                Lang::En => format!("… and {count} more rows refused or suspect; their reasons are not listed."),
            },
            Self::HeaderLacks(columns) => match lang {
                Lang::Id => {
                    format!("Baris judul tidak memuat kolom {columns}; unduh ulang dari PIHPS atau perbaiki namanya.")
                }
                Lang::En => format!("The header lacks the column {columns}; download the file again or mend its name."),
            },
            Self::LineTooLong(bytes) => match lang {
                Lang::Id => format!("Baris terlalu panjang ({bytes} bita); periksa apakah berkas rusak."),
                Lang::En => format!("The line is too long ({bytes} bytes); check whether the file is damaged."),
            },
            Self::NulByte => say(
                "Baris memuat bita nol; berkas rusak atau bukan teks.",
                "The line holds a zero byte; the file is damaged or no text.",
            ),
            Self::NotUtf8 => say(
                "Pengodean bukan UTF-8; simpan ulang sebagai CSV UTF-8.",
                "The encoding is not UTF-8; save the file again as CSV UTF-8.",
            ),
            Self::OpenQuote => {
                say("Tanda kutip tidak ditutup di baris ini.", "A quotation mark is not closed in this line.")
            }
            Self::FieldCount(found, expected) => match lang {
                Lang::Id => format!("Baris berisi {found} kolom, seharusnya {expected}."),
                Lang::En => format!("The row has {found} fields, it should have {expected}."),
            },
            Self::BadDate => say(
                "Tanggal tidak sah; tulis hari/bulan/tahun, misalnya 31/12/2023.",
                "No valid date; write day/month/year, such as 31/12/2023.",
            ),
            Self::FutureDate => say("Tanggal di masa depan.", "The date lies in the future."),
            Self::AncientDate => {
                say("Tanggal sebelum tahun 2000; periksa tahunnya.", "The date is before 2000; check the year.")
            }
            Self::UnknownCommodity(names) => say("Komoditas tidak dikenal.", "Unknown commodity.") + &near(names),
            Self::UnknownRegion(names) => say("Wilayah tidak dikenal.", "Unknown region.") + &near(names),
            Self::UnknownMarket(names) => {
                say(
                    "Pasar tidak dikenal di wilayah ini; tambahkan ke profil bila memang ada.",
                    "Unknown market in this region; add it to the profile if it exists.",
                ) + &near(names)
            }
            Self::NotANumber => say(
                "Harga bukan bilangan; tulis rupiah bulat, misalnya 14500.",
                "The price is no number; write whole rupiah, such as 14500.",
            ),
            Self::DotInNumber => say(
                "Titik dalam harga bermakna ganda (14.500 = 14500 atau 14,5); tulis 14500.",
                "A dot in the price is ambiguous (14.500 is 14500 or 14.5); write 14500.",
            ),
            Self::Negative => say("Harga tidak boleh negatif.", "A price cannot be negative."),
            Self::Absurd => say(
                "Harga mustahil untuk komoditas ini; periksa salah ketik.",
                "The price is impossible for this commodity; check for a slip.",
            ),
            Self::Implausible => say(
                "Nilai janggal: di luar kisaran wajar komoditas ini. Disimpan, tetapi tidak dipakai sampai dikoreksi dengan berkas baru.",
                "Suspect value: outside the plausible range of this commodity. Stored, but not used until a new file corrects it.",
            ),
            Self::Duplicate(row) => match lang {
                Lang::Id => format!("Baris ganda: sama dengan baris {row}."),
                Lang::En => format!("Duplicate row: the same as row {row}."),
            },
            Self::Conflict(row) => match lang {
                Lang::Id => format!(
                    "Bertentangan dengan baris {row} untuk hari dan pasar yang sama; baris pertama yang dipakai."
                ),
                Lang::En => format!("Conflicts with row {row} for the same day and market; the first one is kept."),
            },
        }
    }
}
