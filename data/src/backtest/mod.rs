//! The backtest: walks forward day by day on what was known that day, and says how
//! good warnings and outlook would have been.
//!
//! Cleaning, imputation, city prices, detectors and the outlook's learning are those
//! of every request. A day knows the reports published up to it and nothing else;
//! officers' decisions, which came later, are left out. METHODS.md has the rules by
//! which it is counted.

mod kept;
mod outlook;
mod raised;
mod score;
mod seen;
#[cfg(test)]
mod tests;
mod upstream;

pub use kept::{Advance, Kept};
pub use outlook::Told;
pub use raised::Raised;

use crate::granary::{City, Granary};
use crate::model::score::Score;
use crate::model::{Frequency, PriceLevel};
use crate::outlook::{Forecasts, Levels, Panel, Prospects, Voice};
use crate::parallel::in_parallel;
use crate::profile::Profile;
use seen::Seen;
use std::num::NonZeroUsize;

/// What is walked over.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// The first day that is judged, as [`crate::model::day`] counts.
    pub from: i32,
    /// The last one. Nothing after it is looked at.
    pub to: i32,
    /// The days between a price's day and its publication.
    pub lag: i32,
    /// Whose prices.
    pub level: PriceLevel,
}

/// What a walk gave.
#[derive(Debug)]
pub struct Backtest {
    /// The warnings that were raised in the span, by commodity, place and day.
    pub warnings: Vec<Raised>,
    /// The outlook of every survey day in the span.
    pub outlook: Vec<Told>,
    /// How good both were.
    pub score: Score,
    /// The outlook as it stands on the last day.
    pub prospects: Prospects,
    /// What the days after can be spoken of with; none where nothing was learnt.
    pub kept: Option<Kept>,
}

/// The way up to a day.
struct Way {
    /// What detectors could see.
    seen: Vec<Seen>,
    panel: Panel,
    forecasts: Forecasts,
    levels: Levels,
    voice: Option<Voice>,
}

impl Way {
    fn go(granary: &Granary, profile: &Profile, span: Span, workers: NonZeroUsize) -> Self {
        let (seen, panel) = see(granary, profile, (i32::MIN, span.to - span.lag), (span.level, span.lag), workers);
        let (forecasts, voice) = Forecasts::walk(&panel, workers);
        let levels = Levels::choose(&panel, &forecasts);
        Self { seen, panel, forecasts, levels, voice }
    }
}

/// What could be seen of every city price that is shown on the days from one on and up
/// to another, and the panel of these days.
fn see(
    granary: &Granary,
    profile: &Profile,
    days: (i32, i32),
    (level, lag): (PriceLevel, i32),
    workers: NonZeroUsize,
) -> (Vec<Seen>, Panel) {
    let shown = granary.all_shown(profile).into_iter();
    let cities: Vec<&City> = shown
        .filter(|city| city.key.frequency == Frequency::Daily && city.key.level == level)
        .map(AsRef::as_ref)
        .collect();
    let mut seen = in_parallel(&cities, workers, |city| Seen::of(granary, city, profile, days, lag));
    let courses = seen.iter_mut().filter_map(|seen| seen.course.take()).collect();
    (seen, Panel::of(courses, profile, lag))
}

/// The outlook of every retail price that is shown, as it stands at the end of a day.
#[must_use]
pub fn prospects(granary: &Granary, profile: &Profile, on: i32, workers: NonZeroUsize) -> Prospects {
    let span = Span { from: on, to: on, lag: 0, level: PriceLevel::Retail };
    let Way { panel, forecasts, levels, .. } = Way::go(granary, profile, span, workers);
    Prospects::of(&panel, &forecasts, &levels)
}

impl Backtest {
    /// Walks over every city price that is shown, on so many threads.
    #[must_use]
    pub fn run(granary: &Granary, profile: &Profile, span: Span, workers: NonZeroUsize) -> Self {
        let Way { mut seen, panel, forecasts, levels, voice } = Way::go(granary, profile, span, workers);
        upstream::fill(granary, profile, &mut seen, span.to - span.lag, span.lag);
        let mut warnings: Vec<Raised> =
            seen.iter().flat_map(|seen| raised::raised(seen, profile, span.to, span.lag)).collect();
        warnings.extend(outlook::early(&panel, &forecasts, &levels));
        warnings.retain(|warning| (span.from..=span.to).contains(&warning.raised_on));
        warnings.sort_unstable();
        let outlook = outlook::told(&panel, &forecasts, span.from);
        let score = score::score(&seen, &panel, &forecasts, &warnings, span);
        let prospects = Prospects::of(&panel, &forecasts, &levels);
        let kept = Kept::of(&seen, &prospects, levels, voice, span);
        Self { warnings, outlook, score, prospects, kept }
    }
}
