//! CSV: plain for programs, or as Excel in Indonesian opens it.

use super::select::Extract;
use super::text::harmless;
use crate::lake::PRICE_COLUMNS;
use crate::model::{MarketSeries, day};
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

pub(super) fn write(extract: &Extract<'_>, variant: Variant, mut to: impl Write) -> io::Result<u64> {
    let columns: Vec<&str> = PRICE_COLUMNS.iter().map(|(name, _)| *name).collect();
    let mark = if variant == Variant::ExcelId { "\u{feff}" } else { "" };
    let header = columns.join(&variant.separator().to_string());
    write!(to, "{mark}{header}{}", variant.line_end())?;
    let mut rows = 0;
    let mut text = String::new();
    for series in extract.series() {
        text.clear();
        add(&mut text, &series, variant);
        to.write_all(text.as_bytes())?;
        rows += series.day.len() as u64;
    }
    to.flush()?;
    Ok(rows)
}

/// Adds the rows of a series.
fn add(out: &mut String, series: &MarketSeries, variant: Variant) {
    let s = variant.separator();
    let key = &series.key;
    let names = [key.commodity.as_str(), key.place.as_str(), key.level.as_str(), key.source.as_str()];
    let names = names.map(|name| variant.cell(name)).join(&s.to_string());
    let (reported_unit, unit) = (variant.cell(&series.reported_unit), variant.cell(&series.unit));
    for at in 0..series.day.len() {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}{s}{names}{s}", day::date(series.day[at]));
        variant.number(out, series.reported[at]);
        let _ = write!(out, "{s}{reported_unit}{s}");
        variant.number(out, series.price[at]);
        let _ = write!(out, "{s}{unit}{s}{}{s}{}{}", series.status[at], series.version[at], variant.line_end());
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
