//! What the pages of interventions are made of.

use super::super::chart::Chart;
use super::super::feast::Upcoming;
use super::super::map::Panel;
use super::super::{CommodityId, PlaceCode};
use super::{Entered, Entry, InterventionKind, Phase};
use chrono::{DateTime, NaiveDate, Utc};

/// What the list is cut to, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// `keadaan`: where they are.
    pub phase: Option<Phase>,
    /// `jenis`: of which kind.
    pub kind: Option<InterventionKind>,
    /// `kecamatan`: in which kecamatan, by its code.
    pub district: Option<String>,
    /// `komoditas`: about which commodity.
    pub commodity: Option<CommodityId>,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it lets an intervention through that is in a phase.
    #[must_use]
    pub fn admits(&self, entry: &Entry, phase: Phase) -> bool {
        let one = &entry.intervention;
        self.phase.is_none_or(|asked| asked == phase)
            && self.kind.is_none_or(|asked| asked == one.kind)
            && self.district.as_ref().is_none_or(|asked| one.district.as_ref() == Some(asked))
            && self.commodity.as_ref().is_none_or(|asked| one.sells(asked))
    }
}

/// `/intervensi`
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionsPage {
    /// What the list is cut to.
    pub filter: Filter,
    /// The kecamatan that occur, by code and name.
    pub districts: Vec<(String, String)>,
    /// The commodities that occur, by name.
    pub commodities: Vec<(CommodityId, String)>,
    /// What the filter lets through, in the order of [`Phase::ALL`]; of one phase what
    /// begins next, or ended last, comes first.
    pub rows: Vec<Row>,
    /// The month that is shown.
    pub month: Month,
    /// Where interventions were or are held; none where too few markets have a known place.
    pub map: Option<Panel>,
    /// Whether one of the map's points is only about right.
    pub approximate: bool,
    /// The same as a table.
    pub places: Vec<PlaceCount>,
    /// Whether whoever looks may enter some.
    pub may_enter: bool,
}

/// An intervention in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// Its kind.
    pub kind: InterventionKind,
    /// Where it is.
    pub phase: Phase,
    /// What it is called.
    pub title: String,
    /// Where it is held, in words.
    pub at: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// What is sold, by name.
    pub sold: Vec<String>,
    /// The subsidy in rupiah, where one is known.
    pub subsidy: Option<f64>,
}

/// A month with its interventions and feasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// The day that is today, where it lies in the month.
    pub today: Option<NaiveDate>,
    /// What is in it, by number, by first day.
    pub rows: Vec<Row>,
    /// The feasts in it.
    pub feasts: Vec<Upcoming>,
}

/// How often something was held in a kecamatan or at a market.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceCount {
    /// The market; none of a kecamatan.
    pub place: Option<PlaceCode>,
    /// Its name.
    pub name: String,
    /// How many were held or go on.
    pub held: usize,
    /// How many are to come.
    pub coming: usize,
    /// The last day on which something was held.
    pub last: Option<NaiveDate>,
}

/// `/intervensi/{id}`
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionPage {
    /// The intervention.
    pub entry: Entry,
    /// Where it is.
    pub phase: Phase,
    /// The kecamatan's name.
    pub district: Option<String>,
    /// The places by name.
    pub places: Vec<(PlaceCode, String)>,
    /// The names of the items' commodities, one an item; with whether it has a page.
    pub names: Vec<(String, bool)>,
    /// The warning: its number and what it is about; none where it is not in the ledger.
    pub warning: Option<(i64, String)>,
    /// What it did.
    pub effects: Effects,
    /// Its revisions, the latest first.
    pub history: Vec<Change>,
    /// Whether whoever looks may change it.
    pub may_change: bool,
}

/// A revision in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which one.
    pub revision: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who entered it; none for whoever is not of the office.
    pub actor: Option<String>,
    /// The names of the fields that it changed; none of the first.
    pub changed: Vec<Part>,
}

/// Which part of an intervention a revision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its kind or its name.
    Title,
    /// What was decided.
    Status,
    /// Where it is held, or the places nearby.
    Place,
    /// Its days.
    Days,
    /// Who holds it or takes part.
    Organiser,
    /// What is sold.
    Items,
    /// What became of it.
    Outcome,
    /// The note.
    Note,
    /// The warning.
    Warning,
}

/// What is said of the effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Effects {
    /// There is nothing to tell: it was not decided, is to come, or does not take place.
    None,
    /// No surveyed place is named.
    Unplaced,
    /// Nothing is sold whose price could be compared.
    Unsold,
    /// They are being computed.
    Pending,
    /// One each commodity.
    Told(Vec<Effect>),
}

/// What is said of the effect on the price of a commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The commodity.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// What is said, in one word.
    pub verdict: EffectVerdict,
    /// What was found, as sentences.
    pub text: String,
    /// Whether the prices are simulated.
    pub simulated: bool,
    /// The figures; none where nothing could be computed.
    pub figures: Option<EffectFigures>,
}

/// What is said of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectVerdict {
    /// The price was lower than it would have been.
    Lower,
    /// It was higher.
    Higher,
    /// It was much the same.
    Little,
    /// It cannot be told yet.
    Inconclusive,
}

impl EffectVerdict {
    /// Its name in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
            Self::Little => "little",
            Self::Inconclusive => "inconclusive",
        }
    }
}

/// A figure with the bounds of its interval.
pub type Between = (f64, [f64; 2]);

/// The figures of an effect.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectFigures {
    /// The unit of prices.
    pub unit: String,
    /// As a share of what the price would have been.
    pub share: Between,
    /// In rupiah per unit.
    pub rupiah: Between,
    /// The days that it lasted, and whether it may have lasted longer.
    pub lasted: Option<(i32, bool)>,
    /// Rupiah-days that a buyer of one unit a day was spared.
    pub relief: Option<Between>,
    /// Rupiah of subsidy for each of them; its higher bound may be none.
    pub cost: Option<(f64, f64, Option<f64>)>,
    /// The places that it is compared with, by name.
    pub controls: Vec<String>,
    /// The price and what it would have been, drawn.
    pub chart: Option<Chart>,
    /// Day by day: the price, what it would have been, and the effect as a share with its
    /// interval, where that is known.
    pub days: Vec<EffectDay>,
}

/// The effect on one survey day.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectDay {
    /// The day.
    pub date: NaiveDate,
    /// The price, rupiah per unit.
    pub price: f64,
    /// What it was expected to be.
    pub expected: f64,
    /// The difference as a share.
    pub share: f64,
    /// The bounds of its interval.
    pub between: Option<[f64; 2]>,
}

/// `/intervensi/baru` and `/intervensi/{id}/ubah`: the form.
#[derive(Debug, Clone, PartialEq)]
pub struct InterventionForm {
    /// Which intervention is changed, and the revision that whoever changes it has before
    /// them; none of a new one.
    pub changes: Option<(i64, i64)>,
    /// The fields.
    pub entered: Entered,
    /// The kecamatan to choose from, by code and name.
    pub districts: Vec<(String, String)>,
    /// The surveyed places to choose from.
    pub places: Vec<(PlaceCode, String)>,
    /// The commodities to choose from, with their units.
    pub commodities: Vec<(CommodityId, String, String)>,
}

/// An intervention beside the chart of a price that it touches.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Its number.
    pub id: i64,
    /// Its kind.
    pub kind: InterventionKind,
    /// What it is called.
    pub title: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Where it is on the day that is shown.
    pub phase: Phase,
}
