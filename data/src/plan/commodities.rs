//! Which commodities are proposed, and in which order.

use super::Candidate;
use crate::model::plan::{Chosen, Ground, Item, SetAside, Why};
use crate::model::{WarningKind, WarningLevel};

/// A fall within a week of at least this much, or of this part of the surge threshold where
/// that is more, is told as one: the same as on the weekly sheet.
const TOLD: f64 = 0.01;
const TOLD_PART: f64 = 0.2;

/// A candidate that is proposed.
#[derive(Debug, Clone)]
pub(super) struct Ranked<'a> {
    pub candidate: &'a Candidate,
    /// Its place among the items.
    pub item: usize,
    pub gravity: u8,
}

impl Ranked<'_> {
    pub fn chosen(&self) -> Chosen {
        let known = self.candidate;
        Chosen {
            commodity: known.commodity.clone(),
            name: known.name.clone(),
            unit: known.unit.clone(),
            price: known.price,
            date: known.date,
            item: self.item,
            grounds: known.grounds.clone(),
            supply: Vec::new(),
        }
    }
}

/// How grave a ground is: what the price itself does before what may come.
pub(super) fn gravity(ground: &Ground) -> u8 {
    match ground {
        Ground::Warned { kind: WarningKind::Surge | WarningKind::Creep, level, .. } => match level {
            WarningLevel::Awas => 5,
            WarningLevel::Siaga => 4,
            WarningLevel::Waspada => 3,
        },
        Ground::Warned { kind: WarningKind::Early, .. } => 3,
        Ground::Warned { kind: WarningKind::Supply, .. } => 2,
        Ground::Feast { .. } => 1,
        // These call for something else than a cheap market.
        Ground::Warned { kind: WarningKind::Spread | WarningKind::Reference | WarningKind::NoData, .. } => 0,
    }
}

/// The rise that a ground tells of, as a share.
fn rise(ground: &Ground) -> f64 {
    match ground {
        Ground::Warned { rise, .. } => *rise,
        Ground::Feast { median, .. } => *median,
    }
}

/// Those proposed, the gravest first, within a gravity the one that rose most, then by their
/// identifiers; and those set aside. Of an item one variety is proposed.
pub(super) fn rank<'a>(candidates: &'a [Candidate], items: &[Item]) -> (Vec<Ranked<'a>>, Vec<SetAside>) {
    let mut grave: Vec<(u8, f64, &Candidate)> = candidates
        .iter()
        .filter_map(|candidate| {
            let gravity = candidate.grounds.iter().map(gravity).max().filter(|gravity| *gravity > 0)?;
            let rises = candidate.grounds.iter().map(rise);
            Some((gravity, rises.fold(f64::MIN, f64::max), candidate))
        })
        .collect();
    grave.sort_by(|a, b| {
        b.0.cmp(&a.0).then_with(|| b.1.total_cmp(&a.1)).then_with(|| a.2.commodity.cmp(&b.2.commodity))
    });
    let (mut ranked, mut set_aside) = (Vec::<Ranked<'a>>::new(), Vec::new());
    for (gravity, _, candidate) in grave {
        let mut aside = |why| set_aside.push(SetAside { name: candidate.name.clone(), why });
        let least = candidate.theta.map_or(TOLD, |theta| (theta * TOLD_PART).max(TOLD));
        let Some(item) = items.iter().position(|item| item.commodities.contains(&candidate.commodity)) else {
            aside(Why::NoItem);
            continue;
        };
        if let Some(change) = candidate.week.filter(|change| *change <= -least) {
            aside(Why::Falling { change });
        } else if let Some(other) = ranked.iter().find(|other| other.item == item) {
            aside(Why::StoodFor { by: other.candidate.name.clone() });
        } else {
            ranked.push(Ranked { candidate, item, gravity });
        }
    }
    (ranked, set_aside)
}
