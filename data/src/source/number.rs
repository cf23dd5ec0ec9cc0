//! Numbers as sources write them. A source names its marks; none is guessed.

use super::Reason;

/// The marks of a way of writing numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// Between groups of three digits.
    pub(super) thousands: Option<char>,
    /// Before the fraction.
    pub(super) decimal: Option<char>,
}

/// `14,500`, as PIHPS writes whole rupiah.
pub(super) const COMMA_THOUSANDS: Marks = Marks { thousands: Some(','), decimal: None };

/// `14500.5`, as programs write numbers.
pub(super) const POINT_DECIMAL: Marks = Marks { thousands: None, decimal: Some('.') };

/// Digits before the decimal mark. Twelve are far beyond any price and still
/// exact in a float.
const MOST_DIGITS: usize = 12;

/// Digits after it: as many as a double prints.
const MOST_DECIMALS: usize = 20;

/// A number that is not below zero, in these marks.
pub(super) fn marked(text: &str, marks: Marks) -> Result<f64, Reason> {
    match signed(text, marks) {
        Ok(value) if value < 0.0 || (value == 0.0 && value.is_sign_negative()) => Err(Reason::Negative),
        other => other,
    }
}

/// A number in these marks, with or without a minus sign.
pub(super) fn signed(text: &str, marks: Marks) -> Result<f64, Reason> {
    let fault =
        || if text.contains('.') && marks.decimal != Some('.') { Reason::DotInNumber } else { Reason::NotANumber };
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match marks.decimal.and_then(|mark| digits.split_once(mark)) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let plain = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let mut value = String::with_capacity(whole.len() + fraction.map_or(0, |f| f.len() + 1));
    match marks.thousands {
        Some(mark) if whole.contains(mark) => {
            for (i, group) in whole.split(mark).enumerate() {
                let long_enough = if i == 0 { group.len() <= 3 } else { group.len() == 3 };
                if !plain(group) || !long_enough {
                    return Err(fault());
                }
                value.push_str(group);
            }
        }
        _ if plain(whole) => value.push_str(whole),
        _ => return Err(fault()),
    }
    if value.len() > MOST_DIGITS {
        return Err(Reason::Absurd);
    }
    if let Some(fraction) = fraction {
        if !plain(fraction) || fraction.len() > MOST_DECIMALS {
            return Err(fault());
        }
        value.push('.');
        value.push_str(fraction);
    }
    let value: f64 = value.parse().map_err(|_| Reason::NotANumber)?;
    Ok(if negative { -value } else { value })
}

/// A number with a decimal point or comma and no thousands mark.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let mark = if text.contains(',') { ',' } else { '.' };
    signed(text.trim(), Marks { thousands: None, decimal: Some(mark) }).ok()
}

/// Such a number from −100 to 100.
pub(super) fn percent(text: &str) -> Option<f64> {
    decimal(text).filter(|value| (-100.0..=100.0).contains(value))
}

/// Whole rupiah as PIHPS writes them: digits, with commas between thousands or
/// none. A dot is refused, since `14.500` is fourteen thousand to an
/// Indonesian reader and fourteen and a half to this source.
pub(super) fn rupiah_comma_thousands(text: &str) -> Result<f64, Reason> {
    marked(text, COMMA_THOUSANDS)
}

/// As [`rupiah_comma_thousands`], with or without `Rp` before it: `Rp12,072`.
pub(super) fn rupiah_prefixed(text: &str) -> Result<f64, Reason> {
    marked(without_rupiah_sign(text), COMMA_THOUSANDS)
}

/// Rupiah with a decimal point and no thousands marks: `35000.0`.
pub(super) fn rupiah_point_decimal(text: &str) -> Result<f64, Reason> {
    marked(text, POINT_DECIMAL).map_err(|reason| match reason {
        Reason::NotANumber | Reason::DotInNumber => Reason::NotADecimal,
        other => other,
    })
}

/// A whole amount of rupiah as a person enters it: `38750`, `38.750` or `Rp38,750`.
/// Groups are of three digits, so that no fraction is taken for thousands.
#[must_use]
pub fn whole_rupiah(text: &str) -> Option<f64> {
    let text = without_rupiah_sign(text.trim());
    let dots = Marks { thousands: Some('.'), decimal: None };
    marked(text, dots).or_else(|_| marked(text, COMMA_THOUSANDS)).ok().filter(|value| *value > 0.0)
}

/// What follows `Rp`, `Rp.` or `IDR`.
pub(super) fn without_rupiah_sign(text: &str) -> &str {
    let sign = ["rp.", "rp", "idr"]
        .into_iter()
        .find(|sign| text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)));
    text[sign.map_or(0, str::len)..].trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_person_may_enter_rupiah_with_either_mark_between_thousands() {
        for text in ["38750", "38.750", "38,750", " Rp 38.750", "Rp38750"] {
            assert_eq!(whole_rupiah(text), Some(38_750.0), "{text}");
        }
        for text in ["", "0", "-5", "38.75", "38.750,50", "seribu", "3.8750"] {
            assert_eq!(whole_rupiah(text), None, "{text}");
        }
    }

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

    #[test]
    fn each_way_of_writing_has_its_own_marks() {
        assert_eq!(rupiah_prefixed("Rp12,072"), Ok(12_072.0));
        assert_eq!(rupiah_prefixed("rp. 9,500"), Ok(9_500.0));
        assert_eq!(rupiah_prefixed("Rp12.072"), Err(Reason::DotInNumber));
        assert_eq!(rupiah_prefixed("Rp"), Err(Reason::NotANumber));
        assert_eq!(rupiah_point_decimal("42666.666666666664"), Ok(42_666.666_666_666_664));
        assert_eq!(rupiah_point_decimal("35000.0"), Ok(35_000.0));
        for bad in ["35,000", "1.2.3", ".5", "5.", "1e5", "NaN", "0x1", " 5"] {
            assert_eq!(rupiah_point_decimal(bad), Err(Reason::NotADecimal), "{bad:?}");
        }
        assert_eq!(rupiah_point_decimal("-0.0"), Err(Reason::Negative));
        let indonesian = Marks { thousands: Some('.'), decimal: Some(',') };
        assert_eq!(signed("-1.016,25", indonesian), Ok(-1_016.25));
        assert_eq!(signed("0,116", indonesian), Ok(0.116));
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
        fn a_decimal_is_read_back_as_it_was_printed(value in 0.0_f64..1e9) {
            prop_assert_eq!(rupiah_point_decimal(&format!("{value}")), Ok(value));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = rupiah_comma_thousands(&text);
            let _ = rupiah_prefixed(&text);
            let _ = rupiah_point_decimal(&text);
            let _ = signed(&text, Marks { thousands: Some('.'), decimal: Some(',') });
        }
    }
}
