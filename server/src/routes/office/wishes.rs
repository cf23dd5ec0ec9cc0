//! The wishes of a subscriber, as a form has them.

use super::trouble;
use crate::routes::fields::Fields;
use lumbung_data::model::office::{EnteredWishes, Field, Trouble, What};
use lumbung_data::model::{Lang, Quiet, WarningLevel, WarningWish, Wishes};

/// Reads the wishes of a form, and what is wrong with them.
pub(super) fn read(fields: &Fields, troubles: &mut Vec<Trouble>) -> (EnteredWishes, Wishes) {
    let mut chosen = |field: Field, found: bool| {
        if !found {
            troubles.push(trouble(field, What::Missing));
        }
    };
    let lang = Lang::from_code(fields.get("bahasa"));
    chosen(Field::Lang, lang.is_some());
    let warnings = WarningWish::parse(fields.get("peringatan")).ok();
    chosen(Field::Warnings, warnings.is_some());
    let least = [WarningLevel::Waspada, WarningLevel::Siaga, WarningLevel::Awas]
        .into_iter()
        .find(|level| level.as_str() == fields.get("terendah"));
    chosen(Field::Least, least.is_some());
    let entered = EnteredWishes {
        lang: lang.unwrap_or_default(),
        weekly: fields.get("pekanan") == "ya",
        warnings: warnings.unwrap_or_default(),
        least: least.unwrap_or(WarningLevel::Siaga),
        quiet_from: fields.trimmed("hening_dari").chars().take(8).collect(),
        quiet_to: fields.trimmed("hening_sampai").chars().take(8).collect(),
        awas_anytime: fields.get("awas") == "ya",
    };
    let quiet = Quiet::parse(&entered.quiet_from, &entered.quiet_to);
    if quiet.is_none() && !(entered.quiet_from.is_empty() && entered.quiet_to.is_empty()) {
        let field = if Quiet::parse(&entered.quiet_from, "00:00").is_none() && entered.quiet_from != "00:00" {
            Field::QuietFrom
        } else {
            Field::QuietTo
        };
        troubles.push(trouble(field, What::QuietForm));
    }
    let wishes = Wishes {
        lang: entered.lang,
        weekly: entered.weekly,
        warnings: entered.warnings,
        least: entered.least,
        quiet,
        awas_anytime: entered.awas_anytime,
    };
    if troubles.is_empty() && !wishes.any() {
        troubles.push(trouble(Field::Weekly, What::NothingWished));
    }
    (entered, wishes)
}
