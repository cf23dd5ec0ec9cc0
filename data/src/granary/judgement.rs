//! A judgement of a day, and what it adds to the ledger of warnings.

use super::Granary;
use crate::model::ledger::{LedgerEntry, Step, StepKind, WarningKey};
use crate::model::{Lang, Warning, WarningKind};
use crate::profile::Profile;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What was in force on a day at a version.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The day.
    pub on: NaiveDate,
    /// The version.
    pub version: i64,
    /// The warnings in force, in Indonesian and English.
    now: Vec<[Warning; 2]>,
    /// Those in force on the day that was judged before, by what is known now.
    before: Vec<WarningKey>,
}

impl Granary {
    /// Judges a day; `before` is the one that was judged last.
    #[must_use]
    pub fn judge(&self, profile: &Profile, on: NaiveDate, before: Option<NaiveDate>) -> Judgement {
        let before = before.map(|before| self.warnings(profile, before, Lang::Id)).unwrap_or_default();
        let [id, en] = [Lang::Id, Lang::En].map(|lang| self.warnings(profile, on, lang));
        let now = id.into_iter().zip(en).map(|(id, en)| [id, en]).collect();
        let before = before.iter().map(WarningKey::of).collect();
        Judgement { on, version: self.version(), now, before }
    }
}

impl Judgement {
    /// What it adds: steps of warnings that are new or changed their level or state,
    /// and of open ones that are no longer in force. One that would not have been in
    /// force on the day judged before either has lost its reason by a revision.
    #[must_use]
    pub fn steps(&self, open: &[LedgerEntry]) -> Vec<(WarningKey, Step)> {
        let mut open: BTreeMap<&WarningKey, &Step> =
            open.iter().filter_map(|entry| Some((&entry.key, entry.last()?))).collect();
        let mut found = Vec::new();
        for told in &self.now {
            let (key, step) = (WarningKey::of(&told[0]), self.in_force(told));
            let last = open.remove(&key);
            if last.is_none_or(|last| (last.level, last.state) != (step.level, step.state)) {
                found.push((key, step));
            }
        }
        found.extend(open.into_iter().map(|(key, last)| {
            // Silence is over when the reports come, which then fill the days before.
            let is_over = key.kind == WarningKind::NoData || self.before.contains(key);
            let what = if is_over { StepKind::Over } else { StepKind::Withdrawn };
            (key.clone(), Step { what, on: self.on, version: self.version, ..last.clone() })
        }));
        found
    }

