//! Sources: one file a format, each with the same face. `recognise` tells by a
//! file's content whether it speaks the format; `read` turns it into quotes.
//!
//! A source declares its number format, date format, missing marks, price
//! level, frequency and units; nothing is guessed cell by cell. Opening files,
//! comparing with what is known and storing are left to others.

mod answer;
mod bapanas_city;
pub mod bapanas_json;
mod bapanas_monthly;
mod bapanas_province;
mod bapanas_wide;
mod bps_inflation;
mod bps_iph;
mod date;
mod firsts;
mod grid;
mod intake;
mod lines;
mod local;
mod long;
pub mod lumbung_json;
mod lumbung_tidy;
mod mapped;
mod mapping;
mod multi_source;
mod number;
mod open;
mod parquet;
mod pihps_grid;
pub mod pihps_json;
mod pihps_long;
mod pihps_names;
mod pihps_transposed;
mod quotes;
mod reason;
mod resolve;
mod simulated;
pub mod sp2kp_json;
mod stock;
mod table;
mod unit;
mod wfp;
mod wide;
mod workbook;

pub use answer::Fault;
pub use intake::Context;
pub use local::{LocalQuote, local, units};
pub use mapping::{Mapping, MappingError, Sketch};
pub use number::whole_rupiah;
pub(crate) use quotes::runs;
pub use quotes::{Quotes, Reading};
pub use reason::Reason;
pub use simulated::simulated;
pub use unit::per;

use crate::model::Refusal;
use crate::names::normal;
use crate::profile::Profile;
use open::Content;
use table::{Header, Table};

/// The SHA-256 of a file's bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    crate::lake::hexadecimal(&Sha256::digest(bytes))
}

/// The format's name in the report of a file that is of none.
pub const UNKNOWN: &str = "unknown";

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// The bytes of a file that have to be held to read it, by its first ones; of
/// a file that has more, one byte more than that.
#[must_use]
pub fn bytes_to_hold(start: &[u8]) -> u64 {
    workbook::most_bytes(start).unwrap_or(MAX_FILE_BYTES) + 1
}

/// A file format that can be read.
pub struct Format {
    /// Its name in reports, such as `pihps-long`.
    pub id: &'static str,
    /// What its files do not say.
    pub asks: Asks,
    /// The delimiters that it has as text.
    delimiters: &'static [u8],
    /// How close the header comes: [`Match::Exact`] means that `read` can go on.
    recognise: fn(header: &Header, profile: &Profile) -> Match,
    /// The rows below a header, or why the file is refused as a whole.
    read: fn(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason>,
}

/// For formats that name no delimiter of their own.
const ANY: &[u8] = b",;\t";

/// What the files of a format do not say, so that whoever brings one must.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    /// The place.
    pub place: bool,
    /// The price level.
    pub level: bool,
}

/// The format's name in the report of a table that somebody has mapped.
pub const MAPPED: &str = mapped::ID;

/// The names of all formats, as reports have them.
pub fn formats() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.id).chain([mapped::ID])
}

/// How well a header fits a format.
enum Match {
    /// Every column is there, once.
    Exact,
    /// It looks like the format, but for this; and by how many columns it
    /// differs.
    Nearly(Reason, usize),
    /// It is something else.
    No,
}

/// Whether each of these columns is in a header, once. With up to `lacking` of
/// them not there, it is nearly the format's.
fn columns(header: &Header, columns: &[&str], lacking: usize) -> Match {
    let missing: Vec<&str> = columns.iter().copied().filter(|column| header.count(column) == 0).collect();
    let twice = columns.iter().find(|column| header.count(column) > 1);
    match (missing.len(), twice) {
        (0, None) => Match::Exact,
        (0, Some(column)) => Match::Nearly(Reason::HeaderTwice((*column).to_owned()), 0),
        (count, _) if count <= lacking => Match::Nearly(Reason::HeaderLacks(missing.join(", ")), count),
        _ => Match::No,
    }
}

/// As [`columns`], for formats with names so common that a further column
/// could change what a row means, such as a market beside a province. `also`
/// names those that do not.
fn only_columns(header: &Header, wanted: &[&str], also: &[&str], lacking: usize) -> Match {
    let known = |name: &str| wanted.iter().chain(also).any(|column| normal(column) == normal(name));
    match columns(header, wanted, lacking) {
        Match::Exact => {
            let further: Vec<&String> = header.shown.iter().filter(|name| !name.is_empty() && !known(name)).collect();
            match further[..] {
                [] => Match::Exact,
                [first, ..] => Match::Nearly(Reason::FurtherColumn(first.clone()), further.len()),
            }
        }
        other => other,
    }
}

