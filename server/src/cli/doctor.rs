//! `lumbung doctor`

use super::doors::Doors;
use super::{Outcome, Setting, serve};
use crate::doctor::{Finding, Health, Patient};
use chrono::Utc;
use lumbung_data::model::Lang;
use serde_json::json;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Looks at the home, the machine and the settings as `lumbung serve` would find them, and
/// says what to do. Give it the environment of the server. Exit 1 where something is broken.
#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// The folder with the built style sheet and islands; beside the program
    /// if left out.
    #[arg(long, env = "LUMBUNG_SITE", value_name = "DIR")]
    site: Option<PathBuf>,
    #[command(flatten)]
    doors: Doors,
}

impl Doctor {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let settings = self.doors.settings(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let site = self.site.unwrap_or_else(serve::site_beside_program);
        let (store, profile, lang) = (&setting.store, &setting.profile, setting.lang);
        let patient = Patient { store, profile, settings: &settings, site: &site, now: Utc::now(), lang };
        let mut found = patient.examine().await?;
        // What is worst is read first, and the rest stays in its order.
        found.sort_by_key(|finding| std::cmp::Reverse(finding.health));
        let mut out = io::stdout().lock();
        if setting.json {
            let rows = found.iter().map(
                |Finding { check, health, said }| json!({ "check": check, "health": health.as_str(), "message": said }),
            );
            writeln!(out, "{}", json!({ "healthy": !is_broken(&found), "findings": rows.collect::<Vec<_>>() }))?;
        } else {
            print(&mut out, &found, lang)?;
        }
        Ok(if is_broken(&found) { Outcome::SomethingRefused } else { Outcome::Done })
    }
}

fn is_broken(found: &[Finding]) -> bool {
    found.iter().any(|finding| finding.health == Health::Bad)
}

fn print(out: &mut impl Write, found: &[Finding], lang: Lang) -> io::Result<()> {
    for finding in found {
        let word = match finding.health {
            Health::Bad => lang.pick("RUSAK", "BROKEN"),
            Health::Watch => lang.pick("perhatikan", "look at"),
            Health::Good => lang.pick("baik", "good"),
        };
        writeln!(out, "{word:<11} {}", finding.said)?;
    }
    let count = |health| found.iter().filter(|finding| finding.health == health).count();
    let (bad, watch) = (count(Health::Bad), count(Health::Watch));
    match (bad + watch, lang) {
        (0, Lang::Id) => writeln!(out, "Semua baik."),
        (0, Lang::En) => writeln!(out, "All is well."),
        (_, Lang::Id) => writeln!(out, "{bad} rusak, {watch} perlu diperhatikan."),
        (_, Lang::En) => writeln!(out, "{bad} broken, {watch} to be looked at."),
    }
}
