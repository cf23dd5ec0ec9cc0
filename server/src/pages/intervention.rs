//! The page of one intervention, and its form.

use crate::interventions::told::Teller;
use crate::interventions::{Interventions, assess::Assessed, commodity_name, district};
use chrono::NaiveDate;
use lumbung_data::gazetteer;
use lumbung_data::granary::Granary;
use lumbung_data::model::intervention::page::{Change, Effects, InterventionForm, InterventionPage, Part};
use lumbung_data::model::intervention::{Entered, EnteredItem, Entry, Intervention, Phase, Revision};
use lumbung_data::model::ledger::LedgerEntry;
use lumbung_data::model::{CommodityId, Lang, PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;

/// What the page is made from.
pub(crate) struct Known<'a> {
    /// The prices.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
    /// The ledger of warnings.
    pub ledger: &'a [LedgerEntry],
    /// Today.
    pub on: NaiveDate,
    /// Whether whoever looks is of the office.
    pub is_officer: bool,
    /// The language.
    pub lang: Lang,
}

/// The page, with the effects as far as they are computed.
pub(crate) fn intervention(
    known: &Known<'_>,
    entry: &Entry,
    history: &[Revision],
    assessed: Option<&[Assessed]>,
) -> InterventionPage {
    let Known { granary, profile, ledger, lang, .. } = *known;
    let one = &entry.intervention;
    let name = |id: &CommodityId| (commodity_name(profile, id, lang), profile.watched.contains(id));
    let warned = |id: i64| {
        let key = &ledger.iter().find(|entry| entry.id == id)?.key;
        Some((id, format!("{}, {}", commodity_name(profile, &key.commodity, lang), profile.place_name(&key.place))))
    };
    let teller = Teller { entry, granary, profile, lang };
    InterventionPage {
        phase: one.phase(known.on),
        district: one.district.as_deref().and_then(district).map(|known| known.name.clone()),
        places: one.places.iter().map(|place| (place.clone(), profile.place_name(place))).collect(),
        names: one.items.iter().map(|item| name(&item.commodity)).collect(),
        warning: one.warning.and_then(warned),
        effects: match (is_assessed(one, known.on), assessed) {
            (Some(none), _) => none,
            (None, None) => Effects::Pending,
            (None, Some(found)) => Effects::Told(found.iter().map(|one| teller.effect(one)).collect()),
        },
        history: changes(history, known.is_officer),
        may_change: known.is_officer,
        entry: entry.clone(),
    }
}

/// Why there is nothing to assess; none where there is.
pub(crate) fn is_assessed(one: &Intervention, on: NaiveDate) -> Option<Effects> {
    if !matches!(one.phase(on), Phase::Running | Phase::Held) {
        Some(Effects::None)
    } else if one.items.is_empty() {
        Some(Effects::Unsold)
    } else if one.places.is_empty() {
        Some(Effects::Unplaced)
    } else {
        None
    }
}

/// What each revision changed, the latest first. Names are for the office.
fn changes(history: &[Revision], is_officer: bool) -> Vec<Change> {
    let before = history.iter().skip(1).map(Some).chain([None]);
    history
        .iter()
        .zip(before)
        .map(|(one, before)| Change {
            revision: one.revision,
            at: one.at,
            actor: is_officer.then(|| one.actor.clone()),
            changed: before.map_or_else(Vec::new, |before| parts(&before.intervention, &one.intervention)),
        })
        .collect()
}

/// The parts in which two revisions differ.
fn parts(a: &Intervention, b: &Intervention) -> Vec<Part> {
    let all = [
        (Part::Title, (a.kind, &a.title) != (b.kind, &b.title)),
        (Part::Status, a.status != b.status),
        (Part::Place, (&a.district, &a.location, &a.places) != (&b.district, &b.location, &b.places)),
        (Part::Days, (a.from, a.to) != (b.from, b.to)),
        (Part::Organiser, (&a.organiser, &a.partner) != (&b.organiser, &b.partner)),
        (Part::Items, a.items != b.items),
        (Part::Outcome, a.outcome != b.outcome),
        (Part::Note, a.note != b.note),
        (Part::Warning, a.warning != b.warning),
    ];
    all.into_iter().filter_map(|(part, differs)| differs.then_some(part)).collect()
}

