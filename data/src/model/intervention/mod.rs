//! Interventions: what a city does about a price, where and when, with what is sold
//! there, and what became of it.
//!
//! [`Intervention`] is what people enter; the book keeps each of its revisions. What it
//! did to prices is no part of it: that is measured anew from the prices.

mod entered;
mod item;
mod names;
pub mod page;
mod wrong;

pub use entered::{Entered, EnteredItem, amount};
pub use item::Item;
pub use wrong::{ItemSpot, Spot, Wrong, WrongAt};

use super::{CommodityId, Lang, PlaceCode, day};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What kind of intervention it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterventionKind {
    /// Many commodities below the market's price, open to everybody.
    PasarMurah,
    /// The same by the food office: Gerakan Pangan Murah.
    Gpm,
    /// One or two commodities, for those who live nearby.
    OperasiPasar,
    /// Bulog's rice at a set price.
    Sphp,
    /// Supply by agreement with another region.
    Kad,
    /// Transport that is paid for.
    SubsidiTransportasi,
    /// A visit to markets and distributors; nothing is sold.
    Sidak,
}

impl InterventionKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::PasarMurah,
        Self::Gpm,
        Self::OperasiPasar,
        Self::Sphp,
        Self::Kad,
        Self::SubsidiTransportasi,
        Self::Sidak,
    ];

    /// Its name in the database, in files and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PasarMurah => "pasar-murah",
            Self::Gpm => "gpm",
            Self::OperasiPasar => "operasi-pasar",
            Self::Sphp => "sphp",
            Self::Kad => "kad",
            Self::SubsidiTransportasi => "subsidi-transportasi",
            Self::Sidak => "sidak",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::PasarMurah => lang.pick("Pasar murah", "Subsidised market"),
            Self::Gpm => lang.pick("Gerakan Pangan Murah (GPM)", "Cheap food drive (GPM)"),
            Self::OperasiPasar => lang.pick("Operasi pasar", "Market operation"),
            Self::Sphp => lang.pick("Penyaluran beras SPHP", "SPHP rice"),
            Self::Kad => lang.pick("Kerja sama antardaerah (KAD)", "Supply agreement between regions (KAD)"),
            Self::SubsidiTransportasi => lang.pick("Subsidi transportasi", "Transport subsidy"),
            Self::Sidak => lang.pick("Inspeksi mendadak (sidak)", "Inspection"),
        }
    }

    /// Whether something is sold or sent, so that it has items.
    #[must_use]
    pub fn has_items(self) -> bool {
        self != Self::Sidak
    }
}

/// What was decided about an intervention, as it is entered. Whether one that is planned
/// is to come, goes on or is over follows from its days: see [`Phase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterventionStatus {
    /// Somebody proposes it; nobody has decided.
    #[default]
    Proposed,
    /// It is decided.
    Planned,
    /// It does not take place.
    Cancelled,
}

impl InterventionStatus {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Planned, Self::Cancelled];

    /// Its name in the database and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Proposed => lang.pick("Usulan", "Proposed"),
            Self::Planned => lang.pick("Dijadwalkan", "Planned"),
            Self::Cancelled => lang.pick("Dibatalkan", "Cancelled"),
        }
    }
}

/// Where an intervention is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// It is a proposal.
    Proposed,
    /// It is planned and has not begun.
    Coming,
    /// It goes on.
    Running,
    /// Its last day is over.
    Held,
    /// It was cancelled.
    Cancelled,
}

impl Phase {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Running, Self::Coming, Self::Proposed, Self::Held, Self::Cancelled];

    /// Its name in files and addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Coming => "coming",
            Self::Running => "running",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == text)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Proposed => lang.pick("Usulan", "Proposed"),
            Self::Coming => lang.pick("Dijadwalkan", "Planned"),
            Self::Running => lang.pick("Berlangsung", "Under way"),
            Self::Held => lang.pick("Selesai", "Held"),
            Self::Cancelled => lang.pick("Dibatalkan", "Cancelled"),
        }
    }
}

