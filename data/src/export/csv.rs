//! CSV: plain for programs, or as Excel in Indonesian opens it.

use super::table::{Block, Contents, Values};
use super::text::harmless;
use crate::model::day;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Which CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// Commas, decimal points, lines end by LF.
    #[default]
    Plain,
    /// Semicolons, decimal commas, a byte order mark, lines end by CR LF.
    ExcelId,
}

impl Variant {
    fn separator(self) -> char {
        if self == Self::ExcelId { ';' } else { ',' }
    }

    fn line_end(self) -> &'static str {
        if self == Self::ExcelId { "\r\n" } else { "\n" }
    }

    /// A text cell.
    fn cell(self, text: &str) -> Cow<'_, str> {
        let text = harmless(text);
        if text.contains([self.separator(), '"', '\n', '\r']) {
            Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
        } else {
            text
        }
    }

    /// Adds a number; nothing for none.
    fn number(self, out: &mut String, value: f64) {
        if value.is_finite() {
            let start = out.len();
            // Writing to a string cannot fail.
            let _ = write!(out, "{value}");
            if self == Self::ExcelId
                && let Some(point) = out[start..].find('.')
            {
                out.replace_range(start + point..=start + point, ",");
            }
        }
    }
}

pub(super) fn write<C: Contents>(contents: &C, variant: Variant, mut to: impl Write) -> io::Result<u64> {
    let columns: Vec<Cow<'_, str>> = contents.columns().iter().map(|column| variant.cell(&column.name)).collect();
    let mark = if variant == Variant::ExcelId { "\u{feff}" } else { "" };
    let header = columns.join(&variant.separator().to_string());
    write!(to, "{mark}{header}{}", variant.line_end())?;
    let mut rows = 0;
    let mut text = String::new();
    contents.each(|block| {
        text.clear();
        add(&mut text, block, variant);
        rows += block.rows as u64;
        to.write_all(text.as_bytes())
    })?;
    to.flush()?;
    Ok(rows)
}

/// Adds the rows of a block.
fn add(out: &mut String, block: &Block<'_>, variant: Variant) {
    let same: Vec<Cow<'_, str>> = block
        .values
        .iter()
        .map(|values| if let Values::Same(text) = values { variant.cell(text) } else { Cow::Borrowed("") })
        .collect();
    for row in 0..block.rows {
        for (column, values) in block.values.iter().enumerate() {
            if column > 0 {
                out.push(variant.separator());
            }
            // Writing to a string cannot fail.
            let _ = match values {
                Values::Same(_) => out.write_str(&same[column]),
                Values::Texts(texts) => out.write_str(&variant.cell(texts[row])),
                Values::Days(days) => write!(out, "{}", day::date(days[row])),
                Values::Integers(numbers) => write!(out, "{}", numbers[row]),
                Values::Known(numbers) => numbers[row].map_or(Ok(()), |number| write!(out, "{number}")),
                Values::Counts(numbers) => write!(out, "{}", numbers[row]),
                Values::Numbers(numbers) => {
                    variant.number(out, numbers[row]);
                    Ok(())
                }
            };
        }
        out.push_str(variant.line_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_number_stays_a_number_and_a_text_like_it_does_not() {
        let mut out = String::new();
        Variant::ExcelId.number(&mut out, -1234.5);
        assert_eq!((out.as_str(), &*Variant::Plain.cell("-1234.5")), ("-1234,5", "'-1234.5"));
    }

    #[test]
    fn a_text_with_the_separator_is_quoted() {
        assert_eq!(Variant::Plain.cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(Variant::ExcelId.cell("a,b"), "a,b");
        assert_eq!(Variant::ExcelId.cell("=a;b"), "\"'=a;b\"");
    }
}
