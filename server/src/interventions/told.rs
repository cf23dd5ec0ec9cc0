//! Effects in the words and figures of a page.

use super::assess::Assessed;
use super::commodity_name;
use crate::chart::{Act, Line, Trend, trend};
use crate::impact::Found;
use lumbung_data::granary::Granary;
use lumbung_data::impact::{Estimate, Names, Verdict};
use lumbung_data::model::chart::Chart;
use lumbung_data::model::intervention::Entry;
use lumbung_data::model::intervention::page::{Between, Effect, EffectDay, EffectFigures, EffectVerdict};
use lumbung_data::model::{Lang, ObsStatus, PlaceCode, SeriesKey, day, decapitalised};
use lumbung_data::profile::Profile;

/// What is told with.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The intervention.
    pub entry: &'a Entry,
    /// The prices.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
    /// The language of everything written.
    pub lang: Lang,
}

impl Teller<'_> {
    /// What is told of an effect on a page.
    #[must_use]
    pub fn effect(&self, assessed: &Assessed) -> Effect {
        let name = commodity_name(self.profile, &assessed.commodity, self.lang);
        let text = self.text(assessed);
        let (verdict, simulated, figures) = match &assessed.found {
            Ok(found) => {
                (verdict(found.impact.verdict), found.key.source.is_simulated(), Some(self.figures(assessed, found)))
            }
            Err(_) => (EffectVerdict::Inconclusive, self.granary.is_simulated(), None),
        };
        Effect { commodity: assessed.commodity.clone(), name, verdict, text, simulated, figures }
    }

    /// What was found, as sentences.
    #[must_use]
    pub fn text(&self, assessed: &Assessed) -> String {
        let lang = self.lang;
        let commodity = decapitalised(&commodity_name(self.profile, &assessed.commodity, lang));
        let places: Vec<String> = assessed.places.iter().map(|place| self.profile.place_name(place)).collect();
        let place = places.join(lang.pick(" dan ", " and "));
        match &assessed.found {
            Ok(found) => {
                let names = Names { commodity: &commodity, place: &place, unit: &found.unit };
                found.impact.paragraph(&names, lang)
            }
            Err(why) => {
                let why = why.message(lang);
                match lang {
                    Lang::Id => {
                        format!(
                            "Belum dapat disimpulkan apakah kegiatan itu mengubah harga {commodity} di {place}: {why}."
                        )
                    }
                    Lang::En => format!(
                        "Whether the intervention changed the price of {commodity} at {place} cannot be told yet: {why}."
                    ),
                }
            }
        }
    }

    fn figures(&self, assessed: &Assessed, found: &Found) -> EffectFigures {
        let impact = &found.impact;
        let is_told = matches!(impact.verdict, Verdict::Lower | Verdict::Higher);
        let days = impact.path.iter().filter(|row| row.day <= impact.plan.last()).map(|row| EffectDay {
            date: day::date(row.day),
            price: row.price,
            expected: row.expected,
            share: row.log.exp_m1(),
            between: row.low.zip(row.high).map(|(low, high)| [low.exp_m1(), high.exp_m1()]),
        });
        EffectFigures {
            unit: found.unit.clone(),
            share: between(impact.share),
            rupiah: between(impact.rupiah),
            lasted: impact.lasted.filter(|_| is_told).map(|lasted| (lasted.days(), lasted.at_least)),
            relief: impact.relief.map(|relief| between(relief.rupiah_days)),
            cost: impact.relief.and_then(|relief| relief.subsidy).map(|cost| (cost.value, cost.low, cost.high)),
            controls: impact
                .controls
                .iter()
                .filter_map(|at| found.controls.get(*at))
                .map(|place| self.name(place, found))
                .collect(),
            chart: self.chart(assessed, found),
            days: days.collect(),
        }
    }

    /// What a place is called, with its region where that is another one.
    fn name(&self, place: &PlaceCode, found: &Found) -> String {
        let (name, region) = (self.profile.place_name(place), place.region());
        if place.is_market() && region != found.key.region {
            format!("{name} ({})", self.profile.place_name(&region))
        } else {
            name
        }
    }

    /// The price at the place, and what it would have been.
    fn chart(&self, assessed: &Assessed, found: &Found) -> Option<Chart> {
        let (lang, plan) = (self.lang, &found.impact.plan);
        let path = &found.impact.path;
        let expected: Vec<(i32, f64)> = path.iter().map(|row| (row.day, row.expected)).collect();
        let mut points: Vec<(i32, f64)> = match &assessed.places[..] {
            [place] => self.before(place, found),
            // Of several places their mean, which is known since the beginning only.
            _ => Vec::new(),
        };
        points.extend(path.iter().map(|row| (row.day, row.price)));
        let name = commodity_name(self.profile, &assessed.commodity, lang);
        let place = assessed.places.iter().map(|place| self.profile.place_name(place)).collect::<Vec<_>>();
        let place = place.join(lang.pick(" dan ", " and "));
        let without = lang.pick("seandainya tidak ada kegiatan", "without the intervention");
        let last = path.last()?.day;
        let input = Trend {
            id: format!("dampak-{}", assessed.commodity),
            title: match lang {
                Lang::Id => format!("{name} di {place}: harga yang dilaporkan dan perkiraan {without}"),
                Lang::En => format!("{name} at {place}: the price reported, and what it would have been {without}"),
            },
            description: match lang {
                Lang::Id => "Garis tebal: harga yang dilaporkan. Garis tipis: harga yang diperkirakan dari tempat pembanding.",
                Lang::En => "The thick line is the price reported, the thin one what it was expected to be by the places compared with.",
            }
            .to_owned(),
            unit: found.unit.clone(),
            first_day: points.first().map_or(plan.from, |(day, _)| *day),
            last_day: last,
            main: Line { label: lang.pick("dilaporkan", "reported").to_owned(), points },
            others: vec![Line { label: lang.pick("perkiraan", "expected").to_owned(), points: expected }],
            acts: vec![Act { from: plan.from, to: plan.to, label: self.entry.intervention.title.clone() }],
            ..Trend::default()
        };
        Some(trend(&input, lang))
    }

    /// What a market or region reported on the days before.
    fn before(&self, place: &PlaceCode, found: &Found) -> Vec<(i32, f64)> {
        let plan = &found.impact.plan;
        let within = |day: i32| (plan.first()..plan.from).contains(&day);
        if !place.is_market() {
            let key = lumbung_data::model::CityKey { region: place.clone(), ..found.key.clone() };
            let Some(city) = self.granary.city(&key) else { return Vec::new() };
            let rows = city.price().day.iter().zip(&city.price().price);
            return rows.filter(|(day, price)| within(**day) && price.is_finite()).map(|(d, p)| (*d, *p)).collect();
        }
        let key = SeriesKey {
            commodity: found.key.commodity.clone(),
            place: place.clone(),
            level: found.key.level,
            source: found.key.source.clone(),
            frequency: found.key.frequency,
        };
        let Some(series) = self.granary.series(&key) else { return Vec::new() };
        let rows = series.day.iter().zip(&series.price).zip(&series.status);
        rows.filter(|((day, _), status)| within(**day) && **status == ObsStatus::A)
            .map(|((d, p), _)| (*d, *p))
            .collect()
    }
}

fn verdict(verdict: Verdict) -> EffectVerdict {
    match verdict {
        Verdict::Lower => EffectVerdict::Lower,
        Verdict::Higher => EffectVerdict::Higher,
        Verdict::Little => EffectVerdict::Little,
        Verdict::Inconclusive(_) => EffectVerdict::Inconclusive,
    }
}

fn between(estimate: Estimate) -> Between {
    (estimate.value, [estimate.low, estimate.high])
}
