//! Units as sources state them (`Rp./Kg`, `Rp/Liter`, `500 G`), and what one
//! of them is in a commodity's canonical unit.
//!
//! Weight is never turned into volume or back: what oil weighs depends on the
//! oil. Such a figure stays in the unit in which it is reported.

use crate::names::normal;

/// A unit in which a series is reported.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// As reported, in one spelling: `kg`, `liter`, `500 g`.
    pub(super) reported: String,
    /// The unit of the price: canonical, or as reported.
    pub(super) canonical: String,
    /// How many canonical units one reported unit holds.
    pub(super) per: f64,
}

impl Unit {
    /// Reported in the canonical unit itself.
    pub(super) fn canonical(unit: &str) -> Self {
        Self { reported: unit.to_owned(), canonical: unit.to_owned(), per: 1.0 }
    }

    /// What a source states, against a commodity's canonical unit; none where
    /// the text names no unit that is known.
    pub(super) fn stated(text: &str, canonical: &str) -> Option<Self> {
        let (amount, name) = split(text)?;
        let (shown, base, size) = named(&name)?;
        #[expect(clippy::float_cmp, reason = "an amount that was written as 1")]
        let reported = if amount == 1.0 { shown.to_owned() } else { format!("{amount} {shown}") };
        if base == canonical {
            Some(Self { reported, canonical: canonical.to_owned(), per: amount * size })
        } else {
            Some(Self { canonical: reported.clone(), reported, per: 1.0 })
        }
    }
}

/// How many canonical units one reported unit holds, by their names as a series
/// has them.
#[must_use]
pub fn per(reported: &str, canonical: &str) -> f64 {
    if reported == canonical {
        return 1.0;
    }
    Unit::stated(reported, canonical).filter(|unit| unit.canonical == canonical).map_or(1.0, |unit| unit.per)
}

/// The amount and the unit's name in `Rp./Kg` or `500 G`.
fn split(text: &str) -> Option<(f64, String)> {
    let form = normal(text);
    let form = form.strip_prefix("rp").map_or(form.as_str(), |rest| rest.trim_start_matches(['.', ' ']));
    let form = form.trim_start_matches(['/', ' ']).trim_end_matches('.').trim();
    let end = form.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(form.len());
    let (amount, name) = form.split_at(end);
    let amount = if amount.is_empty() { 1.0 } else { amount.parse().ok()? };
    (amount > 0.0 && amount < 1e6).then(|| (amount, name.trim().to_owned()))
}

/// A unit's one spelling, the canonical unit that it measures in, and how many
/// of these it holds.
fn named(name: &str) -> Option<(&'static str, &'static str, f64)> {
    Some(match name {
        "kg" | "kilogram" | "kilo" => ("kg", "kg", 1.0),
        "g" | "gr" | "gram" => ("g", "kg", 0.001),
        "ons" => ("ons", "kg", 0.1),
        "kuintal" | "kwintal" => ("kuintal", "kg", 100.0),
        "ton" | "mt" => ("ton", "kg", 1_000.0),
        "l" | "lt" | "ltr" | "liter" | "litre" => ("liter", "liter", 1.0),
        "ml" => ("ml", "liter", 0.001),
        "butir" => ("butir", "butir", 1.0),
        "ekor" | "head" => ("ekor", "ekor", 1.0),
        "ikat" | "bunch" => ("ikat", "ikat", 1.0),
        "unit" | "buah" | "pcs" => ("buah", "buah", 1.0),
        "bungkus" | "bks" | "packet" => ("bungkus", "bungkus", 1.0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_spellings_of_two_units_are_two_units() {
        for text in ["Rp./Kg", "Rp/kg", "Rp/Kg", "KG", "kg.", "kg", "Rp/Kg.", " KG "] {
            assert_eq!(Unit::stated(text, "kg"), Some(Unit::canonical("kg")), "{text}");
        }
        for text in ["Rp./Liter", "Rp/Liter", "L", "lt", "Rp/L"] {
            assert_eq!(Unit::stated(text, "liter"), Some(Unit::canonical("liter")), "{text}");
        }
    }

    #[test]
    fn packs_become_canonical_and_volume_never_becomes_weight() {
        let half = Unit::stated("500 G", "kg").unwrap();
        assert_eq!((half.reported.as_str(), half.canonical.as_str(), half.per), ("500 g", "kg", 0.5));
        assert_ne!(Unit::stated("400gr", "kg"), Some(Unit::canonical("kg")));
        let oil = Unit::stated("Rp./Liter", "kg").unwrap();
        assert_eq!((oil.reported.as_str(), oil.canonical.as_str(), oil.per), ("liter", "liter", 1.0));
        assert!((per("500 g", "kg") - 0.5).abs() < 1e-12 && (per("kg", "kg") - 1.0).abs() < 1e-12);
        assert!((per("liter", "liter") - 1.0).abs() < 1e-12);
        for bad in ["", "Rp", "cubic meter", "0 kg", "1.2.3 kg", "-1 kg"] {
            assert_eq!(Unit::stated(bad, "kg"), None, "{bad}");
        }
    }
}
