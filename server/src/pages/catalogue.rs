//! The figures of the pages about data: one series, and the history of versions.

use super::{reporting, standing, trend};
use crate::catalogue::coverage;
use crate::live::Live;
use chrono::{Datelike, NaiveDate};
use lumbung_data::granary::{City, Granary};
use lumbung_data::index::behind_price;
use lumbung_data::model::catalogue::{ReleasesPage, SeriesPage, SeriesRow, YearCoverage};
use lumbung_data::model::chart::View;
use lumbung_data::model::{CommodityId, Lang, ObsStatus, PlaceCode, PriceLevel, SourceId, day};
use lumbung_data::profile::Profile;
use std::collections::BTreeMap;

/// Versions that a page of the history lists.
const LISTED: usize = 100;
/// Revisions that the page of a series lists.
const REVISIONS: usize = 20;

/// Which series a page is asked for, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// What is priced.
    pub commodity: &'a CommodityId,
    /// Where.
    pub place: &'a PlaceCode,
    /// Who pays; the nearest to the household that there is if none is named.
    pub level: Option<PriceLevel>,
    /// Whose figures; those that pages show if none is named.
    pub source: Option<&'a SourceId>,
    /// How its chart is to be drawn.
    pub view: &'a View,
    /// The reader's language.
    pub lang: Lang,
}

/// The page of a series; none where there is no such series among `known`.
pub(super) fn series(live: &Live, known: &[SeriesRow], asked: &Asked<'_>, today: NaiveDate) -> Option<SeriesPage> {
    let (granary, profile) = (live.granary(), &live.profile);
    let here: Vec<&SeriesRow> =
        known.iter().filter(|row| row.commodity == *asked.commodity && row.place == *asked.place).collect();
    let of_level = |level: PriceLevel| here.iter().copied().filter(move |row| row.level == level);
    let level = asked
        .level
        .or_else(|| PriceLevel::NEAREST_FIRST.into_iter().find(|level| of_level(*level).next().is_some()))?;
    let region = asked.place.region();
    let shown = granary.shown(profile, asked.commodity, &region, level).map(|city| &city.key.source);
    let row = match asked.source {
        Some(source) => of_level(level).find(|row| row.source == *source)?,
        None => of_level(level).find(|row| Some(&row.source) == shown).or_else(|| of_level(level).next())?,
    };
    let city = granary.from_source(asked.commodity, &region, level, &row.source)?;
    let (days, priced, statuses) = columns(city, asked.place)?;
    let is_drawn = Some(&row.source) == shown
        && PriceLevel::NEAREST_FIRST
            .into_iter()
            .find(|level| granary.shown(profile, asked.commodity, &region, *level).is_some())
            == Some(level);
    let standing = standing(&granary, profile, today);
    let on = day::of(standing.latest.unwrap_or(today));
    let chart = trend::Asked { granary: &granary, profile, on, view: asked.view, lang: asked.lang };
    let chart = is_drawn.then(|| trend::on_page(&chart, asked.commodity, asked.place)).flatten();
    Some(SeriesPage {
        others: here.iter().filter(|other| **other != row).map(|other| (*other).clone()).collect(),
        coicop: profile.commodity(asked.commodity)?.coicop.clone(),
        markets: (!asked.place.is_market()).then(|| behind_price(city.members.iter().map(AsRef::as_ref)).len()),
        chart,
        years: years(&days, &priced, row, profile),
        statuses: counted(&statuses),
        revisions: revisions(&granary, live, row, asked.lang),
        updated: live.made_at(row.version),
        made: live.made_at(granary.version()),
        today,
        row: row.clone(),
        standing,
    })
}

/// The days of a series, whether each has a price, and their statuses.
fn columns(city: &City, place: &PlaceCode) -> Option<(Vec<i32>, Vec<bool>, Vec<ObsStatus>)> {
    let priced = |prices: &[f64]| prices.iter().map(|price| price.is_finite()).collect();
    if place.is_market() {
        let series = city.members.iter().find(|series| series.key.place == *place)?;
        return Some((series.day.clone(), priced(&series.price), series.status.clone()));
    }
    let price = city.price();
    Some((price.day.clone(), priced(&price.price), price.status.clone()))
}

/// How much of each year is known, the latest first.
fn years(days: &[i32], priced: &[bool], row: &SeriesRow, profile: &Profile) -> Vec<YearCoverage> {
    let mut by_year: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for (on, _) in days.iter().zip(priced).filter(|(_, priced)| **priced) {
        by_year.entry(day::date(*on).year()).or_default().push(*on);
    }
    let bound = |year: i32, month, on| NaiveDate::from_ymd_opt(year, month, on).unwrap_or_default();
    by_year
        .into_iter()
        .rev()
        .map(|(year, known)| {
            let within = (bound(year, 1, 1).max(row.first), bound(year, 12, 31).min(row.last));
            YearCoverage {
                year,
                priced: u32::try_from(known.len()).unwrap_or(u32::MAX),
                coverage: coverage(&known, (day::of(within.0), day::of(within.1)), row.frequency, profile),
            }
        })
        .collect()
}

/// How many rows have each status, in the order of the letters.
fn counted(statuses: &[ObsStatus]) -> Vec<(ObsStatus, u32)> {
    let mut counts: BTreeMap<ObsStatus, u32> = BTreeMap::new();
    for status in statuses {
        *counts.entry(*status).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// Its latest revisions, as far as they are among the latest of all.
fn revisions(
    granary: &Granary,
    live: &Live,
    row: &SeriesRow,
    lang: Lang,
) -> Vec<lumbung_data::model::reporting::RevisionRow> {
    let of_series = granary.revisions().iter().filter(|revision| {
        let key = &revision.key;
        (&key.commodity, key.level, &key.source, key.frequency)
            == (&row.commodity, row.level, &row.source, row.frequency)
            && (key.place == row.place || key.place.region() == row.place)
    });
    of_series
        .take(REVISIONS)
        .filter_map(|revision| reporting::row(revision, granary, &live.profile, live.file_of(revision.version), lang))
        .collect()
}

/// A stretch of the history, of versions below `before`.
pub(super) fn releases(live: &Live, before: Option<i64>, today: NaiveDate) -> ReleasesPage {
    let all = live.releases();
    let mut older = all.iter().filter(|release| before.is_none_or(|before| release.version < before));
    let releases: Vec<_> = older.by_ref().take(LISTED).cloned().collect();
    let next = older.next().and(releases.last()).map(|release| release.version);
    ReleasesPage { standing: standing(&live.granary(), &live.profile, today), releases, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_counted_each_under_its_letter() {
        use ObsStatus::{A, I, U};
        assert_eq!(counted(&[A, U, A, I, A]), [(A, 3), (U, 1), (I, 1)]);
    }
}
