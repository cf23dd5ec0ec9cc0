//! For tests: a filled page of the office for each of its kinds, and who looks
//! at it.

use super::ledger::{acts, ledger, story};
pub(crate) mod acts;

pub(crate) use super::floor::{floor_form, floor_markets, floor_notes, floor_walks};
pub(crate) use super::plans::{agreement, agreement_row, agreements, calm_plan, plan};
pub(crate) use super::sheets::{correction, frozen_week, sheet};

use crate::weekly::{Drawings, body};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lumbung_data::model::ledger::StoryPage;
use lumbung_data::model::office::{
    Account, Around, Batch, BatchRow, Codes, DeliveryRow, Draft, Entered, EnteredWishes, Link, LinkPurpose, MapField,
    MappingForm, MappingRow, NewLink, Office, OfficePage, People, PersonRow, Preview, Review, SessionRow, SetUp,
    SignIn, Subscribe, SubscriberRow, Subscribers, Subscription, TokenRow, Trail, TrailFilter, TrailRow, Trouble,
    Uploads, Visitor, WaitingRow, Withdrawal,
};
use lumbung_data::model::page::Standing;
use lumbung_data::model::sheet::{FrozenWeek, Sheet, WeekPage, WeeksPage};
use lumbung_data::model::{
    Channel, CommodityId, FileReport, Frequency, Grounds, Lang, ObsStatus, PlaceCode, PriceLevel, Quiet, Refusal, Role,
    Rule, Scope, SeriesKey, SourceId, Wishes,
};

pub(crate) const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

/// 24 November 2026, 15.26 in western Indonesia, and some minutes later.
pub(crate) fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_508_760, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub(crate) fn visitor(role: Role) -> Visitor {
    Visitor { name: "sari".to_owned(), full_name: "Sari Wulandari".to_owned(), role, must_set_up: false }
}

/// Two frozen weeks, compared.
fn weeks() -> WeeksPage {
    let before = Sheet { week: sheet().week.before(1), ..sheet() };
    let earlier = FrozenWeek { week: before.week, ..frozen_week() };
    let draft = Some(sheet().week.next());
    WeeksPage { frozen: vec![frozen_week(), earlier], draft, due: None, compared: Some([before, sheet()]) }
}

/// A frozen week that was revised.
fn week() -> WeekPage {
    WeekPage {
        week: sheet().week,
        frozen: Some(frozen_week()),
        body: Some(body(&Sheet { page: None, method: None, ..sheet() }, &Drawings::default(), Lang::Id)),
        corrections: vec![correction()],
        may_publish: false,
        due: None,
    }
}

/// A page as someone of that role sees it; none of it is signed in without.
pub(crate) fn office(role: Option<Role>, page: OfficePage) -> Office {
    let standing = Standing {
        city: "Kota Bandung".to_owned(),
        region: PlaceCode::parse("3273").unwrap(),
        version: 7,
        latest: None,
        age_days: None,
        simulated: false,
    };
    Office { standing, visitor: role.map(visitor), done: None, troubles: Vec::new(), page }
}

/// The same page with something wrong.
pub(crate) fn wrong(office: Office, troubles: Vec<Trouble>) -> Office {
    Office { troubles, ..office }
}

pub(crate) fn sign_in() -> SignIn {
    SignIn { name: "sari".to_owned(), next: Some("/unggah".to_owned()), ..SignIn::default() }
}

pub(crate) fn link(purpose: LinkPurpose) -> Link {
    Link {
        purpose,
        token: "abc123".to_owned(),
        name: "budi".to_owned(),
        full_name: "Budi Santoso".to_owned(),
        role: Role::Officer,
        least: 15,
    }
}

