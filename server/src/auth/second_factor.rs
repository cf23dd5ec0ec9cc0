//! The second factor: time-based one-time passwords (RFC 6238) as every
//! authenticator app makes them, SHA-1, six digits, thirty seconds.

use super::secret;
use crate::qr;
use chrono::{DateTime, Utc};
use lumbung_data::model::office::SetUp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

const DIGITS: u8 = 6;
const STEP: u64 = 30;
/// Steps by which a phone's clock may differ.
const SKEW: u16 = 1;

/// A new secret of 160 bits, in base32.
#[must_use]
pub fn new_secret() -> String {
    Secret::from(secret::random::<20>()).to_base32()
}

fn totp(secret: &str, account: &str, issuer: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    // A colon would end the name within the address.
    let clean = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(secret)
        .with_account_name(clean(account))
        .with_issuer(Some(clean(issuer)))
        .build()
        .ok()
}

/// The step whose code this is, if it is one of now and later than the last
/// that was used: a code that was overlooked over a shoulder works no second
/// time.
#[must_use]
pub fn step_of(code: &str, secret: &str, last_used: i64, now: DateTime<Utc>) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.timestamp()).ok()?;
    let totp = totp(secret, "lumbung", "Lumbung")?;
    let step = i64::try_from(totp.check(&code, seconds)?).ok()?;
    (step > last_used).then_some(step)
}

/// The code of a moment, as an app would show it.
#[must_use]
pub fn code_at(secret: &str, at: DateTime<Utc>) -> Option<String> {
    let seconds = u64::try_from(at.timestamp()).ok()?;
    Some(totp(secret, "lumbung", "Lumbung")?.generate(seconds).to_string())
}

/// A recovery code as it is kept: dashes, blanks and capitals do not matter.
#[must_use]
pub fn recovery_digest(code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    secret::digest(&letters.to_ascii_lowercase())
}

/// What the set-up page shows of a secret; none if it is no secret.
#[must_use]
pub fn set_up(secret: &str, account: &str, city: &str) -> Option<SetUp> {
    let uri = totp(secret, account, &format!("Lumbung {city}"))?.to_url().ok()?;
    let (size, path) = qr::path(&uri)?;
    let groups: Vec<String> = secret.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into()).collect();
    Some(SetUp { required: false, replaces: false, secret: groups.join(" "), uri, size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's test vectors, "12345678901234567890".
    const RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_equal_the_published_ones() {
        // RFC 6238, appendix B, the last six digits of its eight.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(RFC, at(seconds)).as_deref(), Some(code));
            assert_eq!(step_of(code, RFC, 0, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_works_once_and_not_for_long() {
        let code = code_at(RFC, at(3_000)).unwrap();
        assert_eq!(step_of(&code, RFC, 99, at(3_000)), Some(100));
        assert_eq!(step_of(&code, RFC, 100, at(3_000)), None);
        assert_eq!(step_of(&code, RFC, 0, at(3_030)), Some(100), "a slow clock is forgiven");
        assert_eq!(step_of(&code, RFC, 0, at(3_060)), None);
        for bad in ["", "12345", "abcdef", "0000000"] {
            assert_eq!(step_of(bad, RFC, 0, at(3_000)), None);
        }
    }

    #[test]
    fn the_picture_is_a_square_and_the_address_names_city_and_account() {
        let page = set_up(&new_secret(), "siti", "Kota Bandung").unwrap();
        assert!(page.uri.starts_with("otpauth://totp/Lumbung%20Kota%20Bandung:siti?"), "{}", page.uri);
        assert!(page.size > 40 && page.path.starts_with("M4 4h1v1h-1z"));
        assert_eq!(page.secret.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
    }

    #[test]
    fn a_recovery_code_may_be_typed_in_any_manner() {
        assert_eq!(recovery_digest("ABCD efgh-2345 6789"), recovery_digest("abcd-efgh-2345-6789"));
    }
}
