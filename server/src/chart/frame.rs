//! Decides what a trend chart shows and where its plot lies.

use super::axis_price::PriceAxis;
use super::input::Trend;
use super::label::Area;
use super::line::{is_price, longest_gap, within};
use super::reference::{Period, periods};
use super::text::{self, SIZE};
use super::token::Token;
use lumbung_data::model::Lang;
use lumbung_data::model::chart::{ChartScale, Measure};

/// The view box.
pub const WIDTH: f64 = 960.0;
/// The view box.
pub const HEIGHT: f64 = 420.0;

/// Room below the plot: tick labels and years.
const BELOW: f64 = 44.0;
/// Room above the plot: the unit.
const ABOVE: f64 = 36.0;
/// Room above the plot that labels of surges need besides.
const SURGES_ABOVE: f64 = 16.0;
/// From a line's end to its label.
pub const TO_LABEL: f64 = 14.0;
/// The widest label beside the plot.
const WIDEST_LABEL: f64 = 230.0;

/// The strong line's label is larger.
pub const CITY_SIZE: f64 = 14.0;

/// Days that a calendar of ours can name: about the years 1700 to 2240.
const DAYS: std::ops::RangeInclusive<i32> = -100_000..=100_000;

/// A line as it is shown.
pub struct ShownLine<'a> {
    /// Its role.
    pub token: Token,
    /// What stands at its end.
    pub label: &'a str,
    /// Its prices, at least one.
    pub points: Vec<(i32, f64)>,
}

/// What is shown, and its scale.
pub struct Frame<'a> {
    /// What was asked for.
    pub input: &'a Trend,
    /// The language of everything written.
    pub lang: Lang,
    /// The lines beside the strong one and last, on top, that one; without empty ones.
    pub lines: Vec<ShownLine<'a>>,
    /// Where the strong line may go, from its last point on.
    pub fan: Vec<(i32, [f64; 3])>,
    /// The suspect values in the range.
    pub suspects: Vec<(i32, f64)>,
    /// The reference prices in the range.
    pub references: Vec<Period<'a>>,
    /// The price axis; none without a single figure.
    pub axis: Option<PriceAxis>,
    /// The plot.
    pub scale: ChartScale,
}

impl<'a> Frame<'a> {
    /// Lays out a chart.
    pub fn new(input: &'a Trend, lang: Lang) -> Self {
        let (first, last) = days(input);
        let others = input.others.iter().enumerate().map(|(position, line)| (Token::market(position), line));
        let lines: Vec<ShownLine> = others
            .chain([(Token::City, &input.main)])
            .map(|(token, line)| ShownLine { token, label: &line.label, points: within(&line.points, first, last) })
            .filter(|line| !line.points.is_empty())
            .collect();
        let suspects = within(&input.suspects, first, last);
        let references = periods(&input.references, first, last);
        let fan = fan(input, &lines, first, last);
        let axis = price_range(&lines, &fan, &suspects, &references);
        let draw = if input.log { PriceAxis::logarithmic } else { PriceAxis::around };
        let axis = axis.map(|(min, max)| draw(min, max));

        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
        let ticks = axis.as_ref().map_or(&[][..], |axis| &axis.ticks);
        let tick_width =
            widest(&mut ticks.iter().map(|tick| text::width(&input.measure.figure(*tick, lang), SIZE, false)));
        let line_width = widest(&mut lines.iter().map(|line| label_width(line, input.measure, lang)));
        let current = references
            .iter()
            .filter(|period| period.to >= f64::from(last) && axis.as_ref().is_some_and(|axis| axis.holds(period.high)));
        let reference_width = widest(&mut current.map(|period| text::width(&period.wording(lang), SIZE, false)));
        let label_width = line_width.max(reference_width);
        let has_surges = input.surges.iter().any(|(from, to, _)| *from <= last && first <= *to);
        let scale = ChartScale {
            width: WIDTH,
            height: HEIGHT,
            left: (tick_width + 14.0).ceil().max(48.0),
            right: WIDTH - (label_width.min(WIDEST_LABEL) + TO_LABEL + 4.0).ceil(),
            top: ABOVE + if has_surges { SURGES_ABOVE } else { 0.0 },
            bottom: HEIGHT - BELOW,
            first_day: first,
            last_day: last,
            low: axis.as_ref().map_or(0.0, |axis| axis.low),
            high: axis.as_ref().map_or(1.0, |axis| axis.high),
            log: axis.as_ref().is_some_and(|axis| axis.log),
        };
        Self { input, lang, lines, fan, suspects, references, axis, scale }
    }

