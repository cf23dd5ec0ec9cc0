//! `lumbung sample`

use super::{Outcome, Setting, ingest::print};
use crate::{ingest, today};
use chrono::NaiveDate;
use lumbung_data::model::PriceLevel;

/// Puts the simulated sample into the lake: three years of invented daily
/// quotes, marked `simulasi`, hidden as soon as there are real ones.
#[derive(Debug, clap::Args)]
pub struct Sample {
    /// The last day of the sample; today if left out.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
}

impl Sample {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let until = self.until.unwrap_or_else(today);
        let report = ingest::sample(&setting.store, &setting.reading(PriceLevel::Retail, None, until)).await?;
        print(&report, setting)?;
        Ok(Outcome::Done)
    }
}
