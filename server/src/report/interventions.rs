//! The interventions of a week, the ones to come, and what those before it did.

use super::compose::Known;
use crate::interventions::assess::{Assessed, assess, is_decided};
use crate::interventions::{commodity_name, place_words};
use chrono::{Days, NaiveDate};
use lumbung_data::impact::Verdict;
use lumbung_data::model::intervention::{Entry, Phase};
use lumbung_data::model::sheet::{Bilingual, SheetIntervention};
use lumbung_data::model::{Lang, decapitalised, percent};

/// Days after the week in which an intervention that begins is told of, and days before it in
/// which one that ended is, with its effect.
const AHEAD: u64 = 14;
const BACK: u64 = 28;
/// How many a sheet of one page has room for.
const MOST: usize = 4;
/// Commodities whose effect is told of one.
const TOLD: usize = 2;

/// Those of the week first, then the next ones, then those before by their end.
pub(super) fn interventions(known: &Known<'_>, all: &[Entry]) -> Vec<SheetIntervention> {
    let (monday, sunday) = (known.week.monday(), known.week.sunday());
    let mut found: Vec<(u8, i64, &Entry)> =
        all.iter().filter_map(|entry| rank(entry, monday, sunday).map(|(rank, days)| (rank, days, entry))).collect();
    found.sort_by_key(|(rank, days, entry)| (*rank, *days, entry.id));
    found.into_iter().take(MOST).map(|(.., entry)| told(known, entry, all)).collect()
}

/// Whether the sheet tells of an intervention, and where: which group, and its place in that.
fn rank(entry: &Entry, monday: NaiveDate, sunday: NaiveDate) -> Option<(u8, i64)> {
    let one = &entry.intervention;
    if !is_decided(one) {
        None
    } else if one.is_within(monday, sunday) {
        Some((0, (one.from - monday).num_days()))
    } else if one.from > sunday {
        (one.from <= sunday + Days::new(AHEAD)).then(|| (1, (one.from - sunday).num_days()))
    } else {
        (one.to + Days::new(BACK) >= monday).then(|| (2, (monday - one.to).num_days()))
    }
}

fn told(known: &Known<'_>, entry: &Entry, all: &[Entry]) -> SheetIntervention {
    let one = &entry.intervention;
    let what = |lang: Lang| {
        let at = place_words(one);
        let kind = one.kind.name(lang);
        // A title often begins with what it is.
        let name = if one.title.to_lowercase().starts_with(&kind.to_lowercase()) {
            one.title.clone()
        } else {
            format!("{kind}: {}", one.title)
        };
        if at.is_empty() || one.title.contains(&at) { name } else { format!("{name}, {at}") }
    };
    let is_over = one.phase(known.week.sunday()) == Phase::Held;
    let is_assessed = is_over && one.to <= known.on && !one.places.is_empty();
    let effect = is_assessed.then(|| effect(known, &assess(entry, all, known.granary, known.profile))).flatten();
    SheetIntervention {
        what: Bilingual { id: what(Lang::Id), en: what(Lang::En) },
        from: one.from,
        until: (one.to != one.from).then_some(one.to),
        done: is_over,
        effect,
    }
}

/// What is told of the effects, in a sentence or two; none where there is nothing to assess.
fn effect(known: &Known<'_>, found: &[Assessed]) -> Option<Bilingual> {
    let told: Vec<(&Assessed, &crate::impact::Found)> = found
        .iter()
        .filter_map(|one| Some((one, one.found.as_ref().ok()?)))
        .filter(|(_, found)| !matches!(found.impact.verdict, Verdict::Inconclusive(_)))
        .collect();
    if found.is_empty() {
        return None;
    }
    let in_words = |lang: Lang| {
        if told.is_empty() {
            return lang
                .pick("Dampaknya pada harga belum dapat disimpulkan.", "Its effect on prices cannot be told yet.")
                .to_owned();
        }
        let parts: Vec<String> = told.iter().take(TOLD).map(|(one, found)| part(known, one, found, lang)).collect();
        let place = found[0].places.iter().map(|place| known.profile.place_name(place)).collect::<Vec<_>>();
        let (parts, place) = (parts.join("; "), place.join(lang.pick(" dan ", " and ")));
        match lang {
            Lang::Id => format!("Dampak di {place}: {parts}."),
            Lang::En => format!("Effect at {place}: {parts}."),
        }
    };
    Some(Bilingual { id: in_words(Lang::Id), en: in_words(Lang::En) })
}

/// `harga telur ayam ras 8,1% lebih rendah (antara 4,0% dan 12,0%)`.
fn part(known: &Known<'_>, one: &Assessed, found: &crate::impact::Found, lang: Lang) -> String {
    let name = decapitalised(&commodity_name(known.profile, &one.commodity, lang));
    let share = found.impact.share;
    let mut bounds = [share.low.abs(), share.high.abs()];
    bounds.sort_by(f64::total_cmp);
    let [least, most] = bounds.map(|bound| percent(bound, lang));
    let size = percent(share.value.abs(), lang);
    match (found.impact.verdict, lang) {
        (Verdict::Little, Lang::Id) => format!("harga {name} hampir sama"),
        (Verdict::Little, Lang::En) => format!("the price of {name} much the same"),
        (Verdict::Higher, Lang::Id) => format!("harga {name} {size} lebih tinggi (antara {least} dan {most})"),
        (Verdict::Higher, Lang::En) => format!("the price of {name} {size} higher (between {least} and {most})"),
        (_, Lang::Id) => format!("harga {name} {size} lebih rendah (antara {least} dan {most})"),
        (_, Lang::En) => format!("the price of {name} {size} lower (between {least} and {most})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interventions::sample::entry;
    use lumbung_data::granary::Granary;
    use lumbung_data::model::IsoWeek;
    use lumbung_data::model::intervention::InterventionStatus;
    use lumbung_data::profile::Profile;

    #[test]
    fn those_of_the_week_come_first_and_only_four_stand_on_the_page() {
        let planned = InterventionStatus::Planned;
        let all = [
            entry(1, "2025-11-01", "2025-11-09", planned),
            entry(2, "2025-11-24", "2025-11-28", planned),
            entry(3, "2025-12-10", "2025-12-12", planned),
            entry(4, "2025-12-08", "2025-12-20", planned),
            entry(5, "2025-12-22", "2025-12-22", planned),
            entry(6, "2025-12-29", "2025-12-29", planned),
            entry(7, "2025-12-11", "2025-12-11", InterventionStatus::Proposed),
            entry(8, "2025-12-11", "2025-12-11", InterventionStatus::Cancelled),
            entry(9, "2025-12-01", "2025-12-03", planned),
        ];
        let (granary, profile) = (Granary::default(), Profile::load("bandung").unwrap());
        let week = IsoWeek::parse("2025-W50").unwrap();
        let known = Known { granary: &granary, profile: &profile, week, on: week.sunday() };
        let told = interventions(&known, &all);
        let names: Vec<_> = told.iter().map(|one| (one.what.id.as_str(), one.done)).collect();
        assert_eq!(
            names,
            [
                ("Pasar murah 4, Kecamatan Regol", false),
                ("Pasar murah 3, Kecamatan Regol", true),
                ("Pasar murah 5, Kecamatan Regol", false),
                ("Pasar murah 9, Kecamatan Regol", true),
            ]
        );
        assert!(told.iter().all(|one| one.effect.is_none()), "nothing was sold");
        assert_eq!(told[0].what.en, "Subsidised market: Pasar murah 4, Kecamatan Regol");
    }
}
