//! What the pages of signed-in people are made of: accounts, the audit trail,
//! uploads. The server fills these, the app lays them out and words them.

use super::page::Standing;
use super::{FileReport, PlaceCode, PriceLevel, Role, Scope};
use chrono::{DateTime, NaiveDate, Utc};

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
    Codes(Vec<String>),
    /// `/pengguna`
    People(People),
    /// `/jejak`
    Trail(Trail),
    /// `/unggah`
    Uploads(Uploads),
    /// `/unggah/{id}`: what a file would change.
    Preview(Box<Preview>),
    /// `/unggah/versi/{version}`: a batch that was stored.
    Batch(Box<Batch>),
}

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Signed out.
    SignedOut,
    /// The password was set by a link; sign in with it.
    PasswordSet,
    /// The own password was changed; other sessions ended.
    PasswordChanged,
    /// A session was ended.
    SessionEnded,
    /// Every session was ended.
    SessionsEnded,
    /// A token was revoked.
    TokenRevoked,
    /// An account's role was changed.
    RoleChanged,
    /// An account was closed.
    Disabled,
    /// An account was opened again.
    Enabled,
    /// An account's second factor was taken away.
    SecondFactorCleared,
    /// The batch is stored.
    Stored,
    /// The file added nothing new: no version was made.
    NothingNew,
    /// The upload was thrown away.
    Discarded,
    /// The batch was withdrawn.
    Withdrawn,
}

impl Done {
    /// Every one.
    pub const ALL: [Self; 14] = [
        Self::SignedOut,
        Self::PasswordSet,
        Self::PasswordChanged,
        Self::SessionEnded,
        Self::SessionsEnded,
        Self::TokenRevoked,
        Self::RoleChanged,
        Self::Disabled,
        Self::Enabled,
        Self::SecondFactorCleared,
        Self::Stored,
        Self::NothingNew,
        Self::Discarded,
        Self::Withdrawn,
    ];

    /// Its name in an address, `?kabar=`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "keluar",
            Self::PasswordSet => "sandi-dibuat",
            Self::PasswordChanged => "sandi-diganti",
            Self::SessionEnded => "sesi-diakhiri",
            Self::SessionsEnded => "semua-sesi-diakhiri",
            Self::TokenRevoked => "token-dicabut",
            Self::RoleChanged => "peran-diubah",
            Self::Disabled => "dinonaktifkan",
            Self::Enabled => "diaktifkan",
            Self::SecondFactorCleared => "dua-langkah-dihapus",
            Self::Stored => "tersimpan",
            Self::NothingNew => "tidak-ada-yang-baru",
            Self::Discarded => "dibuang",
            Self::Withdrawn => "dibatalkan",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.as_str() == text)
    }
}

/// The field of a form that a trouble belongs to, by its `name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The form as a whole.
    Form,
    /// `nama`: the name to sign in with.
    Name,
    /// `nama_lengkap`
    FullName,
    /// `surel`
    Email,
    /// `peran`
    Role,
    /// `sandi`
    Password,
    /// `sandi_lagi`
    PasswordAgain,
    /// `sandi_lama`
    OldPassword,
    /// `kode`
    Code,
    /// `label`
    Label,
    /// `cakupan`
    Scopes,
    /// `berkas`
    File,
    /// `wilayah`
    Place,
    /// `tingkat`
    Level,
    /// `alasan`
    Reason,
}

impl Field {
    /// The `name` of its input.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "",
            Self::Name => "nama",
            Self::FullName => "nama_lengkap",
            Self::Email => "surel",
            Self::Role => "peran",
            Self::Password => "sandi",
            Self::PasswordAgain => "sandi_lagi",
            Self::OldPassword => "sandi_lama",
            Self::Code => "kode",
            Self::Label => "label",
            Self::Scopes => "cakupan",
            Self::File => "berkas",
            Self::Place => "wilayah",
            Self::Level => "tingkat",
            Self::Reason => "alasan",
        }
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where.
    pub field: Field,
    /// What.
    pub what: What,
}