/// Every format, in the order in which they are tried.
static FORMATS: &[Format] = &[
    pihps_long::FORMAT,
    pihps_grid::FORMAT,
    pihps_names::FORMAT,
    bapanas_city::FORMAT,
    bapanas_wide::FORMAT,
    bapanas_province::FORMAT,
    bapanas_monthly::FORMAT,
    multi_source::FORMAT,
    wfp::FORMAT,
    lumbung_tidy::FORMAT,
    bps_iph::FORMAT,
    bps_inflation::FORMAT,
    stock::FORMAT,
    pihps_transposed::FORMAT,
];

/// Recognises the content and reads it. What is no known format gives a
/// reading without rows whose one refusal says why.
#[must_use]
pub fn read(bytes: &[u8], context: &Context<'_>) -> (&'static str, Reading) {
    let say = |value: &str, reason: &Reason| {
        let (value, reason) = (quotes::excerpt(value), reason.text(context.lang));
        Refusal { row: 1, column: String::new(), value, reason }
    };
    let whole = |format, value: &str, reason: &Reason| {
        (format, Reading { refusals: vec![say(value, reason)], ..Reading::default() })
    };
    let file = match open::open(bytes) {
        Ok(file) => file,
        Err(reason) => return whole(UNKNOWN, "", &reason),
    };
    let found = match find(&file, context) {
        Ok(found) => found,
        Err((header, reason)) => return whole(UNKNOWN, &header, &reason),
    };
    let (id, asks, mapping) = (found.how.id(), found.how.asks(), found.how.mapping());
    let reading = match found.how {
        How::Format(format) => (format.read)(&found.header, found.table, context),
        How::Mapping(mapping) => mapped::read(&found.header, found.table, context, mapping),
    };
    match reading {
        Err(reason) => {
            let (id, reading) = whole(id, &found.header.line, &reason);
            (id, Reading { asks, mapping, ..reading })
        }
        Ok(mut reading) => {
            (reading.asks, reading.mapping) = (asks, mapping);
            if reading.read == 0 && reading.refusals.is_empty() {
                reading.refusals.push(say(&found.header.line, &Reason::HeaderOnly));
            }
            for sheet in file.sheets().filter(|sheet| *sheet != found.sheet) {
                reading.refusals.push(say("", &Reason::OtherSheet(sheet.to_owned())));
            }
            (id, reading)
        }
    }
}

/// The format of some file, [`UNKNOWN`] where it has none that is known.
#[must_use]
pub fn recognise(bytes: &[u8], context: &Context<'_>) -> &'static str {
    open::open(bytes)
        .ok()
        .and_then(|content| find(&content, context).ok().map(|found| found.how.id()))
        .unwrap_or(UNKNOWN)
}

/// How a table is to be read.
enum How<'a> {
    Format(&'static Format),
    Mapping(&'a Mapping),
}

impl How<'_> {
    fn id(&self) -> &'static str {
        match self {
            Self::Format(format) => format.id,
            Self::Mapping(_) => mapped::ID,
        }
    }

    fn asks(&self) -> Asks {
        match self {
            Self::Format(format) => format.asks,
            Self::Mapping(mapping) => mapping.asks(),
        }
    }

    fn mapping(&self) -> Option<String> {
        match self {
            Self::Format(_) => None,
            Self::Mapping(mapping) => Some(mapping.name.clone()),
        }
    }
}

/// A table that was found in a file, and how it is to be read.
struct Found<'a, 'c> {
    how: How<'c>,
    header: Header,
    table: Table<'a>,
    /// The sheet that it stands in.
    sheet: &'a str,
}

/// The first table that somebody has mapped or a format recognises; else the
/// header, and why it is none.
fn find<'a, 'c>(file: &'a Content<'_>, context: &Context<'c>) -> Result<Found<'a, 'c>, (String, Reason)> {
    let mut nearly: Option<(usize, String, Reason)> = None;
    let mut first: Option<String> = None;
    for (sheet, table) in file.tables() {
        let delimiter = table.delimiter();
        for (header, table) in table.heads() {
            if let Some(mapping) = context.profile.mappings.iter().find(|mapping| mapping.fits(&header)) {
                return Ok(Found { how: How::Mapping(mapping), header, table, sheet });
            }
            for format in FORMATS {
                let (reason, distance) = match (format.recognise)(&header, context.profile) {
                    Match::Exact if delimiter.is_none_or(|delimiter| format.delimiters.contains(&delimiter)) => {
                        return Ok(Found { how: How::Format(format), header, table, sheet });
                    }
                    Match::Exact => (Reason::OtherDelimiter, 0),
                    Match::Nearly(reason, distance) => (reason, distance),
                    Match::No => continue,
                };
                // Of formats that come equally near, the first.
                if nearly.as_ref().is_none_or(|(nearest, ..)| distance < *nearest) {
                    nearly = Some((distance, header.line.clone(), reason));
                }
            }
            first.get_or_insert(header.line);
        }
    }
    Err(nearly
        .map_or_else(|| (first.unwrap_or_default(), Reason::UnknownFormat), |(_, header, reason)| (header, reason)))
}

#[cfg(test)]
mod tests;
