//! Why a row or a file is refused, in words that say what to do.

mod text;

use super::answer::Fault;

/// A cause of refusal or doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The file has no line with text.
    Empty,
    /// UTF-16 instead of UTF-8.
    Utf16,
    /// A workbook of Excel before 2007 (`.xls`).
    OldWorkbook,
    /// A workbook behind a password.
    LockedWorkbook,
    /// A workbook with macros.
    MacroWorkbook,
    /// A workbook that would unpack to more than a price table can need.
    WorkbookTooLarge,
    /// A zip archive that is no workbook.
    NotAWorkbook,
    /// A workbook that is damaged.
    BrokenWorkbook,
    /// A workbook whose sheets hold nothing.
    EmptyWorkbook,
    /// More cells than a price table can need.
    TooManyCells,
    /// A sheet that was not looked into, since another was read.
    OtherSheet(String),
    /// A Parquet file that cannot be read.
    BrokenParquet,
    /// The format that was asked for, and the one that the file has.
    OtherFormat(String, String),
    /// No known header.
    UnknownFormat,
    /// A header and no rows.
    HeaderOnly,
    /// A known header without these columns.
    HeaderLacks(String),
    /// A known header that has this column twice.
    HeaderTwice(String),
    /// A known header with a column that it does not have otherwise.
    FurtherColumn(String),
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
    /// No date of the form year-month-day.
    BadIsoDate,
    /// No date of the form that the mapping names.
    BadMappedDate,
    /// A table with dates across that has none.
    NoDays,
    /// No month and year.
    BadMonth,
    /// No week of a month, such as M3.
    BadWeek,
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
    /// The file does not say its place, and nobody else did.
    NeedsPlace,
    /// A figure in another currency than the rupiah.
    OtherCurrency(String),
    /// A place in another country.
    OtherCountry(String),
    /// The file calls a source by a name that is not known here; the names
    /// that are.
    UnknownSource(String),
    /// A second local source beside this one.
    SecondLocalSource(String),
    /// No identifier of the kind that the column holds.
    BadIdentifier(&'static str),
    /// No price level that is known.
    UnknownLevel,
    /// No unit that is known.
    UnknownUnit,
    /// A series whose rows name two units.
    TwoUnits(String),
    /// A table of group means only.
    GroupsOnly,
    /// No number in the source's form.
    NotANumber,
    /// A dot where the source has whole numbers.
    DotInNumber,
    /// No number with a decimal point.
    NotADecimal,
    /// A share in per cent that is none, or beyond any.
    BadPercent,
    /// No list of commodities with their contributions.
    BadContributions,
    /// Below zero.
    Negative,
    /// Far beyond what the commodity could cost.
    Absurd,
    /// What is wrong with the answer of a service.
    Answer(Fault),
    /// The same row stands at this line already.
    Duplicate(u64),
    /// Another value for the same day stands at this line.
    Conflict(u64),
    /// So many more rows were refused or suspect.
    AndMore(u64),
}
