//! Where the lines and words of a small chart stand. The template draws them.

use crate::chart::longest_gap;
use chrono::{Datelike, Months, NaiveDate};
use lumbung_data::model::sheet::{Sheet, SheetChart};
use lumbung_data::model::{Frequency, Lang, date_long, date_short, rupiah};
use serde::Serialize;
use std::fmt::Write;

/// The least height of a chart, as a share of its level: a price that hardly moves
/// is drawn as a line that hardly moves.
const LEAST_SPAN: f64 = 0.1;
/// Free room above and below the lines, as a share of their span.
const AIR: f64 = 0.06;
/// A ceiling that would stretch the chart by more than this share of its top or bottom
/// is left to the table.
const REACH: f64 = 0.15;
/// The least distance between two labels, as a share of the chart's height.
const LABEL: f64 = 0.165;

/// A small chart; places are shares of its width from the left and of its height from
/// the top.
#[derive(Debug, Serialize)]
pub(super) struct Plot {
    /// The stretches of the price's line.
    pub runs: Vec<Vec<[f64; 2]>>,
    /// Its last point.
    pub end: Option<[f64; 2]>,
    /// The level lines behind it.
    pub rules: Vec<Rule>,
    /// What stands beside the lines, from top to bottom.
    pub labels: Vec<Label>,
    /// The first days of months.
    pub ticks: Vec<Tick>,
    /// All of it in words.
    pub alt: String,
}

/// A line at one price.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Rule {
    /// `threshold`, `median` or `ceiling`.
    pub kind: &'static str,
    /// How far from the top.
    pub at: f64,
}

/// A word beside the end of a line.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Label {
    /// How far from the top its middle is.
    pub at: f64,
    /// The word.
    pub text: String,
    /// Whether it is the price's own.
    pub strong: bool,
}

/// A mark on the axis of time.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Tick {
    /// How far from the left.
    pub at: f64,
    /// The month's short name.
    pub text: String,
}

/// A scale from days and prices to places.
struct Scale {
    from: NaiveDate,
    days: f64,
    low: f64,
    high: f64,
}

impl Scale {
    fn across(&self, day: NaiveDate) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a few months of days")]
        let passed = (day - self.from).num_days() as f64;
        rounded((passed / self.days).clamp(0.0, 1.0))
    }

    fn down(&self, price: f64) -> f64 {
        rounded(((self.high - price) / (self.high - self.low)).clamp(0.0, 1.0))
    }
}

/// A place to a hundredth of a millimetre, which is finer than any printer.
fn rounded(place: f64) -> f64 {
    (place * 2000.0).round() / 2000.0
}

/// A chart of the sheet.
pub(super) fn plot(sheet: &Sheet, chart: &SheetChart, lang: Lang) -> Plot {
    let mut points = chart.points.clone();
    points.retain(|(day, price)| (chart.from..=chart.until).contains(day) && is_price(*price));
    points.sort_by_key(|(day, _)| *day);
    let ticks = |scale: &Scale| ticks(chart, scale, lang);
    let Some((low, high)) = range(chart, &points) else {
        let scale = Scale { from: chart.from, days: days(chart), low: 0.0, high: 1.0 };
        let alt = alt(chart, &points, lang);
        return Plot { runs: vec![], end: None, rules: vec![], labels: vec![], ticks: ticks(&scale), alt };
    };
    let scale = Scale { from: chart.from, days: days(chart), low, high };
    let place = |(day, price): (NaiveDate, f64)| [scale.across(day), scale.down(price)];
    let gap = i64::from(longest_gap(Frequency::Daily));
    let runs: Vec<Vec<[f64; 2]>> = points
        .chunk_by(|before, after| (after.0 - before.0).num_days() <= gap)
        .map(|run| run.iter().copied().map(place).collect())
        .collect();
    let reference = sheet.rows.iter().find(|row| row.id == chart.id).and_then(|row| row.reference.as_ref());
    let named = [
        ("threshold", chart.threshold, lang.pick("ambang", "threshold").to_owned()),
        ("median", chart.median, "median".to_owned()),
        ("ceiling", chart.ceiling, reference.map_or_else(|| "HET/HAP".to_owned(), |reference| reference.kind.clone())),
    ];
    let mut rules = Vec::new();
    let mut labels = Vec::new();
    for (kind, price, text) in named {
        if let Some(price) = price.filter(|price| is_price(*price) && (low..=high).contains(price)) {
            let at = scale.down(price);
            rules.push(Rule { kind, at });
            labels.push(Label { at, text, strong: false });
        }
    }
    if let Some((_, price)) = points.last() {
        labels.push(Label { at: scale.down(*price), text: rupiah(*price, lang), strong: true });
    }
    apart(&mut labels);
    Plot {
        runs,
        end: points.last().copied().map(place),
        rules,
        labels,
        ticks: ticks(&scale),
        alt: alt(chart, &points, lang),
    }
}

