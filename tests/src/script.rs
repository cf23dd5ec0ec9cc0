//! An officer's script: it uploads files by a token, over HTTP.

use crate::{HomeDir, Page};
use chrono::{TimeDelta, Utc};
use lumbung_data::model::{Role, Scope};
use lumbung_server::auth::Who;
use lumbung_server::auth::password::Hasher;
use lumbung_server::book::{Made, NewPerson};
use lumbung_server::store::Store;
use reqwest::multipart::{Form, Part};

/// A script with its token, and an address of its own as far as the server sees: one that
/// trusts proxies on this machine counts it apart from the others.
#[derive(Debug, Clone)]
pub struct Script {
    client: reqwest::Client,
    token: String,
    from: String,
}

impl Script {
    /// Makes so many officers in a home, each with a password and a script.
    ///
    /// # Panics
    /// When the home cannot be written.
    pub async fn of_new_officers(home: &HomeDir, count: u8) -> Vec<Self> {
        let store = Store::open(&home.path()).await.expect("a home");
        let kept = Hasher::default().hash(crate::PASSWORD).await.expect("a hash");
        let (who, now) = (Who::at_command_line(), Utc::now());
        let mut scripts = Vec::new();
        for n in 0..count {
            let name = format!("petugas-{n}");
            let new =
                NewPerson { name: &name, full_name: &name, email: None, role: Role::Officer, password: Some(&kept) };
            let Made::Person(id) = store.book.add_person(&who, now, new).await.expect("a book") else {
                panic!("{name} is there already")
            };
            let life = TimeDelta::days(30);
            let token = store.book.make_token(&who, now, id, "skrip", &Scope::ALL, life).await.expect("a token");
            scripts.push(Self { client: crate::served::client(), token, from: format!("198.51.100.{n}") });
        }
        scripts
    }

    /// The same at another address.
    #[must_use]
    pub fn from(&self, address: String) -> Self {
        Self { from: address, ..self.clone() }
    }

    /// Uploads a file and gives the answer; an error where the connection broke off.
    ///
    /// # Errors
    /// When there was no whole answer.
    pub async fn upload(&self, server: &str, query: &str, name: &str, content: Vec<u8>) -> reqwest::Result<Page> {
        let form = Form::new().part("berkas", Part::bytes(content).file_name(name.to_owned()));
        let request = self.client.post(format!("http://{server}/api/v1/batches?{query}"));
        let request = request.bearer_auth(&self.token).header("x-forwarded-for", &self.from).multipart(form);
        let answer = request.send().await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Ok(Page { status, headers, body: answer.text().await? })
    }
}