/// The form around what was entered, with what there is to choose from.
pub(crate) fn form(profile: &Profile, changes: Option<(i64, i64)>, entered: Entered, lang: Lang) -> InterventionForm {
    let mut districts: Vec<(String, String)> = gazetteer::districts(&profile.code)
        .iter()
        .map(|district| (district.code.clone(), district.name.clone()))
        .collect();
    districts.sort_by(|a, b| a.1.cmp(&b.1));
    let markets = profile.markets_of(&profile.code);
    let mut places: Vec<(PlaceCode, String)> =
        markets.map(|market| (market.code.clone(), market.name.clone())).collect();
    if places.is_empty() {
        places.push((profile.code.clone(), profile.name.clone()));
    }
    let rest = profile.commodities.iter().map(|known| &known.id).filter(|id| !profile.watched.contains(id));
    let commodities = profile.watched.iter().chain(rest).filter_map(|id| profile.commodity(id));
    InterventionForm {
        changes,
        entered,
        districts,
        places,
        commodities: commodities
            .map(|known| (known.id.clone(), known.name(lang).to_owned(), known.unit.clone()))
            .collect(),
    }
}

/// A new form, with what a warning suggests where it begins with one.
pub(crate) fn blank(profile: &Profile, all: &Interventions, warning: Option<&LedgerEntry>, on: NaiveDate) -> Entered {
    let mut entered = Entered {
        status: "planned".to_owned(),
        from: on.to_string(),
        // Whoever held the last one holds the next, more often than not.
        organiser: all
            .entries
            .iter()
            .max_by_key(|entry| entry.id)
            .map(|entry| entry.intervention.organiser.clone())
            .unwrap_or_default(),
        ..Entered::default()
    };
    if let Some(warning) = warning {
        entered.warning = warning.id.to_string();
        let unit = profile.commodity(&warning.key.commodity).map(|known| known.unit.clone());
        entered.items.push(EnteredItem {
            commodity: warning.key.commodity.to_string(),
            unit: unit.unwrap_or_default(),
            ..EnteredItem::default()
        });
        if warning.key.place.is_market() && warning.key.price_level == PriceLevel::Retail {
            entered.places.push(warning.key.place.to_string());
        }
    }
    entered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interventions::sample;

    fn one() -> Intervention {
        Intervention { places: Vec::new(), ..sample::market("2026-03-13", "2026-03-13") }
    }

    #[test]
    fn a_revision_names_what_it_changed_and_who_only_to_the_office() {
        let revision = |revision, intervention| Revision {
            revision,
            actor: "sari".to_owned(),
            at: chrono::DateTime::default(),
            intervention,
        };
        let moved = Intervention { to: "2026-03-14".parse().unwrap(), outcome: "Habis".to_owned(), ..one() };
        let history = [revision(2, moved), revision(1, one())];
        let told = changes(&history, false);
        assert_eq!(told[0].changed, [Part::Days, Part::Outcome]);
        assert!(told[1].changed.is_empty() && told.iter().all(|change| change.actor.is_none()));
        assert_eq!(changes(&history, true)[1].actor.as_deref(), Some("sari"));
    }

    #[test]
    fn nothing_is_assessed_before_it_begins_or_where_nothing_says_what_or_where() {
        let on = |text: &str| text.parse().unwrap();
        assert_eq!(is_assessed(&one(), on("2026-03-12")), Some(Effects::None));
        assert_eq!(is_assessed(&one(), on("2026-03-14")), Some(Effects::Unsold));
        let sold = Intervention { items: vec![sample::eggs()], ..one() };
        assert_eq!(is_assessed(&sold, on("2026-03-14")), Some(Effects::Unplaced));
        let placed = Intervention { places: vec![PlaceCode::parse("3273/kosambi").unwrap()], ..sold };
        assert_eq!(is_assessed(&placed, on("2026-03-14")), None);
    }
}
