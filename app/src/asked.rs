//! What the address and the cookies of a request ask for: the language, the
//! range, and how links lead on without losing either.

use http::HeaderMap;
use http::header::{COOKIE, HOST, ORIGIN};
use http::request::Parts;
use leptos::prelude::use_context;
use lumbung_data::model::Lang;
use lumbung_data::model::chart::{View, decoded};
use std::fmt::Write;

const LANG: &str = "lang";

/// The id of the chart's heading.
pub(crate) const CHART: &str = "tren";

/// The part of a request that pages read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The language of the page.
    pub lang: Lang,
    /// Whether the address itself names the language; only then links repeat it.
    named: bool,
    /// The path of the address: only ever compared, never written into a page.
    path: String,
    /// Where the browser says that it sends from, as `https://host`.
    origin: Option<String>,
    /// The host that the browser asked, where it is one.
    host: Option<String>,
    /// The pairs of the query, as they stand in the address.
    query: Vec<(String, String)>,
}

impl Asked {
    /// Reads the request in context; without one, nothing was asked for.
    pub fn here() -> Self {
        use_context::<Parts>().map_or_else(Self::default, |parts| {
            let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
            let origin = parts.headers.get(ORIGIN).and_then(|value| value.to_str().ok()).filter(|text| is_origin(text));
            let host = parts.headers.get(HOST).and_then(|value| value.to_str().ok());
            let host = host.filter(|host| is_origin(&format!("https://{host}")));
            Self {
                host: host.map(str::to_owned),
                path: parts.uri.path().to_owned(),
                origin: origin.map(str::to_owned),
                ..Self::new(parts.uri.query().unwrap_or_default(), cookies)
            }
        })
    }

    /// The language is the query's, else the cookie's, else Indonesian.
    fn new<'a>(query: &str, cookies: impl IntoIterator<Item = &'a str>) -> Self {
        let query: Vec<(String, String)> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let named = query.iter().find(|(key, _)| key == LANG).and_then(|(_, value)| Lang::from_code(value));
        let remembered = || {
            cookies
                .into_iter()
                .flat_map(|header| header.split(';'))
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(key, _)| *key == LANG)
                .and_then(|(_, value)| Lang::from_code(value))
        };
        Self { lang: named.or_else(remembered).unwrap_or_default(), named: named.is_some(), query, ..Self::default() }
    }

    /// The chart's state, as the query has it.
    pub fn view(&self) -> View {
        View::of_pairs(self.query.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }

    /// A link to this same page, its chart in another state and all else kept. It
    /// leads to the chart, so that a page that is loaded anew stays there.
    pub fn here_showing(&self, view: &View) -> String {
        format!("{}#{CHART}", self.query_showing(view))
    }

    /// The query of that link.
    pub fn query_showing(&self, view: &View) -> String {
        let kept = self.query.iter().filter(|(name, _)| !View::KEYS.contains(&name.as_str()));
        let kept = kept.map(|(name, value)| format!("{name}={value}"));
        let pairs: Vec<String> =
            kept.chain(view.pairs().into_iter().map(|(key, value)| format!("{key}={value}"))).collect();
        format!("?{}", pairs.join("&"))
    }

    /// The first value of a key in the query, as it stands there.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// What the first value of a key in the query stands for.
    pub fn decoded(&self, key: &str) -> Option<String> {
        self.value(key).map(decoded)
    }

    /// A link to another page of ours, in the language that the address names.
    pub fn link(&self, path: &str) -> String {
        let mark = if path.contains('?') { '&' } else { '?' };
        if self.named { format!("{path}{mark}{LANG}={}", self.lang.code()) } else { path.to_owned() }
    }

    /// A link to another page of ours with a query; empty values are left out.
    pub fn link_with(&self, path: &str, query: &[(&str, &str)]) -> String {
        let language = self.named.then(|| (LANG, self.lang.code()));
        let pairs = query.iter().copied().filter(|(_, value)| !value.is_empty()).chain(language);
        let pairs: Vec<String> = pairs.map(|(key, value)| format!("{key}={}", encoded(value))).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The language for a form that is sent as an address, which drops the
    /// query of its own.
    pub fn named_language(&self) -> Option<Lang> {
        self.named.then_some(self.lang)
    }

    /// Whether this request went to that path of ours.
    pub fn went_to(&self, path: &str) -> bool {
        self.path == path
    }

    /// The path that this request went to. It came from outside: compare it,
    /// do not write it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address of this Lumbung as the browser that sent a form names it.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Scheme and host of this Lumbung, as a page elsewhere would name it. Only a
    /// machine's own address goes without TLS.
    pub fn site(&self) -> String {
        let host = self.host.as_deref().unwrap_or("localhost");
        let is_own = ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| host.starts_with(own));
        format!("{}://{host}", if is_own { "http" } else { "https" })
    }

    /// A link to this same page with one value of its query changed. It is
    /// relative, so that no path from outside gets into the page.
    pub fn here_with(&self, key: &str, value: &str) -> String {
        let kept = self.query.iter().filter(|(name, _)| name != key);
        let pairs: Vec<String> =
            kept.map(|(name, value)| format!("{name}={value}")).chain([format!("{key}={value}")]).collect();
        format!("?{}", pairs.join("&"))
    }

    /// A link to this same page in another language.
    pub fn in_language(&self, lang: Lang) -> String {
        self.here_with(LANG, lang.code())
    }
}