/// An intervention as it is entered. Everything in it is public.
///
/// Make one with its fields and ask [`Intervention::check`] what is wrong with it before it
/// is given to the book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intervention {
    /// What kind it is.
    pub kind: InterventionKind,
    /// What was decided.
    pub status: InterventionStatus,
    /// What it is called, in one line.
    pub title: String,
    /// The kecamatan in which it is held, by its code of 6 digits in the gazetteer.
    #[serde(default)]
    pub district: Option<String>,
    /// Where in it, such as `Lapangan Kelurahan Antapani Kidul`; may be empty.
    #[serde(default)]
    pub location: String,
    /// The surveyed places that it is near: markets, or regions, never both. Its effect is
    /// measured there. May be empty while nobody has said which.
    #[serde(default)]
    pub places: Vec<PlaceCode>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Who holds it: an office, not a person.
    pub organiser: String,
    /// Who takes part, such as Bulog; may be empty.
    #[serde(default)]
    pub partner: String,
    /// What is sold or sent.
    #[serde(default)]
    pub items: Vec<Item>,
    /// What there is to add; may be empty.
    #[serde(default)]
    pub note: String,
    /// What became of it, in words; empty until somebody has written it down.
    #[serde(default)]
    pub outcome: String,
    /// The warning because of which it is held, by its number in the ledger.
    #[serde(default)]
    pub warning: Option<i64>,
}

impl Intervention {
    /// The most items, and the most places.
    pub const MOST_ITEMS: usize = 10;
    /// The most surveyed places.
    pub const MOST_PLACES: usize = 8;
    /// The longest line, in characters.
    pub const LONGEST_LINE: usize = 120;
    /// The longest text, in characters.
    pub const LONGEST_TEXT: usize = 1_000;
    /// The longest that one takes, in days: what goes on longer has no before and after.
    pub const LONGEST_DAYS: i32 = 92;

    /// Where it is on a day.
    #[must_use]
    pub fn phase(&self, on: NaiveDate) -> Phase {
        match self.status {
            InterventionStatus::Proposed => Phase::Proposed,
            InterventionStatus::Cancelled => Phase::Cancelled,
            InterventionStatus::Planned if on < self.from => Phase::Coming,
            InterventionStatus::Planned if on <= self.to => Phase::Running,
            InterventionStatus::Planned => Phase::Held,
        }
    }

    /// How many days it takes.
    #[must_use]
    pub fn days(&self) -> i32 {
        day::of(self.to) - day::of(self.from) + 1
    }

    /// Whether any of its days lies between two days, both included.
    #[must_use]
    pub fn is_within(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.from <= to && self.to >= from
    }

    /// Whether it is about a commodity.
    #[must_use]
    pub fn sells(&self, commodity: &CommodityId) -> bool {
        self.items.iter().any(|item| item.commodity == *commodity)
    }

    /// Whether it is held at a place: at a market that it names, or in a region, by one of
    /// its markets or its kecamatan.
    #[must_use]
    pub fn is_at(&self, place: &PlaceCode) -> bool {
        let in_region = |own: &PlaceCode| own == place || (!place.is_market() && own.region() == *place);
        let by_district = || {
            let district = self.district.as_deref().filter(|_| !place.is_market());
            district.is_some_and(|code| code.starts_with(place.as_str()))
        };
        self.places.iter().any(in_region) || by_district()
    }

    /// What it costs or cost in subsidies, in rupiah: of each item with a subsidy that times
    /// the realised volume or else the planned one. None where no item has a subsidy.
    #[must_use]
    pub fn subsidy(&self) -> Option<f64> {
        let parts: Vec<f64> = self.items.iter().filter_map(Item::subsidy_total).collect();
        (!parts.is_empty()).then(|| parts.iter().sum())
    }

    /// Whether somebody has written down what became of it.
    #[must_use]
    pub fn is_realised(&self) -> bool {
        !self.outcome.is_empty() || self.items.iter().any(|item| item.realised.is_some())
    }

    /// What is wrong with it, in the order of its fields. Whether kecamatan, places,
    /// commodities and the warning exist is not known here.
    #[must_use]
    pub fn check(&self) -> Vec<WrongAt> {
        wrong::check(self)
    }
}

/// An intervention as the book has it now.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// Which revision this is, from 1 on.
    pub revision: i64,
    /// When this revision was entered.
    pub at: DateTime<Utc>,
    /// What it says.
    pub intervention: Intervention,
}

/// One revision in the history of an intervention.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Which one, from 1 on.
    pub revision: i64,
    /// The name of the account that entered it; for people of the office only.
    pub actor: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it says.
    pub intervention: Intervention,
}

#[cfg(test)]
mod tests;
