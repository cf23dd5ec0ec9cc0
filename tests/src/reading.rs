//! Bytes read as a file of Kota Bandung, in this process.

use lumbung_data::granary::{Delta, Granary};
use lumbung_data::model::{FileReport, Lang, PlaceCode, PriceLevel};
use lumbung_data::profile::Profile;
use lumbung_data::source::{self, Context, Reading};
use std::sync::LazyLock;

static PROFILE: LazyLock<Profile> = LazyLock::new(|| Profile::load("bandung").expect("the profile of Bandung"));

/// What reading some bytes gave.
#[derive(Debug)]
pub struct Read {
    /// The format that was recognised.
    pub format: &'static str,
    /// What was read.
    pub reading: Reading,
    /// The report to somebody who knows nothing yet.
    pub report: FileReport,
}

/// Reads bytes at the end of 2025, with a place given or none.
///
/// # Panics
/// When the place's code is none.
#[must_use]
pub fn read_as(profile: &Profile, bytes: &[u8], place: Option<&str>) -> Read {
    let today = chrono::NaiveDate::from_ymd_opt(2025, 12, 31).expect("a date");
    let place = place.map(|code| PlaceCode::parse(code).expect("a place's code"));
    let context = Context { profile, today, lang: Lang::En, level: PriceLevel::Retail, place };
    let (format, reading) = source::read(bytes, &context);
    let report = Delta::of(&reading, &Granary::default(), profile, 2).report(&reading, Lang::En);
    Read { format, reading, report }
}

/// Reads bytes with the profile of Kota Bandung.
///
/// # Panics
/// When the place's code is none.
#[must_use]
pub fn read(bytes: impl AsRef<[u8]>, place: Option<&str>) -> Read {
    read_as(&PROFILE, bytes.as_ref(), place)
}

impl Read {
    /// Rows read, values taken, values in doubt, values not reported, rows
    /// refused.
    #[must_use]
    pub fn counts(&self) -> [u64; 5] {
        let report = &self.report;
        [report.read, report.accepted, report.suspect, report.missing, report.rejected]
    }

    /// The quotes as lines: date, commodity, place, level, source, frequency,
    /// value and unit.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let quotes = &self.reading.quotes;
        (0..quotes.len())
            .map(|i| {
                let key = &quotes.series[quotes.key[i] as usize];
                format!(
                    "{} {} {} {} {} {} {} {}",
                    lumbung_data::model::day::date(quotes.day[i]),
                    key.commodity,
                    key.place,
                    key.level,
                    key.source,
                    key.frequency,
                    quotes.value[i],
                    quotes.unit[quotes.key[i] as usize],
                )
            })
            .collect()
    }

    /// The reasons, in the order of their rows.
    #[must_use]
    pub fn reasons(&self) -> Vec<&str> {
        self.report.reasons.iter().map(|refusal| refusal.reason.as_str()).collect()
    }
}
