//! Phrases of interventions: volumes, days, and what a revision changed.

use crate::i18n::words;
use chrono::{Datelike, NaiveDate};
use lumbung_data::model::intervention::page::{EffectVerdict, Part};
use lumbung_data::model::intervention::{ItemSpot, Spot};
use lumbung_data::model::{Lang, count, date_long, date_short};

/// An amount with its unit: `1.500 kg`, `2,5 L`.
pub(crate) fn volume(amount: f64, unit: &str, lang: Lang) -> String {
    format!("{} {unit}", number(amount, lang))
}

/// An amount with two decimals at the most.
fn number(amount: f64, lang: Lang) -> String {
    let text = format!("{amount:.2}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| count(whole, lang));
    match fraction.trim_end_matches('0') {
        "" => whole,
        fraction => format!("{whole}{}{fraction}", lang.pick(',', '.')),
    }
}

/// From the first day to the last: `13–17 Maret 2026`, `28 Feb – 2 Mar 2026`, or one day.
pub(crate) fn span(from: NaiveDate, to: NaiveDate, lang: Lang) -> String {
    if from == to {
        date_long(from, lang)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), date_long(to, lang))
    } else {
        format!("{} – {}", date_short(from, lang), date_short(to, lang))
    }
}

/// So many days.
pub(crate) fn days(number: i32, lang: Lang) -> String {
    if number == 1 {
        words!(lang, intervention.days_one).to_owned()
    } else {
        words!(lang, intervention.days, count = number)
    }
}

/// What is said of an effect, in a word or two.
pub(crate) fn verdict(verdict: EffectVerdict, lang: Lang) -> &'static str {
    match verdict {
        EffectVerdict::Lower => words!(lang, intervention.lower),
        EffectVerdict::Higher => words!(lang, intervention.higher),
        EffectVerdict::Little => words!(lang, intervention.little),
        EffectVerdict::Inconclusive => words!(lang, intervention.inconclusive),
    }
}

/// A part that a revision changed.
pub(crate) fn part(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Title => words!(lang, intervention.part_title),
        Part::Status => words!(lang, intervention.part_status),
        Part::Place => words!(lang, intervention.part_place),
        Part::Days => words!(lang, intervention.part_days),
        Part::Organiser => words!(lang, intervention.part_organiser),
        Part::Items => words!(lang, intervention.part_items),
        Part::Outcome => words!(lang, intervention.part_outcome),
        Part::Note => words!(lang, intervention.part_note),
        Part::Warning => words!(lang, intervention.part_warning),
    }
}

/// What a field of the form is called; the form as a whole is called nothing.
pub(crate) fn field(spot: Spot, lang: Lang) -> Option<&'static str> {
    Some(match spot {
        Spot::Whole => return None,
        Spot::Kind => words!(lang, intervention.field_kind),
        Spot::Status => words!(lang, intervention.field_status),
        Spot::Title => words!(lang, intervention.field_title),
        Spot::District => words!(lang, intervention.field_district),
        Spot::Location => words!(lang, intervention.field_location),
        Spot::Places => words!(lang, intervention.field_places),
        Spot::From => words!(lang, intervention.field_from),
        Spot::To => words!(lang, intervention.field_to),
        Spot::Organiser => words!(lang, intervention.field_organiser),
        Spot::Partner => words!(lang, intervention.field_partner),
        Spot::Note => words!(lang, intervention.field_note),
        Spot::Outcome => words!(lang, intervention.field_outcome),
        Spot::Warning => words!(lang, intervention.field_warning),
        Spot::Item(_, ItemSpot::Commodity) => words!(lang, intervention.field_commodity),
        Spot::Item(_, ItemSpot::Unit) => words!(lang, intervention.field_unit),
        Spot::Item(_, ItemSpot::Volume) => words!(lang, intervention.field_volume),
        Spot::Item(_, ItemSpot::Price) => words!(lang, intervention.field_price),
        Spot::Item(_, ItemSpot::Reference) => words!(lang, intervention.field_reference),
        Spot::Item(_, ItemSpot::Subsidy) => words!(lang, intervention.field_subsidy),
        Spot::Item(_, ItemSpot::Limit) => words!(lang, intervention.field_limit),
        Spot::Item(_, ItemSpot::Realised) => words!(lang, intervention.field_realised),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_its_thousands_apart_and_no_needless_decimals() {
        assert_eq!(volume(1_500.0, "kg", Lang::Id), "1.500 kg");
        assert_eq!(volume(2.5, "L", Lang::Id), "2,5 L");
        assert_eq!(volume(1_234.256, "kg", Lang::En), "1,234.26 kg");
    }

    #[test]
    fn days_of_one_month_are_written_once() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(span(day("2026-03-13"), day("2026-03-17"), Lang::Id), "13–17 Maret 2026");
        assert_eq!(span(day("2026-02-28"), day("2026-03-02"), Lang::Id), "28 Feb 2026 – 2 Mar 2026");
        assert_eq!(span(day("2026-03-13"), day("2026-03-13"), Lang::En), "13 March 2026");
    }
}
