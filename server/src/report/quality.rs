//! How good the data of the week are: who did not report, and what is doubted.

use super::compose::Known;
use super::lines::Line;
use super::named;
use super::sentences::enumerated;
use crate::pages::is_rejected;
use lumbung_data::model::sheet::{Bilingual, SheetQuality, SheetSuspect};
use lumbung_data::model::{
    Lang, MarketSeries, ObsStatus, PlaceCode, date_long, date_short, day, decapitalised, rupiah,
};
use std::collections::BTreeMap;

/// How long ago a market's last report may be for its silence to be told: half a year.
const KNOWN_FOR: i32 = 182;
/// Names that a line gives.
const NAMED: usize = 4;

/// The figures and the lines.
pub(super) fn quality(known: &Known<'_>, lines: &[Line<'_>]) -> SheetQuality {
    let (from, until) = known.days();
    let mut last: BTreeMap<&PlaceCode, i32> = BTreeMap::new();
    let mut suspects = Vec::new();
    let mut days: Vec<i32> = Vec::new();
    for city in lines.iter().filter_map(|line| line.city) {
        days.extend(city.price().survey_days_by(until).0.iter().filter(|on| **on >= from));
        for series in &city.members {
            let place = &series.key.place;
            if let Some(reported) = last_report(series).filter(|_| place.is_market()) {
                last.entry(place).and_modify(|known| *known = (*known).max(reported)).or_insert(reported);
            }
            let doubted = |at: &usize| {
                (from..=until).contains(&series.day[*at])
                    && series.status[*at] == ObsStatus::U
                    && !is_rejected(known.granary, series, *at)
            };
            suspects.extend((0..series.day.len()).filter(doubted).map(|at| SheetSuspect {
                name: named(known.profile, &series.key.commodity),
                place: known.profile.place_name(place),
                date: day::date(series.day[at]),
                reported: series.reported[at],
                unit: series.reported_unit.clone(),
            }));
        }
    }
    days.sort_unstable();
    days.dedup();
    suspects.sort_by_key(|suspect| suspect.date);
    let name = |place: &PlaceCode| known.profile.place_name(place);
    let reported = last.iter().filter(|(_, on)| **on >= from).map(|(place, _)| name(place)).collect();
    let silent = last.iter().filter(|(_, on)| (from - KNOWN_FOR..from).contains(*on));
    let silent = silent.map(|(place, on)| (name(place), day::date(*on))).collect();
    let unpriced = lines.iter().filter(|line| line.row.price.is_none()).map(|line| line.row.name.clone()).collect();
    let mut quality = SheetQuality {
        days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        reported,
        silent,
        unpriced,
        suspects,
        simulated: known.granary.is_simulated(),
        lines: Vec::new(),
    };
    quality.lines = told(&quality);
    quality
}

fn last_report(series: &MarketSeries) -> Option<i32> {
    series.reported.iter().rposition(|value| value.is_finite()).map(|at| series.day[at])
}

/// Names in a row, those beyond a few only counted.
fn few(names: &[String], lang: Lang) -> String {
    if names.len() <= NAMED {
        return enumerated(names, lang);
    }
    let rest = names.len() - NAMED;
    let first = names[..NAMED].join(", ");
    match lang {
        Lang::Id => format!("{first}, dan {rest} lainnya"),
        Lang::En => format!("{first}, and {rest} more"),
    }
}

fn told(quality: &SheetQuality) -> Vec<Bilingual> {
    let mut lines = Vec::new();
    if quality.simulated {
        lines.push(Bilingual::of(|lang| {
            lang.pick(
                "Semua angka pada lembar ini simulasi komputer, bukan harga pasar.",
                "Every figure of this sheet is simulated by a computer and no market price.",
            )
            .to_owned()
        }));
    }
    lines.push(Bilingual::of(|lang| reports(quality, lang)));
    if !quality.silent.is_empty() {
        lines.push(Bilingual::of(|lang| silence(quality, lang)));
    }
    if !quality.unpriced.is_empty() {
        lines.push(Bilingual::of(|lang| {
            let names: Vec<String> = quality.unpriced.iter().map(|name| decapitalised(name.get(lang))).collect();
            match lang {
                Lang::Id => format!("Tanpa harga minggu ini: {}.", few(&names, lang)),
                Lang::En => format!("Without a price this week: {}.", few(&names, lang)),
            }
        }));
    }
    lines.push(Bilingual::of(|lang| doubts(quality, lang)));
    lines
}

