//! Which series and which of their rows a file has.

use super::package::NOTES;
use super::table::{About, Block, Column, Contents, OBSERVATIONS, Values};
use crate::granary::Granary;
use crate::index::with_imputed;
use crate::model::{CitySeries, CommodityId, MarketSeries, ObsStatus, PlaceCode, PriceLevel, SourceId, day};
use crate::profile::Profile;
use crate::source::sha256;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The longest part of a file's name that says what was asked for.
const LONGEST_STEM: usize = 80;

/// What is asked for; an empty list or none means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These commodities.
    pub commodities: Vec<CommodityId>,
    /// These markets, and regions and provinces with all that lies in them.
    pub places: Vec<PlaceCode>,
    /// These price levels.
    pub levels: Vec<PriceLevel>,
    /// These sources. Without any, simulated figures are left out as soon as there are real
    /// ones.
    pub sources: Vec<SourceId>,
    /// Observations with these statuses.
    pub statuses: Vec<ObsStatus>,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// Whether a list names something, or everything by being empty.
fn names<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

fn texts<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

/// Whether a place is another one or lies in it.
fn lies_in(place: &PlaceCode, wider: &PlaceCode) -> bool {
    let is_province = wider.as_str().len() == 2;
    place == wider || place.region() == *wider || (is_province && place.as_str().starts_with(wider.as_str()))
}

impl Filter {
    /// What it names, but for the days, as a query has it.
    #[must_use]
    pub fn query(&self) -> String {
        let lists = [
            ("commodity", texts(&self.commodities)),
            ("place", texts(&self.places)),
            ("level", texts(&self.levels)),
            ("source", texts(&self.sources)),
            ("status", texts(&self.statuses)),
        ];
        let named = lists.into_iter().filter(|(_, names)| !names.is_empty());
        named.map(|(name, names)| format!("{name}={}", names.join(","))).collect::<Vec<_>>().join("&")
    }

    /// What it names and the days in between, as a part of a file's name: in full where that
    /// is short, else by a digest. Empty where nothing is cut off.
    pub(super) fn stem(&self) -> String {
        let mut parts: Vec<String> = [
            texts(&self.commodities),
            texts(&self.places),
            texts(&self.levels),
            texts(&self.sources),
            texts(&self.statuses),
        ]
        .into_iter()
        .filter(|names| !names.is_empty())
        .map(|names| names.join("+").replace(['/', ':'], "-"))
        .collect();
        if self.from.is_some() || self.to.is_some() {
            let bound = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
            parts.push(format!("{}..{}", bound(self.from), bound(self.to)));
        }
        let stem = [String::new()].into_iter().chain(parts).collect::<Vec<_>>().join("_");
        if stem.len() <= LONGEST_STEM { stem } else { format!("_{}", &sha256(stem.as_bytes())[..12]) }
    }

    fn takes_place(&self, place: &PlaceCode) -> bool {
        self.places.is_empty() || self.places.iter().any(|wider| lies_in(place, wider))
    }

    /// The places of the rows that are asked for.
    fn rows<'r>(&'r self, days: &'r [i32], statuses: &'r [ObsStatus]) -> impl Iterator<Item = usize> + 'r {
        let from = self.from.map_or(0, |from| days.partition_point(|day| *day < day::of(from)));
        let to = self.to.map_or(days.len(), |to| days.partition_point(|day| *day <= day::of(to)));
        (from..to).filter(|at| names(&self.statuses, &statuses[*at]))
    }

    /// The rows of a city price that are asked for.
    pub(super) fn cut_city(&self, series: &CitySeries) -> CitySeries {
        let rows: Vec<usize> = self.rows(&series.day, &series.status).collect();
        CitySeries {
            key: series.key.clone(),
            unit: series.unit.clone(),
            day: rows.iter().map(|at| series.day[*at]).collect(),
            price: rows.iter().map(|at| series.price[*at]).collect(),
            markets: rows.iter().map(|at| series.markets[*at]).collect(),
            status: rows.iter().map(|at| series.status[*at]).collect(),
            version: rows.iter().map(|at| series.version[*at]).collect(),
        }
    }

    /// The rows of a series that are asked for.
    pub(super) fn cut(&self, series: &MarketSeries) -> MarketSeries {
        let mut cut = MarketSeries {
            unit: series.unit.clone(),
            reported_unit: series.reported_unit.clone(),
            ..MarketSeries::of(series.key.clone())
        };
        for at in self.rows(&series.day, &series.status) {
            cut.day.push(series.day[at]);
            cut.reported.push(series.reported[at]);
            cut.price.push(series.price[at]);
            cut.status.push(series.status[at]);
            cut.version.push(series.version[at]);
        }
        cut
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy)]
pub struct Extract<'a> {
    /// What is known at a version.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
    /// Which part of it.
    pub filter: &'a Filter,
}

