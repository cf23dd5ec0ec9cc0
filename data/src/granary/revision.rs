//! Values that a later version changed, as they are met while rows are laid
//! over what is known.

use crate::model::SeriesKey;

/// Revisions that a granary remembers.
const MOST: usize = 200;

/// A figure that was another before.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Of which series.
    pub key: SeriesKey,
    /// Of which day.
    pub day: i32,
    /// The figure before, as received.
    pub before: f64,
    /// The figure since; NaN where it was taken back.
    pub after: f64,
    /// The version that changed it.
    pub version: i64,
}

/// Notes a change from one figure to the next; what was not reported before is
/// no revision.
pub(super) fn note(found: &mut Vec<Revision>, key: &SeriesKey, day: i32, (before, after): (f64, f64), version: i64) {
    if before.is_finite() && before.to_bits() != after.to_bits() {
        found.push(Revision { key: key.clone(), day, before, after, version });
    }
}

/// The latest of these, newest first.
pub(super) fn latest(mut all: Vec<Revision>) -> Vec<Revision> {
    all.sort_by(|a, b| (b.version, b.day).cmp(&(a.version, a.day)).then_with(|| a.key.cmp(&b.key)));
    all.dedup_by(|a, b| (a.version, a.day, &a.key) == (b.version, b.day, &b.key));
    all.truncate(MOST);
    all
}
