//! The reasons of a plan in words.

use crate::i18n::words;
use lumbung_data::model::plan::{Ground, Peak, PeakGround, SetAside, VariantKind, Why};
use lumbung_data::model::{
    Lang, WarningKind, date_long, decapitalised, percent, rupiah_per, signed_percent, whole_percent,
};

/// Why a commodity is proposed.
pub(crate) fn ground(ground: &Ground, lang: Lang) -> String {
    match ground {
        Ground::Warned { kind, level, onset, rise, chance } => {
            let (level, since, rise) = (level.word(), date_long(*onset, lang), percent(*rise, lang));
            match (kind, chance) {
                (WarningKind::Surge, _) => words!(lang, plan.surge, level = level, since = since, rise = rise),
                (WarningKind::Creep, _) => words!(lang, plan.creep, level = level, since = since, rise = rise),
                (WarningKind::Early, Some(chance)) => {
                    words!(lang, plan.early, level = level, since = since, chance = whole_percent(*chance))
                }
                (WarningKind::Early, None) => words!(lang, plan.early_plain, level = level, since = since),
                (WarningKind::Supply, _) => words!(lang, plan.upstream, level = level, since = since, rise = rise),
                (WarningKind::Spread, _) => words!(lang, plan.apart, since = since, rise = rise),
                (WarningKind::Reference, _) => words!(lang, plan.reference, since = since, rise = rise),
                (WarningKind::NoData, _) => words!(lang, plan.silent, since = since),
            }
        }
        Ground::Feast { name, date, count, years, median } => words!(
            lang,
            plan.feast,
            feast = name.as_str(),
            date = date_long(*date, lang),
            count = *count,
            years = *years,
            median = percent(*median, lang)
        ),
    }
}

/// What sites come before.
pub(crate) fn peak(peak: &Peak, lang: Lang) -> String {
    let date = date_long(peak.date, lang);
    let name = peak.commodity.as_deref().map(decapitalised).unwrap_or_default();
    match &peak.why {
        PeakGround::Record { days } => words!(lang, plan.peak_record, name = name, date = date, days = *days),
        PeakGround::Outlook { price, unit } => {
            let price = rupiah_per(*price, unit, lang);
            words!(lang, plan.peak_outlook, name = name, date = date, price = price)
        }
        PeakGround::Feast { name } => words!(lang, plan.peak_feast, name = name.as_str(), date = date),
    }
}

/// Why a commodity is set aside.
pub(crate) fn set_aside(aside: &SetAside, lang: Lang) -> String {
    let name = aside.name.as_str();
    match &aside.why {
        Why::Falling { change } => {
            words!(lang, plan.aside_falling, name = name, change = signed_percent(*change, lang))
        }
        Why::NoItem => words!(lang, plan.aside_no_item, name = name),
        Why::StoodFor { by } => words!(lang, plan.aside_stood_for, name = name, other = decapitalised(by)),
    }
}

/// What a variant is called.
pub(crate) fn variant(kind: VariantKind, lang: Lang) -> &'static str {
    match kind {
        VariantKind::Few => words!(lang, plan.few),
        VariantKind::Everywhere => words!(lang, plan.everywhere),
        VariantKind::Thrifty => words!(lang, plan.thrifty),
    }
}

/// How a variant is made, in a sentence.
pub(crate) fn variant_rule(kind: VariantKind, lang: Lang) -> &'static str {
    match kind {
        VariantKind::Few => words!(lang, plan.few_rule),
        VariantKind::Everywhere => words!(lang, plan.everywhere_rule),
        VariantKind::Thrifty => words!(lang, plan.thrifty_rule),
    }
}