/// What can be wrong with a form. The app says it in words, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Name and password do not belong together. Says nothing of which.
    WrongSignIn,
    /// Too many wrong attempts; seconds to wait.
    Wait(u64),
    /// Sign-in by the identity provider did not work or names no account here.
    OidcFailed,
    /// The code is wrong, too old or used.
    WrongCode,
    /// The old password is wrong.
    WrongPassword,
    /// Shorter than so many characters.
    PasswordShort(usize),
    /// Longer than so many characters.
    PasswordLong(usize),
    /// Among the common ones, or easily guessed from them or from the name.
    PasswordCommon,
    /// The two entries differ.
    PasswordDiffers,
    /// Nothing was entered.
    Missing,
    /// Not 3 to 40 of a–z, 0–9, `.`, `-`, `_`.
    NameForm,
    /// Somebody has it.
    NameTaken,
    /// No e-mail address.
    EmailForm,
    /// Longer than so many characters.
    TooLong(usize),
    /// The last admin keeps role and account.
    LastAdmin,
    /// Nobody closes or demotes their own account.
    OwnAccount,
    /// No file was chosen, or it is empty.
    NoFile,
    /// The file is larger than so many bytes.
    FileTooLarge(u64),
    /// So many uploads already wait for a decision; decide on one first.
    TooManyWaiting(u64),
    /// No known place.
    UnknownPlace,
    /// The batch was withdrawn already.
    AlreadyWithdrawn,
}

/// The sign-in form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The name as it was entered.
    pub name: String,
    /// Where to go afterwards; a path of ours.
    pub next: Option<String>,
    /// The identity provider's name, where one is configured; its button leads
    /// to `/masuk/oidc`.
    pub provider: Option<String>,
    /// Whether this address is not safe for passwords: plain HTTP from afar.
    /// The page then says so and shows no form.
    pub unsafe_address: bool,
    /// Whether there is no account yet: the page then says how the first comes
    /// to be.
    pub nobody: bool,
}

/// Why there is a one-time link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// A new account.
    Invitation,
    /// A forgotten password.
    Reset,
    /// The first admin, who also chooses their name.
    FirstAdmin,
}

/// The form behind a one-time link, sent to the address it is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Why.
    pub purpose: LinkPurpose,
    /// The secret in its address, `/tautan/{token}`.
    pub token: String,
    /// The account's name; what was entered, for the first admin.
    pub name: String,
    /// The name to be called by; what was entered, for the first admin.
    pub full_name: String,
    /// The account's role.
    pub role: Role,
    /// The least length of a password, in characters.
    pub least: usize,
}

/// The own account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Its e-mail address.
    pub email: Option<String>,
    /// Whether it has a password; with an identity provider it may have none.
    pub has_password: bool,
    /// The least length of a password, in characters.
    pub least: usize,
    /// Whether there is a second factor, and how many recovery codes are left.
    pub second_factor: Option<usize>,
    /// Own sessions, the latest used first.
    pub sessions: Vec<SessionRow>,
    /// Own tokens, the latest first.
    pub tokens: Vec<TokenRow>,
    /// A token that was just made: shown once.
    pub new_token: Option<String>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its number, for the form that ends it.
    pub id: i64,
    /// Whether it is the one that asks.
    pub own: bool,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it was last used.
    pub seen: DateTime<Utc>,
    /// Where from.
    pub address: String,
    /// The browser, as it names itself.
    pub agent: String,
}

/// One API token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Its number, for the form that revokes it.
    pub id: i64,
    /// What it is for, in the owner's words.
    pub label: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// When it ends.
    pub expires: DateTime<Utc>,
    /// When it was last used.
    pub used: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked: Option<DateTime<Utc>>,
}

/// The set-up of a second factor: an authenticator app reads the picture or
/// the secret, and a code from it confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// Whether nothing else can be done before.
    pub required: bool,
    /// Whether it replaces a factor, which needs the password again.
    pub replaces: bool,
    /// The secret in base32, in groups of four.
    pub secret: String,
    /// The `otpauth:` address, for a phone that reads this page.
    pub uri: String,
    /// The width and height of the picture, in modules with its quiet zone.
    pub size: usize,
    /// The dark modules as the data of an SVG path over that square.
    pub path: String,
}

/// The accounts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct People {
    /// Every account, in the order of names.
    pub rows: Vec<PersonRow>,
    /// The form of a new account as it was sent.
    pub entered: Entered,
    /// A one-time link that was just made.
    pub link: Option<NewLink>,
}

