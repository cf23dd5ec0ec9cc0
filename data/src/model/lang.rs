//! The two languages, and how each writes money, shares and dates.
//!
//! Indonesian follows the official spelling (`Rp14.500`, `3,2%`,
//! `11 Desember 2023`); English keeps the rupiah sign and swaps separators.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A language of the pages and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Indonesian, the first language.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The language of a code; anything unknown is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "id" => Some(Self::Id),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// One of two texts, by language.
    #[must_use]
    pub fn pick<T>(self, id: T, en: T) -> T {
        match self {
            Self::Id => id,
            Self::En => en,
        }
    }

    fn thousands(self) -> char {
        self.pick('.', ',')
    }

    fn decimal(self) -> &'static str {
        self.pick(",", ".")
    }
}

/// Whole rupiah: `Rp14.500` in Indonesian, `Rp14,500` in English.
///
/// ```
/// use lumbung_data::model::{Lang, rupiah};
/// assert_eq!(rupiah(14_500.4, Lang::Id), "Rp14.500");
/// assert_eq!(rupiah(-1_234_567.0, Lang::En), "-Rp1,234,567");
/// ```
#[must_use]
pub fn rupiah(value: f64, lang: Lang) -> String {
    let digits = format!("{:.0}", value.abs());
    let sign = if value < 0.0 && digits != "0" { "-" } else { "" };
    format!("{sign}Rp{}", grouped(&digits, lang))
}

/// A whole number with its thousands apart: `12.345` in Indonesian.
#[must_use]
pub fn count(number: u64, lang: Lang) -> String {
    grouped(&number.to_string(), lang)
}

/// A quantity with at most one decimal: `1.250`, `0,5`.
#[must_use]
pub fn quantity(value: f64, lang: Lang) -> String {
    let text = format!("{:.1}", value.max(0.0));
    let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
    let whole = grouped(whole, lang);
    if tenth == "0" { whole } else { format!("{whole}{}{tenth}", lang.decimal()) }
}

/// A way in kilometres, whole below a hundred and in tens from there on: `1.940`.
#[must_use]
pub fn whole_km(km: f64, lang: Lang) -> String {
    let rounded = if km < 100.0 { km.round() } else { (km / 10.0).round() * 10.0 };
    grouped(&format!("{:.0}", rounded.max(0.0)), lang)
}

/// Digits with the thousands apart.
fn grouped(digits: &str, lang: Lang) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(lang.thousands());
        }
        grouped.push(digit);
    }
    grouped
}

/// A price with its unit: `Rp14.500/kg`.
#[must_use]
pub fn rupiah_per(value: f64, unit: &str, lang: Lang) -> String {
    format!("{}/{unit}", rupiah(value, lang))
}

/// A share with one decimal: `0.0321` is `3,2%`.
#[must_use]
pub fn percent(share: f64, lang: Lang) -> String {
    let text = format!("{:.1}", share * 100.0);
    let text = if text == "-0.0" { "0.0" } else { &text };
    format!("{}%", text.replace('.', lang.decimal()))
}

/// A chance in whole percent: `23%`; what is no certainty is never told as one.
#[must_use]
pub fn whole_percent(share: f64) -> String {
    if share > 0.0 && share < 0.01 {
        return "<1%".to_owned();
    }
    if share < 1.0 && share > 0.99 {
        return ">99%".to_owned();
    }
    format!("{:.0}%", share * 100.0)
}

/// A change with its sign, a true minus for falls: `+3,2%`, `−1,0%`, `0,0%`.
#[must_use]
pub fn signed_percent(share: f64, lang: Lang) -> String {
    let text = percent(share.abs(), lang);
    if text.trim_end_matches('%').bytes().all(|b| matches!(b, b'0' | b',' | b'.')) {
        text
    } else if share < 0.0 {
        format!("−{text}")
    } else {
        format!("+{text}")
    }
}

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_ID: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: NaiveDate, names: [&'static str; 12]) -> &'static str {
    names[date.month0() as usize]
}

/// `11 Desember 2023`.
#[must_use]
pub fn date_long(date: NaiveDate, lang: Lang) -> String {
    format!("{} {} {}", date.day(), month(date, lang.pick(MONTHS_ID, MONTHS_EN)), date.year())
}

/// `11 Des 2023`.
#[must_use]
pub fn date_short(date: NaiveDate, lang: Lang) -> String {
    format!("{} {} {}", date.day(), month(date, lang.pick(SHORT_ID, SHORT_EN)), date.year())
}

/// `Desember 2023`.
#[must_use]
pub fn month_of(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", month(date, lang.pick(MONTHS_ID, MONTHS_EN)), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_carry_a_sign_unless_they_round_to_nothing() {
        assert_eq!(signed_percent(0.0321, Lang::Id), "+3,2%");
        assert_eq!(signed_percent(-0.0321, Lang::Id), "−3,2%");
        assert_eq!(signed_percent(-0.0001, Lang::Id), "0,0%");
        assert_eq!(signed_percent(1.5, Lang::En), "+150.0%");
    }

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let date = NaiveDate::from_ymd_opt(2023, 8, 11).unwrap();
        assert_eq!(date_long(date, Lang::Id), "11 Agustus 2023");
        assert_eq!(date_short(date, Lang::Id), "11 Agu 2023");
        assert_eq!(date_long(date, Lang::En), "11 August 2023");
    }

    #[test]
    fn thousands_are_apart() {
        let written = [0, 999, 1_000, 1_234_567].map(|number| count(number, Lang::Id));
        assert_eq!(written, ["0", "999", "1.000", "1.234.567"]);
        assert_eq!(count(12_345, Lang::En), "12,345");
        assert_eq!([49.6, 104.0, 1_938.0].map(|km| whole_km(km, Lang::Id)), ["50", "100", "1.940"]);
    }

    #[test]
    fn a_quantity_has_a_decimal_only_where_it_needs_one() {
        assert_eq!([1_250.0, 0.5, 5.6, 0.04].map(|value| quantity(value, Lang::Id)), ["1.250", "0,5", "5,6", "0"]);
        assert_eq!(quantity(1_250.25, Lang::En), "1,250.2");
    }

    #[test]
    fn rupiah_groups_by_thousands() {
        assert_eq!(rupiah(0.0, Lang::Id), "Rp0");
        assert_eq!(rupiah(999.0, Lang::Id), "Rp999");
        assert_eq!(rupiah(1_000_000.0, Lang::Id), "Rp1.000.000");
        assert_eq!(rupiah(-0.3, Lang::Id), "Rp0");
    }
}
