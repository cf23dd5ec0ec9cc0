//! Which addresses may be asked.
//!
//! A host has to be named, by the source or by the profile; it has to be written
//! plainly; and what its name leads to is looked at again at every connection
//! and every redirect. Addresses of this machine and of private networks are
//! refused unless the profile names that very host as private, those of other
//! special ranges always. What is asked there is left to the client.

use super::special::may_be_asked;
use lumbung_data::model::Lang;
use lumbung_data::profile::Fetch;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use thiserror::Error;
use url::Host;

/// Why an address is not asked. Shown in English; [`Refusal::message`] gives
/// either language.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.message(Lang::En))]
pub enum Refusal {
    /// It is no address, or not written plainly.
    Malformed(String),
    /// It is neither `https` nor `http`.
    Scheme(String),
    /// It holds a user's name or password.
    User,
    /// Its host and port are not named.
    Unnamed(String),
    /// It is without TLS, which its host is not named for.
    Plain(String),
    /// Its name leads into a private network, to this machine or to another
    /// special range.
    Private {
        /// The host.
        host: String,
        /// Where it leads.
        address: IpAddr,
    },
    /// Its name leads nowhere.
    Unresolved(String),
}

impl Refusal {
    /// What is wrong and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Malformed(url), Lang::Id) => {
                format!("alamat {url:?} tidak ditulis sebagaimana mestinya; periksa url di profil.")
            }
            (Self::Malformed(url), Lang::En) => {
                format!("the address {url:?} is not written plainly; check the url in the profile.")
            }
            (Self::Scheme(scheme), Lang::Id) => format!("alamat {scheme}: tidak dibuka; hanya https."),
            (Self::Scheme(scheme), Lang::En) => format!("{scheme}: addresses are not opened, only https."),
            (Self::User, Lang::Id) => {
                "alamat memuat nama atau sandi; taruh kunci di lingkungan, bukan di alamat.".to_owned()
            }
            (Self::User, Lang::En) => {
                "the address holds a name or password; keys belong into the environment.".to_owned()
            }
            (Self::Unnamed(host), Lang::Id) => {
                format!("host {host} tidak terdaftar; bila memang dipercaya, tambahkan ke hosts sumber ini di profil.")
            }
            (Self::Unnamed(host), Lang::En) => {
                format!(
                    "the host {host} is not named; if it is to be trusted, add it to this source's hosts in the profile."
                )
            }
            (Self::Plain(host), Lang::Id) => {
                format!(
                    "{host} tanpa https tidak dibuka; bila tidak ada jalan lain, sebutkan di plain_hosts di profil."
                )
            }
            (Self::Plain(host), Lang::En) => {
                format!(
                    "{host} is not asked without https; if there is no other way, name it in plain_hosts in the profile."
                )
            }
            (Self::Private { host, address }, Lang::Id) => format!(
                "host {host} mengarah ke alamat khusus {address}; bila memang di jaringan sendiri, sebutkan di private_hosts di profil."
            ),
            (Self::Private { host, address }, Lang::En) => format!(
                "the host {host} leads to the special address {address}; if it is in your own network, name it in private_hosts in the profile."
            ),
            (Self::Unresolved(host), Lang::Id) => {
                format!("nama {host} tidak ditemukan; periksa sambungan internet dan ejaannya.")
            }
            (Self::Unresolved(host), Lang::En) => {
                format!("the name {host} leads nowhere; check the connection and its spelling.")
            }
        }
    }
}

/// How names are looked up; tests have one of their own.
pub(super) trait Lookup: Send + Sync {
    /// The addresses of a name.
    fn lookup(&self, host: &str) -> Found;
}

/// What a lookup will find.
pub(super) type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// The machine's own resolver.
struct System;

impl Lookup for System {
    fn lookup(&self, host: &str) -> Found {
        let host = host.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()) })
    }
}

/// A host that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    host: String,
    /// The scheme's own port where none is given.
    port: Option<u16>,
    private: bool,
    plain: bool,
}

/// The hosts that one source may be asked at.
#[derive(Clone)]
pub struct Guard {
    named: Arc<[Named]>,
    lookup: Arc<dyn Lookup>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("named", &self.named).finish_non_exhaustive()
    }
}

impl Guard {
    /// The guard of a source: the host of its address and those that the
    /// profile names beside it.
    #[must_use]
    pub fn new(url: &str, fetch: &Fetch) -> Self {
        let own = written_authority(url).unwrap_or_default();
        let named = [own].into_iter().chain(fetch.hosts.iter().map(String::as_str)).map(|text| {
            let (host, port) = split_port(text);
            let among = |list: &[String]| list.iter().any(|name| name == text || name == host);
            Named {
                host: host.to_owned(),
                port,
                private: among(&fetch.private_hosts),
                plain: among(&fetch.plain_hosts),
            }
        });
        Self { named: named.collect(), lookup: Arc::new(System) }
    }

