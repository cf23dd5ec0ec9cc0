//! Answers of services in JSON: what all their readers share, and what can be
//! wrong with one beside what can be wrong with a file.

use super::intake::{At, Context, Intake, Mark};
use super::number;
use super::quotes::{Reading, excerpt};
use super::reason::Reason;
use crate::model::{Lang, Refusal, day};
use chrono::NaiveDate;
use serde_json::Value;
use std::ops::RangeInclusive;

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is no JSON; where it stops being some.
    NotJson(String),
    /// It lacks what the source's answers have: this.
    Shape(String),
    /// It holds no prices.
    Nothing,
    /// The source says itself that it failed.
    Failed(String),
    /// It holds a day that was not asked for, so dates may be read wrongly.
    NotAsked(RangeInclusive<NaiveDate>),
    /// The price is per another unit than the commodity's own.
    OtherUnit {
        /// The unit of the source.
        given: String,
        /// The commodity's.
        own: String,
    },
    /// No date as `2026-11-24`.
    BadDate,
    /// Simulated figures, which no city passes on.
    Simulated,
    /// The other city has taken the value back.
    TakenBack,
}

impl Fault {
    /// The fault in a language, with what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let say = |id: &str, en: &str| lang.pick(id, en).to_owned();
        match (self, lang) {
            (Self::NotJson(at), Lang::Id) => {
                format!(
                    "Jawaban sumber bukan JSON ({at}); coba lagi nanti, dan bila berulang muat harganya sebagai berkas."
                )
            }
            (Self::NotJson(at), Lang::En) => {
                format!("The source's answer is no JSON ({at}); try again later, and if it goes on bring a file.")
            }
            (Self::Shape(what), Lang::Id) => format!(
                "Bentuk jawaban sumber berubah: {what}. Muat harganya sebagai berkas sampai Lumbung diperbarui."
            ),
            (Self::Shape(what), Lang::En) => {
                format!("The source's answers have changed: {what}. Bring files until Lumbung is updated.")
            }
            (Self::Nothing, _) => say(
                "Sumber menjawab tanpa harga untuk hari-hari ini; periksa di situsnya apakah harga memang belum terbit.",
                "The source answered without prices for these days; look at its site whether they are out.",
            ),
            (Self::Failed(said), Lang::Id) => format!("Sumber melaporkan kegagalan: {said:?}; coba lagi nanti."),
            (Self::Failed(said), Lang::En) => format!("The source says that it failed: {said:?}; try again later."),
            (Self::NotAsked(asked), Lang::Id) => format!(
                "Jawaban memuat hari di luar yang diminta ({} s.d. {}); tidak ada yang disimpan karena tanggalnya mungkin tertukar.",
                asked.start(),
                asked.end()
            ),
            (Self::NotAsked(asked), Lang::En) => format!(
                "The answer holds a day that was not asked for ({} to {}); nothing is stored, as days and months may be swapped.",
                asked.start(),
                asked.end()
            ),
            (Self::OtherUnit { given, own }, Lang::Id) => {
                format!("Harga ini per {given:?}, sedangkan komoditasnya dicatat per {own}; tidak dapat disamakan.")
            }
            (Self::OtherUnit { given, own }, Lang::En) => {
                format!("This price is per {given:?} and the commodity is kept per {own}; they cannot be compared.")
            }
            (Self::BadDate, _) => say(
                "Tanggal dari sumber tidak sah; seharusnya seperti 2026-11-24.",
                "The source's date is none; it should look like 2026-11-24.",
            ),
            (Self::Simulated, _) => say(
                "Lumbung itu baru memuat harga simulasi; harga simulasi tidak dipertukarkan.",
                "That Lumbung holds simulated prices only; these are not exchanged.",
            ),
            (Self::TakenBack, _) => say(
                "Nilai ini ditarik kembali oleh kota asalnya; tarik juga kiriman yang memuatnya di sini.",
                "The city it came from has taken this value back; take back the batch that has it here, too.",
            ),
        }
    }
}

