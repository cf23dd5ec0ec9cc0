//! The ledger of warnings: what was raised, on what was known then, and what became
//! of it.

use super::agreement::SupplyLine;
use super::chart::Chart;
use super::inbox::{ActDesk, ActRow, Handled, InboxFilter, Tally};
use super::page::Standing;
use super::{
    CommodityId, Evidence, Lang, PlaceCode, PriceLevel, Record, SourceId, Warning, WarningKind, WarningLevel,
    WarningState,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What makes a warning the one that it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WarningKey {
    /// Which detector spoke.
    pub kind: WarningKind,
    /// Of what.
    pub commodity: CommodityId,
    /// Where.
    pub place: PlaceCode,
    /// Who pays.
    pub price_level: PriceLevel,
    /// Whose figures.
    pub source: SourceId,
    /// Since when.
    pub onset: NaiveDate,
}

impl WarningKey {
    /// The key of a warning.
    #[must_use]
    pub fn of(warning: &Warning) -> Self {
        Self {
            kind: warning.kind,
            commodity: warning.commodity.clone(),
            place: warning.place.clone(),
            price_level: warning.price_level,
            source: warning.source.clone(),
            onset: warning.onset,
        }
    }

    /// Whether another warning is about the same matter, whenever each began.
    #[must_use]
    pub fn is_of_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.commodity == other.commodity
            && self.place == other.place
            && self.price_level == other.price_level
            && self.source == other.source
    }
}

/// What a step says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// It is in force.
    InForce,
    /// It is over: its reason no longer holds.
    Over,
    /// A revision of the data took its reason away.
    Withdrawn,
}

impl StepKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::InForce, Self::Over, Self::Withdrawn];

    /// Its name in the book.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Over => "over",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One step in the life of a warning, as it was written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it says.
    pub what: StepKind,
    /// The day that was judged.
    pub on: NaiveDate,
    /// The version that was judged.
    pub version: i64,
    /// How grave it was.
    pub level: WarningLevel,
    /// Where in its life it was.
    pub state: WarningState,
    /// Its reason, in Indonesian and English; of the last step in force, once it is over.
    pub reason: [String; 2],
    /// The figures behind it.
    pub evidence: Evidence,
}

impl Step {
    /// The reason in a language.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> &str {
        let [id, en] = &self.reason;
        lang.pick(id, en)
    }
}

/// A warning with all its steps, the first one first.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerEntry {
    /// Its number in the ledger.
    pub id: i64,
    /// What makes it the one that it is.
    pub key: WarningKey,
    /// Its steps, each with the moment at which it was written down.
    pub steps: Vec<(Step, DateTime<Utc>)>,
}

impl LedgerEntry {
    /// The last step; every entry has one.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last().map(|(step, _)| step)
    }

    /// Whether it is in force.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.last().is_some_and(|step| step.what == StepKind::InForce)
    }

    /// When it was last over before it came back; none of one that has not come back.
    #[must_use]
    pub fn ended_before(&self) -> Option<DateTime<Utc>> {
        let (_, earlier) = self.steps.split_last()?;
        earlier.iter().rev().find(|(step, _)| step.what != StepKind::InForce).map(|(_, at)| *at)
    }

    /// Its number, and those of the warnings that it continues: a revision that shifts the
    /// first day ends one and begins the other in the same judgement.
    #[must_use]
    pub fn lineage(&self, ledger: &[Self]) -> Vec<i64> {
        let (mut ids, mut youngest) = (vec![self.id], self);
        while let Some(before) = ledger.iter().find(|one| !ids.contains(&one.id) && one.gave_way_to(youngest)) {
            ids.push(before.id);
            youngest = before;
        }
        ids
    }

    fn gave_way_to(&self, other: &Self) -> bool {
        let judged = |step: &Step| (step.on, step.version);
        let ended = self.last().filter(|step| step.what != StepKind::InForce).map(judged);
        let began = other.steps.first().map(|(step, _)| judged(step));
        ended.is_some() && ended == began && self.key.is_of_same(&other.key)
    }

    /// How grave it became.
    #[must_use]
    pub fn gravest(&self) -> Option<WarningLevel> {
        self.steps.iter().map(|(step, _)| step.level).max()
    }
}

/// One line of the list of warnings.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerRow {
    /// Its number; none before it was entered.
    pub id: Option<i64>,
    /// Which detector spoke.
    pub kind: WarningKind,
    /// How grave it is, or became.
    pub level: WarningLevel,
    /// Where in its life it is; of one that is over, where it was.
    pub state: WarningState,
    /// The commodity.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// The place's code.
    pub at: PlaceCode,
    /// The place's name.
    pub place: String,
    /// Since when.
    pub onset: NaiveDate,
    /// Days from then to the day that the page shows; none of one that is over.
    pub age_days: Option<i64>,
    /// How it is handled.
    pub handled: Handled,
    /// What became of it, and on which day.
    pub ended: Option<(StepKind, NaiveDate)>,
    /// The reason in one sentence.
    pub reason: String,
    /// What usually followed.
    pub record: Option<Record>,
}

/// The list of warnings.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// What the list is cut to.
    pub filter: InboxFilter,
    /// Whether an officer reads it.
    pub to_officer: bool,
    /// Those of the city in force, counted before anything is cut.
    pub tally: Tally,
    /// Those of the city in force and not silenced, gravest first.
    pub city: Vec<LedgerRow>,
    /// Those of the city that are silenced, gravest first.
    pub silenced: Vec<LedgerRow>,
    /// Those of other places in force, suppliers first.
    pub elsewhere: Vec<LedgerRow>,
    /// Those of the city that are over, the latest first.
    pub over: Vec<LedgerRow>,
}

/// One warning's story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// The warning as it stands.
    pub row: LedgerRow,
    /// Its steps in the page's language, the first one first, each with the moment at
    /// which it was written down.
    pub steps: Vec<(Step, DateTime<Utc>)>,
    /// What was done about it, the first act first.
    pub acts: Vec<ActRow>,
    /// What an officer needs to act on it; none for everybody else.
    pub desk: Option<ActDesk>,
    /// The price around it; none where it is not shown here.
    pub chart: Option<Chart>,
    /// Where the commodity may come from now; empty of a place that is not the city.
    pub supply: Vec<SupplyLine>,
}
