//! Tests of what a profile says of fetching, and of what a wrong one is told.

use super::super::{Profile, build};
use super::*;
use crate::model::{Cycle, Lang};
use chrono::{NaiveDate, NaiveDateTime};

const CITY: &str = "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
    sources = [\"pihps\"]\nwatched = [\"telur-ayam-ras\"]\n";

fn load(lines: &str) -> Result<Profile, ProfileError> {
    build::from_text("uji.toml", &format!("{CITY}{lines}\n"))
}

fn fetch(lines: &str) -> Fetch {
    load(lines).unwrap().fetches.remove(0)
}

#[track_caller]
fn complaint(lines: &str) -> String {
    let error = load(lines).unwrap_err();
    assert!(
        error.message(Lang::Id).contains("seharusnya")
            || error.message(Lang::Id).contains("sudah dipakai")
            || error.message(Lang::Id).contains("tidak dikenal"),
        "{error}"
    );
    error.message(Lang::En)
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

#[test]
fn the_built_in_profiles_fetch_nothing_by_themselves() {
    for name in ["bandung", "cianjur"] {
        assert_eq!(Profile::load(name).unwrap().fetches, [], "{name}");
    }
}

#[test]
fn the_examples_at_the_end_of_a_built_in_profile_hold() {
    let text = include_str!("../../../profiles/bandung.toml");
    let (city, examples) = text.split_once("# [fetch.pihps]").unwrap();
    let lines = examples.lines().map(|line| line.strip_prefix("# ").unwrap_or_default());
    let lines = lines.filter(|line| line.contains('=') || line.starts_with('[')).collect::<Vec<_>>().join("\n");
    let profile = build::from_text("bandung", &format!("{city}\n[fetch.pihps]\n{lines}")).unwrap();
    let sources: Vec<&str> = profile.fetches.iter().map(|fetch| fetch.source.as_str()).collect();
    assert_eq!(sources, ["bapanas", "lumbung:3203", "pihps", "sp2kp"]);
    assert!(profile.fetches.iter().all(|fetch| fetch.schedule.is_some() && !fetch.places.is_empty()));
}

#[test]
fn a_source_is_fetched_at_its_hours_on_its_days() {
    let fetch = fetch("[fetch.pihps]\nat = [\"16:30\", \"13:00\"]\ndays = [\"senin\", \"Friday\"]");
    let schedule = fetch.schedule.unwrap();
    let mut at = moment("2026-11-20 12:00");
    let mut seen = Vec::new();
    for _ in 0..4 {
        at = schedule.next(at);
        seen.push(at.format("%m-%d %H:%M").to_string());
    }
    assert_eq!(seen, ["11-20 13:00", "11-20 16:30", "11-23 13:00", "11-23 16:30"]);
}

#[test]
fn a_source_is_fetched_every_so_often() {
    let schedule = fetch("[fetch.pihps]\nevery = \"6h\"\ndays = [\"jumat\"]").schedule.unwrap();
    assert_eq!(schedule.next(moment("2026-11-20 05:59")), moment("2026-11-20 06:00"));
    assert_eq!(schedule.next(moment("2026-11-20 06:00")), moment("2026-11-20 12:00"));
    assert_eq!(schedule.next(moment("2026-11-20 18:00")), moment("2026-11-27 00:00"));
    for bad in ["5m", "0h", "8d", "-6h", "6", "jam", "99999999999999999999h"] {
        assert!(complaint(&format!("[fetch.pihps]\nevery = \"{bad}\"")).contains("from 15 minutes to 7 days"), "{bad}");
    }
}

#[test]
fn without_hours_a_source_is_fetched_on_command_only() {
    let fetch = fetch("[fetch.pihps]");
    assert_eq!((fetch.schedule, fetch.overlap, fetch.history), (None, 14, 60));
}

#[test]
fn hours_and_days_that_are_none_are_named() {
    assert!(complaint("[fetch.pihps]\nat = [\"25:00\"]").contains("a time of day like 13:00"));
    assert!(complaint("[fetch.pihps]\nat = []").contains("times of day"));
    assert!(complaint("[fetch.pihps]\nat = [\"13:00\"]\nevery = \"6h\"").contains("not both"));
    assert!(complaint("[fetch.pihps]\nat = [\"13:00\"]\ndays = [\"ahad\"]").contains("days of the week"));
    assert!(complaint("[fetch.pihps]\nat = [\"13:00\"]\ndays = []").contains("at least one day"));
}

#[test]
fn only_sources_with_a_connector_are_fetched() {
    assert!(complaint("[fetch.lokal]").contains("pihps, bapanas, sp2kp, wfp or"));
    assert!(complaint("[fetch.koran]").contains("\"koran\""));
}

#[test]
fn an_address_is_https_unless_its_host_is_named_as_plain() {
    let lumbung =
        |more: &str| format!("[fetch.\"lumbung:3203\"]\n{more}\n[[fetch.\"lumbung:3203\".place]]\ncode = \"3203\"");
    assert!(complaint(&lumbung("")).contains("the address of the source"));
    assert!(complaint(&lumbung("url = \"http://lumbung.lan\"")).contains("plain_hosts"));
    let fetch = fetch(&lumbung("url = \"http://lumbung.lan:3000\"\nplain_hosts = [\"lumbung.lan:3000\"]"));
    assert_eq!((fetch.their_source.as_str(), fetch.places.len()), ("lokal", 1));
    for bad in
        ["ftp://a.id", "https://u:p@a.id", "https://a.id\\b", "https://", "a.id", "https://A.id/x", "https://a..id"]
    {
        let told = complaint(&lumbung(&format!("url = '{bad}'")));
        assert!(told.contains("an address like"), "{bad}: {told}");
    }
}

#[test]
fn a_host_is_written_without_scheme_and_path() {
    for bad in ["https://a.id", "a.id/x", "A.id", "a.id:", "a.id:0", "a.id:99999", "a b", "", "[::1", "*.id"] {
        let told = complaint(&format!("[fetch.pihps]\nhosts = [\"{bad}\"]"));
        assert!(told.contains("hosts in lower case"), "{bad}: {told}");
    }
    let fetch = fetch(
        "[fetch.pihps]\nhosts = [\"a.id\", \"127.0.0.1:80\", \"[fd00::1]:8443\"]\nprivate_hosts = [\"[fd00::1]\"]",
    );
    assert_eq!(fetch.hosts.len(), 3);
}

#[test]
fn places_are_known_and_none_counts_twice() {
    let told = complaint("[fetch.pihps]\n[[fetch.pihps.place]]\ncode = \"3273/kosambie\"");
    assert!(told.contains("nearest: 3273/kosambi"), "{told}");
    let told = complaint("[fetch.pihps]\nplace = [{ code = \"3273/kosambi\" }, { code = \"3273\" }]");
    assert!(told.contains("already belongs to 3273/kosambi"), "{told}");
    assert!(complaint("[fetch.bapanas]\nplace = [{ code = \"3273\" }]").contains("12/179"));
    assert!(complaint("[fetch.bapanas]\nplace = [{ code = \"3273\", id = \"12/x\" }]").contains("numbers like 12/179"));
    assert!(complaint("[fetch.sp2kp]").contains("at least one"));
}

#[test]
fn a_rhythm_of_ones_own_takes_the_place_of_the_usual_one() {
    let fetch = fetch("[fetch.pihps]\nrhythm = { cycle = \"daily\", ready = \"10:00\", grace = 2 }");
    assert_eq!(fetch.rhythm().map(|rhythm| (rhythm.cycle, rhythm.grace)), Some((Cycle::Daily, 2)));
    assert!(
        complaint("[fetch.pihps]\nrhythm = { cycle = \"daily\", ready = \"pagi\", grace = 2 }")
            .contains("rhythm.ready")
    );
}

#[test]
fn feasts_and_closed_days_are_off() {
    let profile = load("[closed]\nyearly = [\"06-22\"]\ndates = [2026-12-09]").unwrap();
    let off = |text: &str| profile.days_off.contains(&text.parse::<NaiveDate>().unwrap());
    // The feast itself, the days around it, the fixed days of all cities and
    // the city's own.
    for day in ["2025-03-31", "2025-04-01", "2025-12-25", "2026-08-17", "2026-06-22", "2026-12-09"] {
        assert!(off(day), "{day}");
    }
    // The first day of Ramadan is a working day.
    for day in ["2025-03-01", "2026-12-10", "2026-08-18"] {
        assert!(!off(day), "{day}");
    }
    assert!(complaint("[closed]\nyearly = [\"02-30\"]").contains("08-17"));
}
