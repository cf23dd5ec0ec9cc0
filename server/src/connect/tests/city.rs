//! A city with a store, and a server in the place of a source.

use super::super::{Job, Outcome, Secret, client, fetch, who};
use super::{Noted, limits};
use crate::store::Store;
use lumbung_data::model::{Lang, SourceId};
use lumbung_data::profile::Profile;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A city with a store, and a server in the place of a source.
pub(super) struct City {
    folder: TempDir,
    pub store: Store,
    pub server: MockServer,
}

impl City {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("home")).await.unwrap();
        Self { folder, store, server: MockServer::start().await }
    }

    /// The city's profile with a source at the server.
    fn profile(&self, source: &str, lines: &str) -> Profile {
        let (uri, host) = (self.server.uri(), self.server.address());
        let text = format!(
            "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
             sources = [\"pihps\"]\nwatched = [\"bawang-merah\", \"telur-ayam-ras\"]\n\
             [[market]]\ncode = \"3203/muka\"\nname = \"Pasar Muka\"\n\
             [fetch.\"{source}\"]\nurl = \"{uri}\"\nplain_hosts = [\"{host}\"]\nprivate_hosts = [\"{host}\"]\n{lines}\n"
        );
        let file = self.folder.path().join("kota.toml");
        std::fs::write(&file, text).unwrap();
        Profile::load(Path::new(&file).to_str().unwrap()).unwrap()
    }

    /// One fetch on a day; other days than the usual ones where they are named.
    pub async fn fetch_days(&self, source: &str, lines: &str, today: &str, days: Option<(&str, &str)>) -> Outcome {
        let profile = Arc::new(self.profile(source, lines));
        let job = Job {
            fetch: profile.fetch(&SourceId::parse(source).unwrap()).unwrap().clone(),
            profile,
            from: days.map(|(from, _)| from.parse().unwrap()),
            to: days.map(|(_, to)| to.parse().unwrap()),
            today: today.parse().unwrap(),
            lang: Lang::En,
            who: who("test"),
            bapanas_key: Some(Secret("kunci".to_owned())),
        };
        let client = client(&job.fetch, limits(), Arc::new(Noted::new(0.0))).unwrap();
        let known = self.store.load(self.store.book.version().await.unwrap()).await.unwrap();
        fetch(&self.store, Arc::new(known), &client, &job).await
    }

    pub async fn fetch(&self, source: &str, lines: &str, today: &str) -> Outcome {
        self.fetch_days(source, lines, today, None).await
    }

    pub async fn on(&self, at: &str, answer: ResponseTemplate) {
        Mock::given(path(at)).respond_with(answer).mount(&self.server).await;
    }

    /// A parameter of every request to an address, in order.
    pub async fn asked(&self, at: &str, parameter: &str) -> Vec<String> {
        let requests = self.server.received_requests().await.unwrap();
        let of = |request: &Request| {
            let mut pairs = request.url.query_pairs();
            pairs.find(|(name, _)| name == parameter).map(|(_, value)| value.into_owned()).unwrap_or_default()
        };
        requests.iter().filter(|request| request.url.path() == at).map(of).collect()
    }
}

pub(super) fn json(body: &serde_json::Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// Accepted, revised and unchanged rows of everything that a fetch read.
pub(super) fn counts(outcome: &Outcome) -> [u64; 3] {
    outcome.report.files.iter().fold([0; 3], |[accepted, revised, unchanged], file| {
        [accepted + file.accepted, revised + file.revised, unchanged + file.unchanged]
    })
}
