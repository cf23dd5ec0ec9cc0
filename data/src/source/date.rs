//! Dates as sources write them. A source names its form; none is guessed.

use crate::names::normal;
use chrono::NaiveDate;

/// `31/12/2023`, also without leading zeros and with blanks after the slashes.
/// Days that no calendar has give none.
pub(super) fn day_month_year(text: &str) -> Option<NaiveDate> {
    let [day, month, year] = three(text, '/')?;
    of_parts(year, month, day)
}

/// `2023-12-31`.
pub(super) fn iso(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = three(text, '-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    of_parts(year, month, day)
}

/// `2023-12-31` or `31-12-2023`, the latter also without leading zeros. The
/// four digits of the year tell the two apart.
pub(super) fn iso_or_day_first(text: &str) -> Option<NaiveDate> {
    let [first, month, last] = three(text, '-')?;
    if first.len() == 4 { iso(text) } else { of_parts(last, month, first) }
}

/// `2023/12/31`, year first.
pub(super) fn year_month_day_slashed(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = three(text, '/')?;
    of_parts(year, month, day)
}

/// `31-12-2023`, day first.
pub(super) fn day_first_hyphens(text: &str) -> Option<NaiveDate> {
    let [day, month, year] = three(text, '-')?;
    of_parts(year, month, day)
}

/// `12/31/2023`, month first, as American programs write it.
pub(super) fn month_day_year(text: &str) -> Option<NaiveDate> {
    let [month, day, year] = three(text, '/')?;
    of_parts(year, month, day)
}

/// The first day of a month, from its Indonesian name or number and a year of
/// four digits.
pub(super) fn month_of_year(month: &str, year: &str) -> Option<NaiveDate> {
    let month = match number(month) {
        Some(number) => number,
        None => month_named(month)?,
    };
    let year = number(year).filter(|_| year.len() == 4)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)
}

/// The number of a month from its Indonesian name, also in its other spelling
/// or its three first letters.
pub(super) fn month_named(name: &str) -> Option<u32> {
    Some(match normal(name).as_str() {
        "januari" | "jan" => 1,
        "februari" | "pebruari" | "feb" | "peb" => 2,
        "maret" | "mar" => 3,
        "april" | "apr" => 4,
        "mei" => 5,
        "juni" | "jun" => 6,
        "juli" | "jul" => 7,
        "agustus" | "agu" | "ags" | "agt" => 8,
        "september" | "sep" => 9,
        "oktober" | "okt" => 10,
        "november" | "nopember" | "nov" | "nop" => 11,
        "desember" | "des" => 12,
        _ => return None,
    })
}

fn three(text: &str, mark: char) -> Option<[&str; 3]> {
    let mut parts = text.split(mark).map(str::trim);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

fn of_parts(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    if year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

fn number(part: &str) -> Option<u32> {
    part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(day_month_year("31/12/2023"), NaiveDate::from_ymd_opt(2023, 12, 31));
        assert_eq!(day_month_year("01/ 02/ 2024"), NaiveDate::from_ymd_opt(2024, 2, 1));
        for bad in ["31/02/2023", "2023-12-31", "12/31/2023", "1/1/23", "+1/01/2023", "1/1/2023/1", "", "//"] {
            assert_eq!(day_month_year(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn year_first_and_day_first_are_told_apart_by_the_years_four_digits() {
        let day = NaiveDate::from_ymd_opt(2025, 9, 3);
        assert_eq!(iso_or_day_first("2025-09-03"), day);
        assert_eq!(iso_or_day_first("3-9-2025"), day);
        assert_eq!(iso("3-9-2025"), None);
        for bad in ["2025-9-3", "03-09-25", "2025-13-01", "31-02-2025", "2025-09-03T00:00", "٢٠٢٥-09-03"] {
            assert_eq!(iso_or_day_first(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_month_is_its_first_day() {
        assert_eq!(month_of_year("Pebruari", "2024"), NaiveDate::from_ymd_opt(2024, 2, 1));
        assert_eq!(month_of_year(" NOPEMBER", "2024"), NaiveDate::from_ymd_opt(2024, 11, 1));
        for (month, year) in [("Februari", "24"), ("Smarch", "2024"), ("13", "2024"), ("", "2024"), ("0", "2024")] {
            assert_eq!(month_of_year(month, year), None, "{month:?} {year:?}");
        }
    }

    proptest! {
        #[test]
        fn every_day_is_read_back_in_every_form(days in 0_i32..40_000) {
            let date = crate::model::day::date(days);
            prop_assert_eq!(iso(&date.format("%Y-%m-%d").to_string()), Some(date));
            prop_assert_eq!(iso_or_day_first(&date.format("%-d-%-m-%Y").to_string()), Some(date));
            prop_assert_eq!(day_month_year(&date.format("%d/ %m/ %Y").to_string()), Some(date));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}", other in "[0-9/ -]{0,12}") {
            for text in [&text, &other] {
                let _ = (day_month_year(text), iso(text), iso_or_day_first(text), month_of_year(text, text));
                let _ = (month_day_year(text), year_month_day_slashed(text), day_first_hyphens(text));
            }
        }
    }
}
