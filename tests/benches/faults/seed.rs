//! Faults as they happen at a keyboard, put into one report in two hundred.

use lumbung_data::model::{MarketSeries, ObsStatus};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One report in so many is made wrong.
const ONE_IN: usize = 200;
/// Reports between two faults of a market, so that each stands alone.
const APART: usize = 8;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A nought too many.
    TenTimes,
    /// A nought too few.
    Tenth,
    /// The first two digits changed places, by which it changes by half or more.
    Swapped,
    /// One report of 1.6 to 2.5 times the price.
    High,
    /// One report of that part of it.
    Low,
}

impl Kind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::TenTimes => "ten times",
            Self::Tenth => "a tenth",
            Self::Swapped => "digits swapped",
            Self::High => "1.6 to 2.5 times",
            Self::Low => "that part of it",
        }
    }

    fn apply(self, value: f64, rng: &mut ChaCha8Rng) -> Option<f64> {
        let round = |value: f64| (value / 50.0).round() * 50.0;
        match self {
            Self::TenTimes => Some(value * 10.0),
            Self::Tenth => Some(round(value / 10.0)),
            Self::High => Some(round(value * rng.random_range(1.6..2.5))),
            Self::Low => Some(round(value / rng.random_range(1.6..2.5))),
            Self::Swapped => {
                let mut digits = format!("{value:.0}").into_bytes();
                digits.swap(0, 1);
                let swapped: f64 = String::from_utf8(digits).ok()?.parse().ok()?;
                ((swapped / value).ln().abs() > 1.5_f64.ln()).then_some(swapped)
            }
        }
    }
}

/// A fault that was put in.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// What went wrong.
    pub kind: Kind,
    /// In which of the markets.
    pub market: usize,
    /// In which of its rows.
    pub at: usize,
}

/// The same markets with faults, and where they are. What a file would be
/// refused for, a price more than ten times beyond its range, is left in: it is
/// found as what is outside the range.
pub fn put_in(members: &[MarketSeries], seed: u64) -> (Vec<MarketSeries>, Vec<Fault>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let kinds = [Kind::TenTimes, Kind::Tenth, Kind::Swapped, Kind::High, Kind::Low];
    let (mut faulted, mut faults) = (members.to_vec(), Vec::new());
    for (market, series) in faulted.iter_mut().enumerate() {
        let mut since = APART;
        for at in 0..series.day.len() {
            since += 1;
            // Values that are doubted already are no true ones to spoil.
            if series.status[at] != ObsStatus::A || since < APART || rng.random_range(0..ONE_IN) > 0 {
                continue;
            }
            let kind = kinds[rng.random_range(0..kinds.len())];
            if let Some(value) = kind.apply(series.reported[at], &mut rng) {
                series.reported[at] = value;
                faults.push(Fault { kind, market, at });
                since = 0;
            }
        }
    }
    (faulted, faults)
}
