//! A hundred officers come back into the signal at once, each with the 21 entries of a walk:
//! every entry is sent by itself, as fast as the server takes them. Run with
//! `cargo xtask bench --only floor`; figures go to stdout, one a line.

use lumbung_data::model::Role;
use lumbung_data::profile::Profile;
use lumbung_server::floor;
use lumbung_server::settings::Settings;
use lumbung_server::wib;
use lumbung_tests::{HomeDir, Served};
use reqwest::Method;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Officers who send at once.
const OFFICERS: usize = 100;
/// The time within which 99 of 100 answers are to be there.
const WITHIN: Duration = Duration::from_millis(300);

#[tokio::main]
async fn main() {
    let home = HomeDir::new();
    let served = Served::with_settings(&home, Settings { second_factor_optional: true, ..Settings::default() }).await;
    let profile = Arc::new(Profile::load("bandung").expect("the profile"));
    let plan = &profile.floor;
    let now = served.clock.now();
    let today = wib::local(now).date_naive();
    let mut packets = Vec::new();
    for officer in 0..OFFICERS {
        let name = format!("petugas-{officer}");
        let person = served.person(&name, Role::Officer).await;
        let browser = served.session_of(person, &name).await;
        let market = &plan.markets[officer % plan.markets.len()];
        let entries = plan.order.iter().enumerate().map(|(at, commodity)| {
            let known = profile.commodity(commodity).expect("a commodity of the plan");
            let price = format!("{:.0}", f64::midpoint(known.plausible_low, known.plausible_high));
            json!({ "entries": [{
                "id": format!("00000000-0000-7000-8000-{officer:06}{at:06}"), "person": person,
                "device": format!("00000000-0000-7000-8000-{officer:012}"), "sequence": at,
                "market": market, "commodity": commodity, "day": today, "answer": "price",
                "prices": [price.parse::<u32>().expect("whole rupiah")], "unit": known.unit, "made_at": now,
            }] })
        });
        packets.push((browser, entries.collect::<Vec<_>>()));
    }
    let asked = plan.order.len();
    let begun = Instant::now();
    let walks = packets.into_iter().map(async |(mut browser, packets)| {
        let mut times = Vec::new();
        for packet in packets {
            let sent = Instant::now();
            let request = browser.request(Method::POST, "/catat/kirim").json(&packet);
            let page = browser.send(request).await;
            assert!(page.status == 200 && page.body.contains("\"kept\""), "{}: {}", page.status, page.body);
            times.push(sent.elapsed());
        }
        times
    });
    let mut times: Vec<Duration> = futures_util::future::join_all(walks).await.concat();
    let took = begun.elapsed();
    times.sort_unstable();
    let kept = served.store.book.entries_on(today, None).await.expect("a book").len();
    assert_eq!(kept, OFFICERS * asked, "every entry is in the book");
    let p99 = times[times.len() * 99 / 100];
    println!("market floor: {OFFICERS} officers, {asked} entries each, all kept within {took:.1?}");
    println!("market floor: an entry is safe on disk in {:.1?} (median), {p99:.1?} (p99)", times[times.len() / 2]);
    let begun = Instant::now();
    let known = Arc::new(served.store.load(1).await.expect("an empty lake"));
    let gathered = floor::gather(&served.store, &profile, known, served.clock.now()).await;
    let report = gathered.expect("a store").expect("entries to lay in").report;
    println!("market floor: laid into the lake in {:.1?}: {} quotes", begun.elapsed(), report.read);
    assert!(p99 <= WITHIN, "99 of 100 answers took longer than {WITHIN:?}");
}
