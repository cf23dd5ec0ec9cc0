//! Which page a write comes from. Browsers say it in `Sec-Fetch-Site` and
//! `Origin`, and no page of another site can write these; only our own pages
//! may write. A request that says neither is no current browser's and is
//! refused as well.

use crate::settings::PublicUrl;
use axum::http::{HeaderMap, HeaderName, header};
use std::net::IpAddr;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a write comes from one of our own pages.
pub(super) fn is_own(headers: &HeaderMap, public: Option<&PublicUrl>) -> bool {
    let Some(own) = own(headers, public) else { return false };
    // Twice the same header is nobody's honest request.
    let one = |name: HeaderName| {
        let mut values = headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => Ok(value.to_str().ok()),
            (None, _) => Err(false),
            (Some(_), Some(_)) => Err(true),
        }
    };
    let site = match one(FETCH_SITE) {
        Ok(Some("same-origin")) => true,
        Err(false) => false,
        _ => return false,
    };
    match one(header::ORIGIN) {
        Ok(origin) => origin == Some(own.as_str()),
        Err(true) => false,
        // Some browsers leave it out within a site; then the other must say so.
        Err(false) => site,
    }
}

/// The origin under which our pages were asked for; none where it is not to be
/// trusted: a name that somebody else may have pointed at this machine.
pub(super) fn own(headers: &HeaderMap, public: Option<&PublicUrl>) -> Option<String> {
    if let Some(public) = public {
        return Some(public.origin().to_owned());
    }
    let host = headers.get(header::HOST)?.to_str().ok()?.to_ascii_lowercase();
    let known = name_of(&host) == "localhost" || address_of(&host).is_some();
    known.then(|| format!("http://{}", host.strip_suffix(":80").unwrap_or(&host)))
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

/// The address that a host is, where it is no name.
fn address_of(host: &str) -> Option<IpAddr> {
    name_of(host).trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether passwords may be entered: over TLS, or on the machine itself.
pub(super) fn is_safe_for_passwords(headers: &HeaderMap, public: Option<&PublicUrl>) -> bool {
    if public.is_some_and(PublicUrl::is_secure) {
        return true;
    }
    let own = own(headers, public);
    let Some(host) = own.as_deref().map(|own| own.trim_start_matches("http://")) else { return false };
    name_of(host) == "localhost" || address_of(host).is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn the_own_origin_is_the_set_one_or_an_address_of_this_machine() {
        let own = |host: &str| own(&headers(&[("host", host)]), None);
        assert_eq!(own("127.0.0.1:3000").as_deref(), Some("http://127.0.0.1:3000"));
        assert_eq!(own("localhost").as_deref(), Some("http://localhost"));
        assert_eq!(own("[::1]:3000").as_deref(), Some("http://[::1]:3000"));
        assert_eq!(own("rebound.example:3000"), None);
        let public = PublicUrl::parse("https://lumbung.id").unwrap();
        assert_eq!(super::own(&headers(&[("host", "127.0.0.1")]), Some(&public)).unwrap(), "https://lumbung.id");
    }

    #[test]
    fn passwords_are_entered_over_tls_or_on_the_machine_itself() {
        let safe = |host: &str| is_safe_for_passwords(&headers(&[("host", host)]), None);
        assert!(safe("127.0.0.1:3000") && safe("localhost:80") && safe("[::1]:3000") && safe("[::1]"));
        assert!(!safe("192.168.1.5:3000") && !safe("lumbung.id") && !safe("localhost.evil.example"));
        let url = |text| PublicUrl::parse(text).unwrap();
        assert!(is_safe_for_passwords(&HeaderMap::new(), Some(&url("https://lumbung.id"))));
        assert!(!is_safe_for_passwords(&HeaderMap::new(), Some(&url("http://lumbung.id"))));
        assert!(is_safe_for_passwords(&HeaderMap::new(), Some(&url("http://127.0.0.1:3000"))));
    }
}
