//! The charts of a sheet: their figures, and their drawing in the page.

use super::compose::Known;
use super::lines::Line;
use crate::chart::{PanelLine, Shared, Token};
use chrono::NaiveDate;
use lumbung_data::model::sheet::{Bilingual, SheetChart};
use lumbung_data::model::{Lang, WarningKind, date_short, day, rupiah, rupiah_per, standing};
use lumbung_data::watch::above_baseline;

/// Charts of a sheet.
const CHARTS: usize = 5;
/// Weeks that they span.
const WEEKS: u32 = 13;

/// The charts of the first rows of the short table.
pub(super) fn charts(known: &Known<'_>, lines: &[Line<'_>], order: &[usize]) -> Vec<SheetChart> {
    order.iter().filter_map(|at| chart(known, &lines[*at])).take(CHARTS).collect()
}

fn chart(known: &Known<'_>, line: &Line<'_>) -> Option<SheetChart> {
    let (from, until) = (known.week.before(WEEKS - 1).monday(), known.week.sunday());
    let (days, prices) = line.city?.price().survey_days_by(day::of(until));
    let (last, price) = (*days.last()?, *prices.last()?);
    let surge = line.row.warning.as_ref().filter(|warning| warning.kind == WarningKind::Surge);
    let stood = surge.and_then(|_| known.granary.warning(line.city?, known.profile, known.on, Lang::Id));
    let median = match stood {
        Some(warning) => Some(warning.evidence.baseline),
        None => above_baseline(&days, &prices).map(|share| price / (1.0 + share)),
    };
    let first = days.partition_point(|on| *on < day::of(from));
    let points = days[first..].iter().map(|on| day::date(*on)).zip(prices[first..].iter().copied()).collect();
    let note = Bilingual::of(|lang| {
        let (price_now, on) = (rupiah_per(price, &line.row.unit, lang), date_short(day::date(last), lang));
        let against = median.map(|median| {
            let standing = standing(price / median - 1.0, lang);
            match (surge.is_some(), lang) {
                (false, Lang::Id) => format!("; {standing} median empat minggu"),
                (false, Lang::En) => format!("; {standing} the four-week median"),
                (true, Lang::Id) => format!("; {standing} median sebelum lonjakan"),
                (true, Lang::En) => format!("; {standing} the median before the surge"),
            }
        });
        format!("{price_now}, {on}{}", against.unwrap_or_default())
    });
    Some(SheetChart {
        id: line.row.id.clone(),
        name: line.row.name.clone(),
        unit: line.row.unit.clone(),
        from,
        until,
        points,
        median,
        threshold: median.zip(line.theta).map(|(median, theta)| median * (1.0 + theta)),
        ceiling: line.row.reference.as_ref().map(|reference| reference.high),
        level: line.warned(),
        note,
    })
}

/// The size of a drawing: five of them stand in a row on paper.
const WIDTH: f64 = 176.0;
const HEIGHT: f64 = 104.0;

/// How far above the prices a level may lie and still be drawn: a ceiling far away would
/// press the prices flat.
const NEAR: f64 = 1.15;

/// A chart as inline SVG; none where it has no price.
pub(super) fn drawing(chart: &SheetChart, lang: Lang) -> Option<String> {
    let across = (day::of(chart.from), day::of(chart.until));
    let highest = chart.points.iter().map(|(_, price)| *price).fold(0.0, f64::max);
    let lowest = chart.points.iter().map(|(_, price)| *price).fold(f64::INFINITY, f64::min);
    let near = |level: &f64| (lowest / NEAR..=highest * NEAR).contains(level);
    let level = |value: Option<f64>, token| {
        let value = value.filter(near)?;
        Some(PanelLine { token, points: (across.0..=across.1).map(|on| (on, value)).collect(), is_marked: false })
    };
    let price = PanelLine {
        token: Token::City,
        points: chart.points.iter().map(|(on, price)| (day::of(*on), *price)).collect(),
        is_marked: true,
    };
    let levels = [
        level(chart.ceiling, Token::Reference),
        level(chart.threshold, Token::Surge),
        level(chart.median, Token::Muted),
    ];
    let lines: Vec<PanelLine> = levels.into_iter().flatten().chain([price]).collect();
    // The title tells the year.
    let written = |on: NaiveDate| {
        let date = date_short(on, lang);
        date.rsplit_once(' ').map_or(date.clone(), |(short, _)| short.to_owned())
    };
    let below = [chart.from, chart.until].map(|on| (day::of(on), written(on)));
    let values = lines.iter().flat_map(|line| &line.points).map(|(_, value)| *value);
    let shared = Shared::new(values, across, below.to_vec(), |tick| rupiah(tick, lang))?;
    Some(shared.sized(WIDTH, HEIGHT).panel(&lines, &format!("{}: {}", chart.name.get(lang), chart.note.get(lang))))
}