fn is_price(price: f64) -> bool {
    price.is_finite() && price > 0.0
}

#[expect(clippy::cast_precision_loss, reason = "a few months of days")]
fn days(chart: &SheetChart) -> f64 {
    (chart.until - chart.from).num_days().max(1) as f64
}

/// The prices at the lower and the upper edge; none without a price.
fn range(chart: &SheetChart, points: &[(NaiveDate, f64)]) -> Option<(f64, f64)> {
    let lines = [chart.median, chart.threshold].into_iter().flatten().filter(|price| is_price(*price));
    let prices = points.iter().map(|(_, price)| *price);
    let low = prices.clone().reduce(f64::min)?;
    let high = prices.reduce(f64::max)?;
    let (low, high) = lines.fold((low, high), |(low, high), price| (low.min(price), high.max(price)));
    let near = low * (1.0 - REACH)..=high * (1.0 + REACH);
    let ceiling = chart.ceiling.filter(|price| near.contains(price));
    let (low, high) = ceiling.map_or((low, high), |price| (low.min(price), high.max(price)));
    let least = f64::midpoint(low, high) * LEAST_SPAN / 2.0;
    let middle = f64::midpoint(low, high);
    let (low, high) = (low.min(middle - least), high.max(middle + least));
    let air = (high - low) * AIR;
    Some((low - air, high + air))
}

/// Moves labels apart, each as little as the order from top to bottom allows.
fn apart(labels: &mut [Label]) {
    labels.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut next = f64::NEG_INFINITY;
    for label in labels.iter_mut() {
        label.at = label.at.max(next);
        next = label.at + LABEL;
    }
    let mut last = 1.0 + LABEL / 2.0;
    for label in labels.iter_mut().rev() {
        label.at = rounded(label.at.min(last));
        last = label.at - LABEL;
    }
}

fn ticks(chart: &SheetChart, scale: &Scale, lang: Lang) -> Vec<Tick> {
    let first = chart.from.with_day(1).unwrap_or(chart.from);
    let first = if first < chart.from { first + Months::new(1) } else { first };
    let month = |day: NaiveDate| date_short(day, lang).split(' ').nth(1).unwrap_or_default().to_owned();
    std::iter::successors(Some(first), |day| day.checked_add_months(Months::new(1)))
        .take_while(|day| *day <= chart.until)
        .map(|day| Tick { at: scale.across(day), text: month(day) })
        .collect()
}