pub(crate) fn account() -> Account {
    let session = |id, own, agent: &str| SessionRow {
        id,
        own,
        began: at(0),
        seen: at(30),
        address: "10.0.0.7".to_owned(),
        agent: agent.to_owned(),
    };
    let token = |id, label: &str, revoked| TokenRow {
        id,
        label: label.to_owned(),
        scopes: Scope::ALL.to_vec(),
        made: at(0),
        expires: at(129_600),
        used: None,
        revoked,
    };
    Account {
        email: Some("sari@bandung.go.id".to_owned()),
        has_password: true,
        least: 15,
        second_factor: Some(8),
        sessions: vec![session(1, true, FIREFOX), session(2, false, "curl/8.9")],
        tokens: vec![token(4, "unggah harian", None), token(3, "lama", Some(at(5)))],
        new_token: None,
    }
}

pub(crate) fn set_up() -> SetUp {
    SetUp {
        required: true,
        replaces: false,
        secret: "JBSW Y3DP EHPK 3PXP".to_owned(),
        uri: "otpauth://totp/Lumbung:sari?secret=JBSWY3DPEHPK3PXP&issuer=Lumbung".to_owned(),
        size: 37,
        path: "M4 4h7v1h-7zM26 4h7v7h-7zM4 26h7v7h-7z".to_owned(),
    }
}

pub(crate) fn people() -> People {
    let person = |id, name: &str, full_name: &str, role| PersonRow {
        id,
        name: name.to_owned(),
        full_name: full_name.to_owned(),
        email: Some(format!("{name}@bandung.go.id")),
        role,
        own: false,
        invited: false,
        second_factor: true,
        disabled: None,
        seen: Some(at(0)),
    };
    let rows = vec![
        PersonRow {
            invited: true,
            second_factor: false,
            seen: None,
            ..person(2, "budi", "Budi Santoso", Role::Officer)
        },
        PersonRow { disabled: Some(at(9)), ..person(3, "joko", "Joko Purnomo", Role::Leader) },
        PersonRow { own: true, ..person(1, "sari", "Sari Wulandari", Role::Admin) },
        person(4, "tono", "Tono Hidayat", Role::Admin),
    ];
    People { rows, entered: Entered::default(), link: None }
}

pub(crate) fn new_link() -> NewLink {
    NewLink {
        purpose: LinkPurpose::Invitation,
        full_name: "Budi Santoso".to_owned(),
        url: "https://lumbung.bandung.go.id/tautan/abc123".to_owned(),
        expires: at(4_320),
        mailed: None,
        mail_failed: false,
    }
}

pub(crate) fn subscription() -> Subscription {
    let quiet = Quiet::parse("21:00", "06:00");
    Subscription {
        token: "abc123".to_owned(),
        address: "siti@example.org".to_owned(),
        confirmed: true,
        wishes: EnteredWishes::from(&Wishes { quiet, ..Wishes::default() }),
    }
}

/// One of each state: active, disabled, not confirmed yet.
pub(crate) fn subscribers() -> Subscribers {
    let row = |id, channel, address: &str| SubscriberRow {
        id,
        channel,
        address: address.to_owned(),
        wishes: Wishes { quiet: Quiet::parse("21:00", "06:00"), ..Wishes::default() },
        confirmed: Some(at(0)),
        disabled: None,
        waiting: 1,
        sent: 1_204,
        given_up: 0,
        last_sent: Some(at(30)),
    };
    let refused = ["server surel menolak dengan kode 451", "the mail server refused with code 451"].map(str::to_owned);
    let open = DeliveryRow {
        key: "0123456789abcdef".to_owned(),
        address: "siti@example.org".to_owned(),
        subject: "[Lumbung Kota Bandung] Siaga: cabai rawit merah naik 32% dalam 9 hari".to_owned(),
        made: at(0),
        attempts: 2,
        next: Some(at(5)),
        error: Some(refused.clone()),
    };
    Subscribers {
        rows: vec![
            row(1, Channel::Mail, "siti@example.org"),
            SubscriberRow {
                disabled: Some((at(9), refused)),
                ..row(2, Channel::Webhook, "https://gateway.example/kirim?ke=grup-tpid")
            },
            SubscriberRow { confirmed: None, last_sent: None, ..row(3, Channel::Mail, "budi@example.org") },
        ],
        open: vec![DeliveryRow { next: None, ..open.clone() }, open],
        can_mail: true,
        ..Subscribers::default()
    }
}

