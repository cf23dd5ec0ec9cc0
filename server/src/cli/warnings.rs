//! `lumbung warnings`

use super::{Outcome, Setting, parse_date};
use crate::inbox::Inbox;
use chrono::NaiveDate;
use lumbung_data::backtest;
use lumbung_data::granary::Granary;
use lumbung_data::model::ledger::WarningKey;
use lumbung_data::model::{Lang, PlaceCode, Warning, date_long, day};
use lumbung_data::profile::Profile;
use lumbung_data::watch::{MAX_AGE_DAYS, is_too_old};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// Prints the warnings in force, each with its reason: the city's own first,
/// then those of its supplying regions, then of others; gravest first.
#[derive(Debug, clap::Args)]
pub struct Warnings {
    /// The day to judge as if it were today; the last day with data if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<NaiveDate>,
    /// What was known then: a version, a day, or an RFC 3339 moment.
    #[arg(long, value_name = "V")]
    as_of: Option<String>,
}

impl Warnings {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let version = setting.version(self.as_of.as_deref()).await?;
        let granary = setting.store.load(version).await?;
        let last = granary.last_day(&setting.profile);
        let on = self.on.or(last);
        let granary = match on {
            Some(on) => foresee(granary, Arc::clone(&setting.profile), on).await?,
            None => granary,
        };
        let warnings = on.map(|on| granary.warnings(&setting.profile, on, setting.lang)).unwrap_or_default();
        let handled = self.handled(&warnings, setting).await?;
        let mut out = io::stdout().lock();
        if setting.json {
            serde_json::to_writer(&mut out, &handled)?;
            writeln!(out)?;
            return Ok(Outcome::Done);
        }
        match (on, last) {
            (Some(on), Some(last)) => print(&mut out, &warnings, on, last, &granary, setting)?,
            _ => writeln!(out, "{}", setting.lang.pick("Belum ada data.", "There are no data yet."))?,
        }
        Ok(Outcome::Done)
    }

    /// How each warning is handled now. Of another day, or as of an earlier version, nothing
    /// is said of that.
    async fn handled<'a>(&self, warnings: &'a [Warning], setting: &Setting) -> anyhow::Result<Vec<Handled<'a>>> {
        let is_now = self.on.is_none() && self.as_of.is_none();
        let inbox = if is_now { Inbox::read(&setting.store.book).await? } else { Inbox::default() };
        let today = crate::today();
        let handled = |warning: &'a Warning| {
            let entry = inbox.entry_of(&WarningKey::of(warning));
            let handling = entry.map(|entry| inbox.handling(entry, today)).unwrap_or_default();
            Handled {
                warning,
                owner: handling.owner.map(|owner| owner.role.as_str()),
                acknowledged: handling.acknowledged.is_some(),
                silenced_until: handling.silenced.map(|silence| silence.until),
            }
        };
        Ok(warnings.iter().map(handled).collect())
    }
}

/// A warning and how it is handled.
#[derive(Debug, Serialize)]
struct Handled<'a> {
    #[serde(flatten)]
    warning: &'a Warning,
    /// What whoever owns it is; never who.
    owner: Option<&'static str>,
    /// Whether somebody has acknowledged it.
    acknowledged: bool,
    /// The last day up to which it is silenced.
    silenced_until: Option<NaiveDate>,
}

/// Gives a granary the outlook of a day, which early warnings rest on.
async fn foresee(granary: Granary, profile: Arc<Profile>, on: NaiveDate) -> anyhow::Result<Granary> {
    let granary = tokio::task::spawn_blocking(move || {
        granary.expect(Arc::new(backtest::prospects(&granary, &profile, day::of(on), lumbung_data::cores())));
        granary
    });
    Ok(granary.await?)
}

fn print(
    out: &mut impl Write,
    warnings: &[Warning],
    on: NaiveDate,
    last: NaiveDate,
    granary: &Granary,
    setting: &Setting,
) -> io::Result<()> {
    let lang = setting.lang;
    let (judged, version) = (date_long(on, lang), granary.version());
    match lang {
        Lang::Id => writeln!(out, "Peringatan per {judged} (versi data {version})")?,
        Lang::En => writeln!(out, "Warnings as of {judged} (data version {version})")?,
    }
    if is_too_old(day::of(last), day::of(on)) {
        let last = date_long(last, lang);
        match lang {
            Lang::Id => {
                writeln!(out, "Tidak dapat dinilai: data terakhir {last}, lebih dari {MAX_AGE_DAYS} hari sebelumnya.")
            }
            Lang::En => {
                writeln!(out, "Cannot be judged: the latest data are of {last}, more than {MAX_AGE_DAYS} days before.")
            }
        }?;
    } else if warnings.is_empty() {
        return writeln!(out, "{}", lang.pick("Tidak ada peringatan.", "No warnings."));
    }
    let mut group = None;
    for warning in warnings {
        let this = Group::of(&warning.place, &setting.profile);
        if group.replace(this) != Some(this) && this != Group::City {
            writeln!(out, "\n{}", this.heading(lang))?;
        }
        let record =
            warning.record.map(|record| format!(" {}", record.sentence(warning.kind, lang))).unwrap_or_default();
        writeln!(out, "{:8} {}{record}", warning.level.word(), warning.reason)?;
    }
    Ok(())
}

/// How near a place is to the city.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    City,
    Supplier,
    Other,
}

impl Group {
    fn of(place: &PlaceCode, profile: &Profile) -> Self {
        let place = &place.region();
        if *place == profile.code {
            Self::City
        } else if profile.supplies_from(place) {
            Self::Supplier
        } else {
            Self::Other
        }
    }

    fn heading(self, lang: Lang) -> &'static str {
        match self {
            Self::City => lang.pick("Kota:", "City:"),
            Self::Supplier => lang.pick("Daerah pemasok:", "Supplying regions:"),
            Self::Other => lang.pick("Daerah lain:", "Other regions:"),
        }
    }
}
