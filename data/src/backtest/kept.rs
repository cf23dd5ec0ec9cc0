//! What is kept of a walk, so that the days after it need none.

use super::seen::Seen;
use super::{Span, see};
use crate::granary::Granary;
use crate::model::{CityKey, CitySeries};
use crate::outlook::{Levels, Prospects, Voice};
use crate::profile::Profile;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroUsize;

/// The days that features look back to, but for a price's own: half a year of its
/// distances from the others, with room for what the others lag behind.
const RECENT_DAYS: i32 = 300;

/// What was learnt last, and what it was learnt from.
#[derive(Debug)]
pub struct Kept {
    span: Span,
    prospects: Prospects,
    levels: Levels,
    voice: Voice,
    /// What each city price was.
    marks: BTreeMap<CityKey, u64>,
}

/// The outlook of a later day.
#[derive(Debug)]
pub struct Advance {
    /// What is said.
    pub prospects: Prospects,
    /// Whether a whole walk would say the same: nothing is known otherwise of the days
    /// before.
    pub is_whole: bool,
}

impl Kept {
    pub(super) fn of(
        seen: &[Seen],
        prospects: &Prospects,
        levels: Levels,
        voice: Option<Voice>,
        span: Span,
    ) -> Option<Self> {
        let marks = seen.iter().map(|seen| (seen.key.clone(), mark(&seen.price, span.to))).collect();
        Some(Self { span, prospects: prospects.clone(), levels, voice: voice?, marks })
    }

    /// The outlook at the end of a later day; none where something has to be learnt
    /// first.
    #[must_use]
    pub fn advance(&self, granary: &Granary, profile: &Profile, on: i32, workers: NonZeroUsize) -> Option<Advance> {
        let Span { to, lag, level, .. } = self.span;
        if on < to {
            return None;
        }
        let (seen, panel) = see(granary, profile, (on - lag - RECENT_DAYS, on - lag), (level, lag), workers);
        let forecasts = self.voice.speak(&panel)?;
        let prospects = self.prospects.then(&panel, &forecasts, &self.levels);
        let marks: BTreeMap<CityKey, u64> = seen.iter().map(|seen| (seen.key.clone(), mark(&seen.price, to))).collect();
        Some(Advance { prospects, is_whole: marks == self.marks })
    }
}

/// A number for what a city price was up to a day.
fn mark(price: &CitySeries, until: i32) -> u64 {
    let known = price.day.partition_point(|day| *day <= until);
    let mut hasher = DefaultHasher::new();
    price.day[..known].hash(&mut hasher);
    price.price[..known].iter().for_each(|price| price.to_bits().hash(&mut hasher));
    hasher.finish()
}
