//! The sources that a city has fetched: what to ask of whom, how often, and
//! which hosts may be gone to for it.
//!
//! Here stands what is allowed; asking is left to the connectors.

use super::check::At;
use super::error::{Problem, ProfileError};
use super::parts::Market;
use super::{Schedule, file, schedule};
use crate::model::{PlaceCode, PriceLevel, Rhythm, SourceId};
use crate::names::Unknown;

/// A source that is fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetch {
    /// Which source.
    pub source: SourceId,
    /// When; none where it is fetched on command only.
    pub schedule: Option<Schedule>,
    /// Its address, where it is not the usual one: of a file for `wfp`, of the
    /// server for all others.
    pub url: Option<String>,
    /// Hosts beside the one of the address that may be gone to, such as the
    /// store that a download is passed on to.
    pub hosts: Vec<String>,
    /// Hosts among these that may lie in a private network or on this machine.
    pub private_hosts: Vec<String>,
    /// Hosts among these that are asked without TLS.
    pub plain_hosts: Vec<String>,
    /// The places to ask for; the source's usual ones if empty.
    pub places: Vec<FetchPlace>,
    /// The price level to ask for.
    pub level: PriceLevel,
    /// Which of another Lumbung's sources to take.
    pub their_source: SourceId,
    /// Days before the last known one that are asked for again, as figures are
    /// corrected late.
    pub overlap: u32,
    /// Days to ask for while nothing is known.
    pub history: u32,
    /// Its rhythm, where it differs from the usual one.
    pub rhythm: Option<Rhythm>,
}

/// A place to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchPlace {
    /// Its code.
    pub code: PlaceCode,
    /// What the source calls it.
    pub id: Option<String>,
}

impl Fetch {
    /// The days to ask for again of a source that says nothing else.
    const OVERLAP: u32 = 14;
    /// The days to ask for of a source of which nothing is known.
    const HISTORY: u32 = 60;

    /// How a source is fetched on command where the profile says nothing of it.
    #[must_use]
    pub fn usual(source: SourceId) -> Self {
        Self {
            source,
            schedule: None,
            url: None,
            hosts: Vec::new(),
            private_hosts: Vec::new(),
            plain_hosts: Vec::new(),
            places: Vec::new(),
            level: PriceLevel::Retail,
            their_source: local(),
            overlap: Self::OVERLAP,
            history: Self::HISTORY,
            rhythm: None,
        }
    }

    /// Whether there is a way to fetch a source; the others come as files.
    #[must_use]
    pub fn is_possible(source: &SourceId) -> bool {
        matches!(source.as_str(), "pihps" | "bapanas" | "sp2kp" | "wfp") || source.is_another_city()
    }

    /// The rhythm by which it is judged late; none where it has none.
    #[must_use]
    pub fn rhythm(&self) -> Option<Rhythm> {
        self.rhythm.or_else(|| Rhythm::of(&self.source))
    }
}

/// What another Lumbung has that cannot be had elsewhere.
fn local() -> SourceId {
    SourceId::parse("lokal").unwrap_or_else(|_| SourceId::simulated())
}

/// Checks what a profile says of one source.
pub(super) fn check(at: At<'_>, name: &str, entry: file::Fetch, markets: &[Market]) -> Result<Fetch, ProfileError> {
    let key = |field: &str| format!("fetch.{name}, {field}");
    let source = SourceId::parse(name).ok().filter(Fetch::is_possible).ok_or_else(|| {
        let (expected, expected_id) =
            ("pihps, bapanas, sp2kp, wfp or \"lumbung:CODE\"", "pihps, bapanas, sp2kp, wfp, atau \"lumbung:KODE\"");
        at.malformed("fetch", name, expected, expected_id)
    })?;
    let usual = Fetch::usual(source);
    let schedule = Schedule::check(at, name, entry.at.as_deref(), entry.every.as_deref(), entry.days.as_deref())?;
    for (field, hosts) in
        [("hosts", &entry.hosts), ("private_hosts", &entry.private_hosts), ("plain_hosts", &entry.plain_hosts)]
    {
        if let Some(bad) = hosts.iter().find(|host| !is_host(host)) {
            let expected = "hosts in lower case without scheme and path, like data.example.org or 10.0.0.7:8080";
            let expected_id =
                "nama host huruf kecil tanpa https:// dan jalur, seperti data.example.org atau 10.0.0.7:8080";
            return Err(at.malformed(key(field), bad, expected, expected_id));
        }
    }
    match &entry.url {
        Some(url) => check_url(at, key("url"), url, &entry.plain_hosts)?,
        None if name == "wfp" || name.starts_with("lumbung:") => {
            let (expected, expected_id) = ("the address of the source", "alamat sumbernya");
            return Err(at.malformed(key("url"), "", expected, expected_id));
        }
        None => {}
    }
    let places = places(at, name, entry.place, markets)?;
    let their_source = match &entry.their_source {
        None => usual.their_source.clone(),
        Some(text) => SourceId::parse(text).ok().filter(|source| !source.is_simulated()).ok_or_else(|| {
            let (expected, expected_id) =
                ("a source of the other Lumbung, like lokal", "sumber di Lumbung itu, seperti lokal");
            at.malformed(key("their_source"), text, expected, expected_id)
        })?,
    };
    let within = |field: &str, value: Option<u32>, usual: u32, most: u32| match value {
        None => Ok(usual),
        Some(days) if days <= most => Ok(days),
        Some(days) => {
            Err(at.malformed(key(field), &days, "a number of days, 3650 at most", "jumlah hari, paling banyak 3650"))
        }
    };
    let rhythm = entry.rhythm.map(|rhythm| {
        let ready = schedule::time(at, key("rhythm.ready"), &rhythm.ready)?;
        Ok(Rhythm { cycle: rhythm.cycle, ready, grace: rhythm.grace.min(366) })
    });
    Ok(Fetch {
        schedule,
        url: entry.url,
        hosts: entry.hosts,
        private_hosts: entry.private_hosts,
        plain_hosts: entry.plain_hosts,
        places,
        level: entry.level,
        their_source,
        overlap: within("overlap", entry.overlap, usual.overlap, 3_650)?,
        history: within("history", entry.history, usual.history, 3_650)?,
        rhythm: rhythm.transpose()?,
        source: usual.source,
    })
}

