//! What a chart says of itself.

use super::{Asked, Drawn, Naming, Series};
use crate::chart;
use chrono::NaiveDate;
use lumbung_data::model::chart::{Measure, period_name};
use lumbung_data::model::{
    Frequency, Lang, date_long, day, decapitalised, month_of, percent, rupiah_per, signed_percent,
};

/// How many of the compared lines a title names.
const NAMED: usize = 3;

/// The finding: how the first line moved from its first shown point to its last,
/// and the others beside it.
pub(super) fn title(
    asked: &Asked<'_>,
    main: &Series<'_>,
    lines: &[Drawn],
    ((measure, month), naming): ((Measure, Option<NaiveDate>), Option<Naming>),
) -> String {
    let (lang, pace) = (asked.lang, asked.view.pace);
    let name = main.commodity.name(lang);
    let whose = main.place_name(asked.profile, lang);
    let (Some((first_day, first)), Some((last_day, last))) = (lines[0].points.first(), lines[0].points.last()) else {
        return format!("{name} · {whose}");
    };
    let since = period_name(day::date(*first_day), pace, lang);
    let since = match (pace, lang) {
        (Frequency::Weekly, Lang::En) => format!("the {since}"),
        _ => since,
    };
    if let Some(naming) = naming {
        let since = if measure == Measure::Real { format!("{since}{}", of_month(month, lang)) } else { since };
        return compared(lines, naming, (&since, pace), lang);
    }
    let mean = match (pace, lang) {
        (Frequency::Daily, _) => "",
        (Frequency::Weekly, Lang::Id) => ", rata-rata mingguan,",
        (Frequency::Monthly, Lang::Id) => ", rata-rata bulanan,",
        (Frequency::Weekly, Lang::En) => ", weekly mean,",
        (Frequency::Monthly, Lang::En) => ", monthly mean,",
    };
    let subject = match lang {
        Lang::Id => format!("{name} di {whose}{mean}"),
        Lang::En => format!("{name} in {whose}{mean}"),
    };
    let moved = moved(last / first - 1.0, lang);
    let now = match measure {
        Measure::Rupiah => rupiah_per(*last, &main.unit, lang),
        Measure::Real => format!("{}{}", rupiah_per(*last, &main.unit, lang), of_month(month, lang)),
        Measure::Index => format!("{} {}", lang.pick("indeks", "index"), measure.figure(*last, lang)),
    };
    let on = period_name(day::date(*last_day), pace, lang);
    let on = match (pace, lang) {
        (_, Lang::Id) => format!("pada {on}"),
        (Frequency::Daily, Lang::En) => format!("on {on}"),
        (Frequency::Weekly, Lang::En) => format!("in the {on}"),
        (Frequency::Monthly, Lang::En) => format!("in {on}"),
    };
    if first_day == last_day {
        return format!("{subject}: {now} {on}");
    }
    match lang {
        Lang::Id => format!("{subject} {moved} sejak {since}: {now} {on}"),
        Lang::En => format!("{subject} {moved} since {since}: {now} {on}"),
    }
}

/// In whose rupiah real prices are: " dalam rupiah Oktober 2025".
fn of_month(month: Option<NaiveDate>, lang: Lang) -> String {
    let Some(month) = month.map(|month| month_of(month, lang)) else { return String::new() };
    match lang {
        Lang::Id => format!(" dalam rupiah {month}"),
        Lang::En => format!(" in {month} rupiah"),
    }
}

/// "Sejak 1 Januari 2023: bawang merah naik 3,2%, telur ayam ras turun 1,0%".
/// A line that begins much later says from when on.
fn compared(lines: &[Drawn], naming: Naming, (since, pace): (&str, Frequency), lang: Lang) -> String {
    let begins = |line: &Drawn| line.points.first().map(|(on, _)| *on);
    let first = lines.first().and_then(begins);
    let late =
        |line: &Drawn| begins(line).filter(|on| first.is_some_and(|first| on - first > chart::longest_gap(pace)));
    let share = |line: &Drawn| Some(line.points.last()?.1 / line.points.first()?.1 - 1.0);
    let mut moves: Vec<(&str, f64, Option<i32>)> =
        lines.iter().filter_map(|line| Some((line.name.as_str(), share(line)?, late(line)))).collect();
    if moves.len() > NAMED {
        // The first, and of the others the one that rose most and the one that rose least.
        moves[1..].sort_by(|a, b| b.1.total_cmp(&a.1));
        moves = [moves[0], moves[1], moves[moves.len() - 1]].to_vec();
    }
    // Names of places keep their capital.
    let name = |name: &str| if naming == Naming::Place { name.to_owned() } else { decapitalised(name) };
    let from = |late: Option<i32>| {
        let late = late.map(|on| period_name(day::date(on), pace, lang));
        late.map_or_else(String::new, |on| format!(" ({} {on})", lang.pick("sejak", "since")))
    };
    let told: Vec<String> = moves
        .iter()
        .map(|(line, share, late)| format!("{} {}{}", name(line), moved(*share, lang), from(*late)))
        .collect();
    let since = match lang {
        Lang::Id => format!("Sejak {since}"),
        Lang::En => format!("Since {since}"),
    };
    format!("{since}: {}", told.join(", "))
}

