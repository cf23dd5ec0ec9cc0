//! What is asked of a source, and what comes back.

use reqwest::Url;
use std::time::Duration;

/// How long and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until there is a connection.
    pub connect: Duration,
    /// Until the whole answer is there, redirects included.
    pub whole: Duration,
    /// The largest answer, packed or unpacked, in bytes.
    pub bytes: usize,
    /// Tries of one request.
    pub tries: u32,
    /// The most that is waited before the second try; doubled for each more.
    pub backoff: Duration,
    /// The longest wait between two tries. A source that asks for a longer one
    /// is left alone until the next fetch.
    pub longest_wait: Duration,
    /// Between two requests to a host.
    pub pause: Duration,
    /// Redirects of one request.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(90),
            bytes: 8 << 20,
            tries: 4,
            backoff: Duration::from_secs(2),
            longest_wait: Duration::from_mins(2),
            pause: Duration::from_millis(1_200),
            redirects: 5,
        }
    }
}

/// What kind of content is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// Delimited text.
    Csv,
}

/// A request. Every one may be sent again: none changes anything.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The address.
    pub url: String,
    /// The fields of a form, which is then posted.
    pub form: Vec<(&'static str, String)>,
    /// Headers that the source wants.
    pub headers: Vec<(&'static str, String)>,
    /// A header with a secret, which only this address's host is shown; and
    /// the environment's variable that it comes from.
    pub secret: Option<(&'static str, &'static str, String)>,
    /// What is expected.
    pub kind: Kind,
}

impl Ask {
    /// What is asked, for the record: without secrets.
    #[must_use]
    pub fn shown(&self) -> String {
        let Ok(mut url) = Url::parse(&self.url) else { return self.url.clone() };
        if !self.form.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.form);
        }
        url.to_string()
    }

    /// A question for JSON.
    #[must_use]
    pub fn json(url: String) -> Self {
        Self { url, form: Vec::new(), headers: Vec::new(), secret: None, kind: Kind::Json }
    }
}

/// Something to be handed over, which the address may get twice: whoever sends it says
/// so by a key among the headers.
#[derive(Debug, Clone)]
pub struct Post<'a> {
    /// The address.
    pub url: &'a str,
    /// What the body is.
    pub media_type: &'static str,
    /// Headers beside it.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What was asked, without secrets; the fields of a form stand as a query.
    pub url: String,
    /// The answer's bytes, unpacked.
    pub bytes: Vec<u8>,
}
