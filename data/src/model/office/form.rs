//! What is said of forms: what was just done, and what is wrong with which
//! field.

use super::MapField;
use crate::model::intervention::{Spot, Wrong};
use chrono::NaiveDate;

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
    /// A value was decided about.
    Decided,
    /// A mapping was deleted.
    MappingDeleted,
    /// A week's sheet was frozen.
    SheetFrozen,
    /// A subscription was asked for; a letter with a link was sent, if the address can
    /// be written to. Says nothing of whether it is known.
    SubscriptionAsked,
    /// A subscription was confirmed or changed.
    SubscriptionKept,
    /// A webhook or an address is taken out.
    SubscriberRemoved,
    /// A subscriber that was written to no more is written to again.
    SubscriberEnabled,
    /// A message was put in line to try a subscriber.
    TestQueued,
    /// A warning is one's own.
    Taken,
    /// A warning is a colleague's.
    Handed,
    /// A warning is nobody's.
    Released,
    /// A warning is acknowledged.
    Acknowledged,
    /// A comment or an action is written down.
    Noted,
    /// A warning is silenced.
    Silenced,
    /// A warning is silenced no more.
    Unsilenced,
    /// An intervention was entered or changed.
    InterventionKept,
    /// The sites of a plan became drafts of interventions.
    PlanDrafted,
    /// Every site of a plan was a draft already.
    PlanKnown,
    /// An agreement was entered or changed.
    AgreementKept,
    /// Entries from the market floor are kept.
    EntriesKept,
    /// It is kept who walks which market.
    WalksKept,
    /// Whoever walks a market is being reminded.
    Reminded,
}

