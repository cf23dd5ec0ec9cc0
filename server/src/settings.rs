//! What an operator can set of the web server. The command line fills it; its
//! fields' docs are the operator's manual.

use crate::auth::password::Hasher;
use crate::clock::Clock;
use crate::mail::Mail;
use crate::metrics::Metrics;
use crate::oidc::Oidc;
use axum::http::Uri;
use ipnet::IpNet;
use std::net::SocketAddr;
use std::sync::Arc;

/// The settings of a web server.
#[derive(Clone, Default)]
pub struct Settings {
    /// The address by which people reach this server, such as
    /// `https://lumbung.bandung.go.id`. Writes are taken from pages of this
    /// address only; with `https` cookies are bound to TLS and browsers are told
    /// to come by TLS only. Without it, people can sign in at an address of
    /// the machine itself only.
    pub public_url: Option<PublicUrl>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether accounts can do without a second factor.
    pub second_factor_optional: bool,
    /// How much may be asked for and uploaded.
    pub limits: Limits,
    /// The identity provider, where there is one.
    pub oidc: Option<Arc<Oidc>>,
    /// Where mail goes out, where it does.
    pub mail: Option<Arc<Mail>>,
    /// Hosts of webhooks that may lie in one's own network or on this machine, and be
    /// asked without TLS: `gateway.local:8080`. Others are public and have TLS.
    pub webhook_hosts: Vec<String>,
    /// The clock of all limits of time.
    pub clock: Clock,
    /// Hashes passwords, few at a time.
    pub hasher: Hasher,
    /// Who is told how the server does, beside the machine itself.
    pub metrics_for: Vec<IpNet>,
    /// What the server counts of itself.
    pub metrics: Arc<Metrics>,
}

/// So many requests at once, and so many a minute in the long run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// At once.
    pub burst: u32,
    /// A minute.
    pub per_minute: u32,
}

/// How much may be asked for and uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Reading, an address. This machine's own programs read without limit.
    pub reads: Rate,
    /// Writing, an address.
    pub writes: Rate,
    /// Signing in and opening one-time links, an address.
    pub sign_ins: Rate,
    /// Everything of one account.
    pub account: Rate,
    /// The largest file that is uploaded, in bytes.
    pub upload_bytes: u64,
    /// Uploads of one account that wait at a time.
    pub uploads_waiting: u64,
    /// Pages that are drawn at a time, over all addresses: four a core, where nothing else
    /// is said. More wait for half a second at most; whoever finds no place is told to come
    /// again. Signing in, health, changes and whoever has signed in do not count.
    pub pages_at_once: usize,
    /// Reading that waits at a time.
    pub reads_waiting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reads: Rate { burst: 300, per_minute: 3_000 },
            writes: Rate { burst: 60, per_minute: 60 },
            sign_ins: Rate { burst: 20, per_minute: 20 },
            account: Rate { burst: 300, per_minute: 600 },
            upload_bytes: 100_000_000,
            uploads_waiting: 10,
            pages_at_once: 4 * std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            reads_waiting: 256,
        }
    }
}

/// An `http` or `https` address without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
}

impl PublicUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is no `http` or `https` address, or has a path; what would have
    /// been right.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            "tulis seperti https://lumbung.bandung.go.id, tanpa jalur · write it like https://lumbung.bandung.go.id, without a path".to_owned()
        };
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(wrong()) };
        let bare = uri.path() == "/" && uri.query().is_none() && !authority.as_str().contains('@');
        if !bare || !matches!(scheme, "http" | "https") {
            return Err(wrong());
        }
        let host = authority.as_str().to_ascii_lowercase();
        // Browsers leave the usual port out.
        let usual = if scheme == "https" { ":443" } else { ":80" };
        let host = host.strip_suffix(usual).unwrap_or(&host);
        Ok(Self { origin: format!("{scheme}://{host}") })
    }

    /// Scheme, host and port, as a browser writes them.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it is reached by TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https:")
    }
}

impl Settings {
    /// The address by which people reach this server, which listens at `addr`.
    #[must_use]
    pub fn origin(&self, addr: SocketAddr) -> String {
        self.public_url.as_ref().map_or_else(|| format!("http://{addr}"), |url| url.origin().to_owned())
    }

    /// Whether people reach this server by TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_secure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_browsers_write_it() {
        let origin = |text| PublicUrl::parse(text).map(|url| url.origin().to_owned());
        assert_eq!(origin("https://Lumbung.Bandung.go.id:443/").as_deref(), Ok("https://lumbung.bandung.go.id"));
        assert_eq!(origin("http://10.0.0.7:3000").as_deref(), Ok("http://10.0.0.7:3000"));
        for bad in ["lumbung.id", "ftp://a.id", "https://a.id/lumbung", "https://a.id/?x", "https://u:p@a.id", ""] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }
}
