//! Subscriptions in words: what can be wished, and what somebody wishes.

use crate::i18n::words;
use lumbung_data::model::{Channel, HookFormat, Lang, WarningLevel, WarningWish, Wishes};

/// The languages, each by its own name.
pub(crate) fn languages(lang: Lang) -> Vec<(String, String)> {
    let name = |one: Lang| match one {
        Lang::Id => words!(lang, subscribe.indonesian),
        Lang::En => words!(lang, subscribe.english),
    };
    [Lang::Id, Lang::En].map(|one| (one.code().to_owned(), name(one).to_owned())).to_vec()
}

/// How warnings can be wished.
pub(crate) fn wishes(lang: Lang) -> Vec<(String, String)> {
    WarningWish::ALL.map(|one| (one.as_str().to_owned(), wish(one, lang).to_owned())).to_vec()
}

fn wish(wish: WarningWish, lang: Lang) -> &'static str {
    match wish {
        WarningWish::Off => words!(lang, subscribe.warnings_off),
        WarningWish::Immediate => words!(lang, subscribe.warnings_immediate),
        WarningWish::Daily => words!(lang, subscribe.warnings_daily),
    }
}

/// The levels from which on warnings can be wished.
pub(crate) fn levels(lang: Lang) -> Vec<(String, String)> {
    let levels = [
        (WarningLevel::Waspada, words!(lang, subscribe.from_waspada)),
        (WarningLevel::Siaga, words!(lang, subscribe.from_siaga)),
        (WarningLevel::Awas, words!(lang, subscribe.from_awas)),
    ];
    levels.map(|(level, name)| (level.as_str().to_owned(), name.to_owned())).to_vec()
}

/// The forms of a webhook's body.
pub(crate) fn formats(lang: Lang) -> Vec<(String, String)> {
    let name = |format| match format {
        HookFormat::Json => words!(lang, subscribers.format_json),
        HookFormat::Text => words!(lang, subscribers.format_text),
    };
    HookFormat::ALL.map(|one| (one.as_str().to_owned(), name(one).to_owned())).to_vec()
}

/// How somebody is reached.
pub(crate) fn channel(channel: Channel, lang: Lang) -> &'static str {
    match channel {
        Channel::Mail => words!(lang, field.email),
        Channel::Webhook => words!(lang, subscribers.webhook),
    }
}

/// What somebody wishes, in one line.
pub(crate) fn wishes_line(wishes: &Wishes, lang: Lang) -> String {
    let mut parts = Vec::new();
    if wishes.weekly {
        parts.push(words!(lang, field.weekly).to_owned());
    }
    let least = wishes.least.word();
    match wishes.warnings {
        WarningWish::Off => {}
        WarningWish::Immediate => parts.push(words!(lang, subscribers.immediate, level = least)),
        WarningWish::Daily => parts.push(words!(lang, subscribers.daily, level = least)),
    }
    if let Some(quiet) = wishes.quiet {
        let hour = |text: String| if lang == Lang::Id { text.replace(':', ".") } else { text };
        parts.push(words!(lang, subscribers.quiet, from = hour(quiet.from()), to = hour(quiet.to())));
    }
    parts.push(wishes.lang.code().to_owned());
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::model::Quiet;

    #[test]
    fn wishes_are_told_in_one_line() {
        let quiet = Quiet::parse("21:00", "06:00");
        let all = Wishes { warnings: WarningWish::Immediate, quiet, ..Wishes::default() };
        assert_eq!(
            wishes_line(&all, Lang::Id),
            "Lembar mingguan; Peringatan seketika mulai Siaga; Hening 21.00–06.00 WIB; id"
        );
        let few = Wishes { weekly: false, lang: Lang::En, ..Wishes::default() };
        assert_eq!(wishes_line(&few, Lang::En), "Daily digest from Siaga on; en");
    }
}
