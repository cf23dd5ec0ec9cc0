//! Every survey day of every city price, each as it was known then: what the
//! outlook learns from and speaks about.

use super::feasts::Feasts;
use super::feature::Values;
use super::history::History;
use super::own::Past;
use super::peers;
use crate::model::CityKey;
use crate::profile::Profile;
use crate::watch::{Phase, Stand, Theta};
use std::collections::BTreeMap;
use std::ops::Range;

/// Survey days before the first of which anything is said.
const LEAST_HISTORY: usize = 40;
/// The days between two refits, counted from 1970-01-01, so that they are the
/// same days whatever is known.
pub(super) const REFIT_DAYS: i32 = 28;

/// One survey day of one city price.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Which series.
    pub course: usize,
    /// The day.
    pub day: i32,
    /// Which row of the series.
    pub step: usize,
    /// The log of the price.
    pub log: f64,
    /// What could be seen of a surge.
    pub phase: Phase,
    /// The days since its onset.
    pub age: i32,
    /// Whether enough is known for anything to be said.
    pub judged: bool,
    /// The features.
    pub values: Values,
}

/// One city price, its days one after the other.
#[derive(Debug)]
pub struct Course {
    pub(super) key: CityKey,
    /// The unit of changes: ln(1 + θ).
    pub(super) unit: f64,
    rows: Vec<Row>,
    last: History,
    /// What was known on refit days, where it was something else.
    then: BTreeMap<i32, History>,
}

/// Takes in one city price day by day.
#[derive(Debug)]
pub struct Recorder {
    rows: Vec<Row>,
    then: BTreeMap<i32, History>,
    /// The logs of prices that were not doubted later.
    logs: Vec<f64>,
    refit: i32,
    /// What was known on the day before, where it was something else.
    apart: Option<History>,
    lag: i32,
}

impl Recorder {
    /// For prices that are published so many days after their day.
    #[must_use]
    pub fn new(lag: i32) -> Self {
        Self { rows: Vec::new(), then: BTreeMap::new(), logs: Vec::new(), refit: i32::MIN, apart: None, lag }
    }

    /// The next day on which there are reports: the survey days and prices known
    /// on it, and where the last stands. `apart` says that later days knew these
    /// otherwise. `theta` is none as long as nothing can be judged.
    pub fn day(&mut self, (days, prices): (&[i32], &[f64]), day: i32, theta: Option<Theta>, stand: Stand, apart: bool) {
        self.reach(day);
        let own;
        let logs: &[f64] = if apart {
            own = prices.iter().map(|price| price.ln()).collect::<Vec<_>>();
            self.apart = Some(History::of(days, prices, theta));
            &own
        } else {
            self.apart = None;
            let known = self.logs.len().min(prices.len());
            self.logs.extend(prices[known..].iter().map(|price| price.ln()));
            &self.logs[..prices.len()]
        };
        let Some(theta) = theta else { return };
        let Some(at) = logs.len().checked_sub(1).filter(|at| days[*at] >= theta.from) else { return };
        let past = Past { days, logs, theta: theta.value };
        self.rows.push(Row {
            course: 0,
            day,
            step: self.rows.len(),
            log: logs[at],
            phase: stand.phase,
            age: if stand.phase == Phase::Calm { 0 } else { days[at] - days[stand.onset] },
            judged: at >= LEAST_HISTORY,
            values: past.features(stand),
        });
    }

    /// Keeps what was known on the refit days up to a day.
    fn reach(&mut self, day: i32) {
        let published = day + self.lag;
        if self.refit == i32::MIN {
            self.refit = refit_from(published);
        }
        while self.refit <= published {
            if let Some(apart) = &self.apart {
                self.then.insert(self.refit, apart.clone());
            }
            self.refit += REFIT_DAYS;
        }
    }

    /// The course of a city price, with what is known of it at last.
    #[must_use]
    pub fn finish(self, key: CityKey, (days, prices): (&[i32], &[f64]), theta: Option<Theta>) -> Option<Course> {
        let unit = theta?.value.ln_1p();
        let last = History::of(days, prices, theta);
        Some(Course { key, unit, rows: self.rows, last, then: self.then })
    }
}

/// The first refit day that is not before a day.
pub(super) fn refit_from(day: i32) -> i32 {
    day + (-day).rem_euclid(REFIT_DAYS)
}

/// A number that a series has whatever other series there are (FNV-1a of its key).
fn offset(key: &CityKey) -> usize {
    let text = format!("{} {} {} {}", key.commodity, key.region, key.level, key.source);
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    usize::try_from(hash % 9973).unwrap_or(0)
}

/// The rows of all city prices.
#[derive(Debug)]
pub struct Panel {
    pub(super) rows: Vec<Row>,
    pub(super) courses: Vec<Kept>,
    /// The days between a price's day and its publication.
    pub(super) lag: i32,
}

/// A course whose rows lie in the panel.
#[derive(Debug)]
pub(super) struct Kept {
    pub key: CityKey,
    pub unit: f64,
    pub rows: Range<usize>,
    /// Where the rows that are learnt from begin, where not all are.
    pub offset: usize,
    last: History,
    then: BTreeMap<i32, History>,
}

impl Panel {
    /// Puts courses together, each with what the others were on its days.
    #[must_use]
    pub fn of(courses: Vec<Course>, profile: &Profile, lag: i32) -> Self {
        let feasts = Feasts::of(profile);
        let mut rows = Vec::with_capacity(courses.iter().map(|course| course.rows.len()).sum());
        let mut kept = Vec::with_capacity(courses.len());
        for (place, course) in courses.into_iter().enumerate() {
            let first = rows.len();
            rows.extend(course.rows.into_iter().map(|mut row| {
                row.course = place;
                feasts.fill(row.day, &mut row.values);
                row
            }));
            let Course { key, unit, last, then, .. } = course;
            let offset = offset(&key);
            kept.push(Kept { key, unit, rows: first..rows.len(), offset, last, then });
        }
        let mut panel = Self { rows, courses: kept, lag };
        for group in panel.groups() {
            peers::fill(&mut panel, &group);
        }
        panel
    }

    /// The series, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &CityKey> {
        self.courses.iter().map(|course| &course.key)
    }

    /// The series of one commodity, source and level.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, course) in self.courses.iter().enumerate() {
            let CityKey { commodity, level, source, .. } = &course.key;
            groups.entry((commodity, level, source)).or_default().push(place);
        }
        groups.into_values().collect()
    }

    /// What was known of a series on a refit day.
    pub(super) fn history(&self, course: usize, refit: i32) -> &History {
        let course = &self.courses[course];
        course.then.get(&refit).unwrap_or(&course.last)
    }

    /// Whether a surge set in within so many days after a row was published, as far
    /// as it was known on a refit day.
    pub(super) fn surged(&self, row: &Row, horizon: i32, refit: i32) -> Option<bool> {
        let after = row.day + self.lag;
        self.history(row.course, refit).surged(after, after + horizon, refit - self.lag)
    }

    /// The change of the log price up to so many days after a row was published, in
    /// units, as far as it was known on a refit day.
    pub(super) fn moved(&self, row: &Row, horizon: i32, refit: i32) -> Option<f64> {
        let day = row.day + self.lag + horizon;
        let log = self.history(row.course, refit).log_at(day, refit - self.lag)?;
        Some((log - row.log) / self.courses[row.course].unit)
    }
}