/// A new account as it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// `nama`
    pub name: String,
    /// `nama_lengkap`
    pub full_name: String,
    /// `surel`
    pub email: String,
    /// `peran`
    pub role: Option<Role>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Its number, for the forms that change it.
    pub id: i64,
    /// The name to sign in with.
    pub name: String,
    /// The name to be called by.
    pub full_name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether it is the one that asks.
    pub own: bool,
    /// Whether the invitation is still open.
    pub invited: bool,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// When it was closed.
    pub disabled: Option<DateTime<Utc>>,
    /// When they last signed in.
    pub seen: Option<DateTime<Utc>>,
}

/// A one-time link that was just made: shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// Why.
    pub purpose: LinkPurpose,
    /// Whose.
    pub full_name: String,
    /// The whole address.
    pub url: String,
    /// When it ends.
    pub expires: DateTime<Utc>,
    /// The address it was mailed to. Without mail, or when mailing failed, the
    /// admin hands the link over.
    pub mailed: Option<String>,
    /// Whether mailing was tried and failed.
    pub mail_failed: bool,
}

/// What the audit trail is cut to, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// `siapa`: an actor.
    pub actor: String,
    /// `apa`: an action.
    pub action: String,
    /// `dari`: the first day, in western Indonesia.
    pub from: Option<NaiveDate>,
    /// `sampai`: the last day.
    pub to: Option<NaiveDate>,
}

/// The audit trail, the latest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trail {
    /// What it is cut to.
    pub filter: TrailFilter,
    /// The actors that occur.
    pub actors: Vec<String>,
    /// The actions that occur.
    pub actions: Vec<String>,
    /// This page's rows.
    pub rows: Vec<TrailRow>,
    /// How many rows the filter lets through.
    pub total: u64,
    /// Where the next, older page begins: `sebelum`.
    pub older: Option<i64>,
    /// Whether every row's seal fits the one before: nothing was changed or
    /// taken out.
    pub intact: bool,
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// From where.
    pub address: String,
    /// What was before, as JSON; empty for nothing.
    pub before: String,
    /// What was after, as JSON; empty for nothing.
    pub after: String,
}

/// The upload form, what waits for a decision, and the history of batches.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Uploads {
    /// The largest file, in bytes.
    pub most_bytes: u64,
    /// Own uploads that are checked and not yet stored.
    pub waiting: Vec<WaitingRow>,
    /// Batches, the latest first.
    pub batches: Vec<BatchRow>,
    /// Where the next, older page begins: `sebelum`.
    pub older: Option<i64>,
}

/// An upload that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// Its number, `/unggah/{id}`.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// One stored batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRow {
    /// The version that it made.
    pub version: i64,
    /// The file's name.
    pub file: String,
    /// The recognised format.
    pub format: String,
    /// The SHA-256 of its bytes in hexadecimal; empty for the sample.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// When it was stored.
    pub at: DateTime<Utc>,
    /// Who brought it.
    pub actor: String,
    /// Its validation report, without reasons in a list of batches.
    pub report: FileReport,
    /// Its withdrawal.
    pub withdrawn: Option<Withdrawal>,
}

/// The withdrawal of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// Why, in their words.
    pub reason: String,
    /// The version that it made.
    pub version: i64,
    /// Observations that went back to what was known without the batch.
    pub restored: u64,
    /// Observations that nothing is known of without it.
    pub emptied: u64,
}

/// What a file would change, before anything is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its number, `/unggah/{id}`.
    pub id: String,
    /// The recognised format, `unknown` where none was.
    pub format: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What would become of its rows.
    pub report: FileReport,
    /// Whether the place must be given, as the file does not say it, and what
    /// was given.
    pub place: Option<Option<PlaceCode>>,
    /// The same for the price level.
    pub level: Option<PriceLevel>,
    /// The places to choose from, with their names.
    pub places: Vec<(PlaceCode, String)>,
    /// A stored batch of the very same bytes.
    pub same_as: Option<i64>,
    /// When it is thrown away if nobody decides.
    pub expires: DateTime<Utc>,
}

/// A stored batch with its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The batch, with reasons.
    pub row: BatchRow,
    /// Whether this visitor may withdraw it.
    pub may_withdraw: bool,
    /// Observations for which it has the last word: what a withdrawal changes.
    pub in_force: u64,
}