/// `naik 3,2%`.
fn moved(share: f64, lang: Lang) -> String {
    let text = signed_percent(share, lang);
    let size = percent(share.abs(), lang);
    match (lang, text.chars().next()) {
        (Lang::Id, Some('+')) => format!("naik {size}"),
        (Lang::Id, Some('−')) => format!("turun {size}"),
        (Lang::Id, _) => "tidak berubah".to_owned(),
        (Lang::En, Some('+')) => format!("up {size}"),
        (Lang::En, Some('−')) => format!("down {size}"),
        (Lang::En, _) => "unchanged".to_owned(),
    }
}

/// What can be seen, for those who cannot see it.
pub(super) fn description(
    asked: &Asked<'_>,
    main: &Series<'_>,
    lines: &[Drawn],
    (from, to): (i32, i32),
    ((measure, month), surges): ((Measure, Option<NaiveDate>), usize),
) -> String {
    let lang = asked.lang;
    let (from, to) = (date_long(day::date(from), lang), date_long(day::date(to), lang));
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    let names = names.join(", ");
    let what = match (measure, lang) {
        (Measure::Rupiah, Lang::Id) => format!("dalam rupiah per {}", main.unit),
        (Measure::Rupiah, Lang::En) => format!("in rupiah per {}", main.unit),
        (Measure::Real, Lang::Id) => {
            format!("per {}{}, disesuaikan dengan indeks harga konsumen", main.unit, of_month(month, lang))
        }
        (Measure::Real, Lang::En) => {
            format!("per {}{}, adjusted by the consumer price index", main.unit, of_month(month, lang))
        }
        (Measure::Index, Lang::Id) => "sebagai indeks, hari pertama tiap garis 100".to_owned(),
        (Measure::Index, Lang::En) => "as an index, the first day of each line being 100".to_owned(),
    };
    let name = decapitalised(main.commodity.name(lang));
    let marked = match (surges, lang) {
        (0, _) => String::new(),
        (count, Lang::Id) => format!(" {count} lonjakan ditandai."),
        (count, Lang::En) => format!(" Surges marked: {count}."),
    };
    match lang {
        Lang::Id => format!("Harga {name} {what}, {from} sampai {to}. Garis: {names}.{marked}"),
        Lang::En => format!("The price of {name} {what}, {from} to {to}. Lines: {names}.{marked}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, last: f64) -> Drawn {
        Drawn { code: String::new(), name: name.to_owned(), points: vec![(0, 100.0), (9, last)] }
    }

    #[test]
    fn a_comparison_names_the_first_line_and_the_extremes_of_the_others() {
        let lines = [line("Beras", 101.0), line("Telur", 110.0), line("Gula", 95.0), line("Cabai", 150.0)];
        assert_eq!(
            compared(&lines, Naming::Commodity, ("1 Mei 2023", Frequency::Daily), Lang::Id),
            "Sejak 1 Mei 2023: beras naik 1,0%, cabai naik 50,0%, gula turun 5,0%"
        );
        let since = ("1 May 2023", Frequency::Daily);
        assert_eq!(compared(&lines[..1], Naming::Place, since, Lang::En), "Since 1 May 2023: Beras up 1.0%");
        let late = Drawn { points: vec![(100, 100.0), (109, 105.0)], ..line("Telur", 0.0) };
        assert_eq!(
            compared(&[line("Beras", 101.0), late], Naming::Commodity, since, Lang::En),
            "Since 1 May 2023: beras up 1.0%, telur up 5.0% (since 11 April 1970)"
        );
    }

    #[test]
    fn a_move_that_rounds_to_nothing_is_none() {
        assert_eq!(moved(0.0002, Lang::Id), "tidak berubah");
        assert_eq!(moved(-0.0321, Lang::En), "down 3.2%");
    }
}
