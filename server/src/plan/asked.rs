//! The assumptions of a plan in an address. What is not there, or cannot be read, is as the
//! profile has it; what is out of bounds is brought to the nearest bound.

use lumbung_data::model::plan::{Assumptions, Item, VariantKind};

/// The assumptions of a profile with what an address changes of them; `value` gives the value
/// of a key.
pub(crate) fn assumptions(profile: &Assumptions, value: impl Fn(&str) -> Option<String>) -> Assumptions {
    let number = |key: &str, usual: f64, [low, high]: [f64; 2]| {
        let entered = value(key).and_then(|text| text.trim().replace(',', ".").parse::<f64>().ok());
        entered.filter(|entered| entered.is_finite()).unwrap_or(usual).clamp(low, high)
    };
    let whole = |key: &str, usual: u32, [low, high]: [u32; 2]| {
        let entered = value(key).and_then(|text| text.trim().parse::<u32>().ok());
        entered.unwrap_or(usual).clamp(low, high)
    };
    let share = |key, usual, high| number(key, usual * 100.0, [0.0, high]) / 100.0;
    let mut asked = profile.clone();
    asked.budget = number("anggaran", profile.budget, [0.0, 1e12]);
    asked.discount = share("potongan", profile.discount, 90.0);
    asked.households = number("rt", profile.households, [0.0, 1e6]);
    asked.household = number("jiwa", profile.household, [1.0, 20.0]);
    asked.served = share("terlayani", profile.served, 100.0);
    asked.per_day = whole("titik_per_hari", profile.per_day, [1, 50]);
    asked.lead = whole("persiapan", profile.lead, [0, 90]);
    asked.weekends = value("akhir_pekan").map_or(profile.weekends, |text| text == "ya");
    for (kind, terms) in VariantKind::ALL.into_iter().zip(&mut asked.variants) {
        let key = |name: &str| format!("{}_{name}", kind.as_str());
        terms.places = whole(&key("titik"), terms.places, [0, 200]);
        terms.commodities = whole(&key("komoditas"), terms.commodities, [1, 10]);
        terms.load = number(&key("muatan"), terms.load, [0.1, 20.0]);
    }
    for item in &mut asked.items {
        let Item { id, need, limit, site, .. } = item;
        *need = number(&format!("kebutuhan_{id}"), *need, [0.0, 100.0]);
        *limit = number(&format!("batas_{id}"), *limit, [0.1, 1_000.0]);
        *site = number(&format!("stok_{id}"), *site, [0.0, 100_000.0]);
    }
    asked
}

/// The query that gives these assumptions again, of items only those named.
pub(crate) fn query(assumptions: &Assumptions, items: &[usize]) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("anggaran".to_owned(), assumptions.budget.to_string()),
        ("potongan".to_owned(), percent(assumptions.discount)),
        ("rt".to_owned(), assumptions.households.to_string()),
        ("jiwa".to_owned(), assumptions.household.to_string()),
        ("terlayani".to_owned(), percent(assumptions.served)),
        ("titik_per_hari".to_owned(), assumptions.per_day.to_string()),
        ("persiapan".to_owned(), assumptions.lead.to_string()),
        ("akhir_pekan".to_owned(), if assumptions.weekends { "ya" } else { "tidak" }.to_owned()),
    ];
    for (kind, terms) in VariantKind::ALL.into_iter().zip(&assumptions.variants) {
        let key = |name: &str| format!("{}_{name}", kind.as_str());
        pairs.push((key("titik"), terms.places.to_string()));
        pairs.push((key("komoditas"), terms.commodities.to_string()));
        pairs.push((key("muatan"), terms.load.to_string()));
    }
    for item in items.iter().filter_map(|at| assumptions.items.get(*at)) {
        pairs.push((format!("kebutuhan_{}", item.id), item.need.to_string()));
        pairs.push((format!("batas_{}", item.id), item.limit.to_string()));
        pairs.push((format!("stok_{}", item.id), item.site.to_string()));
    }
    pairs
}

/// A share in per cent, without the noise of binary fractions.
fn percent(share: f64) -> String {
    ((share * 1e6).round() / 1e4).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::profile::Profile;

    fn of(pairs: &[(&str, &str)]) -> Assumptions {
        let profile = Profile::load("bandung").unwrap();
        let value = |key: &str| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| (*value).to_owned());
        assumptions(&profile.plan.assumptions, value)
    }

    #[test]
    fn an_address_changes_what_it_names_within_bounds() {
        let asked = of(&[
            ("anggaran", "5000000"),
            ("potongan", "12,5"),
            ("terlayani", "250"),
            ("titik_per_hari", "0"),
            ("persiapan", "besok"),
            ("akhir_pekan", "ya"),
            ("b_titik", "5"),
            ("batas_beras", "5"),
            ("rt", "NaN"),
        ]);
        let usual = of(&[]);
        assert!((asked.budget - 5e6).abs() < 1e-9 && (asked.discount - 0.125).abs() < 1e-12);
        assert!((asked.served - 1.0).abs() < 1e-12 && asked.per_day == 1 && asked.lead == usual.lead);
        assert!(asked.weekends && asked.variants[1].places == 5 && asked.variants[0] == usual.variants[0]);
        assert!((asked.households - usual.households).abs() < 1e-9);
        let rice = asked.items.iter().find(|item| item.id == "beras").unwrap();
        assert!((rice.limit - 5.0).abs() < 1e-12 && (rice.need - 1.4).abs() < 1e-12);
    }

    #[test]
    fn the_query_of_assumptions_gives_them_again() {
        let asked = of(&[("anggaran", "7500000"), ("potongan", "7.5"), ("c_muatan", "0.5"), ("stok_telur", "80")]);
        let items: Vec<usize> = (0..asked.items.len()).collect();
        let pairs = query(&asked, &items);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(of(&pairs), asked);
    }
}
