//! The same files, uploaded: what the reader refuses, the server refuses in order. Every
//! one is checked first, in a home that knows nothing, and then stored for good with all
//! the others; in the end the home holds the good rows and no other price.

use super::{Case, Good, MUTATIONS, files, judge, rows};
use lumbung_data::model::{FileReport, IngestReport, Refusal};
use lumbung_tests::{HomeDir, Page, Running, Script, at_length, lumbung, lumbung_command};
use std::collections::BTreeSet;

/// Mutations of each class that are uploaded in the short form.
const FEW: u32 = 1;
/// Officers who upload: each may send so much a minute only.
const OFFICERS: u8 = 16;

/// The report that an answer holds; why it is no report, else.
fn report(answer: &Page) -> Result<FileReport, String> {
    let mut report: IngestReport = match answer.status {
        200 | 422 => serde_json::from_str(&answer.body).map_err(|error| format!("{error}: {}", answer.body))?,
        // An empty file is no file: a problem says so.
        400 => {
            let reason = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
            let whole = Refusal { row: 0, column: String::new(), value: String::new(), reason };
            return Ok(FileReport { reasons: vec![whole], ..FileReport::default() });
        }
        status => return Err(format!("status {status}: {}", answer.body)),
    };
    report.files.pop().ok_or_else(|| "a report of nothing".to_owned())
}

/// What an answer has to be, whatever else the home knows: rows that add up, and a reason
/// for every row that is not taken.
fn is_in_order(report: &FileReport) -> Result<(), String> {
    let FileReport { read, accepted, unchanged, revised, suspect, missing, rejected, reasons, .. } = report;
    if *read != accepted + unchanged + revised + suspect + missing + rejected {
        return Err(format!("rows do not add up: {report:?}"));
    }
    if (reasons.len() as u64) < suspect + rejected || reasons.iter().any(|refusal| refusal.reason.trim().is_empty()) {
        return Err(format!("a row is refused without a reason: {report:?}"));
    }
    Ok(())
}

/// The prices that a home believes.
fn believed(home: &HomeDir) -> BTreeSet<Good> {
    let export = lumbung(home, &["export", "--format", "csv", "--out", "-"]);
    assert_eq!(export.code, 0, "{}", export.err);
    let good = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let series = format!("{},{},{}", fields[1], fields[2], fields[0]);
        (fields[9] == "A").then(|| Good { series, price: fields[7].to_owned() })
    };
    export.out.lines().skip(1).filter_map(good).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_files_that_are_uploaded_give_no_5xx_and_no_price_that_is_not_in_a_good_row() {
    let home = HomeDir::new();
    let scripts = Script::of_new_officers(&home, OFFICERS).await;
    let log = home.file("log", "");
    let mut command = lumbung_command(&home);
    command.args(["serve", "--addr", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1"]);
    command.stderr(std::fs::File::create(&log).unwrap());
    let server = Running::of(&mut command).expect("the program serves");

    let mutations = if at_length() { MUTATIONS } else { FEW };
    let all: Vec<Case> = (0..mutations).flat_map(|n| rows::cases(n).into_iter().chain(files::cases(n))).collect();
    let mut faults = Vec::new();
    let good: BTreeSet<Good> = all.iter().flat_map(Case::good).cloned().collect();
    let mut sent = 0_u32;
    for dry_run in [true, false] {
        for case in &all {
            let script = &scripts[sent as usize % scripts.len()];
            let script = script.from(format!("10.0.{}.{}", sent / 250, sent % 250 + 1));
            sent += 1;
            let place = case.place.map(|place| format!("&place={place}")).unwrap_or_default();
            let query = format!("lang=en&dry_run={dry_run}{place}");
            let answer = script.upload(&server.address, &query, "harga.csv", case.bytes.clone()).await;
            let judged =
                answer.map_err(|error| error.to_string()).and_then(|answer| report(&answer)).and_then(|report| {
                    is_in_order(&report)?;
                    if dry_run { judge(case, &report) } else { Ok(()) }
                });
            faults.extend(judged.err().map(|fault| format!("{} (dry run {dry_run}): {fault}", case.class)));
        }
    }
    assert!(faults.is_empty(), "{} of {sent}:\n{}", faults.len(), faults.join("\n"));
    let believed = believed(&home);
    let wrong: Vec<&Good> = believed.difference(&good).collect();
    assert!(wrong.is_empty(), "believed, and in no good row: {wrong:?}");
    assert_eq!(lumbung(&home, &["verify"]).code, 0);
    let log = std::fs::read_to_string(&log).unwrap();
    let panics: Vec<&str> = log.lines().filter(|line| line.contains("panicked")).collect();
    assert!(panics.is_empty(), "{panics:?}");
    println!(
        "malformed: {} files of {} classes uploaded, each checked and stored; no 5xx, no panic, none taken silently; {} prices \
         believed, all of them of the {} good rows",
        all.len(),
        all.iter().map(|case| case.class).collect::<BTreeSet<_>>().len(),
        believed.len(),
        good.len(),
    );
}
