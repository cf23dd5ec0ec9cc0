//! A served router on a port of its own, in this process.

use crate::HomeDir;
use lumbung_data::profile::Profile;
use lumbung_server::clock::Clock;
use lumbung_server::jobs::Stop;
use lumbung_server::listen;
use lumbung_server::live::Live;
use lumbung_server::notify::Courier;
use lumbung_server::routes;
use lumbung_server::settings::Settings;
use lumbung_server::store::Store;
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server over a home.
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it serves.
    pub store: Store,
    /// The clock of its limits, to be turned.
    pub clock: Clock,
    live: Arc<Live>,
    settings: Settings,
    client: reqwest::Client,
    tasks: [JoinHandle<()>; 2],
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body.
    pub body: String,
}

impl Page {
    /// A header as text, empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Served {
    /// Serves a home for Kota Bandung.
    pub async fn start(home: &HomeDir) -> Self {
        Self::with_profile(home, "bandung").await
    }

    /// Serves a home for a city.
    pub async fn with_profile(home: &HomeDir, profile: &str) -> Self {
        Self::with(home, profile, Settings::default()).await
    }

    /// Serves a home for Kota Bandung under settings of one's own.
    pub async fn with_settings(home: &HomeDir, settings: Settings) -> Self {
        Self::with(home, "bandung", settings).await
    }

    /// Serves a home for Kota Bandung where a password alone is enough to sign in.
    pub async fn by_password(home: &HomeDir) -> Self {
        Self::with_settings(home, Settings { second_factor_optional: true, ..Settings::default() }).await
    }

    /// Serves a home.
    ///
    /// # Panics
    /// When the home or the profile cannot be opened, or no port is free.
    async fn with(home: &HomeDir, profile: &str, settings: Settings) -> Self {
        let profile = Arc::new(Profile::load(profile).expect("a profile"));
        let store = Store::open(&home.path()).await.expect("a home");
        let live = Live::open(store.clone(), profile).await.expect("a readable lake");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let clock = settings.clock.clone();
        let router = routes::router(&live, Path::new("no site: pages are plain"), address, settings.clone());
        let following = tokio::spawn(Arc::clone(&live).follow(Stop::never()));
        let serving = tokio::spawn(async move {
            listen::serve(listener, router, &[], std::future::pending()).await.expect("serving");
        });
        Self { address, store, clock, live, settings, client: client(), tasks: [following, serving] }
    }

    /// The courier of this server. It carries nothing until it is told to.
    #[must_use]
    pub fn courier(&self) -> Courier {
        Courier::new(&self.live, &self.settings, self.address)
    }

    /// Moves on to the current version at once, as it would do by itself a moment later.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub async fn catch_up(&self) {
        self.live.catch_up().await.expect("a readable store");
    }

    /// Asks for a path.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    /// A request to a path, to be sent as it is: it says nothing of where it
    /// comes from.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// Sends a request; redirects are not followed.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn send(&self, request: RequestBuilder) -> Page {
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Page { status, headers, body: answer.text().await.expect("a body") }
    }
}

pub(crate) fn client() -> reqwest::Client {
    // Even a client for plain HTTP asks for one.
    lumbung_server::tls::tls();
    reqwest::Client::builder().redirect(Policy::none()).build().expect("a client")
}

impl Drop for Served {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
