//! Past surges beside one another, each from its onset on.

use crate::chart::{PanelLine, Shared, Token};
use lumbung_data::granary::City;
use lumbung_data::model::figure::{Aligned, Figure, Figures};
use lumbung_data::model::{Lang, Surge, date_short, day, signed_percent};
use lumbung_data::profile::Profile;
use lumbung_data::quantile::middle;

/// Days before the onset and after it that are drawn.
const BEFORE: i32 = 28;
const AFTER: i32 = 90;
/// The most surges that are drawn.
const MOST: usize = 6;

/// The latest confirmed surges of a city price, latest first; none without any. What
/// still runs is told as running where the price is fresh enough to say so.
pub(super) fn aligned(city: &City, profile: &Profile, judged: bool, lang: Lang) -> Option<Aligned> {
    let (days, prices) = city.price().survey_days();
    let confirmed: Vec<&Surge> = city.surges(profile).iter().filter(|surge| surge.confirmed.is_some()).collect();
    let course = |surge: &Surge| -> Vec<(i32, f64)> {
        let from = days.partition_point(|day| *day < surge.onset - BEFORE);
        let to = days.partition_point(|day| *day <= surge.onset + AFTER);
        (from..to).map(|at| (days[at] - surge.onset, prices[at] / surge.baseline * 100.0)).collect()
    };
    let shown: Vec<(&Surge, Vec<(i32, f64)>)> =
        confirmed.iter().rev().take(MOST).map(|surge| (*surge, course(surge))).collect();
    let values = shown.iter().flat_map(|(_, points)| points).map(|(_, value)| *value);
    let below = vec![
        (-BEFORE, (-BEFORE).to_string().replace('-', "−")),
        (0, lang.pick("hari ke-0", "day 0").to_owned()),
        (AFTER, format!("+{AFTER}")),
    ];
    let written = |value: f64| format!("{value:.0}");
    let shared = Shared::new(values, (-BEFORE, AFTER), below, written)?.with_line(0).with_level(100.0);
    let figures = shown.iter().enumerate().map(|(at, (surge, points))| {
        let others = shown.iter().enumerate().filter(|(other, _)| *other != at);
        let faint =
            others.map(|(_, (_, points))| PanelLine { token: Token::Grid, points: points.clone(), is_marked: false });
        let own = PanelLine { token: Token::Surge, points: points.clone(), is_marked: false };
        let title = date_short(day::date(surge.onset), lang);
        let note = note(surge, judged, lang);
        let svg = shared.panel(&faint.chain([own]).collect::<Vec<_>>(), &format!("{title}: {note}"));
        Figure { title, note, svg }
    });
    let figures: Vec<Figure> = figures.collect();
    let surges = Figures { reading: reading(lang).to_owned(), figures };
    Some(Aligned { finding: finding(&confirmed, lang), surges })
}

fn reading(lang: Lang) -> &'static str {
    lang.pick(
        "Hari ke-0 adalah hari pertama lonjakan; 100 adalah median empat pekan sebelumnya. Garis pucat: lonjakan yang lain.",
        "Day 0 is the first day of the surge; 100 is the median of the four weeks before. Pale lines: the other surges.",
    )
}

/// "Puncak +89,2% pada hari ke-16; berakhir pada hari ke-41".
fn note(surge: &Surge, judged: bool, lang: Lang) -> String {
    let rise = signed_percent(surge.peak / surge.baseline - 1.0, lang);
    let peak = surge.peak_day - surge.onset;
    let end = surge.end.map(|end| end - surge.onset);
    match (lang, end, judged) {
        (Lang::Id, Some(end), _) => format!("Puncak {rise} pada hari ke-{peak}; berakhir pada hari ke-{end}"),
        (Lang::En, Some(end), _) => format!("Peak {rise} on day {peak}; over on day {end}"),
        (Lang::Id, None, true) => format!("Sejauh ini {rise} pada hari ke-{peak}; masih berlangsung"),
        (Lang::En, None, true) => format!("So far {rise} on day {peak}; under way"),
        (Lang::Id, None, false) => {
            format!("Puncak yang diketahui {rise} pada hari ke-{peak}; akhirnya belum diketahui")
        }
        (Lang::En, None, false) => format!("Highest known {rise} on day {peak}; its end is not known"),
    }
}

/// How high and how long the surges that are over went.
fn finding(surges: &[&Surge], lang: Lang) -> String {
    let over: Vec<(&Surge, i32)> = surges.iter().filter_map(|surge| Some((*surge, surge.end?))).collect();
    let count = over.len();
    let (Some(rise), Some(peak), Some(length)) = (
        median(over.iter().map(|(surge, _)| surge.peak / surge.baseline - 1.0)),
        median(over.iter().map(|(surge, _)| f64::from(surge.peak_day - surge.onset))),
        median(over.iter().map(|(surge, end)| f64::from(end - surge.onset + 1))),
    ) else {
        return lang.pick("Belum ada lonjakan yang selesai.", "No surge is over yet.").to_owned();
    };
    let rise = signed_percent(rise, lang);
    match lang {
        Lang::Id => format!(
            "Dari {count} lonjakan yang sudah selesai, median puncaknya {rise} pada hari ke-{peak:.0}; median lamanya {length:.0} hari."
        ),
        Lang::En => format!(
            "Of {count} surges that are over, the median peak was {rise} on day {peak:.0}; the median length {length:.0} days."
        ),
    }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    middle(&values.collect::<Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surge(onset: i32, peak_day: i32, end: Option<i32>, peak: f64) -> Surge {
        Surge {
            onset,
            raised: onset,
            confirmed: Some(onset + 3),
            end,
            baseline: 40_000.0,
            theta: 0.25,
            peak_day,
            peak,
            exceeding: 4,
        }
    }

    #[test]
    fn surges_that_are_over_are_summed_up_by_their_medians() {
        let surges = [
            surge(100, 110, Some(130), 60_000.0),
            surge(300, 320, Some(350), 80_000.0),
            surge(500, 520, None, 90_000.0),
        ];
        let all: Vec<&Surge> = surges.iter().collect();
        assert_eq!(
            finding(&all, Lang::Id),
            "Dari 2 lonjakan yang sudah selesai, median puncaknya +75,0% pada hari ke-15; median lamanya 41 hari."
        );
        assert_eq!(finding(&all[2..], Lang::En), "No surge is over yet.");
    }

    #[test]
    fn a_surge_whose_end_is_not_known_is_told_as_such() {
        let running = surge(100, 110, None, 60_000.0);
        assert_eq!(note(&running, true, Lang::Id), "Sejauh ini +50,0% pada hari ke-10; masih berlangsung");
        assert!(note(&running, false, Lang::En).ends_with("its end is not known"));
        let over = surge(100, 110, Some(130), 60_000.0);
        assert_eq!(note(&over, true, Lang::Id), "Puncak +50,0% pada hari ke-10; berakhir pada hari ke-30");
    }
}