fn places(
    at: At<'_>,
    name: &str,
    entries: Vec<file::FetchPlace>,
    markets: &[Market],
) -> Result<Vec<FetchPlace>, ProfileError> {
    let key = || format!("fetch.{name}, place.code");
    let mut places: Vec<FetchPlace> = Vec::new();
    for entry in entries {
        let code = at.place(key(), &entry.code, entry.code.contains('/'))?;
        if code.is_market() && !markets.iter().any(|market| market.code == code) {
            let known = markets.iter().map(|market| (market.code.as_str(), market.code.as_str()));
            let known = Unknown::among(code.as_str(), known);
            return Err(at.invalid(key(), &entry.code, Problem::Unknown { known }));
        }
        // A region's own price beside its markets' would count twice.
        let twice = places.iter().find(|known| {
            known.code == code || (known.code.is_market() != code.is_market() && known.code.region() == code.region())
        });
        if let Some(known) = twice {
            return Err(at.invalid(key(), &entry.code, Problem::Taken { by: known.code.to_string() }));
        }
        let numbers = |id: &String| {
            !id.is_empty() && id.split('/').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        if let Some(id) = entry.id.as_ref().filter(|id| !numbers(id)) {
            let (expected, expected_id) = ("the source's numbers like 12/179", "nomor dari sumber seperti 12/179");
            return Err(at.malformed(format!("fetch.{name}, place.id"), id, expected, expected_id));
        }
        if entry.id.is_none() && (name == "bapanas" || (name == "sp2kp" && code.is_market())) {
            let (expected, expected_id) = (
                "the source's number of the place, like \"12/179\" (bapanas: province/city) or \"117\" (sp2kp: market)",
                "nomor tempat di sumber, seperti \"12/179\" (bapanas: provinsi/kota) atau \"117\" (sp2kp: pasar)",
            );
            return Err(at.malformed(format!("fetch.{name}, place.id"), "", expected, expected_id));
        }
        places.push(FetchPlace { code, id: entry.id });
    }
    if places.is_empty() && !matches!(name, "pihps" | "wfp") {
        let (expected, expected_id) =
            ("at least one [[fetch.….place]] with its code", "sedikitnya satu [[fetch.….place]] dengan code");
        return Err(at.malformed(format!("fetch.{name}, place"), "", expected, expected_id));
    }
    Ok(places)
}

/// An address whose host is written plainly; one without TLS has to be named
/// in `plain_hosts`.
fn check_url(at: At<'_>, key: String, url: &str, plain_hosts: &[String]) -> Result<(), ProfileError> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let printable = url.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if !matches!(scheme, "http" | "https") || !printable || !is_host(host) {
        let (expected, expected_id) =
            ("an address like https://data.example.org/prices", "alamat seperti https://data.example.org/harga");
        return Err(at.malformed(key, url, expected, expected_id));
    }
    if scheme == "http" && !plain_hosts.iter().any(|plain| plain == host) {
        let expected = "an https address; where there is none, name the host in plain_hosts";
        let expected_id = "alamat https; bila memang tidak ada, sebutkan host itu di plain_hosts";
        return Err(at.malformed(key, url, expected, expected_id));
    }
    Ok(())
}

/// A host as `data.example.org`, `10.0.0.7:8080` or `[fd00::1]`.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => (host, port.strip_prefix(':').or_else(|| port.is_empty().then_some(""))),
        None => text
            .split_once(':')
            .map_or((text, Some("")), |(host, port)| (host, Some(port).filter(|port| !port.is_empty()))),
    };
    let port_ok = port.is_some_and(|port| port.is_empty() || port.parse::<u16>().is_ok_and(|port| port > 0));
    let host_ok = if text.starts_with('[') {
        host.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
    };
    port_ok && host_ok
}

#[cfg(test)]
mod tests;
