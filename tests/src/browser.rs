//! Somebody at a browser: a cookie of their own, and forms that come from our
//! pages.

use crate::{Page, Served};
use lumbung_data::model::Role;
use lumbung_server::auth::Who;
use lumbung_server::auth::password::Hasher;
use lumbung_server::book::{Ground, Made, NewPerson, NewSession, Stage};
use reqwest::header::{COOKIE, ORIGIN};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use tokio::sync::OnceCell;

/// The password of everybody whom [`Served::person`] makes.
pub const PASSWORD: &str = "beras sebakul di lumbung";

/// Hashed once for all tests of a program.
static KEPT: OnceCell<String> = OnceCell::const_new();

/// A browser with its cookie.
pub struct Browser<'a> {
    served: &'a Served,
    /// The cookie, as `name=value`.
    pub cookie: Option<String>,
}

impl Served {
    /// Makes an account and gives its number.
    ///
    /// # Panics
    /// When somebody has the name.
    pub async fn person(&self, name: &str, role: Role) -> i64 {
        let kept = KEPT.get_or_init(|| async { Hasher::default().hash(PASSWORD).await.expect("a hash") }).await;
        let new = NewPerson { name, full_name: name, email: None, role, password: Some(kept) };
        let made = self.store.book.add_person(&Who::at_command_line(), self.clock.now(), new).await;
        match made.expect("a book") {
            Made::Person(id) => id,
            taken => panic!("{name}: {taken:?}"),
        }
    }

    /// A browser that nobody has signed in at.
    #[must_use]
    pub fn browser(&self) -> Browser<'_> {
        Browser { served: self, cookie: None }
    }

    /// Makes an account and a browser in which it is signed in.
    ///
    /// # Panics
    /// When somebody has the name.
    pub async fn signed_in(&self, name: &str, role: Role) -> Browser<'_> {
        let person = self.person(name, role).await;
        self.session_of(person, name).await
    }

    /// A browser in which somebody is signed in.
    ///
    /// # Panics
    /// When the book cannot be written.
    pub async fn session_of(&self, person: i64, name: &str) -> Browser<'_> {
        let who = Who { actor: name.to_owned(), ..Who::at_command_line() };
        let (stage, agent) = (Stage::Full, "a test");
        let record = self.store.book.person(person).await.expect("a book").expect("a person");
        let ground = Ground::Password(&record);
        let new = NewSession { person, stage, ground, address: "127.0.0.1", agent, brought: None, goes_on: None };
        let secret = self.store.book.begin_session(&who, self.clock.now(), new).await;
        let secret = secret.expect("a book").expect("an open account");
        Browser { served: self, cookie: Some(format!("lumbung={secret}")) }
    }
}

impl Browser<'_> {
    /// A request as this browser would send it from one of our pages.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.served.request(method, path).header(ORIGIN, format!("http://{}", self.served.address));
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.request(Method::POST, path).form(fields);
        self.send(request).await
    }

    /// Sends a file.
    ///
    /// # Panics
    /// When the name cannot stand in a form.
    pub async fn upload(&mut self, path: &str, name: &str, content: impl AsRef<[u8]>) -> Page {
        let file = Part::bytes(content.as_ref().to_vec()).file_name(name.to_owned());
        let request = self.request(Method::POST, path).multipart(Form::new().part("berkas", file));
        self.send(request).await
    }

    /// Sends a request and keeps the cookie that comes back.
    pub async fn send(&mut self, request: RequestBuilder) -> Page {
        let page = self.served.send(request).await;
        for cookie in page.headers.get_all("set-cookie") {
            let pair = cookie.to_str().ok().and_then(|text| text.split(';').next()).unwrap_or_default();
            let empty = pair.split_once('=').is_none_or(|(_, value)| value.is_empty());
            self.cookie = (!empty).then(|| pair.to_owned());
        }
        page
    }

    /// Enters a name and the usual password.
    pub async fn sign_in(&mut self, name: &str) -> Page {
        self.post("/masuk", &[("nama", name), ("sandi", PASSWORD)]).await
    }
}
