//! Why a value is doubted, in a sentence with its figures.

use crate::i18n::words;
use lumbung_data::model::{Grounds, Lang, Rule, rupiah};

/// The rule, and what the market and the others had.
pub(crate) fn sentence(rule: Rule, grounds: &Grounds, lang: Lang) -> String {
    let said = match rule {
        Rule::Range => words!(lang, doubt.range),
        Rule::Digit => words!(lang, doubt.digit),
        Rule::Reverted => words!(lang, doubt.reverted),
        Rule::Waiting => words!(lang, doubt.waiting),
        Rule::Apart => words!(lang, doubt.apart),
        Rule::Published => words!(lang, doubt.published),
        Rule::Accepted => return words!(lang, doubt.accepted).to_owned(),
        Rule::Corrected => return words!(lang, doubt.corrected).to_owned(),
        Rule::Rejected => return words!(lang, doubt.rejected).to_owned(),
        Rule::Normal | Rule::Estimated | Rule::Missing | Rule::Holiday | Rule::Withdrawn => return String::new(),
    };
    let price = |value: f64| rupiah(value, lang);
    let own = match (grounds.usual, grounds.next) {
        (Some(usual), Some(next)) => words!(lang, doubt.own, usual = price(usual), next = price(next)),
        (Some(usual), None) => words!(lang, doubt.usual, usual = price(usual)),
        (None, _) => ".".to_owned(),
    };
    let others = grounds.others.map(|others| words!(lang, doubt.others, others = price(others))).unwrap_or_default();
    format!("{said}{own}{others}")
}
