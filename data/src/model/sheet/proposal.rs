//! What a sheet proposes for decision, and what became of what the one before said.

use super::Bilingual;
use crate::model::{CommodityId, IsoWeek, Lang};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The four headings under which a city decides (4K).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// Keterjangkauan harga.
    Affordability,
    /// Ketersediaan pasokan.
    Availability,
    /// Kelancaran distribusi.
    Distribution,
    /// Komunikasi efektif.
    Communication,
}

impl Heading {
    /// All of them in their order.
    pub const ALL: [Self; 4] = [Self::Affordability, Self::Availability, Self::Distribution, Self::Communication];

    /// Its name in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affordability => "affordability",
            Self::Availability => "availability",
            Self::Distribution => "distribution",
            Self::Communication => "communication",
        }
    }

    /// Its official name.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Affordability => lang.pick("Keterjangkauan harga", "Affordable prices"),
            Self::Availability => lang.pick("Ketersediaan pasokan", "Available supply"),
            Self::Distribution => lang.pick("Kelancaran distribusi", "Smooth distribution"),
            Self::Communication => lang.pick("Komunikasi efektif", "Effective communication"),
        }
    }
}

/// A proposed decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The heading.
    pub heading: Heading,
    /// The rule that made it, the same every week.
    pub rule: String,
    /// The commodity that it is about, where it is one.
    pub commodity: Option<CommodityId>,
    /// What is proposed.
    pub decision: Bilingual,
    /// On what figures.
    pub evidence: Bilingual,
    /// Who would be responsible.
    pub responsible: Bilingual,
    /// By when.
    pub due: NaiveDate,
}

/// What became of what the sheet before said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reckoning {
    /// The week of that sheet.
    pub week: IsoWeek,
    /// All expectations in one sentence.
    pub sentence: Bilingual,
    /// Each expectation that can be judged.
    pub expectations: Vec<Reckoned>,
    /// Each proposal.
    pub proposals: Vec<ProposalOutcome>,
}

/// An expectation against what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reckoned {
    /// The commodity's name.
    pub name: Bilingual,
    /// The unit.
    pub unit: String,
    /// The day that was spoken of.
    pub until: NaiveDate,
    /// The range in which the price was expected, with a chance of 80 %.
    pub range: (f64, f64),
    /// The price of the last survey day up to then.
    pub came: f64,
    /// Whether it lay in the range.
    pub within: bool,
}

/// A proposal of the sheet before, and what can be said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalOutcome {
    /// The heading.
    pub heading: Heading,
    /// What was proposed.
    pub decision: Bilingual,
    /// By when.
    pub due: NaiveDate,
    /// What the figures say of it now.
    pub outcome: Bilingual,
}
