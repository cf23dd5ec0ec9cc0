//! `kill -9` of a server between what was decided and what is sent: all of it arrives,
//! and each end makes at most one duplicate, under the same key.
//!
//! This kills ten times; `cargo xtask crash` does it hundreds of times.

use chrono::Utc;
use lumbung_data::model::{WarningLevel, WarningWish, Wishes};
use lumbung_server::auth::Who;
use lumbung_server::book::NewSubscriber;
use lumbung_server::notify::{Kind, Notice, Told};
use lumbung_server::store::Store;
use lumbung_tests::{HomeDir, PostBox, lumbung_command};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Kills, where `LUMBUNG_KILLS` does not say how many.
const KILLS: u32 = 10;
/// What is decided before each start: so many notices to so many subscribers.
const NOTICES: u32 = 4;
const SUBSCRIBERS: u32 = 3;
/// No start takes longer to send all of it.
const PATIENCE: Duration = Duration::from_mins(1);

fn kills() -> u32 {
    std::env::var("LUMBUNG_KILLS").map_or(KILLS, |text| text.parse().expect("LUMBUNG_KILLS is a number"))
}

fn serve(home: &HomeDir, post_box: &PostBox) -> Child {
    let mut command = lumbung_command(home);
    command.args(["serve", "--addr", "127.0.0.1:0"]).env("LUMBUNG_MAIL_DIR", post_box.path());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

fn notice(number: u32) -> Notice {
    let told = Told { subject: format!("Peringatan {number}"), text: "Harga naik.".into(), attachment: None };
    Notice {
        key: format!("warning:{number}"),
        kind: Kind::Warning,
        level: Some(WarningLevel::Awas),
        step: None,
        path: "/peringatan".into(),
        told: [told.clone(), told],
    }
}

/// How often each message arrived, by its id; and whom and what each was for.
fn arrived(post_box: &PostBox) -> HashMap<String, Vec<(String, String)>> {
    let mut arrived: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for letter in post_box.letters() {
        let what = (letter.header("to"), letter.header("subject"));
        arrived.entry(letter.header("message-id")).or_default().push(what);
    }
    arrived
}

fn duplicates(arrived: &HashMap<String, Vec<(String, String)>>) -> usize {
    arrived.values().map(|times| times.len() - 1).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_a_server_sends_all_that_was_decided_and_doubles_one_at_most() {
    let (home, post_box) = (HomeDir::new(), PostBox::new());
    let store = Store::open(&home.path()).await.unwrap();
    let wishes = Wishes { warnings: WarningWish::Immediate, ..Wishes::default() };
    for n in 0..SUBSCRIBERS {
        let address = format!("pelanggan-{n}@example.org");
        let new = NewSubscriber { address: &address, wishes: &wishes, hook: None };
        store.book.add_subscriber(&Who::at_command_line(), Utc::now(), new).await.unwrap().unwrap();
    }
    let mut decided = 0;
    let mut decide = async || {
        for _ in 0..NOTICES {
            assert!(store.book.tell(&notice(decided), Utc::now()).await.unwrap());
            decided += 1;
        }
        (decided * SUBSCRIBERS) as usize
    };
    let everything = |post_box: &PostBox, wanted: usize| {
        let (begun, mut server) = (Instant::now(), serve(&home, post_box));
        while post_box.letters().len() < wanted || arrived(post_box).len() < wanted {
            assert!(begun.elapsed() < PATIENCE, "{} of {wanted} arrived", arrived(post_box).len());
            std::thread::yield_now();
        }
        let whole = begun.elapsed();
        server.kill().unwrap();
        server.wait().unwrap();
        whole
    };
    let mut wanted = decide().await;
    let whole = everything(&post_box, wanted);
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let (mut killed, mut interrupted, mut doubled) = (0, 0, duplicates(&arrived(&post_box)));
    assert!(doubled <= 1);
    // The kill that ended the first start may have doubled one, too.
    while killed < kills() {
        wanted = decide().await;
        let mut server = serve(&home, &post_box);
        let moment = whole.mul_f64(random.random_range(0.0..1.1));
        let begun = Instant::now();
        while begun.elapsed() < moment {
            std::hint::spin_loop();
        }
        assert!(server.try_wait().unwrap().is_none(), "the server ended by itself");
        server.kill().unwrap();
        server.wait().unwrap();
        killed += 1;
        let now = arrived(&post_box);
        interrupted += u32::from(now.len() < wanted);
        let more = duplicates(&now);
        assert!(more <= doubled + 1, "one end made {} duplicates", more - doubled);
        doubled = more;
    }
    everything(&post_box, wanted);
    let all = arrived(&post_box);
    assert_eq!(all.len(), wanted, "every notice to every subscriber, each under one id");
    assert!(all.values().all(|times| times.windows(2).all(|two| two[0] == two[1])), "an id means one message");
    assert!(duplicates(&all) <= doubled + 1);
    println!(
        "{killed} kills, {interrupted} of them before all was sent; {wanted} messages decided, none lost, {} arrived twice",
        duplicates(&all)
    );
}
