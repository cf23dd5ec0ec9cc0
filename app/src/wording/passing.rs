//! How prices pass from a supplying region to the city, in sentences.

use super::decimal;
use crate::i18n::words;
use lumbung_data::model::origin::{Adjustment, Beside, Lead, OriginPrice, Passing, Precedence};
use lumbung_data::model::{Lang, PriceLevel, percent};

/// An adjusted chance from which on a finding is called very certain.
const STRONG: f64 = 0.01;
/// Weekly prices in a row that the tests need: 52 changes with eight before them.
const NEEDED_WEEKS: u32 = 61;

/// What stands of one region below the table: whether the prices compare, who moves
/// first, and whether rises and falls pass alike; and the figures of the tests.
pub(crate) fn told(price: &OriginPrice, region: &str, city: &str, lang: Lang) -> (String, Option<String>) {
    let differing = price.beside.as_ref().and_then(|beside| differing(price, beside, region, city, lang));
    let (passing, figures) = match &price.passing {
        Some(passing) => (passes(passing, region, city, lang), Some(figures(passing, city, lang))),
        None => (words!(lang, origins.too_short, region = region, city = city, weeks = NEEDED_WEEKS), None),
    };
    (differing.into_iter().chain([passing]).collect::<Vec<_>>().join(" "), figures)
}

/// In which way two prices are not of the same kind.
fn differing(price: &OriginPrice, beside: &Beside, region: &str, city: &str, lang: Lang) -> Option<String> {
    let sources = price.source != beside.source;
    if price.level == beside.level {
        return sources.then(|| words!(lang, origins.sources, region = region, city = city));
    }
    let (there, here) = (level(price.level, lang), level(beside.level, lang));
    let levels = words!(lang, origins.levels, there = there, here = here, region = region, city = city);
    Some(if sources { format!("{levels} {}", words!(lang, origins.and_sources)) } else { levels })
}

/// Who pays, within a sentence.
pub(crate) fn level(level: PriceLevel, lang: Lang) -> String {
    lumbung_data::model::decapitalised(super::price_level(level, lang))
}

fn passes(passing: &Passing, region: &str, city: &str, lang: Lang) -> String {
    let Passing { precedence, to_city, to_region, closest, adjustment, .. } = *passing;
    let (first, chance) = match precedence {
        Precedence::Region => (words!(lang, origins.region_first, region = region, city = city), Some(to_city)),
        Precedence::City => (words!(lang, origins.city_first, region = region, city = city), Some(to_region)),
        Precedence::Both => {
            (words!(lang, origins.both_first, region = region, city = city), Some(to_city.max(to_region)))
        }
        Precedence::Neither => (words!(lang, origins.neither_first, region = region, city = city), None),
    };
    let ahead = match (precedence, closest.map(|closest| closest.weeks)) {
        (_, Some(0)) => Some(words!(lang, origins.together).to_owned()),
        (Precedence::Region, Some(1)) | (Precedence::City, Some(-1)) => Some(words!(lang, origins.lag_one).to_owned()),
        (Precedence::Region, Some(weeks @ 2..)) | (Precedence::City, Some(weeks @ ..=-2)) => {
            Some(words!(lang, origins.lag, weeks = weeks.abs()))
        }
        _ => None,
    };
    let ahead = ahead.map_or_else(String::new, |ahead| format!(", {ahead}"));
    let sure = chance.map_or_else(String::new, |chance| {
        let word = if chance <= STRONG { words!(lang, origins.strong) } else { words!(lang, origins.fair) };
        format!(" ({word})")
    });
    format!("{first}{ahead}{sure}. {}", adjusts(adjustment, region, lang))
}

fn figures(passing: &Passing, city: &str, lang: Lang) -> String {
    let Passing { to_city, to_region, closest, weeks, adjustment, .. } = *passing;
    let (ahead, behind) = (q(to_city, lang), q(to_region, lang));
    let tests = words!(lang, origins.tests, weeks = weeks, to_city = ahead, to_region = behind, city = city);
    let correlation = closest.map(|Lead { weeks, r }| {
        words!(lang, origins.correlation, r = decimal(r, 2, lang), weeks = decimal(f64::from(weeks), 0, lang))
    });
    let asymmetry = adjustment.map(|adjustment| words!(lang, origins.asymmetry, q = q(adjustment.chance, lang)));
    [Some(tests), correlation, asymmetry].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn adjusts(adjustment: Option<Adjustment>, region: &str, lang: Lang) -> String {
    let Some(Adjustment { rises, falls, differ, .. }) = adjustment else {
        return words!(lang, origins.apart).to_owned();
    };
    let share = |value: f64| percent(value.max(0.0), lang);
    if !differ {
        words!(lang, origins.alike).to_owned()
    } else if rises > falls {
        words!(lang, origins.rises_faster, region = region, rises = share(rises), falls = share(falls))
    } else {
        words!(lang, origins.falls_faster, region = region, rises = share(rises), falls = share(falls))
    }
}

/// An adjusted chance after its name: `= 0,03`, `= 0,004`, `< 0,001`.
fn q(chance: f64, lang: Lang) -> String {
    match chance {
        ..0.001 => format!("< {}", decimal(0.001, 3, lang)),
        ..0.01 => format!("= {}", decimal(chance, 3, lang)),
        _ => format!("= {}", decimal(chance, 2, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing(precedence: Precedence, weeks: Option<i32>) -> Passing {
        Passing {
            weeks: 152,
            precedence,
            to_city: 0.0004,
            to_region: 0.032,
            closest: weeks.map(|weeks| Lead { weeks, r: 0.61 }),
            adjustment: Some(Adjustment { rises: 0.42, falls: -0.01, chance: 0.004, differ: true }),
        }
    }

    fn said(precedence: Precedence, weeks: Option<i32>) -> String {
        passes(&passing(precedence, weeks), "Kabupaten Garut", "Kota Bandung", Lang::Id)
    }

    #[test]
    fn who_moves_first_is_told_with_the_usual_lead_and_how_sure_it_is() {
        let ahead = "Harga di Kabupaten Garut mendahului harga di Kota Bandung, biasanya 2 pekan (sangat meyakinkan).";
        assert!(said(Precedence::Region, Some(2)).starts_with(ahead));
        let behind = "Harga di Kota Bandung justru mendahului harga di Kabupaten Garut (cukup meyakinkan).";
        assert!(said(Precedence::City, None).starts_with(behind));
        assert!(said(Precedence::Neither, Some(0)).contains("paling serupa pada pekan yang sama. "));
    }

    #[test]
    fn a_lag_that_goes_against_who_moves_first_is_not_told_as_a_lead() {
        assert!(!said(Precedence::Region, Some(-3)).contains("biasanya"));
        let figures = figures(&passing(Precedence::Region, Some(-3)), "Kota Bandung", Lang::Id);
        assert!(figures.contains("Korelasi tertinggi 0,61, pada jeda −3 pekan."), "{figures}");
    }

    #[test]
    fn chances_and_unequal_ways_back_are_told_in_figures() {
        let figures = figures(&passing(Precedence::Region, Some(2)), "Kota Bandung", Lang::Id);
        assert!(figures.contains("atas 152 perubahan pekanan: q < 0,001 ke Kota Bandung, q = 0,03 sebaliknya."));
        assert!(figures.ends_with("q = 0,004."), "{figures}");
        let said = said(Precedence::Region, Some(2));
        assert!(said.contains("tertutup 42,0% selisih setelah harga naik dan 0,0% setelah harga turun."));
    }
}
