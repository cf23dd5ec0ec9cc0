//! The calendar of reports in words.

use crate::i18n::words;
use lumbung_data::model::reporting::PlaceCalendar;
use lumbung_data::model::{Lang, date_short};

/// How much of what was expected a place reported, and since when it is silent.
pub(crate) fn sentence(place: &PlaceCalendar, lang: Lang) -> String {
    let count = |is: &dyn Fn(usize) -> bool| (0..place.days.len()).filter(|at| is(*at)).count();
    let expected = count(&|at| place.days[at].is_expected());
    let whole = count(&|at| place.days[at].is_whole());
    let silent = count(&|at| place.days[at].is_silent());
    let part = expected - whole - silent;
    let mut said = words!(lang, reporting.whole_of, whole = whole, expected = expected);
    if part > 0 {
        said.push_str(&words!(lang, reporting.part_of, count = part));
    }
    if silent > 0 {
        said.push_str(&words!(lang, reporting.silent_of, count = silent));
    }
    said.push('.');
    if let Some(since) = place.silent_since {
        said.push(' ');
        said.push_str(&words!(lang, reporting.silent_since, date = date_short(since, lang)));
    }
    said
}

/// A weekday in three letters at most, Monday first.
pub(crate) fn weekday(row: usize, lang: Lang) -> &'static str {
    let names =
        lang.pick(["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    names.get(row).copied().unwrap_or_default()
}

/// A month in three letters.
pub(crate) fn month(month: u32, lang: Lang) -> &'static str {
    let names = lang.pick(
        ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    );
    month.checked_sub(1).and_then(|at| names.get(at as usize)).copied().unwrap_or_default()
}
