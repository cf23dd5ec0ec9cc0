//! A thousand malformed files: forty classes, twenty-five of each. None
//! panics, none is taken silently: what is wrong is refused or put in doubt
//! with its row and a reason, and the good rows beside it are taken.

mod files;
mod http;
mod rows;

use lumbung_data::model::FileReport;
use lumbung_tests::read;
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
    /// These good rows are taken, and those rows are refused or in doubt.
    Row { good: Vec<Good>, bad: Vec<u64> },
    /// It is refused as a whole.
    Whole,
}

impl Case {
    /// The rows that have to be taken.
    fn good(&self) -> &[Good] {
        match &self.must {
            Must::Row { good, .. } => good,
            Must::Whole => &[],
        }
    }
}

/// What a good row says: commodity, place and day, as an export has them, and the price.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Good {
    series: String,
    price: String,
}

impl Good {
    /// A price in rupiah on a day (`dd/mm/yyyy`).
    pub fn of(commodity: &str, place: &str, day: &str, price: &str) -> Self {
        let id = commodity.to_lowercase().replace(' ', "-");
        let date: Vec<&str> = day.rsplit('/').map(str::trim).collect();
        Self { series: format!("{id},{place},{}", date.join("-")), price: price.to_owned() }
    }
}

/// Mutations of each class.
const MUTATIONS: u32 = 25;

/// Whether of a file became what has to, in a home that knows nothing yet.
fn judge(case: &Case, report: &FileReport) -> Result<(), String> {
    let FileReport { read: rows, accepted: taken, suspect, missing, rejected, reasons, .. } = report;
    if *rows != taken + suspect + missing + rejected {
        return Err(format!("rows do not add up: {report:?}"));
    }
    if reasons.iter().any(|refusal| refusal.reason.trim().is_empty()) {
        return Err("a reason says nothing".to_owned());
    }
    match &case.must {
        Must::Whole if taken + suspect + missing > 0 => Err(format!("something was taken: {report:?}")),
        Must::Whole if reasons.is_empty() => Err("no reason".to_owned()),
        Must::Row { good, .. } if *taken != good.len() as u64 => {
            Err(format!("{taken} good rows instead of {}: {reasons:?}", good.len()))
        }
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
                Ok(read) => judge(&case, &read.report).err(),
                Err(_) => Some("panic".to_owned()),
            };
            faults.extend(fault.map(|fault| format!("{} ({mutation}): {fault}", case.class)));
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 1_000 && classes.len() >= 40, "{count} files of {} classes", classes.len());
}
