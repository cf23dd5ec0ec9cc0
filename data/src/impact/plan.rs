//! Which days are compared.

use super::refusal::Refusal;
use serde::Serialize;

/// The days of an intervention and those around it, in day numbers (see
/// [`crate::model::day`]) and calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The first day of the intervention.
    pub from: i32,
    /// Its last day.
    pub to: i32,
    /// Days before it with which is compared.
    pub before: i32,
    /// Days after its last that the effect is the mean of as well: none, but for an
    /// intervention that is too short to be told by its own days.
    pub after: i32,
    /// Days after its last for which is watched how long the effect lasts; not fewer
    /// than `after`.
    pub watch: i32,
}

impl Plan {
    /// Days before an intervention if nothing else is said: four weeks.
    pub const BEFORE: i32 = 28;
    /// The fewest and the most days before that may be asked for.
    pub const BEFORE_BOUNDS: [i32; 2] = [14, 180];
    /// Days after an intervention that count as its time where the place reported on too few
    /// days of its own.
    pub const AFTER: i32 = 7;
    /// Days after an intervention for which is watched.
    pub const WATCH: i32 = 28;
    /// The longest intervention: one that goes on is no event any more.
    pub const LONGEST: i32 = 92;

    /// The days around an intervention.
    ///
    /// # Errors
    /// When it ends before it begins or lasts longer than [`Plan::LONGEST`] days, or the
    /// days before are beyond [`Plan::BEFORE_BOUNDS`].
    pub fn new(from: i32, to: i32, before: i32) -> Result<Self, Refusal> {
        if to < from || to.saturating_sub(from) >= Self::LONGEST {
            return Err(Refusal::Dates);
        }
        let [least, most] = Self::BEFORE_BOUNDS;
        if before < least || before > most {
            return Err(Refusal::Window { before });
        }
        Ok(Self { from, to, before, after: 0, watch: Self::WATCH })
    }

    /// The first day that is looked at.
    #[must_use]
    pub fn first(&self) -> i32 {
        self.from.saturating_sub(self.before)
    }

    /// The last day that the effect is the mean of.
    #[must_use]
    pub fn until(&self) -> i32 {
        self.to.saturating_add(self.after)
    }

    /// The last day that is looked at.
    #[must_use]
    pub fn last(&self) -> i32 {
        self.to.saturating_add(self.watch)
    }

    /// Days that are looked at.
    #[must_use]
    pub fn span(&self) -> i32 {
        self.last() - self.first() + 1
    }

    /// The same of an intervention that begins on another day.
    pub(super) fn at(&self, from: i32) -> Self {
        Self { from, to: from + (self.to - self.from), ..*self }
    }

    /// The same as far as it can be seen on a day.
    pub(super) fn seen_by(&self, day: i32) -> Self {
        let to = self.to.min(day.max(self.from));
        let left = (day - to).max(0);
        Self { to, after: self.after.min(left), watch: self.watch.min(left), ..*self }
    }

    /// The same with the week after, as far as it is watched.
    pub(super) fn with_week_after(&self) -> Self {
        Self { after: Self::AFTER.min(self.watch), ..*self }
    }

    /// Whether days from one to another, both included, touch those that are looked at.
    pub(super) fn touches(&self, (from, to): (i32, i32)) -> bool {
        from <= self.last() && to >= self.first()
    }
}