/// A whole answer that cannot be read.
pub(super) fn unread(context: &Context<'_>, value: &str, fault: Fault) -> Reading {
    let reason = Reason::Answer(fault).text(context.lang);
    let refusal = Refusal { row: 1, column: String::new(), value: excerpt(value), reason };
    Reading { refusals: vec![refusal], ..Reading::default() }
}

/// The answer as JSON. A service's byte order mark is let pass.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // The library's words repeat nothing of the answer.
    serde_json::from_slice(bytes).map_err(|error| Fault::NotJson(error.to_string()))
}

/// The list under a key of the answer.
pub(super) fn list<'v>(answer: &'v Value, key: &str) -> Result<&'v [Value], Fault> {
    let list = answer.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice)
        .ok_or_else(|| Fault::Shape(format!("daftar \"{key}\" tidak ada · there is no list \"{key}\"")))
}

/// A field as text; numbers as they are written.
pub(super) fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

/// A price in rupiah: a JSON number, or text with commas between thousands;
/// NaN for null, nothing, `-` and 0, which say "not reported".
pub(super) fn price(value: Option<&Value>) -> Result<f64, Reason> {
    let price = match value {
        None | Some(Value::Null) => 0.0,
        Some(Value::Number(number)) => number.as_f64().filter(|price| price.is_finite()).ok_or(Reason::NotANumber)?,
        Some(Value::String(text)) => match text.trim() {
            "" | "-" => 0.0,
            text => number::rupiah_comma_thousands(text)?,
        },
        Some(_) => return Err(Reason::NotANumber),
    };
    if price < 0.0 {
        return Err(Reason::Negative);
    }
    // Nothing costs nothing.
    Ok(if price == 0.0 { f64::NAN } else { price })
}

/// A date as `2026-11-24`, also with a time after it.
pub(super) fn iso_day(text: &str) -> Option<NaiveDate> {
    let date = text.get(..10)?;
    let rest = &text[10..];
    let alone = rest.is_empty() || rest.starts_with(['T', ' ']);
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().filter(|_| alone)
}

impl Intake<'_> {
    /// Takes one price of an answer, or refuses it.
    pub(super) fn answer(&mut self, row: u64, series: u32, day: NaiveDate, column: &str, value: Option<&Value>) {
        self.marked(row, series, day, column, value, Mark::Reported);
    }

    /// The same of one that the source marks.
    pub(super) fn marked(
        &mut self,
        row: u64,
        series: u32,
        day: NaiveDate,
        column: &str,
        value: Option<&Value>,
        mark: Mark,
    ) {
        self.row();
        let raw = text(value);
        let price = self.check_day(day).and_then(|_| price(value));
        self.take(At { row, column, raw: &raw }, series, day::of(day), price, mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_nothing_a_dash_and_zero_are_no_prices() {
        for missing in [json!(null), json!(""), json!(" - "), json!(0), json!(0.0), json!("0")] {
            assert!(price(Some(&missing)).unwrap().is_nan(), "{missing}");
        }
        assert!(price(None).unwrap().is_nan());
    }

    #[test]
    fn a_price_is_a_number_or_text_with_commas() {
        assert_eq!(price(Some(&json!(16_236.727))), Ok(16_236.727));
        assert_eq!(price(Some(&json!("16,200"))), Ok(16_200.0));
        assert_eq!(price(Some(&json!("16.200"))), Err(Reason::DotInNumber));
        assert_eq!(price(Some(&json!(-1))), Err(Reason::Negative));
        assert_eq!(price(Some(&json!({}))), Err(Reason::NotANumber));
    }

    #[test]
    fn a_date_may_bring_its_time() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24);
        assert_eq!(iso_day("2026-11-24"), day);
        assert_eq!(iso_day("2026-11-24T00:00:00Z"), day);
        for bad in ["2026-11-2", "24-11-2026", "2026-13-01", "2026-11-24x", "", "２０２６-11-24"] {
            assert_eq!(iso_day(bad), None, "{bad:?}");
        }
    }
}
