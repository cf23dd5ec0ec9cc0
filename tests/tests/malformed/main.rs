//! A thousand malformed files: forty classes, twenty-five of each. None
//! panics, none is taken silently: what is wrong is refused or put in doubt
//! with its row and a reason, and the good rows beside it are taken.

mod files;
mod rows;

use lumbung_tests::{Read, read};
use std::panic::catch_unwind;

/// A malformed file, and what has to become of it.
pub struct Case {
    /// What is wrong.
    class: &'static str,
    bytes: Vec<u8>,
    place: Option<&'static str>,
    must: Must,
}

/// What has to become of a file.
enum Must {
    /// So many good rows are taken, and these rows are refused or in doubt.
    Row { good: u64, bad: Vec<u64> },
    /// It is refused as a whole.
    Whole,
}

/// Mutations of each class.
const MUTATIONS: u32 = 25;

fn judge(case: &Case, read: &Read) -> Result<(), String> {
    let [rows, taken, suspect, missing, rejected] = read.counts();
    let reasons = &read.report.reasons;
    if rows != taken + suspect + missing + rejected {
        return Err(format!("rows do not add up: {:?}", read.counts()));
    }
    if reasons.iter().any(|refusal| refusal.reason.trim().is_empty()) {
        return Err("a reason says nothing".to_owned());
    }
    match &case.must {
        Must::Whole if taken + suspect + missing > 0 => Err(format!("something was taken: {:?}", read.lines())),
        Must::Whole if reasons.is_empty() => Err("no reason".to_owned()),
        Must::Row { good, .. } if taken != *good => Err(format!("{taken} good rows instead of {good}: {reasons:?}")),
        Must::Row { bad, .. } => {
            let said: Vec<u64> = reasons.iter().map(|refusal| refusal.row).collect();
            if said == *bad { Ok(()) } else { Err(format!("rows {said:?} are named instead of {bad:?}: {reasons:?}")) }
        }
        Must::Whole => Ok(()),
    }
}

#[test]
fn a_thousand_malformed_files_give_no_panic_and_nothing_is_taken_silently() {
    let mut count = 0;
    let mut faults = Vec::new();
    let mut classes = std::collections::BTreeSet::new();
    for mutation in 0..MUTATIONS {
        for case in rows::cases(mutation).into_iter().chain(files::cases(mutation)) {
            count += 1;
            classes.insert(case.class);
            let (bytes, place) = (case.bytes.clone(), case.place);
            let fault = match catch_unwind(move || read(bytes, place)) {
                Ok(read) => judge(&case, &read).err(),
                Err(_) => Some("panic".to_owned()),
            };
            faults.extend(fault.map(|fault| format!("{} ({mutation}): {fault}", case.class)));
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 1_000 && classes.len() >= 40, "{count} files of {} classes", classes.len());
}