/// Whether a header's text is an origin and nothing else: scheme, host, port.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let of_hosts = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(of_hosts))
}

/// A value as it stands in a query.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// The language of an answer: what the query names, else the cookie, else
/// English for a program and Indonesian for a person.
#[must_use]
pub fn language(query: &str, headers: &HeaderMap, is_api: bool) -> Lang {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let asked = Asked::new(query, cookies);
    if is_api && !asked.named { Lang::En } else { asked.lang }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_COOKIE: [&str; 0] = [];

    #[test]
    fn the_query_outranks_the_cookie_and_indonesian_is_the_rest() {
        assert_eq!(Asked::new("lang=en", ["lang=id"]).lang, Lang::En);
        assert_eq!(Asked::new("", ["theme=dark; lang=en"]).lang, Lang::En);
        assert_eq!(Asked::new("lang=fr", NO_COOKIE).lang, Lang::Id);
        assert_eq!(Asked::new("", ["slang=en"]).lang, Lang::Id);
    }

    #[test]
    fn links_repeat_the_language_only_when_the_address_named_it() {
        assert_eq!(Asked::new("lang=en", NO_COOKIE).link("/komoditas/x"), "/komoditas/x?lang=en");
        assert_eq!(Asked::new("", ["lang=en"]).link("/komoditas/x"), "/komoditas/x");
        assert_eq!(Asked::new("lang=en", NO_COOKIE).link("/data?komoditas=x"), "/data?komoditas=x&lang=en");
    }

    #[test]
    fn changing_one_value_keeps_the_others_in_place() {
        let asked = Asked::new("rentang=1t&lang=en", NO_COOKIE);
        assert_eq!(asked.here_with("rentang", "3b"), "?lang=en&rentang=3b");
        assert_eq!(asked.in_language(Lang::Id), "?rentang=1t&lang=id");
    }

    #[test]
    fn a_chart_in_another_state_keeps_what_is_not_its_own() {
        let asked = Asked::new("lang=en&rentang=1b&halaman=2&banding=bawang-merah%403273", NO_COOKIE);
        let view = asked.view();
        assert_eq!(view.query(), "rentang=1b&banding=bawang-merah@3273");
        let other = View { log: true, compared: Vec::new(), ..view };
        assert_eq!(asked.here_showing(&other), "?lang=en&halaman=2&rentang=1b&skala=log#tren");
        assert_eq!(Asked::default().here_showing(&View::default()), "?#tren");
    }

    #[test]
    fn a_query_is_encoded_and_leaves_out_what_is_empty() {
        let asked = Asked::new("lang=en", NO_COOKIE);
        assert_eq!(
            asked.link_with("/jejak", &[("siapa", "a&b é"), ("apa", "")]),
            "/jejak?siapa=a%26b%20%C3%A9&lang=en"
        );
        assert_eq!(Asked::default().link_with("/jejak", &[("apa", "")]), "/jejak");
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host_and_nothing_else() {
        assert!(is_origin("https://lumbung.bandung.go.id") && is_origin("http://[::1]:8080"));
        for text in ["null", "https://", "ftp://a", "https://a/b", "https://a\" x"] {
            assert!(!is_origin(text), "{text}");
        }
    }
}
