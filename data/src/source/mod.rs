//! Sources: one file a format, each with the same face. `recognise` tells by a
//! file's content whether it speaks the format; `read` turns it into quotes.
//!
//! A source declares its number format, date format, missing marks, price
//! level, frequency and units; nothing is guessed cell by cell. Opening files,
//! comparing with what is known and storing are left to others.

mod answer;
pub mod bapanas_json;
mod date;
mod intake;
mod lines;
pub mod lumbung_json;
mod number;
pub mod pihps_json;
mod pihps_long;
mod quotes;
mod reason;
mod simulated;
pub mod sp2kp_json;

pub use answer::Fault;
pub use intake::Context;
pub(crate) use quotes::runs;
pub use quotes::{Quotes, Reading};
pub use reason::Reason;
pub use simulated::simulated;

use crate::model::Refusal;
use lines::Lines;

/// The SHA-256 of a file's bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The format's name in the report of a file that is of none.
pub const UNKNOWN: &str = "unknown";

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// A file format that can be read.
pub struct Format {
    /// Its name in reports, such as `pihps-long`.
    pub id: &'static str,
    /// What its files do not say.
    pub asks: Asks,
    /// How close the header comes: [`Match::Exact`] means that `read` can go on.
    recognise: fn(header: &str) -> Match,
    read: fn(header: &str, lines: Lines<'_>, context: &Context<'_>) -> Reading,
}

/// What the files of a format do not say, so that whoever brings one must.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    /// The place.
    pub place: bool,
    /// The price level.
    pub level: bool,
}

/// What the files of a format do not say; nothing of one that is unknown.
#[must_use]
pub fn asks(format: &str) -> Asks {
    FORMATS.iter().find(|known| known.id == format).map(|known| known.asks).unwrap_or_default()
}

/// How well a header fits a format.
enum Match {
    /// Every column is there, once.
    Exact,
    /// It looks like the format, but for this.
    Nearly(Reason),
    /// It is something else.
    No,
}

/// Every format, in the order in which they are tried.
static FORMATS: &[Format] = &[pihps_long::FORMAT];

/// Recognises the content and reads it. What is no known format gives a
/// reading without rows whose one refusal says why.
#[must_use]
pub fn read(bytes: &[u8], context: &Context<'_>) -> (&'static str, Reading) {
    let remark = |value: &str, reason: &Reason| {
        let (value, reason) = (quotes::excerpt(value), reason.text(context.lang));
        Refusal { row: 1, column: String::new(), value, reason }
    };
    let refuse = |value: &str, reason: &Reason| {
        (UNKNOWN, Reading { refusals: vec![remark(value, reason)], ..Reading::default() })
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse("", &Reason::Utf16);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return refuse("", &Reason::Spreadsheet);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = Lines::new(bytes);
    let header = loop {
        match lines.next() {
            None => return refuse("", &Reason::Empty),
            Some((_, Ok(line))) if line.trim().is_empty() => {}
            Some((_, Ok(line))) => break line,
            Some((_, Err(reason))) => return refuse("", &reason),
        }
    };
    let mut nearly = None;
    for format in FORMATS {
        match (format.recognise)(header) {
            Match::Exact => {
                let mut reading = (format.read)(header, lines, context);
                if reading.read == 0 {
                    reading.refusals.push(remark(header, &Reason::HeaderOnly));
                }
                return (format.id, reading);
            }
            Match::Nearly(reason) => nearly = nearly.or(Some(reason)),
            Match::No => {}
        }
    }
    refuse(header, &nearly.unwrap_or(Reason::UnknownFormat))
}

#[cfg(test)]
mod tests;