    /// A value as the axis and the labels write it.
    pub fn figure(&self, value: f64) -> String {
        self.input.measure.figure(value, self.lang)
    }

    /// The most days between two points of a line.
    pub fn gap(&self) -> i32 {
        longest_gap(self.input.pace.max(self.input.rhythm))
    }

    /// The last day of the strong line, or the right edge.
    pub fn last_known(&self) -> i32 {
        let main = self.lines.iter().find(|line| line.token == Token::City);
        main.and_then(|line| line.points.last()).map_or(self.scale.last_day, |(day, _)| *day)
    }

    /// The plot as a rectangle.
    pub fn plot(&self) -> Area {
        Area { left: self.scale.left, top: self.scale.top, right: self.scale.right, bottom: self.scale.bottom }
    }

    /// The room for a label beside the plot.
    pub fn label_room(&self) -> f64 {
        self.scale.width - self.scale.right - TO_LABEL
    }

    /// Whether a price stands on the price axis.
    pub fn on_scale(&self, price: f64) -> bool {
        self.axis.as_ref().is_some_and(|axis| axis.holds(price))
    }

    /// Whether a reference reaches the right edge on the scale.
    pub fn is_current(&self, period: &Period) -> bool {
        period.to >= f64::from(self.scale.last_day) && self.on_scale(period.high)
    }

    /// A stretch of days within the range, as numbers for drawing.
    pub fn clip(&self, from: i32, to: i32) -> Option<(f64, f64)> {
        let (from, to) = (from.max(self.scale.first_day), to.min(self.scale.last_day));
        (from <= to).then(|| (f64::from(from), f64::from(to)))
    }
}

/// The days at the edges: as asked, in order, and never one and the same.
fn days(input: &Trend) -> (i32, i32) {
    let clamp = |day: i32| day.clamp(*DAYS.start(), *DAYS.end());
    let (first, last) = (clamp(input.first_day.min(input.last_day)), clamp(input.first_day.max(input.last_day)));
    if first == last { (first - 3, last + 3) } else { (first, last) }
}

/// How wide a line's label is; the strong line's has its last value under it.
fn label_width(line: &ShownLine, measure: Measure, lang: Lang) -> f64 {
    if line.token == Token::City {
        let value = line.points.last().map_or_else(String::new, |(_, value)| measure.figure(*value, lang));
        text::width(line.label, CITY_SIZE, true).max(text::width(&value, SIZE, false))
    } else {
        text::width(line.label, SIZE, false)
    }
}

/// The fan from the last point of the strong line, as far as it is whole.
fn fan(input: &Trend, lines: &[ShownLine], first: i32, last: i32) -> Vec<(i32, [f64; 3])> {
    let main = lines.iter().find(|line| line.token == Token::City).and_then(|line| line.points.last());
    let Some(&(from, price)) = main else { return Vec::new() };
    let is_whole = |(day, range): &&(i32, [f64; 3])| {
        *day > from && (first..=last).contains(day) && range.iter().all(|price| is_price(*price)) && range.is_sorted()
    };
    let ahead: Vec<(i32, [f64; 3])> = input.fan.ahead.iter().filter(is_whole).copied().collect();
    if ahead.is_empty() { ahead } else { [(from, [price; 3])].into_iter().chain(ahead).collect() }
}

/// The prices that the axis must hold: all lines and the fan, and references and
/// suspect values that are near enough not to flatten them.
fn price_range(
    lines: &[ShownLine],
    fan: &[(i32, [f64; 3])],
    suspects: &[(i32, f64)],
    references: &[Period],
) -> Option<(f64, f64)> {
    let ahead = fan.iter().flat_map(|(_, range)| *range);
    let mut prices = lines.iter().flat_map(|line| &line.points).map(|(_, price)| *price).chain(ahead).peekable();
    let bounds = |range: (f64, f64), price: f64| (range.0.min(price), range.1.max(price));
    let nothing = (f64::INFINITY, f64::NEG_INFINITY);
    let (min, max) = if prices.peek().is_some() {
        prices.fold(nothing, bounds)
    } else {
        suspects.iter().map(|(_, price)| *price).fold(nothing, bounds)
    };
    if min > max {
        return None;
    }
    let span = (max - min).max(max * 0.1);
    let near = |price: f64, share: f64| (min - share * span..=max + share * span).contains(&price);
    let references = references
        .iter()
        .flat_map(|period| period.low.into_iter().chain([period.high]))
        .filter(|price| near(*price, 0.8));
    let suspects = suspects.iter().map(|(_, price)| *price).filter(|price| near(*price, 0.5));
    Some(references.chain(suspects).fold((min, max), bounds))
}
