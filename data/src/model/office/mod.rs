//! What the pages of signed-in people are made of: accounts, the audit trail,
//! uploads. The server fills these, the app lays them out and words them.

mod account;
mod floor;
mod form;
mod mapping;
mod people;
mod review;
mod sign_in;
mod subscribers;
mod trail;
mod upload;

pub use account::{Account, Codes, SessionRow, TokenRow};
pub use floor::{
    FloorEntered, FloorForm, FloorMarket, FloorMarkets, FloorNote, FloorNotes, FloorReminder, FloorRow, FloorWalk,
    FloorWalks,
};
pub use form::{Done, Field, Trouble, What};
pub use mapping::{Draft, MapField, MappingForm, MappingRow};
pub use people::{Entered, NewLink, People, PersonRow};
pub use review::{Around, EnteredRuling, Review, RulingRow};
pub use sign_in::{Link, LinkPurpose, SetUp, SignIn};
pub use subscribers::{DeliveryRow, EnteredHook, EnteredWishes, Subscribe, SubscriberRow, Subscribers, Subscription};
pub use trail::{Trail, TrailFilter, TrailRow};
pub use upload::{Batch, BatchRow, Preview, Uploads, WaitingRow, Withdrawal};

use super::Role;
use super::agreement::{AgreementPage, AgreementsPage};
use super::intervention::page::{InterventionForm, InterventionPage, InterventionsPage};
use super::ledger::{LedgerPage, StoryPage};
use super::page::Standing;
use super::plan::PlanPage;
use super::sheet::{WeekPage, WeeksPage};

/// The person who looks at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The name to sign in with.
    pub name: String,
    /// The name to be called by.
    pub full_name: String,
    /// What they may do.
    pub role: Role,
    /// Whether a second factor must be set up before anything else.
    pub must_set_up: bool,
}

/// A page of the office.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// What every page says of the data.
    pub standing: Standing,
    /// Who looks at it.
    pub visitor: Option<Visitor>,
    /// What was just done, to be said at the top.
    pub done: Option<Done>,
    /// What is wrong with the form as it was sent.
    pub troubles: Vec<Trouble>,
    /// The page itself.
    pub page: OfficePage,
}

impl OfficePage {
    /// Whether it is a page that works without signal: with a script of its own in place of
    /// the islands.
    #[must_use]
    pub fn is_floor(&self) -> bool {
        matches!(self, Self::FloorMarkets(_) | Self::FloorForm(_))
    }
}

/// Which page.
#[derive(Debug, Clone, PartialEq)]
pub enum OfficePage {
    /// `/masuk`
    SignIn(SignIn),
    /// `/masuk/kode`: the second factor.
    Code,
    /// `/tautan/{token}`: a one-time link that sets a password.
    Link(Link),
    /// The same, when the link is unknown, used or too old.
    LinkGone,
    /// `/akun`
    Account(Box<Account>),
    /// `/akun/dua-langkah`
    SetUp(SetUp),
    /// The recovery codes, shown once.
    Codes(Codes),
    /// `/pengguna`
    People(People),
    /// `/jejak`
    Trail(Trail),
    /// `/langganan`
    Subscribe(Subscribe),
    /// `/langganan/{token}`
    Subscription(Subscription),
    /// The same, when the link is unknown, too old, or its subscription has ended.
    SubscriptionGone,
    /// The same, when the subscription has just been ended.
    SubscriptionEnded,
    /// `/pelanggan`
    Subscribers(Box<Subscribers>),
    /// `/unggah`
    Uploads(Uploads),
    /// `/unggah/{id}`: what a file would change.
    Preview(Box<Preview>),
    /// `/unggah/versi/{version}`: a batch that was stored.
    Batch(Box<Batch>),
    /// `/tinjau/…`: a reported value.
    Review(Box<Review>),
    /// `/peringatan`: the warnings.
    Warnings(Box<LedgerPage>),
    /// `/peringatan/{id}`: the story of one.
    Warning(Box<StoryPage>),
    /// The same, of a number that was never given.
    WarningGone,
    /// `/pekan`: the frozen weeks.
    Weeks(Box<WeeksPage>),
    /// `/pekan/{week}`: the sheet of a week.
    Week(Box<WeekPage>),
    /// `/intervensi`: the interventions.
    Interventions(Box<InterventionsPage>),
    /// `/intervensi/{id}`: one of them.
    Intervention(Box<InterventionPage>),
    /// `/intervensi/baru` and `/intervensi/{id}/ubah`: the form of one.
    InterventionForm(Box<InterventionForm>),
    /// `/intervensi/rencana`: the plan of a cheap market.
    Plan(Box<PlanPage>),
    /// `/kad`: the agreements with supplying regions.
    Agreements(Box<AgreementsPage>),
    /// `/kad/{id}`: one agreement.
    Agreement(Box<AgreementPage>),
    /// `/catat`: the markets to note prices at.
    FloorMarkets(FloorMarkets),
    /// `/catat/{region}/{market}`: the form of a market.
    FloorForm(Box<FloorForm>),
    /// `/catat/rencana`: who walks where, and what came in.
    FloorWalks(Box<FloorWalks>),
    /// `/catat/rencana/{region}/{market}`: what was noted at a market on a day.
    FloorNotes(FloorNotes),
}
