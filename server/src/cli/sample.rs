//! `lumbung sample`

use super::{Outcome, Setting, ingest::print, parse_date};
use crate::{ingest, today};
use chrono::NaiveDate;
use lumbung_data::model::PriceLevel;

/// Puts the simulated sample into the lake: three years of invented daily
/// quotes, marked `simulasi`, hidden as soon as there are real ones.
#[derive(Debug, clap::Args)]
pub struct Sample {
    /// The last day of the sample; today if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<NaiveDate>,
}

impl Sample {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        // A sample of days to come would be no sample of surveys.
        let until = self.until.map_or_else(today, |until| until.min(today()));
        let mut report = ingest::sample(&setting.store, &setting.reading(PriceLevel::Retail, None, until)).await?;
        if !setting.json {
            // Its entry errors are made up: nobody needs to mend them.
            report.files.iter_mut().for_each(|file| file.reasons.clear());
        }
        print(&report, setting)?;
        Ok(Outcome::Done)
    }
}
