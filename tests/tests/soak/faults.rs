//! A disk that fails an ingest: `strace` makes one call after another return an error
//! where it would have written, synced or renamed. What an ingest says is stored is
//! stored; whatever it says, the home stays whole and takes the file the next time.

use lumbung_tests::{Answer, HomeDir, PihpsFile, at_length, cannot_be_tried, lumbung, lumbung_command, succeeds};
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// What writes, as Linux calls it.
const CALLS: &str = "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2";
/// Calls of an ingest that are made to fail, from the first.
const MOST: usize = 300;
/// Of these the short form takes so many, from first to last.
const FEW: usize = 6;
/// What fails: the disk, and the room on it.
const ERRORS: [&str; 2] = ["EIO", "ENOSPC"];
/// An ingest that takes longer, in seconds, hangs and is killed.
const PATIENCE: &str = "30";
/// The exit code of one that was, or none where all of it was.
const KILLED: [i32; 2] = [128 + 9, -1];
/// Survey days of a file, each at two markets.
const DAYS: usize = 100;

/// One call: which, and the how manieth of its thread.
type Call = (String, usize);

fn file(home: &HomeDir, price: u32) -> std::path::PathBuf {
    home.file(&format!("{price}.csv"), PihpsFile::default().weekdays("2023-01-02", &[price; DAYS]))
}

/// Runs an ingest under `strace` with some of its options.
fn traced(home: &HomeDir, file: &Path, options: &[&str]) -> Answer {
    let mut command = lumbung_command(home);
    command.arg("ingest").arg(file);
    let mut under = Command::new("strace");
    under.args(["-f", "-qq"]).args(options).args(["--", "timeout", "-s", "KILL", PATIENCE]);
    under.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => under.env(name, value),
            None => under.env_remove(name),
        };
    }
    let output = under.output().expect("strace runs");
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The first calls of an ingest, in their order. Those that only wake a thread are left
/// out: no disk fails them.
fn calls(home: &HomeDir, price: u32) -> Vec<Call> {
    let log = home.file("calls", "");
    let trace = format!("trace={CALLS}");
    let answer = traced(home, &file(home, price), &["-y", "-e", &trace, "-o", log.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let mut counts: HashMap<(String, String), usize> = HashMap::new();
    let mut calls = Vec::new();
    for line in std::fs::read_to_string(log).unwrap().lines() {
        // `30246 pwrite64(9</home/lumbung.db-wal>, "…", 4096, 32) = 4096`
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, arguments)) = call.trim_start().split_once('(') else { continue };
        if name.contains(' ') {
            continue;
        }
        let nth = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *nth += 1;
        let call = (name.to_owned(), *nth);
        if !arguments.contains("<anon_inode:") && !calls.contains(&call) {
            calls.push(call);
        }
    }
    calls.truncate(MOST);
    calls
}

/// The prices of the series, day by day; none where there is nothing.
fn prices(home: &HomeDir) -> Vec<u32> {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]);
    assert!(answer.code == 0 || answer.err.contains("tidak ada"), "{}", answer.err);
    answer.out.lines().skip(1).map(|line| line.split(',').nth(7).unwrap().parse().unwrap()).collect()
}

/// What a run of faults came to.
#[derive(Debug, Default)]
struct Tally {
    tried: u32,
    /// Ingests that said they failed.
    failed: u32,
    /// Of these, those that had stored all the same.
    stored: u32,
}

/// Makes one call fail during an ingest over a home, and looks at what is left of it.
#[track_caller]
fn fail(before: &HomeDir, (name, nth): &Call, error: &str, tally: &mut Tally) {
    let home = if before.path().exists() { HomeDir::copy_of(before) } else { HomeDir::new() };
    let (old, new) = (prices_or_none(&home), [31_000; DAYS]);
    let path = file(&home, 31_000);
    let log = home.file("log", "");
    let inject = format!("inject={name}:error={error}:when={nth}");
    let answer = traced(&home, &path, &["-e", &format!("trace={name}"), "-e", &inject, "-o", log.to_str().unwrap()]);
    let what = format!("{error} at {name} {nth}: {} {} {}", answer.code, answer.out, answer.err);
    // A thread that cannot wake another is no fault of a disk. It is killed like any process,
    // and has to leave as much behind.
    let wakes_nobody = answer.err.contains("failed to wake I/O driver");
    assert!(!KILLED.contains(&answer.code) || wakes_nobody, "it hangs after {what}");
    let now = prices_or_none(&home);
    assert!(now == old || now == new, "neither before nor after: {what}");
    let says_stored = answer.code == 0 || answer.out.contains("Versi data");
    assert!(!says_stored || now == new, "what was acknowledged is not there: {what}");
    tally.tried += 1;
    tally.failed += u32::from(answer.code != 0);
    tally.stored += u32::from(answer.code != 0 && now == new);
    if home.path().join("lumbung.db").exists() {
        let verified = lumbung(&home, &["verify"]);
        assert_eq!(verified.code, 0, "{what}\n{}{}", verified.out, verified.err);
    }
    let again = lumbung(&home, &["--json", "ingest", path.to_str().unwrap()]);
    assert_eq!(again.code, 0, "the next ingest fails after {what}\n{}", again.err);
    let report = &again.json()["files"][0];
    let rows: u64 = ["accepted", "revised", "unchanged"].iter().map(|kind| report[*kind].as_u64().unwrap()).sum();
    assert_eq!(rows, 2 * DAYS as u64, "{what}: {report}");
    assert_eq!(prices(&home), new, "{what}");
    assert_eq!(lumbung(&home, &["verify"]).code, 0, "{what}");
}

/// As [`prices`], also where there is no home.
fn prices_or_none(home: &HomeDir) -> Vec<u32> {
    if home.path().join("lumbung.db").exists() { prices(home) } else { Vec::new() }
}

/// Makes the calls of an ingest fail one after another.
#[track_caller]
fn fail_each(name: &str, before: &HomeDir, calls: &[Call]) {
    let mut tally = Tally::default();
    let every = if at_length() { 1 } else { calls.len().div_ceil(FEW).max(1) };
    for (n, call) in calls.iter().enumerate().step_by(every) {
        for (m, error) in ERRORS.into_iter().enumerate() {
            if at_length() || n / every % ERRORS.len() == m {
                fail(before, call, error, &mut tally);
            }
        }
    }
    let Tally { tried, failed, stored } = tally;
    assert!(failed > 0, "no fault was noticed");
    println!(
        "faults, {name}: {tried} faults at {} calls; {failed} ingests said that they failed, {stored} of them after storing; \
         none acknowledged what was lost, all homes intact, all next ingests whole",
        calls.len()
    );
}

fn can_be_traced() -> bool {
    let can = succeeds(Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]));
    if !can {
        cannot_be_tried("faults", "strace is not here or may not trace (Debian's package strace)");
    }
    can
}

#[test]
fn an_ingest_whose_disk_fails_acknowledges_nothing_that_is_lost() {
    if !can_be_traced() {
        return;
    }
    let before = HomeDir::new();
    assert_eq!(lumbung(&before, &["ingest", file(&before, 30_000).to_str().unwrap()]).code, 0);
    let calls = calls(&HomeDir::copy_of(&before), 31_000);
    fail_each("a home with prices", &before, &calls);
}

#[test]
fn a_first_ingest_whose_disk_fails_leaves_a_home_that_opens() {
    if !can_be_traced() {
        return;
    }
    let calls = calls(&HomeDir::new(), 31_000);
    fail_each("a new home", &HomeDir::new(), &calls);
}
