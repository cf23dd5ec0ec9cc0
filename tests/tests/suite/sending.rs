//! Sending: by confirmed wish, once, at the time that was wished, and no longer than
//! that.

use chrono::{NaiveDate, TimeDelta, Timelike};
use lumbung_data::model::ledger::{Step, StepKind, WarningKey};
use lumbung_data::model::office::TrailFilter;
use lumbung_data::model::{
    CommodityId, Evidence, PlaceCode, PriceLevel, Quiet, Role, SourceId, WarningKind, WarningLevel, WarningState,
    WarningWish, Wishes,
};
use lumbung_data::profile::Profile;
use lumbung_server::auth::Who;
use lumbung_server::book::NewSubscriber;
use lumbung_server::mail::{Mail, MailSettings};
use lumbung_server::notify::{Attachment, Kind, Notice, Sheet, Teller, Told, weekly};
use lumbung_server::settings::Settings;
use lumbung_tests::{HomeDir, PihpsFile, PostBox, Running, Served, lumbung};
use reqwest::Method;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

fn settings(post_box: &PostBox) -> Settings {
    Settings { mail: Some(post_box.mail()), second_factor_optional: true, ..Settings::default() }
}

/// Carries until nothing is due.
async fn carry(served: &Served) {
    let courier = served.courier();
    while courier.turn().await.unwrap() {}
}

const WISHES: [(&str, &str); 5] =
    [("bahasa", "id"), ("pekanan", "ya"), ("peringatan", "immediate"), ("terendah", "siaga"), ("awas", "")];

async fn subscribe(served: &Served, address: &str) -> lumbung_tests::Page {
    served.browser().post("/langganan", &[&WISHES[..], &[("surel", address)]].concat()).await
}

async fn add(served: &Served, address: &str, wishes: Wishes) -> i64 {
    let new = NewSubscriber { address, wishes: &wishes, hook: None };
    let added = served.store.book.add_subscriber(&Who::at_command_line(), served.clock.now(), new).await;
    added.unwrap().unwrap()
}

fn sheet() -> Notice {
    let pdf =
        Attachment { name: "2023-W50.pdf".into(), media_type: "application/pdf".into(), bytes: b"%PDF-1.7".to_vec() };
    let sheet = Sheet {
        week: "2023-W50".into(),
        label: ["Minggu II Desember 2023".into(), "week II of December 2023".into()],
        headline: ["Cabai rawit merah naik 32%".into(), "Chillies up 32%".into()],
        summary: [vec!["Naik: cabai rawit merah.".into()], vec!["Up: chillies.".into()]],
        pdf: [Some(pdf.clone()), Some(pdf)],
        path: "/pekan/2023-W50".into(),
    };
    weekly("Kota Bandung", &sheet)
}

fn warning(key: &str, level: WarningLevel) -> Notice {
    let told = Told { subject: format!("Peringatan {key}"), text: "Harga naik.".into(), attachment: None };
    let path = "/peringatan".to_owned();
    Notice { key: key.into(), kind: Kind::Warning, level: Some(level), step: None, path, told: [told.clone(), told] }
}