impl Done {
    /// Every one.
    pub const ALL: [Self; 36] = [
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
        Self::Decided,
        Self::MappingDeleted,
        Self::SheetFrozen,
        Self::SubscriptionAsked,
        Self::SubscriptionKept,
        Self::SubscriberRemoved,
        Self::SubscriberEnabled,
        Self::TestQueued,
        Self::Taken,
        Self::Handed,
        Self::Released,
        Self::Acknowledged,
        Self::Noted,
        Self::Silenced,
        Self::Unsilenced,
        Self::InterventionKept,
        Self::PlanDrafted,
        Self::PlanKnown,
        Self::AgreementKept,
        Self::EntriesKept,
        Self::WalksKept,
        Self::Reminded,
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
            Self::Decided => "diputuskan",
            Self::MappingDeleted => "pemetaan-dihapus",
            Self::SheetFrozen => "lembar-terbit",
            Self::SubscriptionAsked => "langganan-diminta",
            Self::SubscriptionKept => "langganan-disimpan",
            Self::SubscriberRemoved => "pelanggan-dihapus",
            Self::SubscriberEnabled => "pelanggan-diaktifkan",
            Self::TestQueued => "percobaan-diantrekan",
            Self::Taken => "diambil-alih",
            Self::Handed => "diserahkan",
            Self::Released => "dilepas",
            Self::Acknowledged => "diketahui",
            Self::Noted => "dicatat",
            Self::Silenced => "disenyapkan",
            Self::Unsilenced => "tidak-disenyapkan",
            Self::InterventionKept => "intervensi-disimpan",
            Self::PlanDrafted => "rencana-jadi-draf",
            Self::PlanKnown => "rencana-sudah-ada",
            Self::AgreementKept => "kad-disimpan",
            Self::EntriesKept => "isian-tersimpan",
            Self::WalksKept => "rencana-tersimpan",
            Self::Reminded => "diingatkan",
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
    /// `keputusan`
    Ruling,
    /// `harga`
    Price,
    /// `bahasa`
    Lang,
    /// `pekanan`: whether the weekly sheet is wanted.
    Weekly,
    /// `peringatan`: how warnings are wanted.
    Warnings,
    /// `terendah`: the least level of these.
    Least,
    /// `hening_dari`: when the quiet hours begin.
    QuietFrom,
    /// `hening_sampai`: when they end.
    QuietTo,
    /// `awas`: whether the gravest level breaks them.
    AwasAnytime,
    /// `alamat`: a webhook's.
    Url,
    /// `format`: of a webhook.
    Format,
    /// `catatan`: what is said of a warning.
    Note,
    /// `rekan`: whom a warning is handed to.
    Colleague,
    /// `sampai`: the last day of a silence.
    Until,
    /// `tautan`: the page of what was done.
    Address,
    /// `nomor`: of an agreement's document.
    Document,
    /// `komoditas`: what an agreement is about.
    Commodities,
    /// `jumlah`: how much is agreed.
    Volume,
    /// `mulai`: the first day.
    FirstDay,
    /// `berakhir`: the last day.
    LastDay,
    /// `kantor`: the office that is written to.
    Office,
    /// `telepon`: the office's telephone number.
    Phone,
    /// `status`: of an agreement.
    AgreementStatus,
    /// A question of the form that maps a table's columns.
    Map(MapField),
    /// A part of the form of an intervention.
    Act(Spot),
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
            Self::Ruling => "keputusan",
            Self::Price => "harga",
            Self::Lang => "bahasa",
            Self::Weekly => "pekanan",
            Self::Warnings => "peringatan",
            Self::Least => "terendah",
            Self::QuietFrom => "hening_dari",
            Self::QuietTo => "hening_sampai",
            Self::AwasAnytime => "awas",
            Self::Url => "alamat",
            Self::Format => "format",
            Self::Note => "catatan",
            Self::Colleague => "rekan",
            Self::Until => "sampai",
            Self::Address => "tautan",
            Self::Document => "nomor",
            Self::Commodities => "komoditas",
            Self::Volume => "jumlah",
            Self::FirstDay => "mulai",
            Self::LastDay => "berakhir",
            Self::Office => "kantor",
            Self::Phone => "telepon",
            Self::AgreementStatus => "status",
            Self::Map(field) => field.as_str(),
            Self::Act(spot) => spot.field(),
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
    /// Something in it breaks the line, hides or turns the order of letters.
    FullNameForm,
    /// Somebody has it.
    NameTaken,
    /// Another account has the address.
    EmailTaken,
    /// No e-mail address; the field may stay empty.
    EmailForm,
    /// No e-mail address; the field may not stay empty.
    MailForm,
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
    /// The upload was stored or thrown away, or never was.
    UploadGone,
    /// No whole amount of rupiah.
    PriceForm,
    /// Outside the plausible range of its commodity, in rupiah.
    PriceRange(u64, u64),
    /// The figure that was reported: nothing is corrected by it.
    SamePrice,
    /// The figure changed while the form was open.
    FigureChanged,
    /// No column was chosen where the layout wants one.
    NoColumn,
    /// Neither a column nor one commodity for all was chosen.
    NoCommodity,
    /// The column was chosen for something else already.
    ColumnTwice,
    /// The same mark for thousands and fractions.
    MarksEqual,
    /// A choice that is not in the list.
    UnknownChoice,
    /// Another mapping has the name.
    MappingNameTaken,
    /// Neither the weekly sheet nor warnings are wanted.
    NothingWished,
    /// Quiet hours want two different times.
    QuietForm,
    /// The address may not be gone to.
    UrlRefused,
    /// The address is a subscriber's already.
    UrlTaken,
    /// Somebody else acted on the warning while the form was open.
    ActedMeanwhile,
    /// The warning is over.
    WarningOver,
    /// No day from the first to the second.
    DayRange(NaiveDate, NaiveDate),
    /// No path of a page of this Lumbung.
    PathForm,
    /// Something of an intervention.
    Act(Wrong),
    /// No day of the calendar.
    DayForm,
    /// The last day lies before the first.
    EndsFirst,
    /// No telephone number.
    PhoneForm,
    /// The plan is another one by now: data or days changed while it was looked at.
    PlanChanged,
    /// Somebody changed the agreement meanwhile.
    AgreementChanged,
}