pub(crate) fn trail() -> Trail {
    let row = |id, action: &str, before: &str, after: &str| TrailRow {
        id,
        at: at(0),
        actor: "sari".to_owned(),
        action: action.to_owned(),
        subject: "akun budi".to_owned(),
        address: "10.0.0.7".to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    Trail {
        filter: TrailFilter::default(),
        actors: vec!["budi".to_owned(), "sari".to_owned()],
        actions: vec!["ingest".to_owned(), "role-changed".to_owned()],
        rows: vec![
            row(12, "role-changed", r#"{"role":"officer","name":"budi"}"#, r#"{"role":"admin","name":"budi"}"#),
            row(11, "ingest", "", r#"{"version":7,"accepted":1204}"#),
            row(10, "sign-in", "", ""),
        ],
        total: 1_204,
        older: Some(10),
        intact: true,
    }
}

pub(crate) fn report() -> FileReport {
    let refusal = |row, reason: &str| Refusal {
        row,
        column: "Harga".to_owned(),
        value: "abc".to_owned(),
        reason: reason.to_owned(),
    };
    FileReport {
        file: "harga.csv".to_owned(),
        format: "pihps-long".to_owned(),
        read: 1_300,
        accepted: 1_200,
        unchanged: 60,
        revised: 3,
        suspect: 1,
        missing: 0,
        rejected: 36,
        reasons: (2..=38).map(|row| refusal(row, "Harga bukan angka. Tulis seperti 14500.")).collect(),
    }
}

pub(crate) fn batch_row(version: i64) -> BatchRow {
    BatchRow {
        version,
        file: "harga.csv".to_owned(),
        format: "pihps-long".to_owned(),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        bytes: 48_213,
        at: at(0),
        actor: "sari".to_owned(),
        report: report().without_reasons(),
        withdrawn: None,
    }
}

pub(crate) fn withdrawal() -> Withdrawal {
    Withdrawal {
        at: at(60),
        actor: "tono".to_owned(),
        reason: "Berkas pekan lalu".to_owned(),
        version: 9,
        restored: 3,
        emptied: 1_201,
    }
}

pub(crate) fn uploads() -> Uploads {
    Uploads {
        most_bytes: 20_000_000,
        waiting: vec![WaitingRow { id: "u1".to_owned(), file: "pekan-ini.csv".to_owned(), at: at(0) }],
        mappings: vec![MappingRow {
            id: 3,
            name: "Harga Disdagin".to_owned(),
            toml: "[[mapping]]\nname = \"Harga Disdagin\"\n".to_owned(),
            at: at(0),
            actor: "sari".to_owned(),
        }],
        batches: vec![BatchRow { withdrawn: Some(withdrawal()), ..batch_row(8) }, batch_row(7)],
        older: Some(7),
    }
}

pub(crate) fn preview() -> Preview {
    Preview {
        id: "u1".to_owned(),
        format: "pihps-long".to_owned(),
        sha256: batch_row(7).sha256,
        bytes: 48_213,
        report: report(),
        place: None,
        level: None,
        places: vec![(PlaceCode::parse("3273").unwrap(), "Kota Bandung".to_owned())],
        mapping: None,
        read_by: None,
        same_as: None,
        expires: at(1_440),
    }
}

/// A preview of a file that says neither place nor level.
pub(crate) fn unplaced() -> Preview {
    Preview { place: Some(None), level: Some(PriceLevel::Retail), ..preview() }
}

/// A preview of a table that nobody has mapped yet; `toml` makes it a mapped one.
pub(crate) fn unmapped(toml: Option<&str>) -> Preview {
    let mut draft = Draft::default();
    draft.commodities = vec![("Brambang".to_owned(), String::new())];
    for (field, answer) in [
        (MapField::Name, "harga"),
        (MapField::Layout, "long"),
        (MapField::DateColumn, "Tgl"),
        (MapField::Thousands, "."),
    ] {
        draft.set(field, answer);
    }
    let columns = ["Tgl", "Barang", "Harga"].map(str::to_owned).to_vec();
    let mapping = MappingForm {
        shown: columns.clone(),
        rows: vec![(2, ["02-01-2024", "Brambang", "30.500"].map(str::to_owned).to_vec())],
        all_columns: 3,
        columns,
        draft,
        commodities: vec![(CommodityId::parse("bawang-merah").unwrap(), "Bawang merah".to_owned())],
        places: preview().places,
        toml: toml.map(str::to_owned),
    };
    let (format, report) = match toml {
        None => ("unknown", FileReport::default()),
        Some(_) => ("mapped", report()),
    };
    let read_by = toml.map(|_| "harga".to_owned());
    Preview { format: format.to_owned(), report, mapping: Some(mapping), read_by, ..preview() }
}

pub(crate) fn batch() -> Batch {
    let row = BatchRow { report: report(), ..batch_row(7) };
    Batch { row, may_withdraw: true, restored: 4, emptied: 1_200, repeated: (1, 312) }
}

/// A value far beyond the plausible range, among four other markets.
pub(crate) fn review() -> Review {
    let date = |day| NaiveDate::from_ymd_opt(2021, 7, day).unwrap();
    let around = |day, own, doubted| Around { date: date(day), own: Some(own), doubted, others: Some((71_000.0, 4)) };
    Review {
        key: SeriesKey {
            commodity: CommodityId::parse("cabai-rawit-merah").unwrap(),
            place: PlaceCode::parse("3273/pasar-agung").unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        },
        date: date(14),
        commodity: "Cabai rawit merah".to_owned(),
        place: "Pasar Agung".to_owned(),
        reported: 387_500.0,
        reported_unit: "kg".to_owned(),
        price: None,
        unit: "kg".to_owned(),
        status: ObsStatus::U,
        rule: Rule::Range,
        grounds: Grounds { usual: Some(75_000.0), others: None, next: Some(72_500.0) },
        around: vec![around(13, 75_000.0, false), around(14, 387_500.0, true), around(15, 72_500.0, false)],
        is_decided: false,
        history: Vec::new(),
        entered: None,
    }
}

/// One of each kind, by a name.
pub(crate) fn all() -> Vec<(&'static str, &'static str, Office)> {
    use OfficePage as Page;
    let admin = |page| office(Some(Role::Admin), page);
    let anyone = |page| office(None, page);
    vec![
        ("sign-in", "/masuk", anyone(Page::SignIn(SignIn { provider: Some("SSO Kota".to_owned()), ..sign_in() }))),
        ("sign-in-unsafe", "/masuk", anyone(Page::SignIn(SignIn { unsafe_address: true, ..sign_in() }))),
        ("sign-in-nobody", "/masuk", anyone(Page::SignIn(SignIn { nobody: true, ..sign_in() }))),
        ("code", "/masuk/kode", anyone(Page::Code)),
        ("link", "/tautan/abc123", anyone(Page::Link(link(LinkPurpose::Invitation)))),
        ("link-first", "/tautan/abc123", anyone(Page::Link(link(LinkPurpose::FirstAdmin)))),
        ("link-gone", "/tautan/abc123", anyone(Page::LinkGone)),
        ("account", "/akun", admin(Page::Account(Box::new(account())))),
        (
            "account-token",
            "/akun/token",
            admin(Page::Account(Box::new(Account { new_token: Some("lmb_abc".to_owned()), ..account() }))),
        ),
        ("set-up", "/akun/dua-langkah", admin(Page::SetUp(set_up()))),
        (
            "codes",
            "/akun/kode-cadangan",
            admin(Page::Codes(Codes { codes: vec!["abcd-efgh-jkmn-pqrs-tuvw-xyz2".to_owned(); 10], next: None })),
        ),
        ("warnings", "/peringatan", admin(Page::Warnings(Box::new(ledger(true, Lang::Id))))),
        (
            "warning",
            "/peringatan/3",
            admin(Page::Warning(Box::new(StoryPage { acts: acts(true), ..story(3, true, Lang::Id) }))),
        ),
        ("people", "/pengguna", admin(Page::People(People { link: Some(new_link()), ..people() }))),
        (
            "subscribe",
            "/langganan",
            office(None, Page::Subscribe(Subscribe { can_mail: true, ..Subscribe::default() })),
        ),
        ("subscribe-no-mail", "/langganan", office(None, Page::Subscribe(Subscribe::default()))),
        ("subscription", "/langganan/abc123", office(None, Page::Subscription(subscription()))),
        (
            "subscription-new",
            "/langganan/abc123",
            office(None, Page::Subscription(Subscription { confirmed: false, ..subscription() })),
        ),
        ("subscription-gone", "/langganan/abc123", office(None, Page::SubscriptionGone)),
        ("subscription-ended", "/langganan/abc123/akhiri", office(None, Page::SubscriptionEnded)),
        ("subscribers", "/pelanggan", admin(Page::Subscribers(Box::new(subscribers())))),
        (
            "subscribers-none",
            "/pelanggan",
            admin(Page::Subscribers(Box::new(Subscribers {
                new_secret: Some("rahasia".to_owned()),
                ..Subscribers::default()
            }))),
        ),
        ("plan", "/intervensi/rencana", admin(Page::Plan(Box::new(plan())))),
        ("plan-calm", "/intervensi/rencana", admin(Page::Plan(Box::new(calm_plan())))),
        ("agreements", "/kad", admin(Page::Agreements(Box::new(agreements())))),
        ("agreements-none", "/kad", anyone(Page::Agreements(Box::default()))),
        ("agreement", "/kad/1", admin(Page::Agreement(Box::new(agreement())))),
        ("trail", "/jejak", admin(Page::Trail(trail()))),
        ("trail-broken", "/jejak", admin(Page::Trail(Trail { intact: false, ..trail() }))),
        ("uploads", "/unggah", admin(Page::Uploads(uploads()))),
        ("preview", "/unggah/u1", admin(Page::Preview(Box::new(preview())))),
        ("preview-unplaced", "/unggah/u1", admin(Page::Preview(Box::new(unplaced())))),
        ("preview-unmapped", "/unggah/u1", admin(Page::Preview(Box::new(unmapped(None))))),
        ("preview-mapped", "/unggah/u1", admin(Page::Preview(Box::new(unmapped(Some("[[mapping]]")))))),
        ("batch", "/unggah/versi/7", admin(Page::Batch(Box::new(batch())))),
        (
            "batch-withdrawn",
            "/unggah/versi/8",
            admin(Page::Batch(Box::new(Batch {
                row: BatchRow { withdrawn: Some(withdrawal()), ..batch().row },
                ..batch()
            }))),
        ),
        (
            "review",
            "/tinjau/2021-07-14/cabai-rawit-merah/retail/pihps/daily/3273/pasar-agung",
            admin(Page::Review(Box::new(review()))),
        ),
        ("weeks", "/pekan", anyone(Page::Weeks(Box::new(weeks())))),
        ("week", "/pekan/2025-W50", anyone(Page::Week(Box::new(week())))),
        ("floor-markets", "/catat", admin(Page::FloorMarkets(floor_markets()))),
        ("floor-form", "/catat/3273/kosambi", admin(Page::FloorForm(Box::new(floor_form())))),
        ("floor-plan", "/catat/rencana", admin(Page::FloorWalks(Box::new(floor_walks())))),
        ("floor-notes", "/catat/rencana/3273/kosambi", admin(Page::FloorNotes(floor_notes()))),
    ]
}