/// Turns the clock to the next time that it is so late in western Indonesia.
fn turn_to(served: &Served, hour: u32, minute: u32) {
    let there = lumbung_server::wib::local(served.clock.now());
    let wanted = i64::from(hour * 60 + minute) - i64::from(there.hour() * 60 + there.minute());
    served.clock.turn(TimeDelta::minutes(wanted.rem_euclid(24 * 60)) - TimeDelta::seconds(i64::from(there.second())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_begins_by_the_link_of_a_letter_and_ends_by_one_click_from_anywhere() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    let page = subscribe(&served, "Siti@Example.org").await;
    assert_eq!((page.status, page.header("location")), (303, "/langganan?kabar=langganan-diminta"));
    served.store.book.tell(&sheet(), served.clock.now()).await.unwrap();
    carry(&served).await;
    let letters = post_box.letters();
    assert_eq!(letters.len(), 1, "nothing but the confirmation before it is confirmed");
    assert_eq!(letters[0].header("to"), "siti@example.org");
    let link = letters[0].own_link();

    // Mail programs open links to look at them.
    assert!(served.get(&link).await.body.contains("Konfirmasi dan mulai berlangganan"));
    assert_eq!(served.store.book.subscribers().await.unwrap()[0].confirmed, None);
    let page = served.browser().post(&link, &WISHES).await;
    assert_eq!(page.status, 303, "{}", page.body);
    assert!(served.store.book.subscribers().await.unwrap()[0].confirmed.is_some());

    let next = Notice { key: "weekly:2023-W51".into(), ..sheet() };
    served.store.book.tell(&next, served.clock.now()).await.unwrap();
    carry(&served).await;
    let letters = post_box.letters();
    let last = letters.last().unwrap();
    assert_eq!(letters.len(), 2);
    assert!(last.header("content-type").starts_with("multipart/mixed"));
    assert!(last.text().contains("filename=\"2023-W50.pdf\"") && last.text().contains("/pekan/2023-W50"));
    assert_eq!(last.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    let way_out = last.header("list-unsubscribe");
    let way_out = way_out.trim_matches(['<', '>']).split_once(&served.address.to_string()).unwrap().1.to_owned();

    assert!(served.get(&way_out).await.status == 303, "a GET changes nothing and leads to the form");
    assert_eq!(served.store.book.subscribers().await.unwrap().len(), 1);
    // No browser: neither origin nor cookie.
    let request = served.request(Method::POST, &way_out).header("content-type", "application/x-www-form-urlencoded");
    let page = served.send(request.body("List-Unsubscribe=One-Click")).await;
    assert_eq!(page.status, 200);
    assert!(served.store.book.subscribers().await.unwrap().is_empty(), "the address is forgotten");
    assert!(served.get(&link).await.body.contains("Tautan tidak berlaku"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_tells_nobody_whether_an_address_is_known_and_changes_nothing_of_it() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    add(&served, "siti@example.org", Wishes { warnings: WarningWish::Off, ..Wishes::default() }).await;
    let mut answers = Vec::new();
    for address in ["siti@example.org", "budi@example.org"] {
        let page = subscribe(&served, address).await;
        answers.push((page.status, page.header("location").to_owned(), page.body));
    }
    assert_eq!(answers[0], answers[1]);
    let rows = served.store.book.subscribers().await.unwrap();
    assert_eq!(rows[0].wishes.warnings, WarningWish::Off, "only its owner changes it");
    carry(&served).await;
    let letters = post_box.letters();
    assert!(letters[0].text().contains("sudah berlangganan"), "{}", letters[0].text());
    assert!(letters[1].text().contains("dalam 48 jam"), "{}", letters[1].text());
    let own = served.get(&letters[0].own_link()).await.body;
    assert!(own.contains("siti@example.org") && own.contains("Simpan pilihan"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_fills_a_strangers_letter_box() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    for _ in 0..6 {
        assert_eq!(subscribe(&served, "siti@example.org").await.status, 303);
    }
    carry(&served).await;
    assert_eq!(post_box.letters().len(), 3);
    served.clock.turn(TimeDelta::hours(49));
    assert!(served.get(&post_box.letters()[2].own_link()).await.body.contains("Tautan tidak berlaku"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_subscription_stands_at_its_field() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    let with = async |changes: &[(&str, &str)]| {
        let mut fields = [&WISHES[..], &[("surel", "siti@example.org")]].concat();
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend_from_slice(changes);
        let page = served.browser().post("/langganan", &fields).await;
        assert_eq!(page.status, 422, "{changes:?}");
        page.body
    };
    assert!(with(&[("surel", "siti")]).await.contains("Ini bukan alamat surel"));
    assert!(with(&[("surel", "")]).await.contains("Isian ini masih kosong"));
    assert!(with(&[("pekanan", ""), ("peringatan", "off")]).await.contains("Belum ada yang dipilih"));
    assert!(with(&[("hening_dari", "21:00")]).await.contains("dua waktu yang berbeda"));
    assert!(with(&[("peringatan", "sometimes")]).await.contains("aria-invalid"));
    assert!(served.store.book.subscribers().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_being_sent_when_the_server_ended_is_sent_again_under_the_same_key() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    add(&served, "siti@example.org", Wishes::default()).await;
    let (book, now) = (&served.store.book, served.clock.now());
    assert!(book.tell(&sheet(), now).await.unwrap());
    assert!(!book.tell(&sheet(), now).await.unwrap(), "the same is decided once");
    let taken = book.take_due(now, true).await.unwrap().unwrap();
    assert!(book.take_due(now, true).await.unwrap().is_none(), "what is being sent is taken by nobody else");
    assert_eq!(book.put_back().await.unwrap(), 1);
    carry(&served).await;
    let letters = post_box.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].header("message-id"), format!("<{}@example.org>", taken.key));
    assert_eq!(book.put_back().await.unwrap(), 0);
    carry(&served).await;
    assert_eq!(post_box.letters().len(), 1);
    let row = &book.subscribers().await.unwrap()[0];
    assert_eq!((row.sent, row.waiting, row.given_up), (1, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_waits_for_the_end_of_quiet_hours_unless_it_is_grave_and_wished() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    let quiet = Quiet::parse("21:00", "06:00");
    let wishes = Wishes { warnings: WarningWish::Immediate, quiet, ..Wishes::default() };
    add(&served, "siti@example.org", wishes).await;
    add(&served, "budi@example.org", Wishes { awas_anytime: true, ..wishes }).await;
    turn_to(&served, 22, 0);
    let now = served.clock.now();
    served.store.book.tell(&warning("a", WarningLevel::Awas), now).await.unwrap();
    served.store.book.tell(&warning("b", WarningLevel::Siaga), now).await.unwrap();
    served.store.book.tell(&warning("c", WarningLevel::Waspada), now).await.unwrap();
    served.store.book.tell(&sheet(), now).await.unwrap();
    carry(&served).await;
    let sent = || -> Vec<(String, String)> {
        let letters = post_box.letters();
        letters.iter().map(|letter| (letter.header("to"), letter.header("subject"))).collect()
    };
    let night = sent();
    assert_eq!(night.len(), 3, "the grave one to whoever wished so, and the sheet to both: {night:?}");
    assert!(night.contains(&("budi@example.org".into(), "Peringatan a".into())));
    served.clock.turn(TimeDelta::hours(8) - TimeDelta::minutes(1));
    carry(&served).await;
    assert_eq!(sent().len(), 3, "05.59");
    served.clock.turn(TimeDelta::minutes(1));
    carry(&served).await;
    let morning = sent();
    assert_eq!(morning.len(), 6, "{morning:?}");
    assert!(!morning.iter().any(|(_, subject)| subject == "Peringatan c"), "below the wished level");
}

fn evidence(on: NaiveDate) -> Evidence {
    Evidence {
        date: on,
        price: 85_000.0,
        unit: "kg".into(),
        baseline: 64_400.0,
        rise: 0.32,
        theta: 0.25,
        exceeding: 5,
        peak: 85_000.0,
        peak_day: on,
        year_median: None,
        reference: None,
        expected: None,
    }
}

fn step(commodity: &str, on: NaiveDate, what: StepKind, level: WarningLevel) -> (WarningKey, Step) {
    let key = WarningKey {
        kind: WarningKind::Surge,
        commodity: CommodityId::parse(commodity).unwrap(),
        place: PlaceCode::parse("3273").unwrap(),
        price_level: PriceLevel::Retail,
        source: SourceId::parse("pihps").unwrap(),
        onset: "2023-12-04".parse().unwrap(),
    };
    let reason = ["Harga melonjak.".to_owned(), "It surges.".to_owned()];
    let (state, evidence) = (WarningState::Firing, evidence(on));
    (key, Step { what, on, version: 2, level, state, reason, evidence })
}

/// Judges a day: enters these steps, and decides what is to be told of them.
async fn judge(served: &Served, on: NaiveDate, steps: &[(WarningKey, Step)]) {
    let book = &served.store.book;
    let profile = Profile::load("bandung").unwrap();
    let teller = Teller { profile: &profile, simulated: false };
    let before = book.judged().await.unwrap();
    assert!(book.enter((on, 2), before, steps, served.clock.now(), &teller).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digest_of_a_day_goes_out_at_seven_with_what_became_of_each_warning() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    add(&served, "siti@example.org", Wishes::default()).await;
    add(&served, "budi@example.org", Wishes { least: WarningLevel::Awas, ..Wishes::default() }).await;
    add(&served, "tono@example.org", Wishes { warnings: WarningWish::Immediate, ..Wishes::default() }).await;
    turn_to(&served, 8, 0);
    carry(&served).await;
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let (chilli, onion) = ("cabai-rawit-merah", "bawang-merah");
    let begins = |commodity, on| step(commodity, day(on), StepKind::InForce, WarningLevel::Siaga);
    judge(&served, day("2023-12-08"), &[begins(chilli, "2023-12-08"), begins(onion, "2023-12-08")]).await;
    judge(
        &served,
        day("2023-12-11"),
        &[
            step(onion, day("2023-12-11"), StepKind::Over, WarningLevel::Siaga),
            step(chilli, day("2023-12-11"), StepKind::InForce, WarningLevel::Siaga),
        ],
    )
    .await;
    carry(&served).await;
    let subjects: Vec<String> = post_box.letters().iter().map(|letter| letter.header("subject")).collect();
    assert_eq!(
        subjects,
        [
            "[Lumbung Kota Bandung] 2 kabar peringatan, tertinggi Siaga: bawang merah, cabai rawit merah",
            "[Lumbung Kota Bandung] Berakhir: peringatan Siaga bawang merah, Kota Bandung",
        ],
        "one message a judgement, at once"
    );
    let text = post_box.letters()[0].text();
    assert!(text.contains("- Siaga: cabai rawit merah naik 32% dalam 5 hari"), "{text}");

    turn_to(&served, 6, 59);
    carry(&served).await;
    assert_eq!(post_box.letters().len(), 2);
    turn_to(&served, 7, 0);
    carry(&served).await;
    carry(&served).await;
    let letters = post_box.letters();
    assert_eq!(letters.len(), 3, "one digest, to who wants this level once a day");
    let digest = letters.last().unwrap();
    assert_eq!(digest.header("to"), "siti@example.org");
    assert!(digest.header("subject").contains("2 komoditas, tertinggi Siaga"), "{}", digest.header("subject"));
    let text = digest.text();
    assert!(text.contains("Berakhir: peringatan Siaga bawang merah") && text.contains("Siaga: cabai rawit merah naik"));
    assert_eq!(text.matches("bawang merah, Kota Bandung").count(), 1, "{text}");

    served.clock.turn(TimeDelta::days(1));
    carry(&served).await;
    assert_eq!(post_box.letters().len(), 3, "nothing new, no digest");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_taken_is_tried_for_a_day_and_then_given_up_where_an_admin_sees_it() {
    let home = HomeDir::new();
    // Nobody listens there.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mail = MailSettings { url: format!("smtp://{closed}"), from: "lumbung@example.org".into() };
    let mail = Some(Arc::new(Mail::new(&mail).unwrap()));
    let served =
        Served::with_settings(&home, Settings { mail, second_factor_optional: true, ..Settings::default() }).await;
    add(&served, "siti@example.org", Wishes::default()).await;
    served.store.book.tell(&sheet(), served.clock.now()).await.unwrap();
    let courier = served.courier();
    for wait in [1, 5, 30, 120, 360, 720] {
        assert!(courier.turn().await.unwrap());
        assert!(!courier.turn().await.unwrap(), "not again at once");
        served.clock.turn(TimeDelta::minutes(wait));
    }
    assert!(courier.turn().await.unwrap());
    served.clock.turn(TimeDelta::days(2));
    assert!(!courier.turn().await.unwrap(), "given up");
    let row = &served.store.book.subscribers().await.unwrap()[0];
    assert_eq!((row.given_up, row.disabled.is_none()), (1, true), "the server's fault is not the subscriber's");
    let page = served.signed_in("kepala", Role::Admin).await.get("/pelanggan").await.body;
    assert!(page.contains("tidak dikirim lagi") && page.contains("server surel tidak dapat dihubungi"), "{page}");
}

/// A mail server that knows no mailbox.
async fn knows_nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (reader, mut writer) = stream.split();
                let mut lines = BufReader::new(reader).lines();
                let _ = writer.write_all(b"220 here\r\n").await;
                while let Ok(Some(line)) = lines.next_line().await {
                    let reply = if line.starts_with("RCPT") { "550 5.1.1 user unknown" } else { "250 good" };
                    let _ = writer.write_all(format!("{reply}\r\n").as_bytes()).await;
                }
            });
        }
    });
    format!("smtp://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_is_not_there_is_written_to_no_more_until_an_admin_says_so() {
    let home = HomeDir::new();
    let mail = MailSettings { url: knows_nobody().await, from: "lumbung@example.org".into() };
    let mail = Some(Arc::new(Mail::new(&mail).unwrap()));
    let served =
        Served::with_settings(&home, Settings { mail, second_factor_optional: true, ..Settings::default() }).await;
    let id = add(&served, "siti@example.org", Wishes::default()).await;
    let (book, now) = (&served.store.book, served.clock.now());
    book.tell(&sheet(), now).await.unwrap();
    book.tell(&Notice { key: "weekly:2023-W51".into(), ..sheet() }, now).await.unwrap();
    carry(&served).await;
    let row = &book.subscribers().await.unwrap()[0];
    let (_, [reason, _]) = row.disabled.clone().unwrap();
    assert!(reason.contains("kotak surat ini tidak ada (kode 550)"), "{reason}");
    assert_eq!((row.given_up, row.waiting), (2, 0), "what else was for it is given up, too");
    book.tell(&Notice { key: "weekly:2023-W52".into(), ..sheet() }, now).await.unwrap();
    assert_eq!(book.subscribers().await.unwrap()[0].waiting, 0);
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let page = admin.post(&format!("/pelanggan/{id}/aktifkan"), &[]).await;
    assert_eq!(page.header("location"), "/pelanggan?kabar=pelanggan-diaktifkan");
    assert_eq!(book.subscribers().await.unwrap()[0].disabled, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_adds_tries_and_removes_a_webhook_and_the_audit_log_names_no_address() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let hook = wiremock::MockServer::start().await;
    let taken = wiremock::ResponseTemplate::new(200);
    wiremock::Mock::given(wiremock::matchers::method("POST")).respond_with(taken).mount(&hook).await;
    let own = vec![hook.address().to_string()];
    let served = Served::with_settings(&home, Settings { webhook_hosts: own, ..settings(&post_box) }).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let url = format!("{}/kirim?token=rahasia", hook.uri());
    let fields = |url: &'static str| [&WISHES[..], &[("alamat", url), ("format", "json")]].concat();
    for refused in ["https://10.0.0.7/", "http://gateway.example/", "https://localhost:1/", "ftp://a.example/", ""] {
        let page = admin.post("/pelanggan", &fields(refused)).await;
        assert_eq!(page.status, 422, "{refused}");
    }
    let form = [&WISHES[..], &[("alamat", url.as_str()), ("format", "json")]].concat();
    let page = admin.post("/pelanggan", &form).await;
    assert!(page.status == 200 && page.body.contains("Kunci tanda tangan"), "{}", page.body);
    assert!(admin.post("/pelanggan", &form).await.body.contains("Alamat ini sudah terdaftar"));
    let id = served.store.book.subscribers().await.unwrap()[0].id;
    assert_eq!(admin.post(&format!("/pelanggan/{id}/coba"), &[]).await.status, 303);
    served.store.book.tell(&warning("a", WarningLevel::Siaga), served.clock.now()).await.unwrap();
    carry(&served).await;
    let got = hook.received_requests().await.unwrap();
    let kinds: Vec<serde_json::Value> =
        got.iter().map(|one| serde_json::from_slice::<serde_json::Value>(&one.body).unwrap()["kind"].clone()).collect();
    assert_eq!(kinds, ["test", "warning"]);
    assert_ne!(got[0].headers["idempotency-key"], got[1].headers["idempotency-key"]);
    assert_eq!(admin.post(&format!("/pelanggan/{id}/hapus"), &[]).await.status, 303);
    assert_eq!(admin.post(&format!("/pelanggan/{id}/hapus"), &[]).await.status, 404);
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let own: Vec<_> = trail.iter().filter(|row| row.action.starts_with("subscriber-")).collect();
    let actions: Vec<&str> = own.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["subscriber-added", "subscriber-tried", "subscriber-removed"]);
    assert!(own.iter().all(|row| row.subject == format!("webhook {id}") && row.actor == "kepala"));
    assert!(trail.iter().all(|row| !row.after.contains("rahasia") && !row.before.contains("rahasia")));
}

#[test]
fn the_operator_lists_adds_and_removes_at_the_command_line() {
    let home = HomeDir::new();
    let added = lumbung(&home, &["subscriber", "add", "Siti@Example.org", "--quiet", "21:00-06:00", "--in", "en"]);
    assert_eq!(added.code, 0, "{}", added.err);
    let hook = ["--json", "subscriber", "add", "https://gateway.example/kirim", "--webhook", "--warnings", "immediate"];
    let secret = lumbung(&home, &hook).json()["secret"].as_str().unwrap().to_owned();
    let list = lumbung(&home, &["--json", "subscriber", "list"]);
    assert!(secret.len() > 40 && !list.out.contains(&secret));
    let rows = list.json()["subscribers"].clone();
    assert_eq!((&rows[0]["address"], &rows[0]["lang"]), (&"siti@example.org".into(), &"en".into()));
    assert!(rows[0]["confirmed"].is_string(), "the operator vouches for it");
    assert_eq!(rows[1]["channel"], "webhook");
    assert_eq!(lumbung(&home, &["subscriber", "remove", "siti@example.org"]).code, 0);
    for (bad, says) in [
        (vec!["subscriber", "remove", "siti@example.org"], "tidak ada pelanggan"),
        (vec!["subscriber", "add", "siti"], "alamat tidak sah"),
        (vec!["subscriber", "add", "a@b.id", "--no-weekly", "--warnings", "off"], "tidak ada yang dipilih"),
        (vec!["subscriber", "add", "https://gateway.example/kirim", "--webhook"], "sudah terdaftar"),
    ] {
        let answer = lumbung(&home, &bad);
        assert!(answer.code == 2 && answer.err.contains(says), "{bad:?}: {}", answer.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_is_not_entered_is_not_told() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let served = Served::with_settings(&home, settings(&post_box)).await;
    add(&served, "siti@example.org", Wishes { warnings: WarningWish::Immediate, ..Wishes::default() }).await;
    let on: NaiveDate = "2023-12-08".parse().unwrap();
    judge(&served, on, &[]).await;
    let steps = [step("bawang-merah", on, StepKind::InForce, WarningLevel::Siaga)];
    let profile = Profile::load("bandung").unwrap();
    let teller = Teller { profile: &profile, simulated: false };
    // Somebody else has judged meanwhile.
    let entered = served.store.book.enter((on, 3), None, &steps, served.clock.now(), &teller).await.unwrap();
    carry(&served).await;
    assert!(!entered && post_box.letters().is_empty());
}

#[test]
fn a_running_server_writes_of_a_warning_as_soon_as_it_is_judged_and_once_over_a_restart() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let add = ["subscriber", "add", "siti@example.org", "--warnings", "immediate", "--least", "waspada", "--no-weekly"];
    assert_eq!(lumbung(&home, &add).code, 0);
    let prices = [[30_000; 20].as_slice(), &[36_000; 5]].concat();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let folder = post_box.path().to_str().unwrap().to_owned();
    let environment = [("LUMBUNG_MAIL_DIR", folder.as_str()), ("LUMBUNG_PUBLIC_URL", "https://lumbung.example")];
    for _ in 0..2 {
        let server = Running::start_with(&home, &environment);
        let begun = Instant::now();
        // Asking is what takes the time here.
        while post_box.letters().is_empty() || !server.get("/peringatan/1").contains("diperingatkan") {
            assert!(begun.elapsed() < Duration::from_secs(20), "no letter");
        }
    }
    let letters = post_box.letters();
    assert_eq!(letters.len(), 1);
    let (subject, text) = (letters[0].header("subject"), letters[0].text());
    assert!(subject.starts_with("[Lumbung Kota Bandung] ") && subject.contains("bawang merah naik 20%"), "{subject}");
    assert!(text.contains("Harga bawang merah di Kota Bandung tercatat Rp36.000/kg"), "{text}");
    assert!(text.contains("Selengkapnya: https://lumbung.example/peringatan/1") && text.contains(" WIB."), "{text}");
}
