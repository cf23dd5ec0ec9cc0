//! `lumbung serve`

use super::doors::{self, Doors};
use super::{Outcome, Setting};
use crate::jobs::Jobs;
use crate::live::Live;
use crate::notify::Courier;
use crate::report::freeze::Sheets;
use crate::today;
use crate::{connect, floor, ingest, listen, routes, tidy};
use anyhow::Context;
use lumbung_data::model::{Lang, PriceLevel};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long jobs may take to end once the server is told to stop and has answered the last
/// request.
const LAST_JOBS: Duration = Duration::from_secs(20);

/// Serves the web application until it is told to stop.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:3000", value_name = "ADDR")]
    addr: SocketAddr,
    /// Fill an empty home with the simulated sample first.
    #[arg(long)]
    sample: bool,
    /// The folder with the built style sheet and islands; beside the program
    /// if left out.
    #[arg(long, env = "LUMBUNG_SITE", value_name = "DIR")]
    site: Option<PathBuf>,
    #[command(flatten)]
    doors: Doors,
}

impl Serve {
    pub(super) async fn run(self, setting: &Setting) -> anyhow::Result<Outcome> {
        let store = setting.store.clone();
        store.clean_up_if_free().await?;
        let live = Live::open(store, Arc::clone(&setting.profile)).await?;
        if self.sample && live.granary().is_empty() {
            let words = (
                "folder data kosong: menyusun harga simulasi tiga tahun",
                "the home is empty: simulating three years of prices",
            );
            tracing::info!("{}", setting.lang.pick(words.0, words.1));
            ingest::sample(&live.store, &setting.reading(PriceLevel::Retail, None, today())).await?;
            live.catch_up().await?;
        }
        let site = self.site.unwrap_or_else(site_beside_program);
        let listener = TcpListener::bind(self.addr).await.with_context(|| match setting.lang {
            Lang::Id => format!(
                "alamat {} sedang dipakai atau bukan milik mesin ini; pilih yang lain dengan --addr.",
                self.addr
            ),
            Lang::En => {
                format!("the address {} is in use or not this machine's; choose another with --addr.", self.addr)
            }
        })?;
        let addr = listener.local_addr()?;
        let settings = self.doors.settings(addr)?;
        settings.hasher.warm_up().await;
        doors::welcome(&live.store.book, &settings, addr, setting.lang).await?;
        let site_address = settings.public_url.as_ref().map(|url| url.origin().to_owned());
        let sheets = Arc::new(Sheets::new(Arc::clone(&live), site_address));
        let (clock, trusted) = (settings.clock.clone(), settings.trusted_proxies.clone());
        let metrics = Arc::clone(&settings.metrics);
        let courier = Courier::new(&live, &settings, addr);
        let reminds = settings.mail.is_some();
        let router = routes::router(&live, &site, addr, settings);
        let mut jobs = Jobs::new(&metrics);
        jobs.begin("follow", |stop| Arc::clone(&live).follow(stop));
        jobs.begin("outlook", |stop| Arc::clone(&live).look_ahead(stop));
        jobs.begin("weekly-sheet", |stop| sheets.follow(clock.clone(), stop));
        jobs.begin("sweep-uploads", |stop| routes::sweep_uploads(Arc::clone(&live), clock.clone(), stop));
        jobs.begin("floor", |stop| floor::follow(Arc::clone(&live), clock.clone(), stop));
        if reminds {
            jobs.begin("floor-reminder", |stop| floor::remind::follow(Arc::clone(&live), clock.clone(), stop));
        }
        if live.profile.fetches.iter().any(|fetch| fetch.schedule.is_some()) {
            jobs.begin("fetch", |stop| connect::follow(Arc::clone(&live), setting.lang, stop));
        }
        jobs.begin("tidy", |stop| tidy::follow(live.store.clone(), stop));
        jobs.begin("courier", |stop| courier.follow(stop));
        let stop = told_to_stop()?;
        announce(addr, setting.lang)?;
        listen::serve(listener, router, &trusted, stop).await?;
        // What is being fetched, frozen or sent is brought to its end: a message that is cut
        // off would be sent twice.
        if !jobs.end(LAST_JOBS).await {
            tracing::warn!("a job that was still running was cut off; it is done again at the next start");
        }
        tracing::info!("{}", setting.lang.pick("Lumbung ditutup", "Lumbung is closed"));
        Ok(Outcome::Done)
    }
}

/// The address alone on stdout, for scripts; a sentence on stderr.
fn announce(addr: SocketAddr, lang: Lang) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "http://{addr}")?;
    out.flush()?;
    tracing::info!("{} http://{addr}", lang.pick("Lumbung dibuka di", "Lumbung is open at"));
    Ok(())
}

/// `site/` beside the folder of the program: where the build puts it.
pub(super) fn site_beside_program() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.parent().and_then(std::path::Path::parent).map(|dir| dir.join("site")).unwrap_or_default()
}

/// Done once somebody asks the program to stop. From the call on, and not only once it is
/// waited for, whoever asks is heard.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let (mut interrupt, mut terminate) = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
