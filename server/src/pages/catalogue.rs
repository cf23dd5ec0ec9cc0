//! The figures of the pages about data: one series, and the history of versions.

use super::{reporting, standing, trend};
use crate::catalogue::coverage;
use crate::live::Live;
use crate::wib;
use chrono::{Datelike, NaiveDate, Utc};
use lumbung_data::granary::{City, Granary};
use lumbung_data::index::{behind_price, period_start, with_imputed};
use lumbung_data::model::catalogue::{NextReport, ReleaseChange, ReleasesPage, SeriesPage, SeriesRow, YearCoverage};
use lumbung_data::model::chart::View;
use lumbung_data::model::{
    CommodityId, Frequency, Lang, MarketSeries, ObsStatus, PlaceCode, PriceLevel, SourceId, day,
};
use lumbung_data::profile::Profile;
use lumbung_data::watch::{late, next_report};
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
    let acts = live.interventions();
    let chart =
        trend::Asked { granary: &granary, profile, acts: &acts.entries, on, view: asked.view, lang: asked.lang };
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
        next: next(row, profile),
        made: live.made_at(granary.version()),
        today,
        row: row.clone(),
        standing,
    })
}

/// The days of a series as its file has them, whether each has a price that was reported, and
/// their statuses.
fn columns(city: &City, place: &PlaceCode) -> Option<(Vec<i32>, Vec<bool>, Vec<ObsStatus>)> {
    let priced = |prices: &[f64]| prices.iter().map(|price| price.is_finite()).collect();
    if place.is_market() {
        let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
        let series = with_imputed(&members, place)?;
        // What it was moved to is no price of its own.
        let known = series.price.iter().zip(&series.status);
        let known = known.map(|(price, status)| price.is_finite() && *status != ObsStatus::I).collect();
        return Some((series.day, known, series.status));
    }
    let price = city.price();
    Some((price.day.clone(), priced(&price.price), price.status.clone()))
}

/// What is expected next of a series, by the rhythm of its source.
fn next(row: &SeriesRow, profile: &Profile) -> Option<NextReport> {
    let rhythm = profile.rhythm(&row.source)?;
    let (of, out) = next_report(row.last, &rhythm, &profile.days_off)?;
    let is_late = late(Some(row.last), wib::local(Utc::now()).naive_local(), &rhythm, &profile.days_off).is_some();
    Some(NextReport { of, due: wib::moment(out)?, is_late })
}

/// How much of each year is known, the latest first. A week belongs to the year of its
/// Monday.
fn years(days: &[i32], priced: &[bool], row: &SeriesRow, profile: &Profile) -> Vec<YearCoverage> {
    let year = |on: i32| day::date(period_start(on, row.frequency)).year();
    let mut by_year: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for (on, _) in days.iter().zip(priced).filter(|(_, priced)| **priced) {
        by_year.entry(year(*on)).or_default().push(*on);
    }
    let bound = |year: i32, month, on| NaiveDate::from_ymd_opt(year, month, on).unwrap_or_default();
    let begin = |year: i32| match row.frequency {
        // The Monday among its first seven days.
        Frequency::Weekly => day::date(period_start(day::of(bound(year, 1, 7)), Frequency::Weekly)),
        Frequency::Daily | Frequency::Monthly => bound(year, 1, 1),
    };
    by_year
        .into_iter()
        .rev()
        .map(|(year, known)| {
            let within = (begin(year).max(row.first), bound(year, 12, 31).min(row.last));
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
pub(super) fn releases(live: &Live, before: Option<i64>, lang: Lang, today: NaiveDate) -> ReleasesPage {
    let all = live.releases();
    let mut older = all.iter().filter(|release| before.is_none_or(|before| release.version < before));
    let releases: Vec<_> = older.by_ref().take(LISTED).cloned().collect();
    let next = older.next().and(releases.last()).map(|release| release.version);
    let profile = &live.profile;
    let mut names = BTreeMap::new();
    for release in &releases {
        if let ReleaseChange::Decision { commodity, place, .. } = &release.change {
            let name = profile.commodity(commodity).map(|commodity| commodity.name(lang).to_owned());
            names.insert(commodity.to_string(), name.unwrap_or_else(|| commodity.to_string()));
            names.insert(place.to_string(), profile.place_name(place));
        }
    }
    ReleasesPage { names, standing: standing(&live.granary(), &live.profile, today), releases, next }
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
