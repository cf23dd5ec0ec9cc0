//! On which days sites may be held.

use super::Known;
use super::commodities::Ranked;
use crate::model::plan::{Assumptions, Peak, Window};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Days within which it is held where no peak is known.
const WITHIN: u64 = 14;
/// The longest time that is planned.
const LONGEST: u64 = 60;

/// The days from the first that can be prepared for until the first peak or feast that leaves
/// one, which is not among them.
pub(super) fn window(known: &Known, ranked: &[Ranked<'_>], assumptions: &Assumptions) -> Window {
    let first = known.from + Days::new(assumptions.lead.into());
    let held = |day: &NaiveDate| {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        (assumptions.weekends || !weekend) && !known.off.contains(day)
    };
    let mut peaks: Vec<&Peak> = known.feasts.iter().collect();
    peaks.extend(ranked.iter().flat_map(|ranked| &ranked.candidate.peaks));
    peaks.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.commodity.cmp(&b.commodity)));
    let mut missed = Vec::new();
    for peak in peaks {
        let last = peak.date.min(first + Days::new(LONGEST));
        let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day < last).filter(held).collect();
        if days.is_empty() {
            missed.push(peak.clone());
        } else {
            return Window { days, before: Some(peak.clone()), missed };
        }
    }
    let last = first + Days::new(WITHIN);
    let days = first.iter_days().take_while(|day| *day < last).filter(held).collect();
    Window { days, before: None, missed }
}
