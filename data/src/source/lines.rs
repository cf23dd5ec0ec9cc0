//! A file as lines with hard limits, so that one broken line costs one row and
//! an endless one costs no memory.

use super::Reason;

/// The longest line that is looked into, in bytes. Real rows have about 100.
const MAX_LINE_BYTES: usize = 64 * 1024;

/// Lines with their numbers from 1; a line that cannot be text is an error.
/// `\r\n` and a last line without an end are understood.
#[derive(Debug, Clone)]
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    number: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, number: 0 }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (u64, Result<&'a str, Reason>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', self.rest);
        let (line, rest) = match end {
            Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
            None => (self.rest, &[][..]),
        };
        self.rest = rest;
        self.number += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = if line.len() > MAX_LINE_BYTES {
            Err(Reason::LineTooLong(line.len()))
        } else if memchr::memchr(0, line).is_some() {
            Err(Reason::NulByte)
        } else if memchr::memchr(b'\r', line).is_some() {
            Err(Reason::OldLineEnds)
        } else {
            std::str::from_utf8(line).map_err(|_| Reason::NotUtf8)
        };
        Some((self.number, text))
    }
}

/// The fields of one delimited line. Quotes are understood as RFC 4180 has
/// them, within the line: an open quote cannot swallow the rows after it.
pub(super) fn fields<'a>(line: &'a str, delimiter: u8, out: &mut Vec<std::borrow::Cow<'a, str>>) -> Result<(), Reason> {
    out.clear();
    if !line.contains('"') {
        out.extend(line.split(char::from(delimiter)).map(std::borrow::Cow::Borrowed));
        return Ok(());
    }
    if !line.matches('"').count().is_multiple_of(2) {
        return Err(Reason::OpenQuote);
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    reader.read_record(&mut record).map_err(|_| Reason::OpenQuote)?;
    out.extend(record.iter().map(|field| std::borrow::Cow::Owned(field.to_owned())));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_costs_one_row_and_keeps_the_count() {
        let bytes =
            [b"a;b\r\n".as_slice(), b"\xff\xfe\n", &vec![b'x'; MAX_LINE_BYTES + 1], b"\n", b"a\0b\nlast"].concat();
        let lines: Vec<_> = Lines::new(&bytes).collect();
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0], (1, Ok("a;b")));
        assert_eq!(lines[1], (2, Err(Reason::NotUtf8)));
        assert_eq!(lines[2], (3, Err(Reason::LineTooLong(MAX_LINE_BYTES + 1))));
        assert_eq!(lines[3], (4, Err(Reason::NulByte)));
        assert_eq!(lines[4], (5, Ok("last")));
    }

    #[test]
    fn quotes_hold_delimiters_but_never_reach_past_their_line() {
        let mut out = Vec::new();
        fields("1;\"a;b\";\"he said \"\"x\"\"\"", b';', &mut out).unwrap();
        assert_eq!(out, ["1", "a;b", "he said \"x\""]);
        assert_eq!(fields("1;\"a;b", b';', &mut out), Err(Reason::OpenQuote));
    }
}
