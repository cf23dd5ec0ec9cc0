//! What an officer's decision about a value changes: the value itself, and
//! whatever had waited for it or was doubted because of it.

use super::Granary;
use super::settle::{Touched, settle, touch};
use crate::lake::{PriceRows, price_of};
use crate::model::{Decision, ObsStatus, Ruling, SeriesKey};
use crate::profile::Profile;
use crate::source::per;
use std::sync::Arc;

/// The difference that a decision makes.
#[derive(Debug)]
pub struct Decided {
    /// The figure as received, in its reported unit.
    pub reported: f64,
    /// The status before.
    pub before: ObsStatus,
    /// The status before anybody decided.
    pub mark: ObsStatus,
    /// The status after.
    pub after: ObsStatus,
    /// Other observations whose status changes by it.
    pub others: usize,
    /// The observations to store, in series and date order; may be none.
    pub prices: PriceRows,
    /// What is known once they are stored.
    pub next: Granary,
}

/// Decides about the value of a day, or takes an earlier decision back where
/// there is no ruling; the rules then have the word again. None if no figure
/// was reported for that day. `version` is the one under which the difference
/// will be stored.
#[must_use]
pub fn decide(
    known: &Granary,
    profile: &Profile,
    (key, day): (&SeriesKey, i32),
    ruling: Option<Ruling>,
    version: i64,
) -> Option<Decided> {
    let series = known.series(key)?;
    let at = series.day.binary_search(&day).ok()?;
    let (reported, before) = (series.reported[at], series.status[at]);
    if reported.is_nan() || before == ObsStatus::L {
        return None;
    }
    let mark = known.decisions().mark(series, at);
    let mut decisions = known.decisions().as_ref().clone();
    decisions.set(key.clone(), day, ruling.map(|ruling| Decision { reported, mark, ruling }));
    let base = known.with(known.version(), &[]).deciding(Arc::new(decisions));
    // Taken back, the value is what its source had said of it, and judged anew.
    let mut rows = PriceRows::default();
    if ruling.is_none() && before != mark {
        let price = price_of(reported / per(&series.reported_unit, &series.unit), mark);
        rows.push(series, at, (mark, price), version);
    }
    let mut touched = Touched::new();
    touch(&mut touched, key.city(), day, day);
    let settled = settle(&base, rows, &touched, profile, version);
    let next = settled.next.unwrap_or_else(|| base.with(version, &[]));
    let after = next.series(key).map_or(before, |series| series.status[at]);
    let own = settled.prices.runs().any(|(series, first, end)| {
        settled.prices.series[series] == *key && settled.prices.day[first..end].binary_search(&day).is_ok()
    });
    let others = settled.prices.len() - usize::from(own);
    Some(Decided { reported, before, mark, after, others, prices: settled.prices, next })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use super::super::{compare, withdraw};
    use super::*;
    use crate::model::ObsStatus::{A, U};
    use crate::source::Quotes;

    const WAITS: [(i32, f64); 2] = [(1, 30_000.0), (2, 60_000.0)];

    fn profile() -> Profile {
        Profile::load("bandung").unwrap()
    }

    /// A market whose last report is a jump that waits.
    fn waiting() -> Granary {
        let first = rows("3273/a", 2, &WAITS);
        let touched = Touched::from([(key("3273/a").city(), (1, 2))]);
        let granary = settle(&Granary::default(), first, &touched, &profile(), 2).next.unwrap();
        assert_eq!(shown(&granary), [(30_000.0, A), (0.0, U)]);
        granary
    }

    /// Prices and statuses.
    fn shown(granary: &Granary) -> Vec<(f64, ObsStatus)> {
        let series = granary.series(&key("3273/a")).unwrap();
        series.price.iter().zip(&series.status).map(|(p, s)| (if p.is_nan() { 0.0 } else { *p }, *s)).collect()
    }

    fn ruled(known: &Granary, day: i32, ruling: Option<Ruling>) -> Decided {
        decide(known, &profile(), (&key("3273/a"), day), ruling, known.version() + 1).unwrap()
    }

    /// What the market reports later, laid over what is known.
    fn report(known: &Granary, values: &[(i32, f64)]) -> Granary {
        let quotes = Quotes {
            series: vec![key("3273/a")],
            unit: vec!["kg".into()],
            canonical: vec!["kg".into()],
            per: vec![1.0],
            key: vec![0; values.len()],
            row: vec![1; values.len()],
            day: values.iter().map(|v| v.0).collect(),
            value: values.iter().map(|v| v.1).collect(),
            raw: values.iter().map(|v| v.1.to_string().into()).collect(),
            doubted: vec![false; values.len()],
            estimated: vec![false; values.len()],
            absent: vec![None; values.len()],
        };
        compare(&quotes, known, &profile(), known.version() + 1).next.unwrap()
    }

    #[test]
    fn an_accepted_value_has_its_price_and_one_taken_back_waits_again() {
        let accepted = ruled(&waiting(), 2, Some(Ruling::Accept));
        assert_eq!((accepted.before, accepted.after, accepted.others), (U, A, 0));
        assert_eq!(shown(&accepted.next), [(30_000.0, A), (60_000.0, A)]);
        let series = accepted.next.series(&key("3273/a")).unwrap();
        assert_eq!(series.version, [2, 3], "the other day's row is not touched");
        assert_eq!(shown(&ruled(&accepted.next, 2, None).next), [(30_000.0, A), (0.0, U)]);
    }

    #[test]
    fn a_corrected_value_keeps_its_report_and_has_another_price() {
        let corrected = ruled(&waiting(), 2, Some(Ruling::Correct(31_000.0)));
        assert_eq!(shown(&corrected.next), [(30_000.0, A), (31_000.0, A)]);
        assert_eq!(corrected.next.series(&key("3273/a")).unwrap().reported, [30_000.0, 60_000.0]);
    }

    #[test]
    fn a_rejected_value_stays_out_though_the_next_report_agrees() {
        let rejected = ruled(&waiting(), 2, Some(Ruling::Reject));
        assert_eq!(rejected.next.version(), 3, "a version, also where no row changes");
        assert!(rejected.prices.is_empty());
        let later = report(&rejected.next, &[(3, 60_500.0)]);
        assert_eq!(shown(&later), [(30_000.0, A), (0.0, U), (0.0, U)], "it speaks for nobody");
        let without = report(&waiting(), &[(3, 60_500.0)]);
        assert_eq!(shown(&without)[1], (60_000.0, A));
    }

    #[test]
    fn a_value_that_seemed_right_can_be_rejected_and_its_neighbours_are_judged_anew() {
        let known = report(&waiting(), &[(3, 60_500.0)]);
        let rejected = ruled(&known, 2, Some(Ruling::Reject));
        assert_eq!(shown(&rejected.next), [(30_000.0, A), (0.0, U), (0.0, U)]);
        assert_eq!((rejected.before, rejected.after, rejected.others), (A, U, 1));
    }

    #[test]
    fn an_accepted_value_beyond_the_plausible_range_speaks_for_others() {
        let known = report(&waiting(), &[(3, 200_000.0), (4, 198_000.0)]);
        assert_eq!(shown(&known)[2..], [(0.0, U), (0.0, U)]);
        let accepted = ruled(&known, 3, Some(Ruling::Accept));
        assert_eq!(shown(&accepted.next)[2], (200_000.0, A));
    }

    #[test]
    fn a_decision_lapses_when_another_figure_is_reported() {
        let corrected = ruled(&waiting(), 2, Some(Ruling::Correct(31_000.0)));
        let revised = report(&corrected.next, &[(2, 32_000.0)]);
        assert_eq!(shown(&revised)[1], (32_000.0, A));
    }

    #[test]
    fn a_decision_outlives_the_withdrawal_of_another_batch() {
        let first = rows("3273/a", 2, &WAITS);
        let second = rows("3273/a", 3, &[(3, 31_000.0)]);
        let history = [first.clone(), second.clone()];
        let known = Granary::default().with(3, &history);
        let corrected = ruled(&known, 2, Some(Ruling::Correct(30_500.0)));
        let history = [first, second, corrected.prices];
        let counts = [2].into_iter().collect();
        let taken = withdraw(&history, &corrected.next, &profile(), 3, &counts, 5);
        assert_eq!(shown(&taken.next.unwrap())[1], (30_500.0, A));
    }

    #[test]
    fn a_decision_that_is_taken_back_leaves_what_the_source_had_said() {
        use ObsStatus::E;
        for (source, status, ruling) in [
            ("pihps", E, Ruling::Accept),
            ("pihps", E, Ruling::Reject),
            ("lumbung:3203", A, Ruling::Reject),
            ("lumbung:3203", U, Ruling::Accept),
        ] {
            let mut said = rows("3273/a", 2, &WAITS);
            said.series[0].source = crate::model::SourceId::parse(source).unwrap();
            said.status[1] = status;
            said.price[1] = if status == U { f64::NAN } else { 60_000.0 };
            let key = said.series[0].clone();
            let known = Granary::default().with(2, &[said]);
            let at = (&key, 2);
            let decided = decide(&known, &profile(), at, Some(ruling), 3).unwrap().next;
            let again = decide(&decided, &profile(), at, Some(Ruling::Correct(50_000.0)), 4).unwrap().next;
            let back = decide(&again, &profile(), at, None, 5).unwrap();
            assert_eq!((back.after, back.mark), (status, status), "{source} {status} {ruling:?}");
        }
    }

    #[test]
    fn what_was_never_reported_cannot_be_decided_about() {
        let known = waiting();
        for (place, day) in [("3273/a", 9), ("3273/b", 2)] {
            assert!(decide(&known, &profile(), (&key(place), day), Some(Ruling::Accept), 3).is_none());
        }
    }
}