fn reports(quality: &SheetQuality, lang: Lang) -> String {
    let (days, markets) = (quality.days, quality.reported.len());
    let all = markets + quality.silent.len();
    match (days, markets, lang) {
        (0, _, Lang::Id) => "Tidak ada hari survei pada minggu ini.".to_owned(),
        (0, _, Lang::En) => "There was no survey day in this week.".to_owned(),
        (_, 0, Lang::Id) => format!("{days} hari survei; angkanya angka kota, tanpa rincian pasar."),
        (_, 0, Lang::En) => format!("{days} survey days; the figures are the city’s, without its markets."),
        (_, _, Lang::Id) => {
            format!("{days} hari survei; melapor {markets} dari {all} pasar: {}.", few(&quality.reported, lang))
        }
        (_, _, Lang::En) => {
            format!("{days} survey days; {markets} of {all} markets reported: {}.", few(&quality.reported, lang))
        }
    }
}

fn silence(quality: &SheetQuality, lang: Lang) -> String {
    let silent: Vec<String> = quality
        .silent
        .iter()
        .map(|(name, last)| match lang {
            Lang::Id => format!("{name} (terakhir {})", date_long(*last, lang)),
            Lang::En => format!("{name} (last on {})", date_long(*last, lang)),
        })
        .collect();
    match lang {
        Lang::Id => format!("Tidak melapor: {}.", few(&silent, lang)),
        Lang::En => format!("Did not report: {}.", few(&silent, lang)),
    }
}

fn doubts(quality: &SheetQuality, lang: Lang) -> String {
    let told: Vec<String> = quality
        .suspects
        .iter()
        .map(|suspect| {
            let (name, date) = (decapitalised(suspect.name.get(lang)), date_short(suspect.date, lang));
            let figure = rupiah(suspect.reported, lang);
            match lang {
                Lang::Id => format!("{name} {figure} di {}, {date}", suspect.place),
                Lang::En => format!("{name} {figure} at {}, {date}", suspect.place),
            }
        })
        .collect();
    match (told.len(), lang) {
        (0, Lang::Id) => "Tidak ada nilai janggal yang menunggu keputusan.".to_owned(),
        (0, Lang::En) => "No suspect value waits for a decision.".to_owned(),
        (count, Lang::Id) => {
            format!("{count} nilai janggal menunggu keputusan dan tidak ikut dihitung: {}.", few(&told, lang))
        }
        (1, Lang::En) => format!("1 suspect value waits for a decision and is left out: {}.", few(&told, lang)),
        (count, Lang::En) => {
            format!("{count} suspect values wait for a decision and are left out: {}.", few(&told, lang))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quality_of(reported: usize, silent: usize) -> SheetQuality {
        let name = |n: usize| format!("Pasar {n}");
        SheetQuality {
            days: 5,
            reported: (0..reported).map(name).collect(),
            silent: (0..silent).map(|n| (name(n), "2023-10-02".parse().unwrap())).collect(),
            unpriced: Vec::new(),
            suspects: Vec::new(),
            simulated: false,
            lines: Vec::new(),
        }
    }

    #[test]
    fn silent_markets_are_named_with_their_last_report() {
        let told: Vec<String> = told(&quality_of(2, 1)).into_iter().map(|line| line.id).collect();
        assert_eq!(
            told,
            [
                "5 hari survei; melapor 2 dari 3 pasar: Pasar 0 dan Pasar 1.",
                "Tidak melapor: Pasar 0 (terakhir 2 Oktober 2023).",
                "Tidak ada nilai janggal yang menunggu keputusan."
            ]
        );
    }

    #[test]
    fn simulated_figures_are_named_as_such_before_all_else() {
        let told = told(&SheetQuality { simulated: true, ..quality_of(6, 0) });
        assert!(told[0].id.contains("simulasi komputer"));
        assert!(told[1].id.ends_with("Pasar 2, Pasar 3, dan 2 lainnya."), "{}", told[1].id);
    }
}
