//! `lumbung fetch SOURCE`

use super::{Outcome, Setting, ingest::print, parse_date};
use crate::connect::{self, FetchError, Job, Limits, Machine};
use crate::today;
use chrono::NaiveDate;
use lumbung_data::model::{Lang, SourceId};
use lumbung_data::profile::{Fetch as Source, Profile};
use std::sync::Arc;

/// Fetches prices from a source over the network: from the last known day, less
/// a few for late corrections, up to today. What is complete is stored even
/// where the rest fails; the next fetch goes on from there.
#[derive(Debug, clap::Args)]
pub struct Fetch {
    /// The source: pihps, bapanas, sp2kp, wfp, or lumbung:CODE.
    #[arg(value_parser = SourceId::parse)]
    source: SourceId,
    /// The first day; goes on from the last known one if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<NaiveDate>,
    /// The last day; today if left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Option<NaiveDate>,
}

impl Fetch {
    /// How the source is fetched: as the profile says, or as is usual.
    pub(super) fn source(&self, profile: &Profile, lang: Lang) -> anyhow::Result<Source> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            anyhow::bail!(match lang {
                Lang::Id => format!("--from {from} sesudah --to {to}; tukar keduanya."),
                Lang::En => format!("--from {from} is after --to {to}; swap them."),
            });
        }
        let name = self.source.as_str();
        match profile.fetch(&self.source) {
            Some(source) => Ok(source.clone()),
            None if name == "pihps" => Ok(Source::usual(self.source.clone())),
            None if !Source::is_possible(&self.source) => anyhow::bail!(match lang {
                Lang::Id => format!("{name} tidak dapat diambil lewat jaringan; muat berkasnya dengan lumbung ingest."),
                Lang::En => format!("{name} cannot be fetched; bring its files with lumbung ingest."),
            }),
            None => {
                let table = if name.contains(':') { format!("[fetch.{name:?}]") } else { format!("[fetch.{name}]") };
                anyhow::bail!(match lang {
                    Lang::Id => format!(
                        "profil belum mengatakan cara mengambil {name}: tambahkan {table}; contohnya di akhir profil bawaan bandung.toml."
                    ),
                    Lang::En => format!(
                        "the profile does not say how to fetch {name}: add {table}; there are examples at the end of the built-in bandung.toml."
                    ),
                })
            }
        }
    }

    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let say = |error: FetchError| match error {
            FetchError::Store(error) => error.into(),
            error => anyhow::anyhow!(error.message(setting.lang)),
        };
        let job = Job {
            fetch: self.source(&setting.profile, setting.lang)?,
            profile: Arc::clone(&setting.profile),
            from: self.from,
            to: self.to,
            today: today(),
            lang: setting.lang,
            who: connect::who("command line"),
            bapanas_key: connect::bapanas_key(),
        };
        let client = connect::client(&job.fetch, Limits::default(), Arc::new(Machine)).map_err(say)?;
        let known = Arc::new(setting.store.load(setting.version(None).await?).await?);
        let outcome = connect::fetch(&setting.store, known, &client, &job).await;
        print(&outcome.report, setting)?;
        let refused = outcome.refused();
        match outcome.failure {
            Some(error) => Err(say(error)),
            None if refused => Ok(Outcome::SomethingRefused),
            None => Ok(Outcome::Done),
        }
    }
}
