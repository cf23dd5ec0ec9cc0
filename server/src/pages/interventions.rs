//! The list of interventions with its month and its map.

use super::maps::short;
use crate::chart::{Spot, city_map};
use crate::interventions::{assess::is_decided, commodity_name, district, row};
use chrono::{Datelike, Months, NaiveDate};
use lumbung_data::model::feast::Upcoming;
use lumbung_data::model::intervention::page::{Filter, InterventionsPage, Month, PlaceCount, Row};
use lumbung_data::model::intervention::{Entry, Phase};
use lumbung_data::model::map::MarkKind;
use lumbung_data::model::{CommodityId, Lang, PlaceCode};
use lumbung_data::profile::Profile;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is asked for.
pub(crate) struct Asked<'a> {
    /// The interventions.
    pub entries: &'a [Entry],
    /// The city.
    pub profile: &'a Profile,
    /// Today.
    pub on: NaiveDate,
    /// What the list is cut to.
    pub filter: Filter,
    /// A day of the month that is shown.
    pub month: NaiveDate,
    /// Whether whoever looks may enter some.
    pub may_enter: bool,
    /// The language.
    pub lang: Lang,
}

/// The page.
pub(crate) fn interventions(asked: Asked<'_>) -> InterventionsPage {
    let Asked { entries, profile, on, filter, lang, .. } = &asked;
    let rows: Vec<Row> = entries
        .iter()
        .filter(|entry| filter.admits(entry, entry.intervention.phase(*on)))
        .map(|entry| row(entry, profile, *on, *lang))
        .collect();
    let (map, approximate) = map(&asked);
    let mut districts: Vec<(String, String)> = Vec::new();
    let mut commodities: Vec<(CommodityId, String)> = Vec::new();
    for entry in *entries {
        let code = entry.intervention.district.as_deref();
        districts.extend(code.and_then(district).map(|known| (known.code.clone(), known.name.clone())));
        let sold = entry.intervention.items.iter().map(|item| &item.commodity);
        commodities.extend(sold.map(|id| (id.clone(), commodity_name(profile, id, *lang))));
    }
    districts.sort_by(|a, b| a.1.cmp(&b.1));
    districts.dedup();
    commodities.sort_by(|a, b| a.1.cmp(&b.1));
    commodities.dedup();
    InterventionsPage {
        rows: in_order(rows),
        month: month(&asked),
        map,
        approximate,
        places: places(&asked),
        districts,
        commodities,
        may_enter: asked.may_enter,
        filter: asked.filter,
    }
}

/// By phase; of what is to come or goes on the next first, of what is over the last.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    let rank = |phase: Phase| Phase::ALL.iter().position(|one| *one == phase);
    let is_ahead = |phase| matches!(phase, Phase::Running | Phase::Coming | Phase::Proposed);
    rows.sort_by_key(|row| {
        let (ahead, past) = if is_ahead(row.phase) { (Some(row.from), None) } else { (None, Some(Reverse(row.to))) };
        (rank(row.phase), ahead, past, row.id)
    });
    rows
}

/// The month of a day, with what is in it and neither cancelled nor filtered out.
fn month(asked: &Asked<'_>) -> Month {
    let first = asked.month.with_day(1).unwrap_or(asked.month);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    let mut rows: Vec<Row> = asked
        .entries
        .iter()
        .filter(|entry| entry.intervention.is_within(first, last))
        .filter(|entry| asked.filter.admits(entry, entry.intervention.phase(asked.on)))
        .map(|entry| row(entry, asked.profile, asked.on, asked.lang))
        .filter(|row| row.phase != Phase::Cancelled)
        .collect();
    rows.sort_by_key(|row| (row.from, row.id));
    let feasts = asked.profile.holidays.iter().filter(|holiday| (first..=last).contains(&holiday.date));
    Month {
        first,
        today: Some(asked.on).filter(|on| (first..=last).contains(on)),
        rows,
        feasts: feasts
            .map(|holiday| Upcoming {
                name: holiday.name(asked.lang).to_owned(),
                date: holiday.date,
                days: (holiday.date - asked.on).num_days(),
                tentative: holiday.tentative,
            })
            .collect(),
    }
}

