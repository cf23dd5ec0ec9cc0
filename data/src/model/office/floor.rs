//! The form for prices from the market floor, its plan, and what was noted.

use crate::model::floor::{Answer, Cause};
use crate::model::{CommodityId, Location, PlaceCode, SourceId};
use chrono::{DateTime, NaiveDate, Utc};

/// `/catat`: the markets to choose from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FloorMarkets {
    /// The account, as a phone keeps it with its entries.
    pub person: i64,
    /// The server's day.
    pub today: Option<NaiveDate>,
    /// The markets in the order of the profile.
    pub markets: Vec<FloorMarket>,
    /// How many commodities are asked for at each.
    pub asked: usize,
}

/// A market to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorMarket {
    /// Its code.
    pub code: PlaceCode,
    /// Its name.
    pub name: String,
    /// Where it lies, where that is known.
    pub at: Option<Location>,
    /// For how many commodities something came in today.
    pub came: usize,
    /// Whether whoever asks walks it today.
    pub own: bool,
}

/// `/catat/{region}/{market}`: the form of one market.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorForm {
    /// The account, as a phone keeps it with its entries.
    pub person: i64,
    /// The market.
    pub market: PlaceCode,
    /// Its name.
    pub name: String,
    /// What makes this form the one that it is: sent twice, it counts once.
    pub form: String,
    /// The day that is chosen.
    pub day: NaiveDate,
    /// The days that can be chosen, the latest first.
    pub days: Vec<NaiveDate>,
    /// One a commodity, in the order of the walk.
    pub rows: Vec<FloorRow>,
    /// What became of the form as it was sent: how many entries were kept, and how many wait
    /// for an answer or have something wrong.
    pub sent: Option<(usize, usize)>,
}

/// The fields of one commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorRow {
    /// The commodity.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// The units that may be chosen, the canonical one first, with how many of that each holds.
    pub units: Vec<(String, f64)>,
    /// The market's last price per canonical unit, with its day and source.
    pub last: Option<(f64, NaiveDate, SourceId)>,
    /// The median of other markets per canonical unit.
    pub others: Option<f64>,
    /// The least and the most per canonical unit that is taken at all.
    pub bounds: (f64, f64),
    /// The factor from the last price beyond which a price is asked about.
    pub jump: f64,
    /// The factor from other markets beyond which it is.
    pub distance: f64,
    /// What is in the book for the day: what was found, and rupiah per the unit.
    pub kept: Option<(Answer, Option<f64>, String)>,
    /// The fields as they were sent.
    pub entered: FloorEntered,
    /// Whether the price is asked about.
    pub asks: bool,
    /// What is wrong with the fields, and what to do.
    pub trouble: Option<String>,
}

/// The fields of one commodity as they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FloorEntered {
    /// `harga.{commodity}`, one a stall.
    pub prices: [String; 3],
    /// `satuan.{commodity}`
    pub unit: String,
    /// `kosong.{commodity}`: nobody has the goods.
    pub no_goods: bool,
    /// `alasan.{commodity}`
    pub cause: String,
    /// `catatan.{commodity}`
    pub note: String,
}

/// `/catat/rencana`: who walks where, what came in, and what is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorWalks {
    /// The day.
    pub day: NaiveDate,
    /// The days that can be looked at, the latest first.
    pub days: Vec<NaiveDate>,
    /// Whether markets are walked on that day.
    pub is_survey_day: bool,
    /// From what time on reminders go out, as `11.00`; none where no mail does.
    pub remind_at: Option<String>,
    /// The server's day.
    pub today: NaiveDate,
    /// How many commodities are asked for at each market.
    pub asked: usize,
    /// One a market.
    pub rows: Vec<FloorWalk>,
    /// Those who can be assigned: number and name.
    pub people: Vec<(i64, String)>,
}

impl FloorWalks {
    /// Whether it is today, for which reminders can be sent.
    #[must_use]
    pub fn is_today(&self) -> bool {
        self.day == self.today
    }

    /// Whether the day is over: what was planned for it stays.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.day < self.today
    }
}

/// A market in the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorWalk {
    /// Its code.
    pub market: PlaceCode,
    /// Its name.
    pub name: String,
    /// Who walks it.
    pub person: Option<i64>,
    /// For how many commodities something came in.
    pub came: usize,
    /// The names of the commodities for which nothing did.
    pub missing: Vec<String>,
    /// When the last entry came in.
    pub last: Option<DateTime<Utc>>,
    /// What became of reminding whoever walks it.
    pub reminder: FloorReminder,
}

/// What became of reminding whoever walks a market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FloorReminder {
    /// There is nothing to remind of, or nobody.
    Unneeded,
    /// Nothing has come in, and a reminder can be sent.
    Possible,
    /// Nothing has come in, and the account has no mail address.
    NoAddress,
    /// It waits to be sent, since then.
    Waiting(DateTime<Utc>),
    /// It was sent then.
    Sent(DateTime<Utc>),
    /// The mail server would not take it: why, in Indonesian and English.
    Failed([String; 2]),
}

/// `/catat/rencana/{region}/{market}`: all that was noted at a market on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorNotes {
    /// The market.
    pub market: PlaceCode,
    /// Its name.
    pub name: String,
    /// The day.
    pub day: NaiveDate,
    /// What was noted, in the order of the walk, of a commodity the latest first.
    pub rows: Vec<FloorNote>,
}

/// What somebody noted of a commodity.
#[derive(Debug, Clone, PartialEq)]
pub struct FloorNote {
    /// The entry's id, by which its picture is known.
    pub id: String,
    /// The commodity's name.
    pub commodity: String,
    /// What was found.
    pub answer: Answer,
    /// What each stall asks, rupiah per the unit.
    pub stalls: Vec<u32>,
    /// The unit.
    pub unit: String,
    /// Why a strange price is right.
    pub cause: Option<Cause>,
    /// What else was noted.
    pub note: String,
    /// Whether there is a picture.
    pub has_photo: bool,
    /// Who noted it.
    pub by: String,
    /// When, by the phone's clock.
    pub made: DateTime<Utc>,
    /// When it came in.
    pub received: DateTime<Utc>,
    /// Whether it is the one that counts.
    pub counts: bool,
}