    fn in_force(&self, [id, en]: &[Warning; 2]) -> Step {
        Step {
            what: StepKind::InForce,
            on: self.on,
            version: self.version,
            level: id.level,
            state: id.state,
            reason: [id.reason.clone(), en.reason.clone()],
            evidence: id.evidence.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rows;
    use super::*;
    use crate::model::{WarningState, day};
    use crate::outlook::{Forecast, Prospect, Prospects};
    use crate::watch::Episode;

    const FIRST: i32 = 20_000;

    /// Four weeks at 30,000 and then these; bawang merah's θ is 12 %.
    fn granary(version: i64, then: &[f64]) -> Granary {
        let prices = std::iter::repeat_n(30_000.0, 28).chain(then.iter().copied());
        let values: Vec<(i32, f64)> = (FIRST..).zip(prices).collect();
        Granary::default().with(version, &[rows("3273/kosambi", version, &values)])
    }

    /// Judges the last day and adds the steps to the entries.
    fn judge(ledger: &mut Vec<LedgerEntry>, granary: &Granary, before: Option<NaiveDate>) -> NaiveDate {
        let profile = Profile::load("bandung").unwrap();
        let on = granary.last_day(&profile).unwrap();
        let open: Vec<LedgerEntry> = ledger.iter().filter(|entry| entry.in_force()).cloned().collect();
        for (key, step) in granary.judge(&profile, on, before).steps(&open) {
            let step = (step, chrono::DateTime::UNIX_EPOCH);
            match ledger.iter_mut().find(|entry| entry.key == key) {
                Some(entry) => entry.steps.push(step),
                None => ledger.push(LedgerEntry { id: 1, key, steps: vec![step] }),
            }
        }
        on
    }

    fn told(ledger: &[LedgerEntry]) -> Vec<(StepKind, WarningState, i32)> {
        let steps = ledger.iter().flat_map(|entry| &entry.steps);
        steps.map(|(step, _)| (step.what, step.state, day::of(step.on) - FIRST)).collect()
    }

    #[test]
    fn a_warning_is_entered_once_and_each_change_of_it_once_more() {
        let mut ledger = Vec::new();
        let first = judge(&mut ledger, &granary(2, &[34_000.0]), None);
        judge(&mut ledger, &granary(3, &[34_000.0, 34_000.0]), Some(first));
        let fourth = judge(&mut ledger, &granary(4, &[34_000.0; 4]), Some(first));
        assert_eq!(
            told(&ledger),
            [(StepKind::InForce, WarningState::Pending, 28), (StepKind::InForce, WarningState::Firing, 31),],
            "the second day changed nothing"
        );
        assert_eq!(ledger[0].steps[1].0.version, 4);
        let ended = [[34_000.0; 4], [30_000.0; 4]].concat();
        judge(&mut ledger, &granary(5, &ended), Some(fourth));
        assert_eq!(told(&ledger)[2], (StepKind::Over, WarningState::Firing, 35));
        let story = &ledger[0].steps;
        assert!(story[1].0.reason(Lang::Id).contains("terkonfirmasi") && story[2].0.reason == story[1].0.reason);
    }

    #[test]
    fn an_early_warning_whose_chance_has_fallen_is_over_and_not_withdrawn() {
        let mut ledger = Vec::new();
        let mut judged = None;
        for (day, cleared) in [(0, None), (1, Some(1))] {
            let granary = granary(2 + i64::from(day), &vec![30_000.0; usize::try_from(day).unwrap() + 1]);
            let today = FIRST + 28 + day;
            let forecast = Forecast { chance: 0.4, price: [1.0; 3] };
            let since = FIRST + 26;
            let cleared = cleared.map(|after: i32| FIRST + 28 + after);
            let early = vec![Episode { since, fired: Some(since), last: today, cleared }];
            let prospect = Prospect { day: today, forecasts: [forecast; 3], level: 0.3, early };
            let key = granary.cities().next().unwrap().key.clone();
            granary.expect(std::sync::Arc::new(Prospects::one(key, prospect)));
            judged = Some(judge(&mut ledger, &granary, judged));
        }
        let what: Vec<StepKind> = told(&ledger).iter().map(|step| step.0).collect();
        assert_eq!(what, [StepKind::InForce, StepKind::Over]);
        assert_eq!(ledger[0].key.kind, WarningKind::Early);
    }

    #[test]
    fn a_revision_that_takes_the_reason_away_withdraws_and_its_return_is_told_in_the_same_entry() {
        let mut ledger = Vec::new();
        let on = judge(&mut ledger, &granary(2, &[34_000.0]), None);
        judge(&mut ledger, &granary(3, &[30_500.0]), Some(on));
        let next = judge(&mut ledger, &granary(4, &[34_000.0, 34_000.0]), Some(on));
        let what = |ledger: &[LedgerEntry]| told(ledger).iter().map(|step| step.0).collect::<Vec<_>>();
        assert_eq!(ledger.len(), 1);
        assert_eq!(what(&ledger), [StepKind::InForce, StepKind::Withdrawn, StepKind::InForce]);
        // A later day with revised days before it.
        judge(&mut ledger, &granary(5, &[30_500.0, 30_500.0, 30_500.0]), Some(next));
        assert_eq!(what(&ledger)[3], StepKind::Withdrawn);
    }
}