/// The chart in words: its span, its extremes, its end, and the lines behind it.
fn alt(chart: &SheetChart, points: &[(NaiveDate, f64)], lang: Lang) -> String {
    let (name, unit) = (chart.name.get(lang), &chart.unit);
    let (from, until) = (date_long(chart.from, lang), date_long(chart.until, lang));
    let opening = lang.pick(
        format!("Grafik garis harga {name} per {unit} dari {from} sampai {until}."),
        format!("This line shows the price of {name} per {unit} from {from} to {until}."),
    );
    let lowest = points.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let highest = points.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(lowest), Some(highest), Some(last)) = (lowest, highest, points.last()) else {
        return format!("{opening} {}", lang.pick("Belum ada harga.", "There is no price yet."));
    };
    let told = |(day, price): &(NaiveDate, f64)| {
        format!("{} {} {}", rupiah(*price, lang), lang.pick("pada", "on"), date_long(*day, lang))
    };
    let (lowest, highest, last) = (told(lowest), told(highest), told(last));
    let mut text = lang.pick(
        format!("{opening} Yang terendah {lowest}, yang tertinggi {highest}, dan yang terakhir {last}."),
        format!("{opening} The lowest was {lowest}, the highest was {highest}, and the last was {last}."),
    );
    for (word, price) in [
        (lang.pick("Ambang lonjakannya", "The threshold of a surge is"), chart.threshold),
        (lang.pick("Median empat minggunya", "The median of four weeks is"), chart.median),
        (lang.pick("Batas HET/HAP-nya", "The ceiling (HET/HAP) is"), chart.ceiling),
    ] {
        if let Some(price) = price {
            // Writing to a string cannot fail.
            let _ = write!(text, " {word} {}.", rupiah(price, lang));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn of(change: impl FnOnce(&mut SheetChart)) -> Plot {
        let sheet = specimen::sheet();
        let mut chart = sheet.charts[0].clone();
        change(&mut chart);
        plot(&sheet, &chart, Lang::Id)
    }

    #[test]
    fn all_charts_share_one_scale_of_time() {
        let sheet = specimen::sheet();
        let ticks: Vec<Vec<Tick>> = sheet.charts.iter().map(|chart| plot(&sheet, chart, Lang::Id).ticks).collect();
        assert!(ticks.iter().all(|tick| *tick == ticks[0]));
        let months: Vec<&str> = ticks[0].iter().map(|tick| tick.text.as_str()).collect();
        assert_eq!(months, ["Okt", "Nov", "Des"]);
    }

    #[test]
    fn a_long_silence_breaks_the_line_and_a_price_that_is_none_is_left_out() {
        let plot = of(|chart| {
            chart.points = vec![
                (day("2025-09-15"), 100.0),
                (day("2025-09-16"), f64::NAN),
                (day("2025-09-17"), 0.0),
                (day("2025-09-18"), 110.0),
                (day("2025-11-01"), 120.0),
            ];
        });
        assert_eq!(plot.runs.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert!(plot.runs[0][0][0] < 0.001 && plot.end == Some(plot.runs[1][0]));
    }

    #[test]
    fn a_chart_without_prices_says_so() {
        let plot = of(|chart| chart.points.clear());
        assert!(plot.runs.is_empty() && plot.end.is_none() && plot.alt.ends_with("Belum ada harga."));
    }

    #[test]
    fn a_ceiling_far_away_does_not_flatten_the_line() {
        let far = of(|chart| chart.ceiling = Some(1_000_000.0));
        assert!(far.rules.iter().all(|rule| rule.kind != "ceiling"));
        let near = of(|chart| chart.ceiling = chart.points.last().map(|point| point.1 * 1.05));
        assert!(near.rules.iter().any(|rule| rule.kind == "ceiling"));
    }

    #[test]
    fn labels_keep_their_order_and_do_not_touch() {
        let mut labels: Vec<Label> = [0.5, 0.98, 0.51, 1.0, 0.0]
            .into_iter()
            .map(|at| Label { at, text: at.to_string(), strong: false })
            .collect();
        apart(&mut labels);
        let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(texts, ["0", "0.5", "0.51", "0.98", "1"]);
        assert!(labels.windows(2).all(|pair| pair[1].at - pair[0].at >= LABEL - 0.001));
        assert!(labels.iter().all(|label| label.at <= 1.0 + LABEL));
    }
}
