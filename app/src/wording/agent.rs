//! The browser of a session as its owner would call it. User agents name their
//! ancestors as well, so the youngest name is looked for first.

use crate::i18n::words;
use lumbung_data::model::Lang;

const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// `Firefox di Linux`; what is not known is called by the first word of how it
/// calls itself.
pub(crate) fn browser(agent: &str, lang: Lang) -> String {
    const LONGEST: usize = 40;
    let find = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => words!(lang, account.browser_on, browser = browser, system = system),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => match agent.split_whitespace().next() {
            Some(word) => word.chars().take(LONGEST).collect(),
            None => words!(lang, account.browser_unknown).to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_own_name_and_not_its_ancestors() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        let chrome =
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1";
        let named = [firefox, chrome, edge, safari].map(|agent| browser(agent, Lang::Id));
        assert_eq!(named, ["Firefox di Linux", "Chrome di Android", "Edge di Windows", "Safari di iPhone"]);
        assert_eq!(browser(firefox, Lang::En), "Firefox on Linux");
    }

    #[test]
    fn what_is_no_browser_keeps_its_first_word_at_a_readable_length() {
        assert_eq!(browser("curl/8.9", Lang::Id), "curl");
        assert_eq!(browser("skrip-harian 1.0", Lang::Id), "skrip-harian");
        assert_eq!(browser(&"x".repeat(500), Lang::Id).len(), 40);
        assert_eq!(browser(" ", Lang::Id), "Peramban tidak dikenal");
    }
}
