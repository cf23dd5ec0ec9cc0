//! Sessions: begun anew at sign-in, ended by time, by their owner and by admins.

use chrono::TimeDelta;
use lumbung_data::model::Role;
use lumbung_data::model::office::LinkPurpose;
use lumbung_server::auth::Who;
use lumbung_server::book::{ABSOLUTE, Change, Ground, IDLE, NewSession, Stage, Used};
use lumbung_tests::{HomeDir, Served};

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_from_before_signing_in_opens_nothing_afterwards() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    served.person("siti", Role::Officer).await;
    let mut browser = served.browser();
    // Somebody planted a cookie of their own choice.
    browser.cookie = Some("lumbung=ditanam-orang-lain".to_owned());
    browser.sign_in("siti").await;
    let fresh = browser.cookie.clone().unwrap();
    assert_ne!(fresh, "lumbung=ditanam-orang-lain");
    browser.cookie = Some("lumbung=ditanam-orang-lain".to_owned());
    assert_eq!(browser.get("/akun").await.status, 303);

    // Nor does the own earlier one, once signed in again.
    browser.cookie = Some(fresh.clone());
    browser.sign_in("siti").await;
    browser.cookie = Some(fresh);
    assert_eq!(browser.get("/akun").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_session_ends_and_a_used_one_ends_with_the_day() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut idle = served.signed_in("siti", Role::Officer).await;
    served.clock.turn(IDLE - TimeDelta::minutes(1));
    assert_eq!(idle.get("/akun").await.status, 200);
    served.clock.turn(IDLE - TimeDelta::minutes(1));
    assert_eq!(idle.get("/akun").await.status, 200, "its use was noted");
    served.clock.turn(IDLE);
    assert_eq!(idle.get("/akun").await.status, 303);

    let mut busy = served.signed_in("budi", Role::Officer).await;
    let steps = ABSOLUTE.num_minutes() / 50;
    for _ in 0..steps {
        assert_eq!(busy.get("/akun").await.status, 200);
        served.clock.turn(TimeDelta::minutes(50));
    }
    served.clock.turn(TimeDelta::minutes(20));
    assert_eq!(busy.get("/akun").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_are_two_sessions_and_each_can_end_the_other() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    served.person("siti", Role::Officer).await;
    let (mut one, mut other) = (served.browser(), served.browser());
    let (a, b) = tokio::join!(one.sign_in("siti"), other.sign_in("siti"));
    assert_eq!((a.status, b.status), (303, 303));
    assert_ne!(one.cookie, other.cookie);
    let page = one.get("/akun").await;
    let ends: Vec<&str> =
        page.body.split("action=\"/akun/sesi/").skip(1).filter_map(|rest| rest.split('/').next()).collect();
    assert!(ends.len() >= 2, "{ends:?}");
    let person = served.store.book.person_named("siti").await.unwrap().unwrap();
    let rows = served.store.book.sessions_of(person.id, None, served.clock.now()).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.address == "127.0.0.1" && row.began <= row.seen));
    let mine = served
        .store
        .book
        .session(one.cookie.as_ref().unwrap().trim_start_matches("lumbung="), served.clock.now())
        .await
        .unwrap()
        .unwrap();
    let others = rows.iter().find(|row| Some(row.id) != mine.person.session()).unwrap();
    assert_eq!(one.post(&format!("/akun/sesi/{}/akhiri", others.id), &[]).await.status, 303);
    assert_eq!(other.get("/akun").await.status, 303);
    assert_eq!(one.get("/akun").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_ends_somebody_elses_session() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut siti = served.signed_in("siti", Role::Admin).await;
    let mut budi = served.signed_in("budi", Role::Officer).await;
    for id in 1..5 {
        budi.post(&format!("/akun/sesi/{id}/akhiri"), &[]).await;
    }
    assert_eq!(siti.get("/akun").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_all_devices_ends_every_session_and_forgets_the_cookie() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut one = served.session_of(person, "siti").await;
    let mut other = served.session_of(person, "siti").await;
    let page = one.post("/akun/sesi/akhiri-semua", &[]).await;
    assert_eq!(page.header("location"), "/masuk?kabar=semua-sesi-diakhiri");
    assert_eq!(page.header("clear-site-data"), "\"cache\"", "prices that a phone has not sent stay");
    let page = served.get("/masuk?kabar=semua-sesi-diakhiri").await;
    assert!(page.body.contains("src=\"/catat-simpan.js\" data-forget"), "{}", page.body);
    assert_eq!(one.cookie, None);
    assert_eq!(other.get("/akun").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_on_the_server_too() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut browser = served.signed_in("siti", Role::Officer).await;
    let cookie = browser.cookie.clone();
    browser.post("/keluar", &[]).await;
    assert_eq!(browser.cookie, None);
    browser.cookie = cookie;
    assert_eq!(browser.get("/akun").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_and_a_changed_role_end_their_sessions_at_once() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    served.person("kepala", Role::Admin).await;
    for (name, change) in
        [("siti", Change::Disable), ("budi", Change::Role(Role::Leader)), ("tono", Change::EndSessions)]
    {
        let person = served.person(name, Role::Officer).await;
        let mut browser = served.session_of(person, name).await;
        assert_eq!(browser.get("/akun").await.status, 200);
        let (book, now) = (&served.store.book, served.clock.now());
        book.change_person(&Who::at_command_line(), now, person, change).await.unwrap();
        assert_eq!(browser.get("/akun").await.status, 303, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_wants_the_old_one_and_ends_other_sessions() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let mut one = served.session_of(person, "siti").await;
    let mut other = served.session_of(person, "siti").await;
    let before = one.cookie.clone();
    let new = "gabah kering giling seharga wajar";
    let fields = |old| [("sandi_lama", old), ("sandi", new), ("sandi_lagi", new)];
    assert_eq!(one.post("/akun/sandi", &fields("bukan sandi saya ini")).await.status, 422);
    assert_eq!(other.get("/akun").await.status, 200);
    assert_eq!(
        one.post("/akun/sandi", &fields(lumbung_tests::PASSWORD)).await.header("location"),
        "/akun?kabar=sandi-diganti"
    );
    assert_eq!(one.get("/akun").await.status, 200);
    assert_eq!(other.get("/akun").await.status, 303);
    assert_ne!(one.cookie, before, "the session goes on under a new secret");
    one.cookie = before;
    assert_eq!(one.get("/akun").await.status, 303);
    let mut fresh = served.browser();
    assert_eq!(fresh.sign_in("siti").await.status, 422, "the old one no longer works");
    assert_eq!(fresh.post("/masuk", &[("nama", "siti"), ("sandi", new)]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_signed_in_people_see_is_kept_by_no_cache() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut browser = served.signed_in("siti", Role::Admin).await;
    for path in ["/", "/akun", "/pengguna", "/jejak", "/unggah", "/komoditas/bawang-merah"] {
        let page = browser.get(path).await;
        assert_eq!((page.status, page.header("cache-control")), (200, "no-store"), "{path}");
    }
    assert_eq!(served.get("/").await.header("cache-control"), "");
}

/// A session about to begin for somebody at a browser.
fn beginning<'a>(person: i64, stage: Stage, ground: Ground<'a>, brought: Option<&'a str>) -> NewSession<'a> {
    NewSession { person, stage, ground, address: "198.51.100.1", agent: "a test", brought, goes_on: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_is_changed_while_somebody_comes_in_with_the_old_one_keeps_them_out() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let (book, who, now) = (&served.store.book, Who::at_command_line(), served.clock.now());
    let id = served.person("siti", Role::Officer).await;
    let compared = book.person(id).await.unwrap().unwrap();
    // Between the factors, with the old password.
    let halfway = beginning(id, Stage::Password, Ground::Password(&compared), None);
    let halfway = book.begin_session(&who, now, halfway).await.unwrap().unwrap();
    // In the middle of a change of their own.
    let full = beginning(id, Stage::Full, Ground::Password(&compared), None);
    let full = book.begin_session(&who, now, full).await.unwrap().unwrap();
    let session = book.session(&full, now).await.unwrap().unwrap().person.session().unwrap();

    let (link, _) = book.make_link(&who, now, LinkPurpose::Reset, Some(&compared)).await.unwrap();
    let other = "$argon2id$v=19$m=19456,t=2,p=1$another";
    assert_eq!(book.use_link(&who, now, &link, ("", ""), other).await.unwrap(), Used::Done);

    let by_password = beginning(id, Stage::Full, Ground::Password(&compared), None);
    assert_eq!(book.begin_session(&who, now, by_password).await.unwrap(), None);
    let by_code = beginning(id, Stage::Full, Ground::Code, Some(&halfway));
    assert_eq!(book.begin_session(&who, now, by_code).await.unwrap(), None);
    assert!(!book.set_password(&who, now, id, session, "mine").await.unwrap(), "the session has ended");
    assert!(book.set_second_factor(&who, now, id, session, ("AAAA", 1)).await.unwrap().is_none());
    assert!(book.renew_recovery_codes(&who, now, id, session).await.unwrap().is_none());
    assert!(book.renew_session(session).await.unwrap().is_none());
    assert_eq!(book.sessions_of(id, None, now).await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_that_is_set_while_somebody_comes_in_without_one_keeps_them_out() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let (book, who, now) = (&served.store.book, Who::at_command_line(), served.clock.now());
    let id = served.person("siti", Role::Officer).await;
    let compared = book.person(id).await.unwrap().unwrap();
    let full = beginning(id, Stage::Full, Ground::Password(&compared), None);
    let full = book.begin_session(&who, now, full).await.unwrap().unwrap();
    let session = book.session(&full, now).await.unwrap().unwrap().person.session().unwrap();
    book.set_second_factor(&who, now, id, session, ("AAAA", 1)).await.unwrap().unwrap();
    let late = beginning(id, Stage::Full, Ground::Password(&compared), None);
    assert_eq!(book.begin_session(&who, now, late).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_closed_keeps_out_whoever_is_just_coming_in() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let (book, who, now) = (&served.store.book, Who::at_command_line(), served.clock.now());
    let id = served.person("siti", Role::Officer).await;
    let compared = book.person(id).await.unwrap().unwrap();
    book.change_person(&who, now, id, Change::Disable).await.unwrap();
    for ground in [Ground::Password(&compared), Ground::Provider] {
        let late = beginning(id, Stage::Full, ground, None);
        assert_eq!(book.begin_session(&who, now, late).await.unwrap(), None);
    }
}
