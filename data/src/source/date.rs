//! Dates as sources write them. A source names its form; none is guessed.

use chrono::NaiveDate;

/// `31/12/2023`, also without leading zeros and with blanks after the slashes.
/// Days that no calendar has give none.
pub(super) fn day_month_year(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('/').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(day_month_year("31/12/2023"), NaiveDate::from_ymd_opt(2023, 12, 31));
        assert_eq!(day_month_year("01/ 02/ 2024"), NaiveDate::from_ymd_opt(2024, 2, 1));
        for bad in ["31/02/2023", "2023-12-31", "12/31/2023", "1/1/23", "+1/01/2023", "1/1/2023/1", "", "//"] {
            assert_eq!(day_month_year(bad), None, "{bad:?}");
        }
    }
}
