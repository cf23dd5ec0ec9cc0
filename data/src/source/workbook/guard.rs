//! What is looked at before a workbook is opened. A zip archive's directory
//! says what its parts unpack to, and may lie: every part is unpacked once
//! into nothing, and no further than it claims.
//!
//! Limits on time and memory follow from these bounds, because whatever reads
//! the parts afterwards cannot find more in them.

use super::MOST_BYTES;
use crate::source::Reason;
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts of an archive. A workbook of hundreds of sheets has fewer.
const MOST_PARTS: usize = 2_000;

/// Bytes of all parts together, unpacked: 100,000 rows of 16 columns have 90 MB.
const MOST_UNPACKED: u64 = 320 * 1024 * 1024;

/// Bytes of the shared strings, which are held in memory whole.
const MOST_STRINGS: u64 = 48 * 1024 * 1024;

/// Bytes of every other part that is held in memory.
const MOST_OTHER: u64 = 8 * 1024 * 1024;

/// Unpacked to packed. Repetitive sheets reach 50; a bomb, a thousand.
const MOST_RATIO: u64 = 200;

/// Archives smaller than this unpacked may be packed as well as they like.
const RATIO_FROM: u64 = 4 * 1024 * 1024;

/// The signature of an entry in the archive's directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// Whether a zip archive is a workbook that is safe to open.
pub(super) fn check(bytes: &[u8]) -> Result<(), Reason> {
    if bytes.len() > MOST_BYTES || memchr::memmem::find_iter(bytes, ENTRY).nth(MOST_PARTS).is_some() {
        return Err(Reason::WorkbookTooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::BrokenWorkbook)?;
    let mut unpacked = 0_u64;
    let mut has_workbook = false;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|_| Reason::BrokenWorkbook)?;
        let name = entry.name().map_err(|_| Reason::BrokenWorkbook)?.to_lowercase();
        has_workbook |= name == "[content_types].xml";
        if name.ends_with("vbaproject.bin") {
            return Err(Reason::MacroWorkbook);
        }
        if entry.encrypted() {
            return Err(Reason::LockedWorkbook);
        }
        unpacked = unpacked.saturating_add(entry.size());
        if entry.size() > bound(&name) {
            return Err(Reason::WorkbookTooLarge);
        }
    }
    if !has_workbook {
        return Err(Reason::NotAWorkbook);
    }
    if unpacked > MOST_UNPACKED || (unpacked > RATIO_FROM && unpacked / MOST_RATIO > bytes.len() as u64) {
        return Err(Reason::WorkbookTooLarge);
    }
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) => Reason::NotAWorkbook,
            _ => Reason::BrokenWorkbook,
        })?;
        let size = entry.size();
        let text = entry.name().is_ok_and(|name| is_text(&name));
        unpack(entry.take(size.saturating_add(1)), size, text)?;
    }
    Ok(())
}

/// The bytes that a part may unpack to.
fn bound(name: &str) -> u64 {
    if name.ends_with("sharedstrings.xml") {
        MOST_STRINGS
    } else if name.contains("worksheets/") || name.contains("media/") {
        // Sheets are read as a stream; pictures are not read.
        MOST_UNPACKED
    } else {
        MOST_OTHER
    }
}

fn is_text(name: &str) -> bool {
    let end = Path::new(name).extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("xml") || end.eq_ignore_ascii_case("rels"))
}

/// Unpacks a part into nothing. More than the directory said is a lie; a part
/// in UTF-16 could hide from the watch for hostile counts.
fn unpack(mut part: impl Read, size: u64, text: bool) -> Result<(), Reason> {
    let mut counts = Counts::new(size);
    let mut buffer = vec![0; 64 * 1024];
    let mut seen = 0_u64;
    loop {
        let read = match part.read(&mut buffer) {
            Ok(0) => return if seen == size { Ok(()) } else { Err(Reason::BrokenWorkbook) },
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(Reason::BrokenWorkbook),
        };
        seen += read as u64;
        if seen > size {
            return Err(Reason::WorkbookTooLarge);
        }
        if text && (memchr::memchr(0, &buffer[..read]).is_some() || counts.is_hostile(&buffer[..read])) {
            return Err(Reason::BrokenWorkbook);
        }
    }
}

/// Watches a part for a declared count of shared strings that the part cannot
/// hold: the reader makes room for as many as are declared.
struct Counts {
    /// The part's size: a string takes more than a byte.
    most: u64,
    /// Letters of the attribute's name that were seen in a row.
    matched: usize,
    /// The number being read behind the name.
    number: Option<u64>,
    /// Whether the name was seen and its number has not ended.
    behind: bool,
    /// Whether `=` was seen behind it.
    equals: bool,
}

impl Counts {
    const NAME: &'static [u8] = b"uniqueCount";

    fn new(size: u64) -> Self {
        Self { most: size, matched: 0, number: None, behind: false, equals: false }
    }

    fn is_hostile(&mut self, chunk: &[u8]) -> bool {
        let mut at = 0;
        while at < chunk.len() {
            if !self.behind && self.matched == 0 {
                // Nothing is open: on to the next letter that could begin it.
                match memchr::memchr(Self::NAME[0], &chunk[at..]) {
                    Some(next) => at += next,
                    None => return false,
                }
            }
            if self.step(chunk[at]) {
                return true;
            }
            at += 1;
        }
        false
    }

    fn step(&mut self, byte: u8) -> bool {
        if self.behind {
            match (byte, self.number) {
                (b'0'..=b'9', number) if self.equals => {
                    let number = number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                    self.number = Some(number);
                    return number > self.most;
                }
                (b'=', None) => self.equals = true,
                (b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n', None) => {}
                _ => (self.behind, self.equals, self.number) = (false, false, None),
            }
            return false;
        }
        if byte == Self::NAME[self.matched] {
            self.matched += 1;
        } else {
            self.matched = usize::from(byte == Self::NAME[0]);
        }
        if self.matched == Self::NAME.len() {
            (self.matched, self.behind) = (0, true);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_strings_that_no_part_can_hold_is_hostile_also_across_chunks() {
        let hostile = |text: &str, cut: usize| {
            let mut counts = Counts::new(1_000);
            let (a, b) = text.as_bytes().split_at(cut.min(text.len()));
            counts.is_hostile(a) || counts.is_hostile(b)
        };
        for cut in 0..40 {
            assert!(hostile("<sst count=\"9\" uniqueCount = '99999999999'>", cut), "{cut}");
            assert!(!hostile("<sst count=\"9\" uniqueCount=\"999\"><si>uniqueCount 5000</si>", cut), "{cut}");
        }
    }
}
