//! `Retry-After`: seconds, or a date of HTTP (RFC 9110, 10.2.3).

use chrono::{DateTime, NaiveDateTime, Utc};
use std::time::Duration;

/// The longest wait that is believed; a source that asks for more means "not
/// today".
const LONGEST: Duration = Duration::from_hours(24);

/// The wait that a header asks for; none where it cannot be read.
pub(super) fn retry_after(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // Digits beyond a number are a very long wait.
        return Some(text.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST));
    }
    let until = date(text)?;
    Some((until - now).to_std().unwrap_or_default().min(LONGEST))
}

/// The three forms of RFC 9110, 5.6.7.
fn date(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(date) = DateTime::parse_from_rfc2822(text) {
        return Some(date.to_utc());
    }
    let forms = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    forms.into_iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()).map(|date| date.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_the_three_forms_of_dates_are_understood() {
        let now = DateTime::parse_from_rfc3339("1994-11-06T08:49:00Z").unwrap().to_utc();
        let wait = |text| retry_after(text, now).map(|wait| wait.as_secs());
        assert_eq!(wait("120"), Some(120));
        for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(wait(date), Some(37), "{date}");
        }
        assert_eq!(wait("Sun, 06 Nov 1994 08:48:37 GMT"), Some(0));
        assert_eq!(wait("99999999999999999999999"), Some(86_400));
        assert_eq!(wait("Sat, 06 Nov 2094 08:49:37 GMT"), Some(86_400));
        for bad in ["", "-5", "soon", "1.5"] {
            assert_eq!(wait(bad), None, "{bad:?}");
        }
    }
}
