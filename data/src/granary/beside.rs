//! What is known beside prices: the official index, inflation, and stocks. Each is a series
//! of its own; nothing here enters a price.

use super::Granary;
use crate::model::{CommodityId, Inflation, PlaceCode, PriceIndicator, Stock};
use crate::source::Reading;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// Official figures and stocks: one for each region and week, for each region and month,
/// and for each commodity, place and day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    pub(super) indicators: BTreeMap<PlaceCode, BTreeMap<(i32, u32, u32), PriceIndicator>>,
    pub(super) inflation: BTreeMap<PlaceCode, BTreeMap<NaiveDate, Inflation>>,
    pub(super) stocks: BTreeMap<(CommodityId, PlaceCode), BTreeMap<NaiveDate, Stock>>,
}

/// What a figure is against what was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    New,
    Same,
    Other,
}

fn put<K: Ord, T: PartialEq>(known: &mut BTreeMap<K, T>, key: K, figure: T) -> Seen {
    match known.entry(key) {
        Entry::Vacant(place) => {
            place.insert(figure);
            Seen::New
        }
        Entry::Occupied(place) if *place.get() == figure => Seen::Same,
        Entry::Occupied(mut place) => {
            place.insert(figure);
            Seen::Other
        }
    }
}

/// How many figures of another are not here, and how many are others here.
fn lacking<K: Ord, D: Ord, T: PartialEq>(
    here: &BTreeMap<K, BTreeMap<D, T>>,
    other: &BTreeMap<K, BTreeMap<D, T>>,
) -> (u64, u64) {
    let (mut gone, mut changed) = (0, 0);
    for (key, figures) in other {
        for (day, figure) in figures {
            match here.get(key).and_then(|figures| figures.get(day)) {
                None => gone += 1,
                Some(known) => changed += u64::from(known != figure),
            }
        }
    }
    (gone, changed)
}

impl Beside {
    /// Puts an index figure in the place of an earlier one for its week.
    pub fn put_indicator(&mut self, figure: PriceIndicator) {
        self.indicator(figure);
    }

    /// Puts an inflation in the place of an earlier one for its month.
    pub fn put_inflation(&mut self, figure: Inflation) {
        self.inflated(figure);
    }

    /// Puts a stock in the place of an earlier one for its day.
    pub fn put_stock(&mut self, stock: Stock) {
        self.stock(stock);
    }

    fn indicator(&mut self, figure: PriceIndicator) -> Seen {
        let weeks = self.indicators.entry(figure.region.clone()).or_default();
        put(weeks, (figure.year, figure.month, figure.week), figure)
    }

    fn inflated(&mut self, figure: Inflation) -> Seen {
        put(self.inflation.entry(figure.region.clone()).or_default(), figure.month, figure)
    }

    fn stock(&mut self, stock: Stock) -> Seen {
        let days = self.stocks.entry((stock.commodity.clone(), stock.place.clone())).or_default();
        put(days, stock.date, stock)
    }

    /// The index of a region, oldest first.
    pub fn indicators(&self, region: &PlaceCode) -> impl DoubleEndedIterator<Item = &PriceIndicator> {
        self.indicators.get(region).into_iter().flat_map(BTreeMap::values)
    }

    /// The index of every region in a week: its year, month and number in the month.
    pub fn indicators_in(&self, week: (i32, u32, u32)) -> impl Iterator<Item = &PriceIndicator> {
        self.indicators.values().filter_map(move |weeks| weeks.get(&week))
    }

    /// The inflation of a region, oldest first.
    pub fn inflation(&self, region: &PlaceCode) -> impl DoubleEndedIterator<Item = &Inflation> {
        self.inflation.get(region).into_iter().flat_map(BTreeMap::values)
    }

    /// The latest stock of each commodity and place.
    pub fn latest_stocks(&self) -> impl Iterator<Item = &Stock> {
        self.stocks.values().filter_map(|days| days.values().next_back())
    }

    /// How many figures of another are not here, and how many are others here.
    #[must_use]
    pub fn lacking(&self, other: &Self) -> (u64, u64) {
        let weeks = lacking(&self.indicators, &other.indicators);
        let months = lacking(&self.inflation, &other.inflation);
        let days = lacking(&self.stocks, &other.stocks);
        (weeks.0 + months.0 + days.0, weeks.1 + months.1 + days.1)
    }
}

/// What a reading says beside prices that is new.
#[derive(Debug, Default)]
pub struct BesideDelta {
    /// Figures seen for the first time.
    pub accepted: u64,
    /// Figures that are known.
    pub unchanged: u64,
    /// Figures that replace others.
    pub revised: u64,
    /// Index figures to store.
    pub indicators: Vec<PriceIndicator>,
    /// Inflation to store.
    pub inflation: Vec<Inflation>,
    /// Stocks to store.
    pub stocks: Vec<Stock>,
    /// What is known then; none if there is nothing to store.
    pub next: Option<Arc<Beside>>,
}

impl BesideDelta {
    /// Compares a reading with what is known.
    #[must_use]
    pub fn of(reading: &Reading, known: &Granary) -> Self {
        let mut delta = Self::default();
        if reading.indicators.is_empty() && reading.inflation.is_empty() && reading.stocks.is_empty() {
            return delta;
        }
        let mut next = known.beside().as_ref().clone();
        for figure in &reading.indicators {
            if delta.counts(next.indicator(figure.clone())) {
                delta.indicators.push(figure.clone());
            }
        }
        for figure in &reading.inflation {
            if delta.counts(next.inflated(figure.clone())) {
                delta.inflation.push(figure.clone());
            }
        }
        for stock in &reading.stocks {
            if delta.counts(next.stock(stock.clone())) {
                delta.stocks.push(stock.clone());
            }
        }
        delta.next = (!delta.is_empty()).then(|| Arc::new(next));
        delta
    }

    /// Whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indicators.is_empty() && self.inflation.is_empty() && self.stocks.is_empty()
    }

    /// Counts a figure and tells whether it is to be stored.
    fn counts(&mut self, seen: Seen) -> bool {
        match seen {
            Seen::New => self.accepted += 1,
            Seen::Other => self.revised += 1,
            Seen::Same => self.unchanged += 1,
        }
        seen != Seen::Same
    }
}
