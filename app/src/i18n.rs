//! The words of the pages, generated from `locales/*.json` at build time.
//!
//! They live on the server only: a component asks for a word with `words!`
//! and an explicit language. Islands receive their few words as props.

use lumbung_data::model::Lang;

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

pub(crate) use i18n::Locale;

/// The generated name of a language.
pub(crate) fn locale(lang: Lang) -> Locale {
    lang.pick(Locale::id, Locale::en)
}

/// A word or sentence in a language: `words!(lang, board.title)`, with values
/// where the sentence has places for them: `words!(lang, site.version, version = 7)`.
macro_rules! words {
    ($lang:expr, $($rest:tt)+) => {
        leptos_i18n::td_string!($crate::i18n::locale($lang), $($rest)+)
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_given_in_the_language_asked_for() {
        assert_eq!(words!(Lang::Id, site.nav_board), "Papan pantau");
        assert_eq!(words!(Lang::En, site.nav_board), "Price board");
    }
}
