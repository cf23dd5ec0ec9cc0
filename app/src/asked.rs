//! What the address and the cookies of a request ask for: the language, the
//! range, and how links lead on without losing either.

use http::header::COOKIE;
use http::request::Parts;
use leptos::prelude::use_context;
use lumbung_data::model::Lang;

const LANG: &str = "lang";

/// The part of a request that pages read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The language of the page.
    pub lang: Lang,
    /// Whether the address itself names the language; only then links repeat it.
    named: bool,
    /// The pairs of the query, as they stand in the address.
    query: Vec<(String, String)>,
}

impl Asked {
    /// Reads the request in context; without one, nothing was asked for.
    pub fn here() -> Self {
        use_context::<Parts>().map_or_else(Self::default, |parts| {
            let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
            Self::new(parts.uri.query().unwrap_or_default(), cookies)
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
        Self { lang: named.or_else(remembered).unwrap_or_default(), named: named.is_some(), query }
    }

    /// The first value of a key in the query, as it stands there.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// A link to another page of ours, in the language that the address names.
    pub fn link(&self, path: &str) -> String {
        if self.named { format!("{path}?{LANG}={}", self.lang.code()) } else { path.to_owned() }
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
    }

    #[test]
    fn changing_one_value_keeps_the_others_in_place() {
        let asked = Asked::new("rentang=1t&lang=en", NO_COOKIE);
        assert_eq!(asked.here_with("rentang", "3b"), "?lang=en&rentang=3b");
        assert_eq!(asked.in_language(Lang::Id), "?rentang=1t&lang=id");
        assert_eq!(asked.value("rentang"), Some("1t"));
    }
}