impl<'a> Extract<'a> {
    /// The series one by one, in the order of their keys, each with the rows asked for
    /// and those on which a silent market is moved with the others; none that is empty.
    ///
    /// The columns say nothing of frequency, so each commodity, place, level and source
    /// comes in the finest that there is: a monthly figure never stands among daily ones.
    pub fn series(self) -> impl Iterator<Item = MarketSeries> + 'a {
        let Self { granary, filter, .. } = self;
        let wanted = granary.finest().filter(move |city| {
            let key = &city.key;
            names(&filter.commodities, &key.commodity)
                && names(&filter.levels, &key.level)
                && names(&filter.sources, &key.source)
                && (!filter.sources.is_empty() || granary.is_shown(&key.source))
        });
        wanted
            .flat_map(|city| city.members.iter().map(move |series| (city, series)))
            .filter(|(_, series)| filter.takes_place(&series.key.place))
            .map(move |(city, series)| {
                let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
                match with_imputed(&members, &series.key.place) {
                    Some(moved) => filter.cut(&moved),
                    None => filter.cut(series),
                }
            })
            .filter(|series| !series.day.is_empty())
    }
}

impl Contents for Extract<'_> {
    fn columns(&self) -> &[Column] {
        &OBSERVATIONS
    }

    fn about(&self) -> About {
        let (name, version) = (&self.profile.name, self.granary.version());
        let asked = &self.filter.sources;
        let is_in = |source: &&SourceId| {
            if asked.is_empty() { self.granary.is_shown(source) } else { asked.contains(source) }
        };
        let sources: BTreeSet<&str> =
            self.granary.cities().map(|city| &city.key.source).filter(is_in).map(SourceId::as_str).collect();
        About {
            title: format!("Harga pangan · Food prices: {name}, versi · version {version}"),
            citation: format!("{name}, Lumbung. Harga pangan. Versi data {version}."),
            name: format!("lumbung-{}", self.profile.code),
            publisher: name.clone(),
            version,
            made: self.granary.last_day(self.profile).unwrap_or_default(),
            sources: sources.into_iter().map(str::to_owned).collect(),
            from: self.filter.from,
            to: self.filter.to,
            cut: self.filter.query(),
            notes: NOTES.to_vec(),
        }
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        self.series().try_for_each(|series| add(&block(&series)))
    }
}

/// The observations of a market.
pub(super) fn block(series: &MarketSeries) -> Block<'_> {
    let key = &series.key;
    let values = vec![
        Values::Days(&series.day),
        Values::Same(key.commodity.as_str()),
        Values::Same(key.place.as_str()),
        Values::Same(key.level.as_str()),
        Values::Same(key.source.as_str()),
        Values::Numbers(&series.reported),
        Values::Same(&series.reported_unit),
        Values::Numbers(&series.price),
        Values::Same(&series.unit),
        Values::statuses(&series.status),
        Values::Integers(&series.version),
    ];
    Block { rows: series.day.len(), values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_what_it_was_cut_to() {
        let commodity = |id| CommodityId::parse(id).unwrap();
        let one = Filter {
            commodities: vec![commodity("bawang-merah")],
            places: vec![PlaceCode::parse("3273/kosambi").unwrap()],
            statuses: vec![ObsStatus::A, ObsStatus::I],
            from: "2023-01-02".parse().ok(),
            ..Filter::default()
        };
        assert_eq!(one.stem(), "_bawang-merah_3273-kosambi_A+I_2023-01-02..");
        assert_eq!(one.query(), "commodity=bawang-merah&place=3273/kosambi&status=A,I");
        assert_eq!((Filter::default().stem(), Filter::default().query()), (String::new(), String::new()));
        let many = Filter { commodities: vec![commodity("minyak-goreng-kemasan-1"); 9], ..Filter::default() };
        assert_eq!(many.stem().len(), 13);
    }

    #[test]
    fn a_region_has_its_markets_and_a_province_its_regions() {
        let code = |text: &str| PlaceCode::parse(text).unwrap();
        assert!(lies_in(&code("3273/kosambi"), &code("3273")) && lies_in(&code("3273/kosambi"), &code("32")));
        assert!(lies_in(&code("3273"), &code("32")) && !lies_in(&code("3273"), &code("3273/kosambi")));
        assert!(!lies_in(&code("3203"), &code("3273")));
    }
}
