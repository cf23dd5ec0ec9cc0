//! Prices as sources write them.

use super::Reason;

/// Whole rupiah as PIHPS writes them: digits, with commas between thousands or
/// none. A dot is refused, since `14.500` is fourteen thousand to an
/// Indonesian reader and fourteen and a half to this source.
pub(super) fn rupiah_comma_thousands(text: &str) -> Result<f64, Reason> {
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or_default();
    let plain = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_none() || first.len() <= 3;
    if !plain(first) || !grouped || !rest.all(|group| group.len() == 3 && plain(group)) {
        return Err(if text.contains('.') { Reason::DotInNumber } else { Reason::NotANumber });
    }
    // Twelve digits are far beyond any price and still exact in a float.
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    if digits.len() > 12 {
        return Err(Reason::Absurd);
    }
    let value: f64 = digits.parse().map_err(|_| Reason::NotANumber)?;
    if negative { Err(Reason::Negative) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_whole_rupiah_pass() {
        assert_eq!(rupiah_comma_thousands("14500"), Ok(14_500.0));
        assert_eq!(rupiah_comma_thousands("16,200"), Ok(16_200.0));
        assert_eq!(rupiah_comma_thousands("1,016,200"), Ok(1_016_200.0));
        assert_eq!(rupiah_comma_thousands("-500"), Err(Reason::Negative));
        assert_eq!(rupiah_comma_thousands("14.500"), Err(Reason::DotInNumber));
        for bad in ["", "Rp14500", "14,5", "1450,000", "1e5", "NaN", "inf", ",500", "14 500"] {
            assert_eq!(rupiah_comma_thousands(bad), Err(Reason::NotANumber), "{bad:?}");
        }
        assert_eq!(rupiah_comma_thousands("9999999999999"), Err(Reason::Absurd));
    }

    proptest! {
        #[test]
        fn what_is_written_with_commas_is_read_back(value in 0_u32..2_000_000_000) {
            let plain = value.to_string();
            let mut grouped = String::new();
            for (i, digit) in plain.chars().enumerate() {
                if i > 0 && (plain.len() - i).is_multiple_of(3) { grouped.push(','); }
                grouped.push(digit);
            }
            prop_assert_eq!(rupiah_comma_thousands(&plain), Ok(f64::from(value)));
            prop_assert_eq!(rupiah_comma_thousands(&grouped), Ok(f64::from(value)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = rupiah_comma_thousands(&text);
        }
    }
}
