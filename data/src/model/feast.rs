//! The next feast, and what prices usually did before it.

use super::CommodityId;
use chrono::NaiveDate;

/// A feast to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Upcoming {
    /// Its name in the page's language.
    pub name: String,
    /// Its (first) day.
    pub date: NaiveDate,
    /// Days until then; 0 on the day itself.
    pub days: i64,
    /// Whether the day still awaits the official decision.
    pub tentative: bool,
}

/// The next feast with what came before it in other years.
#[derive(Debug, Clone, PartialEq)]
pub struct FeastBlock {
    /// The feast.
    pub next: Upcoming,
    /// Those after it, soonest first.
    pub later: Vec<Upcoming>,
    /// How many watched commodities have years enough to be judged.
    pub known: usize,
    /// Years that it takes.
    pub least_years: usize,
    /// The prices that moved the same way before most of these feasts, those that moved
    /// most first.
    pub moves: Vec<FeastMove>,
}

/// What a commodity's price did before a feast in other years.
#[derive(Debug, Clone, PartialEq)]
pub struct FeastMove {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: String,
    /// Whether it usually rose; else it fell.
    pub rises: bool,
    /// In how many years it did.
    pub count: usize,
    /// Each known year, oldest first, with its change: the mean of the week before the
    /// feast against that of the second month before it, as a share.
    pub years: Vec<(i32, f64)>,
    /// The median of these changes.
    pub median: f64,
    /// All years over each other as inline SVG; none but for the first ones.
    pub drawing: Option<String>,
}

impl FeastMove {
    /// The lowest and the highest of the changes.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let changes = self.years.iter().map(|(_, change)| *change);
        changes.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), change| (low.min(change), high.max(change)))
    }
}