    /// The guard of one address: its host alone. Where the operator names the host as
    /// one of `own`, by name or by name and port, it may lie in a private network or on
    /// this machine, and be asked without TLS.
    #[must_use]
    pub fn of(url: &str, own: &[String]) -> Self {
        let (host, port) = split_port(written_authority(url).unwrap_or_default());
        let host = host.to_ascii_lowercase();
        let with_port = port.map(|port| format!("{host}:{port}"));
        let is_own = own.iter().any(|name| *name == host || Some(name) == with_port.as_ref());
        let named = Named { host, port, private: is_own, plain: is_own };
        Self { named: [named].into(), lookup: Arc::new(System) }
    }

    /// The same with names looked up elsewhere.
    #[cfg(test)]
    pub(super) fn looking_up(self, lookup: Arc<dyn Lookup>) -> Self {
        Self { lookup, ..self }
    }

    /// Whether an address may be asked, as far as it can be told without
    /// looking its name up. One without scheme or host is taken from `base`.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, written: &str, base: Option<&Url>) -> Result<Url, Refusal> {
        let malformed = || Refusal::Malformed(written.chars().take(80).collect());
        // What the URL standard would quietly mend is not what was meant.
        if !written.bytes().all(|b| b.is_ascii_graphic()) || written.contains('\\') {
            return Err(malformed());
        }
        let url = match base {
            Some(base) => base.join(written),
            None => Url::parse(written),
        };
        let url = url.map_err(|_| malformed())?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            other => return Err(Refusal::Scheme(other.to_owned())),
        };
        let authority = written_authority(written);
        if authority.is_some_and(|authority| authority.contains('@')) || !url.username().is_empty() {
            return Err(Refusal::User);
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else { return Err(malformed()) };
        let host_text = host.to_string();
        // `0x7f.1` and `①.example` are not written as they are read.
        if authority.is_some_and(|authority| !split_port(authority).0.eq_ignore_ascii_case(&host_text)) {
            return Err(malformed());
        }
        let usual = if https { 443 } else { 80 };
        let named = self.named.iter().find(|named| named.host == host_text && named.port.unwrap_or(usual) == port);
        let shown = if port == usual { host_text.clone() } else { format!("{host_text}:{port}") };
        let Some(named) = named else { return Err(Refusal::Unnamed(shown)) };
        if !https && !named.plain {
            return Err(Refusal::Plain(shown));
        }
        // An address instead of a name is never looked up.
        let address = match host {
            Host::Ipv4(ip) => Some(IpAddr::from(ip)),
            Host::Ipv6(ip) => Some(IpAddr::from(ip)),
            Host::Domain(_) => None,
        };
        match address.filter(|ip| !may_be_asked(*ip, named.private)) {
            Some(address) => Err(Refusal::Private { host: host_text, address }),
            None => Ok(url),
        }
    }

    /// Where a name leads. One special address among many refuses the name: a
    /// mixed answer is how a name is turned inwards.
    ///
    /// # Errors
    /// Why it is not asked.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Refusal> {
        let named: Vec<_> = self.named.iter().filter(|named| named.host == host).collect();
        if named.is_empty() {
            return Err(Refusal::Unnamed(host.to_owned()));
        }
        let found = self.lookup.lookup(host).await.unwrap_or_default();
        if found.is_empty() {
            return Err(Refusal::Unresolved(host.to_owned()));
        }
        let private = named.iter().any(|named| named.private);
        match found.iter().find(|address| !may_be_asked(**address, private)) {
            Some(address) => Err(Refusal::Private { host: host.to_owned(), address: *address }),
            None => Ok(found),
        }
    }
}

/// The client asks this before every new connection, so that nothing comes
/// between looking a name up and going there.
impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found = guard.addresses(name.as_str()).await?;
            // The client puts the port in.
            let addresses: Addrs = Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}

/// What stands between `//` and the path; none in an address without host.
fn written_authority(url: &str) -> Option<&str> {
    let is_scheme =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let rest = match url.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => match rest.strip_prefix("//") {
            Some(rest) => rest,
            // `https:host`, which the standard takes for `https://host`.
            None => return Some(""),
        },
        _ => url.strip_prefix("//")?,
    };
    rest.split(['/', '?', '#']).next()
}

/// A host and its port, where one is given.
fn split_port(authority: &str) -> (&str, Option<u16>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()),
        _ => (authority, None),
    }
}