/// Where something was held or is to come: kecamatan, then the markets nearby.
fn places(asked: &Asked<'_>) -> Vec<PlaceCount> {
    let mut districts: BTreeMap<String, PlaceCount> = BTreeMap::new();
    let mut markets: BTreeMap<PlaceCode, PlaceCount> = BTreeMap::new();
    let empty = |place: Option<PlaceCode>, name: String| PlaceCount { place, name, held: 0, coming: 0, last: None };
    for entry in asked.entries.iter().filter(|entry| is_decided(&entry.intervention)) {
        let one = &entry.intervention;
        let phase = one.phase(asked.on);
        let count = |at: &mut PlaceCount| {
            if phase == Phase::Coming {
                at.coming += 1;
            } else {
                at.held += 1;
                at.last = at.last.max(Some(one.to.min(asked.on)));
            }
        };
        if let Some(known) = one.district.as_deref().and_then(district) {
            let name = format!("Kecamatan {}", known.name);
            count(districts.entry(known.name.clone()).or_insert_with(|| empty(None, name)));
        }
        for place in &one.places {
            let name = asked.profile.place_name(place);
            count(markets.entry(place.clone()).or_insert_with(|| empty(Some(place.clone()), name)));
        }
    }
    districts.into_values().chain(markets.into_values()).collect()
}

/// The city's markets, those near which something was held or is to come with how often; and
/// whether one of the points is only about right. None where nothing was.
fn map(asked: &Asked<'_>) -> (Option<lumbung_data::model::map::Panel>, bool) {
    let counts = places(asked);
    let mut approximate = false;
    let spots: Vec<Spot> = asked
        .profile
        .markets_of(&asked.profile.code)
        .filter_map(|market| {
            let at = market.at?;
            let count = counts.iter().find(|count| count.place.as_ref() == Some(&market.code));
            let number = count.map_or(0, |count| count.held + count.coming);
            approximate |= market.approximate;
            let mut lines = vec![short(&market.name)];
            lines.extend((number > 0).then(|| match asked.lang {
                Lang::Id => format!("{number} kegiatan"),
                Lang::En if number == 1 => "1 intervention".to_owned(),
                Lang::En => format!("{number} interventions"),
            }));
            Some(Spot { place: market.code.clone(), kind: MarkKind::Acted(number > 0), at, lines })
        })
        .collect();
    let any = spots.iter().any(|spot| spot.kind == MarkKind::Acted(true));
    (any.then(|| city_map(&spots)).flatten(), approximate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interventions::sample;
    use lumbung_data::model::intervention::InterventionStatus;

    fn entry(id: i64, from: &str, to: &str, status: InterventionStatus) -> Entry {
        let mut entry = sample::entry(id, from, to, status);
        entry.intervention.items.push(sample::eggs());
        entry
    }

    fn page(filter: Filter) -> InterventionsPage {
        let planned = InterventionStatus::Planned;
        let entries = [
            entry(1, "2026-03-01", "2026-03-02", planned),
            entry(2, "2026-03-05", "2026-03-06", planned),
            entry(3, "2026-03-14", "2026-03-17", planned),
            entry(4, "2026-03-28", "2026-03-28", planned),
            entry(5, "2026-03-20", "2026-03-20", planned),
            entry(6, "2026-03-20", "2026-03-20", InterventionStatus::Cancelled),
            entry(7, "2026-04-02", "2026-04-02", InterventionStatus::Proposed),
        ];
        let profile = Profile::load("bandung").unwrap();
        let on: NaiveDate = "2026-03-15".parse().unwrap();
        let asked =
            Asked { entries: &entries, profile: &profile, on, filter, month: on, may_enter: false, lang: Lang::Id };
        interventions(asked)
    }

    #[test]
    fn what_goes_on_comes_first_then_what_is_next_and_at_last_what_was() {
        let ids: Vec<i64> = page(Filter::default()).rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [3, 5, 4, 7, 2, 1, 6]);
        let held = Filter { phase: Some(Phase::Held), ..Filter::default() };
        assert_eq!(page(held).rows.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 1]);
        let elsewhere = Filter { district: Some("327301".to_owned()), ..Filter::default() };
        assert!(page(elsewhere).rows.is_empty());
    }

    #[test]
    fn a_month_has_its_feasts_and_what_was_not_cancelled() {
        let month = page(Filter::default()).month;
        assert_eq!(month.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 2, 3, 5, 4]);
        assert!(month.feasts.iter().any(|feast| feast.name.contains("Idulfitri")), "{:?}", month.feasts);
        assert_eq!((month.first.to_string(), month.today.is_some()), ("2026-03-01".to_owned(), true));
    }

    #[test]
    fn kecamatan_and_markets_are_counted_and_the_map_shows_the_markets() {
        let page = page(Filter::default());
        let told: Vec<_> = page.places.iter().map(|place| (place.name.as_str(), place.held, place.coming)).collect();
        assert_eq!(told, [("Kecamatan Regol", 3, 2), ("Pasar Kosambi", 3, 2)]);
        assert_eq!(page.places[0].last, Some("2026-03-15".parse().unwrap()));
        let map = page.map.unwrap();
        let marked: Vec<_> = map.marks.iter().filter(|mark| mark.kind == MarkKind::Acted(true)).collect();
        assert_eq!(marked.len(), 1);
        assert_eq!(marked[0].lines, ["Kosambi", "5 kegiatan"]);
    }
}
