//! Warnings of the detectors beside the surge: slow rises, prices above their
//! reference, markets that stand apart, and prices that are not reported.

use super::creep::{QUARTER, before};
use super::late::{Lateness, late};
use super::life::Episode;
use super::phase::Phase;
use super::reason::Subject;
use super::surge::baseline;
use super::warn::{bound, is_too_old, subject};
use super::watched::{Apart, Watched};
use crate::model::{
    CitySeries, Evidence, Expected, Lang, PlaceCode, Warning, WarningKind, WarningLevel, WarningState, day,
};
use crate::profile::Profile;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// What all warnings of one city price share.
struct Told<'a> {
    city: &'a CitySeries,
    profile: &'a Profile,
    on: NaiveDate,
    version: i64,
    lang: Lang,
    /// The survey days up to that day, and their prices.
    days: Vec<i32>,
    prices: Vec<f64>,
    theta: f64,
}

/// The warnings in force on a day, but for the surge's: all *waspada*. `early` is
/// the outlook's, with what it expects now.
#[must_use]
pub fn told(
    city: &CitySeries,
    watched: &Watched,
    early: Option<(Episode, Expected)>,
    profile: &Profile,
    on: NaiveDate,
    version: i64,
    lang: Lang,
) -> Vec<Warning> {
    let (days, prices) = city.survey_days_by(day::of(on));
    let Some(last) = days.last().copied() else { return Vec::new() };
    let theta = watched.theta.map_or(0.0, |theta| theta.value);
    let told = Told { city, profile, on, version, lang, days, prices, theta };
    let silent = told.silent(watched.reported.unwrap_or(last));
    if is_too_old(last, day::of(on)) {
        return silent.into_iter().collect();
    }
    let running = |episodes: &[Episode]| episodes.last().filter(|episode| episode.cleared.is_none()).copied();
    // A market that has fallen silent says nothing of today.
    let apart = watched.apart.iter().filter(|market| !is_too_old(market.day, day::of(on)));
    let apart = apart.filter_map(|market| told.apart(market));
    // A confirmed surge says it.
    let phase = watched.stand.phase;
    let creeping =
        running(&watched.creep).filter(|_| phase != Phase::Running).and_then(|episode| told.creeping(&episode));
    let above = running(&watched.reference).and_then(|episode| told.above(&episode));
    // A surge that is seen is told as one.
    let early =
        early.filter(|_| phase == Phase::Calm).and_then(|(episode, expected)| told.expected(&episode, expected));
    early.into_iter().chain(creeping).chain(apart).chain(above).chain(silent).collect()
}

