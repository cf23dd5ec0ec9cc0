//! Warnings against the surges that came.

use super::super::Span;
use super::super::raised::Raised;
use super::super::seen::Seen;
use super::bootstrap::{Counted, ratio};
use crate::model::score::Calls;
use crate::model::{CommodityId, Surge, WarningKind};
use crate::outlook::{AHEAD, EARLY_BY, Panel};
use crate::watch::surges;

/// What was counted of one kind.
#[derive(Default)]
pub(super) struct Kind {
    raised: Counted<f64>,
    found: Counted<(f64, f64)>,
    wrong: Counted<(f64, f64)>,
    ahead: Counted<f64>,
}

impl Kind {
    pub fn calls(&self, commodity: Option<&CommodityId>, days: &Counted<(f64, f64)>) -> Calls {
        let mut together = days.clone();
        together.append(&self.wrong);
        let mut ahead = self.ahead.items(commodity);
        ahead.sort_unstable_by(f64::total_cmp);
        Calls {
            raised: self.raised.items(commodity).len(),
            found: self.found.measure(commodity, ratio),
            wrong: together.measure(commodity, ratio),
            ahead: (!ahead.is_empty()).then(|| crate::quantile::quantile(&ahead, 0.5)),
        }
    }
}

/// What was counted.
#[derive(Default)]
pub(super) struct Counts {
    pub surge: Kind,
    pub early: Kind,
    /// Nothing over years, day by day of every series.
    pub days: Counted<(f64, f64)>,
}

impl Counts {
    pub fn of(seen: &[Seen], panel: &Panel, warnings: &[Raised], span: Span) -> Self {
        let mut counts = Self::default();
        for seen in seen {
            counts.series(seen, panel, warnings, span);
        }
        counts
    }

    pub fn years(&self, commodity: Option<&CommodityId>) -> f64 {
        self.days.items(commodity).iter().map(|(_, years)| years).sum()
    }

    pub fn surges(&self, commodity: Option<&CommodityId>) -> usize {
        self.surge.found.items(commodity).len()
    }

    fn series(&mut self, seen: &Seen, panel: &Panel, warnings: &[Raised], span: Span) {
        let Some(theta) = seen.theta else { return };
        let (days, prices) = seen.price.survey_days();
        let judged = days.iter().copied().filter(|day| *day >= theta.from.max(span.from) && *day <= span.to);
        let (Some(first), Some(last)) = (judged.clone().min(), judged.max()) else { return };
        let commodity = &seen.key.commodity;
        for day in first..=last {
            self.days.add(commodity, day, (0.0, 1.0 / 365.25));
        }
        let confirmed: Vec<Surge> =
            surges(&days, &prices, theta).into_iter().filter(|surge| surge.confirmed.is_some()).collect();
        let own = |kind: WarningKind| {
            warnings.iter().filter(move |warning| {
                warning.kind == kind
                    && warning.commodity == seen.key.commodity
                    && warning.place == seen.key.region
                    && warning.price_level == seen.key.level
            })
        };
        let called: Vec<&Raised> = own(WarningKind::Surge).collect();
        let early: Vec<i32> = own(WarningKind::Early).map(|warning| warning.raised_on).collect();
        for surge in confirmed.iter().filter(|surge| (first..=last).contains(&surge.onset)) {
            let confirmed = surge.confirmed.unwrap_or(surge.onset) + span.lag;
            let call = called.iter().find(|call| {
                let stands = call.raised_on <= surge.onset && call.cleared_on.is_none_or(|day| day > surge.onset);
                (surge.onset..=confirmed).contains(&call.raised_on) || stands
            });
            self.surge.found.add(commodity, surge.onset, (f64::from(u8::from(call.is_some())), 1.0));
            if let Some(call) = call {
                self.surge.ahead.add(commodity, surge.onset, f64::from(surge.peak_day - call.raised_on));
            }
            // None of the first days' surges could have been told of early.
            if surge.onset < first + AHEAD / 2 || !panel.keys().any(|key| *key == seen.key) {
                continue;
            }
            let warned = early.iter().filter(|day| (EARLY_BY..=AHEAD).contains(&(surge.onset - **day))).min();
            self.early.found.add(commodity, surge.onset, (f64::from(u8::from(warned.is_some())), 1.0));
            if let Some(day) = warned {
                self.early.ahead.add(commodity, surge.onset, f64::from(surge.onset - day));
            }
        }
        for call in called {
            self.surge.raised.add(commodity, call.raised_on, 1.0);
            let on = call.raised_on - span.lag;
            let cleared = call.cleared_on.map_or(i32::MAX, |day| day - span.lag);
            let within = |surge: &Surge| surge.onset < cleared && surge.end.is_none_or(|end| on <= end);
            // What the last days will come to is not known.
            let decided = days.partition_point(|day| *day <= on) + 4 <= days.len();
            if decided && !confirmed.iter().any(within) {
                self.surge.wrong.add(commodity, call.raised_on, (1.0, 0.0));
            }
        }
        for on in early {
            self.early.raised.add(commodity, on, 1.0);
            let follows = confirmed.iter().any(|surge| surge.onset > on && surge.onset <= on + AHEAD);
            if on + AHEAD <= last && !follows {
                self.early.wrong.add(commodity, on, (1.0, 0.0));
            }
        }
    }
}
