//! The life of a warning: a condition must hold for a while before it fires,
//! and is kept for a while after it no longer holds, so that nothing flaps.
//!
//! `hold` and `keep` mean what `for` and `keep_firing_for` mean in Prometheus,
//! counted in evaluations. An evaluation is a survey day: days on which nobody
//! surveys neither confirm nor clear.

/// How long a condition must hold, and how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Evaluations after the first on which it must go on holding before it
    /// fires.
    pub hold: u32,
    /// Evaluations after the last for which it goes on firing.
    pub keep: u32,
}

/// Where a warning stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// There is none.
    Normal,
    /// The condition holds, but not for long enough.
    Pending,
    /// It has held for long enough.
    Firing,
    /// It no longer holds, but not for long enough.
    Recovering,
}

/// A condition followed from evaluation to evaluation.
#[derive(Debug, Clone, Copy)]
pub struct Life {
    patience: Patience,
    stage: Stage,
    /// Evaluations since the stage began.
    age: u32,
}

impl Life {
    /// Before the first evaluation.
    #[must_use]
    pub fn new(patience: Patience) -> Self {
        Self { patience, stage: Stage::Normal, age: 0 }
    }

    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// One evaluation, and where it stands after it.
    pub fn step(&mut self, holds: bool) -> Stage {
        let Patience { hold, keep } = self.patience;
        let (stage, age) = match (self.stage, holds) {
            (Stage::Normal, true) if hold == 0 => (Stage::Firing, 0),
            (Stage::Normal, true) => (Stage::Pending, 0),
            (Stage::Pending, true) if self.age + 1 >= hold => (Stage::Firing, 0),
            (Stage::Pending, true) => (Stage::Pending, self.age + 1),
            (Stage::Firing | Stage::Recovering, true) => (Stage::Firing, 0),
            (Stage::Firing, false) if keep > 0 => (Stage::Recovering, 0),
            (Stage::Recovering, false) if self.age + 1 < keep => (Stage::Recovering, self.age + 1),
            (_, false) => (Stage::Normal, 0),
        };
        self.stage = stage;
        self.age = age;
        stage
    }
}

/// One episode of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode {
    /// The first day on which its condition held.
    pub since: i32,
    /// The day on which it fired; none while it waits.
    pub fired: Option<i32>,
    /// The last day on which its condition held.
    pub last: i32,
    /// The day on which it was over; none while it is in force.
    pub cleared: Option<i32>,
}

impl Episode {
    /// Whether it no longer holds and is only kept, on the last day that was
    /// looked at.
    #[must_use]
    pub fn is_recovering(&self, today: i32) -> bool {
        self.fired.is_some() && self.cleared.is_none() && self.last < today
    }
}

/// The episodes of a condition over rising days, oldest first: those that fired,
/// and one that waits on the last day. `enters` says whether it holds on a day
/// while nothing fires, `stays` while something does; the second is the laxer.
/// Nothing looks at later days.
#[must_use]
pub fn episodes(
    days: &[i32],
    patience: Patience,
    enters: impl Fn(usize) -> bool,
    stays: impl Fn(usize) -> bool,
) -> Vec<Episode> {
    let mut life = Life::new(patience);
    let mut found: Vec<Episode> = Vec::new();
    let mut current: Option<Episode> = None;
    for (at, day) in days.iter().enumerate() {
        let holds = match life.stage() {
            Stage::Normal | Stage::Pending => enters(at),
            Stage::Firing | Stage::Recovering => stays(at),
        };
        let stage = life.step(holds);
        if stage == Stage::Normal {
            found.extend(
                current
                    .take()
                    .filter(|episode| episode.fired.is_some())
                    .map(|episode| Episode { cleared: Some(*day), ..episode }),
            );
            continue;
        }
        let episode = current.get_or_insert(Episode { since: *day, fired: None, last: *day, cleared: None });
        if holds {
            episode.last = *day;
        }
        if stage == Stage::Firing {
            episode.fired.get_or_insert(*day);
        }
    }
    found.extend(current);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stage::{Firing as F, Normal as N, Pending as P, Recovering as R};

    /// Stages of a condition that is written as 0 and 1.
    fn stages(hold: u32, keep: u32, condition: &str) -> Vec<Stage> {
        let mut life = Life::new(Patience { hold, keep });
        condition.bytes().map(|holds| life.step(holds == b'1')).collect()
    }

    #[test]
    fn it_fires_after_it_has_held_and_is_kept_after_it_no_longer_does() {
        assert_eq!(stages(2, 2, "0111001000"), [N, P, P, F, R, R, F, R, R, N]);
        assert_eq!(stages(2, 0, "1101110"), [P, P, N, P, P, F, N]);
        assert_eq!(stages(0, 1, "1010"), [F, R, F, R]);
    }

    #[test]
    fn an_episode_knows_when_it_began_fired_and_was_over() {
        let condition = b"0111001000011";
        let days: Vec<i32> = (10..).take(condition.len()).collect();
        let holds = |at: usize| condition[at] == b'1';
        let found = episodes(&days, Patience { hold: 2, keep: 2 }, holds, holds);
        assert_eq!(
            found,
            [
                Episode { since: 11, fired: Some(13), last: 16, cleared: Some(19) },
                Episode { since: 21, fired: None, last: 22, cleared: None },
            ]
        );
        assert!(!found[1].is_recovering(22));
    }

    #[test]
    fn it_stays_by_the_laxer_condition_and_enters_by_the_stricter() {
        let value = [0, 3, 2, 2, 1, 2];
        let days: Vec<i32> = (0..6).collect();
        let found = episodes(&days, Patience { hold: 0, keep: 0 }, |at| value[at] >= 3, |at| value[at] >= 2);
        assert_eq!(found, [Episode { since: 1, fired: Some(1), last: 3, cleared: Some(4) }]);
    }
}
