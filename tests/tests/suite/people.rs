//! Accounts: by invitation, by the command line, and never without an admin.

use chrono::TimeDelta;
use lumbung_data::model::Role;
use lumbung_data::model::office::TrailFilter;
use lumbung_server::auth::Who;
use lumbung_server::book::Entry;
use lumbung_tests::{HomeDir, PASSWORD, Page, Served, lumbung, lumbung_command};
use std::io::Write;
use std::process::Stdio;

/// The one-time link on a page.
fn link(page: &Page) -> String {
    let at = page.body.find("/tautan/").expect("a link");
    let token: String =
        page.body[at + 8..].chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    format!("/tautan/{token}")
}

const NEW: [(&str, &str); 4] =
    [("nama", "siti"), ("nama_lengkap", "Siti Aminah"), ("surel", "siti@bandung.example"), ("peran", "officer")];

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_chooses_a_password_once() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let page = admin.post("/pengguna", &NEW).await;
    assert_eq!(page.status, 200);
    let path = link(&page);
    let mut siti = served.browser();
    assert!(siti.get(&path).await.body.contains("Siti Aminah"));
    let fields = [("sandi", PASSWORD), ("sandi_lagi", PASSWORD)];
    assert_eq!(siti.post(&path, &fields).await.status, 303);
    assert_eq!(siti.sign_in("siti").await.header("location"), "/");
    let again = siti.post(&path, &fields).await;
    assert!(again.body.contains("admin") && !again.body.contains("name=\"sandi\""), "the link is gone");
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let made = trail.iter().find(|row| row.action == "account-made" && row.subject == "siti").unwrap();
    assert_eq!(made.actor, "kepala");
    assert!(made.after.contains("\"role\":\"officer\""), "{}", made.after);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_or_hidden_in_an_invitation_is_said_at_its_field() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    assert_eq!(admin.post("/pengguna", &NEW).await.status, 200);
    let mut with = async |field: &str, value: &str| {
        let fields = NEW.map(|(name, old)| (name, if name == field { value } else { old }));
        let page = admin.post("/pengguna", &fields).await;
        assert_eq!(page.status, 422);
        page.body
    };
    let body = with("nama", "siti2").await;
    assert!(body.contains("Surel ini sudah dipakai") && !body.contains("Nama akun ini sudah dipakai"), "{body}");
    assert!(with("surel", "").await.contains("Nama akun ini sudah dipakai"));
    assert!(with("nama_lengkap", "Siti \u{202e}hanimA").await.contains("karakter tersembunyi"));
    assert!(with("nama", "anonymous").await.contains("Nama akun tidak memenuhi syarat"));
    let cli = lumbung(&home, &["user", "add", "budi", "--role", "officer", "--email", "bukan-surel"]);
    assert!(cli.code == 2 && cli.err.contains("surel tidak sah"), "{}", cli.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_with_its_time_and_with_the_next_one() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let first = link(&admin.post("/pengguna", &NEW).await);
    let person = served.store.book.person_named("siti").await.unwrap().unwrap();
    let second = link(&admin.post(&format!("/pengguna/{}/tautan", person.id), &[]).await);
    let works = |page: &Page| page.body.contains("name=\"sandi\"");
    assert!(!works(&served.get(&first).await) && works(&served.get(&second).await));
    served.clock.turn(TimeDelta::hours(72));
    assert!(!works(&served.get(&second).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_new_account_stands_at_its_field() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    for (fields, field) in [
        ([("nama", "Si Ti"), ("nama_lengkap", "Siti"), ("surel", ""), ("peran", "officer")], "nama"),
        ([("nama", "kepala"), ("nama_lengkap", "Siti"), ("surel", ""), ("peran", "officer")], "nama"),
        ([("nama", "siti"), ("nama_lengkap", ""), ("surel", ""), ("peran", "officer")], "nama_lengkap"),
        ([("nama", "siti"), ("nama_lengkap", "Siti"), ("surel", "bukan-surel"), ("peran", "officer")], "surel"),
        ([("nama", "siti"), ("nama_lengkap", "Siti"), ("surel", ""), ("peran", "raja")], "peran"),
    ] {
        let page = admin.post("/pengguna", &fields).await;
        assert_eq!(page.status, 422, "{fields:?}");
        let input =
            page.body.split('<').find(|tag| tag.contains(&format!("name=\"{field}\"")) && tag.contains("aria-invalid"));
        assert!(input.is_some(), "{fields:?}");
    }
    assert_eq!(served.store.book.people().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_shuts_themselves_out_and_an_admin_always_stays() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let own = served.store.book.person_named("kepala").await.unwrap().unwrap().id;
    assert_eq!(admin.post(&format!("/pengguna/{own}/nonaktifkan"), &[]).await.status, 422);
    assert_eq!(admin.post(&format!("/pengguna/{own}/peran"), &[("peran", "officer")]).await.status, 422);
    let answer = lumbung(&home, &["user", "disable", "kepala"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("admin terakhir"), "{}", answer.err);
    served.person("wakil", Role::Admin).await;
    assert_eq!(lumbung(&home, &["user", "disable", "kepala"]).code, 0);
    assert_eq!(admin.get("/pengguna").await.status, 303, "at once, also on the running server");
}

#[test]
fn an_account_is_made_at_the_command_line_with_a_link_or_a_password() {
    let home = HomeDir::new();
    let answer = lumbung(&home, &["--json", "user", "add", "Siti", "--public-url", "https://lumbung.example"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let made = answer.json();
    assert_eq!((made["name"].as_str(), made["role"].as_str()), (Some("siti"), Some("officer")));
    assert!(made["link"].as_str().unwrap().starts_with("https://lumbung.example/tautan/"));

    let mut command = lumbung_command(&home);
    command.args(["user", "add", "kepala", "--role", "admin", "--password-stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(child.wait().unwrap().success());
    let list = lumbung(&home, &["--json", "user", "list"]).json();
    let names: Vec<_> = list["users"].as_array().unwrap().iter().map(|user| user["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["kepala", "siti"]);
    assert_eq!(list["users"][1]["invited"], true);
    for (bad, says) in [
        (["user", "add", "siti"], "sudah dipakai"),
        (["user", "add", "Si Ti"], "nama harus"),
        (["user", "disable", "nemo"], "tidak ada akun"),
    ] {
        let answer = lumbung(&home, &bad);
        assert_eq!(answer.code, 2);
        assert!(answer.err.contains(says), "{}", answer.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_cut_to_a_person_and_downloaded_without_formulas() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut admin = served.signed_in("kepala", Role::Admin).await;
    let who = Who { actor: "kepala".to_owned(), ..Who::at_command_line() };
    let formula = Entry::of("denied", "=HYPERLINK(\"evil\")");
    served.store.book.note(&who, served.clock.now(), &formula).await.unwrap();
    served.signed_in("siti", Role::Officer).await;
    let page = admin.get("/jejak?siapa=siti").await;
    assert!(page.body.contains("siti") && !page.body.contains("HYPERLINK"));
    let csv = admin.get("/jejak.csv?siapa=kepala").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.header("content-disposition").contains("jejak.csv"));
    assert!(csv.body.starts_with("id,at,actor,action,subject,address,before,after\n"));
    assert!(csv.body.lines().skip(1).all(|line| line.contains(",kepala,")), "{}", csv.body);
    assert!(csv.body.contains(",\"'=HYPERLINK(\"\"evil\"\")\","), "{}", csv.body);
}
