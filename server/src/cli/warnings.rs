//! `lumbung warnings`

use super::{Outcome, Setting, version_of};
use chrono::NaiveDate;
use std::io::Write;

/// Prints the warnings in force, gravest first, each with its reason.
#[derive(Debug, clap::Args)]
pub struct Warnings {
    /// The day to judge as if it were today; the last day with data if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// What was known then: a version or an RFC 3339 moment.
    #[arg(long, value_name = "V")]
    as_of: Option<String>,
}

impl Warnings {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let version = version_of(&setting.store, self.as_of.as_deref()).await?;
        let granary = setting.store.load(version).await?;
        let on = self.on.or_else(|| granary.last_day(&setting.profile));
        let warnings = on.map(|on| granary.warnings(&setting.profile, on, setting.lang)).unwrap_or_default();
        let mut out = std::io::stdout().lock();
        if setting.json {
            serde_json::to_writer(&mut out, &warnings)?;
            writeln!(out)?;
            return Ok(Outcome::Done);
        }
        if warnings.is_empty() {
            writeln!(out, "{}", setting.lang.pick("Tidak ada peringatan.", "No warnings."))?;
        }
        for warning in &warnings {
            writeln!(out, "{:8} {}", warning.level.word(), warning.reason)?;
        }
        Ok(Outcome::Done)
    }
}