impl Told<'_> {
    fn price(&self) -> (i32, f64) {
        let at = self.days.len() - 1;
        (self.days[at], self.prices[at])
    }

    /// The figures on a day against another price.
    fn evidence(&self, (on, price): (i32, f64), baseline: f64, since: i32) -> Evidence {
        let from = self.days.partition_point(|day| *day < since);
        let highest = (from..self.days.len()).max_by(|a, b| self.prices[*a].total_cmp(&self.prices[*b]).then(b.cmp(a)));
        let (peak_day, peak) = highest.map_or((on, price), |at| (self.days[at], self.prices[at].max(price)));
        let date = day::date(on);
        Evidence {
            date,
            price,
            unit: self.city.unit.clone(),
            baseline,
            rise: price / baseline - 1.0,
            theta: self.theta,
            exceeding: u32::try_from(self.days.len() - from).unwrap_or(u32::MAX),
            peak,
            peak_day: day::date(peak_day),
            year_median: None,
            reference: bound(self.profile, self.city, date),
            expected: None,
        }
    }

    fn creeping(&self, episode: &Episode) -> Option<Warning> {
        let at = self.days.len() - 1;
        let (on, price) = self.price();
        let earlier = before(&self.days, &self.prices, at, QUARTER).unwrap_or(price);
        let evidence = self.evidence((on, price), earlier, episode.since);
        let reason = |subject: &Subject<'_>, evidence: &Evidence| subject.creeps(evidence);
        self.warning(WarningKind::Creep, episode, on, None, evidence, reason)
    }

    fn expected(&self, episode: &Episode, expected: Expected) -> Option<Warning> {
        let at = self.days.len() - 1;
        let (on, price) = self.price();
        let before = baseline(&self.days, &self.prices, at).unwrap_or(price);
        let evidence = Evidence { expected: Some(expected), ..self.evidence((on, price), before, episode.since) };
        let reason = |subject: &Subject<'_>, evidence: &Evidence| subject.expects(evidence, &expected);
        let warning = self.warning(WarningKind::Early, episode, on, None, evidence, reason)?;
        let eased = expected.chance < expected.level;
        Some(Warning { state: if eased { WarningState::Recovering } else { WarningState::Firing }, ..warning })
    }

    fn above(&self, episode: &Episode) -> Option<Warning> {
        let (on, price) = self.price();
        let ceiling = self.profile.reference_of(self.city, day::date(on))?.high;
        let evidence = self.evidence((on, price), ceiling, episode.since);
        let reason = |subject: &Subject<'_>, evidence: &Evidence| subject.above_reference(evidence);
        self.warning(WarningKind::Reference, episode, on, None, evidence, reason)
    }

    fn apart(&self, market: &Apart) -> Option<Warning> {
        let Apart { place, episode, day: on, price, others, usual } = market;
        let evidence = self.evidence((*on, *price), *others, episode.since);
        let evidence = Evidence { peak: *price, peak_day: day::date(*on), ..evidence };
        let reason = |subject: &Subject<'_>, evidence: &Evidence| subject.stands_apart(evidence, *usual);
        self.warning(WarningKind::Spread, episode, *on, Some(place), evidence, reason)
    }

    /// That nothing is reported though there should be a report. Reports that are
    /// doubted are reports.
    fn silent(&self, reported: i32) -> Option<Warning> {
        let rhythm = self.profile.rhythm(&self.city.key.source)?;
        let (on, price) = self.price();
        let last = day::date(reported);
        let late = |day: NaiveDate| late(Some(last), end_of(day), &rhythm, &self.profile.days_off);
        let Lateness { due, missing, .. } = late(self.on)?;
        let raised = last.iter_days().skip(1).take_while(|day| *day <= self.on).find(|day| late(*day).is_some());
        // The day on which a report is due moves on; that on which it was first missed does not.
        let since = day::of(raised.unwrap_or(due));
        let episode = Episode { since, fired: raised.map(day::of), last: on, cleared: None };
        let evidence = self.evidence((on, price), price, on);
        let reason = |subject: &Subject<'_>, _: &Evidence| subject.is_silent(last, due, missing);
        let warning = self.warning(WarningKind::NoData, &episode, on, None, evidence, reason)?;
        Some(Warning { state: WarningState::NoData, ..warning })
    }

    fn warning(
        &self,
        kind: WarningKind,
        episode: &Episode,
        today: i32,
        market: Option<&PlaceCode>,
        evidence: Evidence,
        reason: impl Fn(&Subject<'_>, &Evidence) -> String,
    ) -> Option<Warning> {
        let key = &self.city.key;
        let commodity = self.profile.commodity(&key.commodity)?;
        let state = match episode.fired {
            None => WarningState::Pending,
            Some(_) if episode.is_recovering(today) => WarningState::Recovering,
            Some(_) => WarningState::Firing,
        };
        let place = market.unwrap_or(&key.region);
        let commodity_name = commodity.name(self.lang).to_owned();
        let place_name = self.profile.place_name(place);
        let name = subject(&commodity_name, key.level, self.lang);
        let since = day::date(episode.since);
        let about = Subject { name: &name, place: &place_name, since, state, lang: self.lang };
        let reason = reason(&about, &evidence);
        let fired = episode.fired.map(day::date);
        Some(Warning {
            kind,
            level: WarningLevel::Waspada,
            state,
            commodity: key.commodity.clone(),
            commodity_name,
            place: place.clone(),
            place_name,
            price_level: key.level,
            source: key.source.clone(),
            onset: since,
            raised_on: fired.unwrap_or(since),
            confirmed_on: fired,
            on: self.on,
            version: self.version,
            evidence,
            record: None,
            reason,
        })
    }
}

/// The last moment of a day.
fn end_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default())
}
