//! The crosshair, its label and the brush, in units of the drawing's view box: as
//! one piece of SVG, written anew with each move.

use super::points::{day_at, x, y};
use lumbung_data::model::chart::{ChartScale, Measure, TrendLine, period_name};
use lumbung_data::model::{Frequency, Lang, day, rupiah_per};
use std::fmt::Write;

/// What the values of a chart mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    pub measure: Measure,
    pub pace: Frequency,
    pub unit: String,
    pub lines: Vec<TrendLine>,
    pub lang: Lang,
}

impl Meaning {
    /// `Rp14.500/kg`, or an index.
    fn figure(&self, value: f64) -> String {
        match self.measure {
            Measure::Rupiah | Measure::Real => rupiah_per(value, &self.unit, self.lang),
            Measure::Index => self.measure.figure(value, self.lang),
        }
    }

    /// The lines that have a value, with it; a chart of one line needs no name.
    fn told<'a>(&'a self, values: &'a [f64]) -> impl Iterator<Item = (&'a TrendLine, f64)> {
        self.lines.iter().zip(values.iter().copied()).filter(|(_, value)| value.is_finite())
    }

    /// A point in words.
    pub fn sentence(&self, on: i32, values: &[f64]) -> String {
        let parts: Vec<String> = self
            .told(values)
            .map(|(line, value)| match self.lines.len() {
                1 => self.figure(value),
                _ => format!("{} {}", line.name, self.figure(value)),
            })
            .collect();
        format!("{}: {}", period_name(day::date(on), self.pace, self.lang), parts.join(", "))
    }
}

const GAP: f64 = 12.0;
const PADDING: f64 = 10.0;
const ROW: f64 = 19.0;
/// The width of a letter, in a wide face.
const LETTER: f64 = 7.6;
/// Room for the sign of a line.
const SIGN: f64 = 26.0;

/// The crosshair at a point: a line through the plot, a dot on each line, and a
/// box with the day and each line's value.
pub(super) fn crosshair(scale: &ChartScale, (on, values): (i32, &[f64]), meaning: &Meaning) -> String {
    let at = x(scale, on);
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = write!(svg, "<path class=\"reader-line\" d=\"M{at:.1} {:.1}V{:.1}\"/>", scale.top, scale.bottom);
    for (line, value) in meaning.told(values) {
        let _ = write!(
            svg,
            "<circle class=\"reader-point f-{}\" cx=\"{at:.1}\" cy=\"{:.1}\" r=\"4.5\"/>",
            line.role,
            y(scale, value)
        );
    }
    let date = period_name(day::date(on), meaning.pace, meaning.lang);
    let rows: Vec<(&TrendLine, String)> =
        meaning.told(values).map(|(line, value)| (line, meaning.figure(value))).collect();
    let is_alone = meaning.lines.len() == 1;
    let row_width =
        |line: &TrendLine, figure: &str| length(figure) + if is_alone { 0.0 } else { SIGN + length(&line.name) + GAP };
    let widest = rows.iter().map(|(line, figure)| row_width(line, figure)).fold(length(&date), f64::max);
    let (width, height) = (widest + 2.0 * PADDING, ROW * (count(rows.len()) + 1.0) + PADDING);
    let right_of_it = at + GAP;
    let left = if right_of_it + width <= scale.right { right_of_it } else { (at - GAP - width).max(0.0) };
    let (start, end) = (left + PADDING, left + width - PADDING);
    let _ = write!(
        svg,
        "<rect class=\"reader-box\" x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"3\"/>\
         <text class=\"reader-date\" x=\"{start:.1}\" y=\"{:.1}\">{date}</text>",
        scale.top,
        scale.top + ROW - 2.0
    );
    for (position, (line, figure)) in rows.iter().enumerate() {
        let base = scale.top + ROW * (count(position) + 2.0) - 2.0;
        if is_alone {
            let _ = write!(svg, "<text class=\"reader-price\" x=\"{start:.1}\" y=\"{base:.1}\">{figure}</text>");
            continue;
        }
        let middle = base - 4.5;
        let _ = write!(
            svg,
            "<path class=\"c-{}\" d=\"M{start:.1} {middle:.1}h18\"/>\
             <text class=\"reader-name\" x=\"{:.1}\" y=\"{base:.1}\">{}</text>\
             <text class=\"reader-price\" x=\"{end:.1}\" y=\"{base:.1}\" text-anchor=\"end\">{figure}</text>",
            line.role,
            start + SIGN,
            escape(&line.name)
        );
    }
    svg
}

/// The stretch that is being drawn out, between two shares of the width.
pub(super) fn brush(scale: &ChartScale, from: f64, to: f64) -> String {
    let place = |share: f64| {
        let span = f64::from((scale.last_day - scale.first_day).max(1));
        scale.left + (scale.right - scale.left) * (day_at(scale, share) - f64::from(scale.first_day)) / span
    };
    let (left, right) = (place(from.min(to)), place(from.max(to)));
    let (width, height) = (right - left, scale.bottom - scale.top);
    format!(
        "<rect class=\"reader-brush\" x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>",
        scale.top
    )
}

/// How long a text is.
fn length(text: &str) -> f64 {
    text.chars().map(|_| LETTER).sum()
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: ChartScale = ChartScale {
        width: 960.0,
        height: 420.0,
        left: 60.0,
        right: 860.0,
        top: 20.0,
        bottom: 380.0,
        first_day: 20_000,
        last_day: 20_100,
        low: 10_000.0,
        high: 20_000.0,
        log: false,
    };

    fn meaning(names: &[&str]) -> Meaning {
        let lines = names.iter().map(|name| TrendLine { name: (*name).to_owned(), role: "city".to_owned() });
        Meaning {
            measure: Measure::Rupiah,
            pace: Frequency::Daily,
            unit: "kg".to_owned(),
            lines: lines.collect(),
            lang: Lang::Id,
        }
    }

    /// A number that follows a text in another.
    fn after(svg: &str, text: &str) -> f64 {
        svg.split(text).nth(1).and_then(|rest| rest.split('"').next()).and_then(|number| number.parse().ok()).unwrap()
    }

    #[test]
    fn the_label_stands_right_of_the_point_and_left_of_it_near_the_edge() {
        let svg = |on| crosshair(&SCALE, (on, &[15_000.0]), &meaning(&["Bandung"]));
        let (middle, edge) = (svg(20_050), svg(20_100));
        assert!(after(&middle, "reader-box\" x=\"") > after(&middle, "cx=\""));
        assert!(after(&edge, "reader-box\" x=\"") + after(&edge, "width=\"") < after(&edge, "cx=\""));
        assert!(middle.contains(">Rp15.000/kg</text>"));
    }

    #[test]
    fn every_line_with_a_value_is_told_by_name_and_names_are_escaped() {
        let meaning = meaning(&["Bandung", "Pasar <A>", "Pasar B"]);
        let values = [15_000.0, 16_000.0, f64::NAN];
        let svg = crosshair(&SCALE, (20_050, &values), &meaning);
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("Pasar &lt;A&gt;") && !svg.contains("Pasar B"));
        assert_eq!(meaning.sentence(20_089, &values), "1 Januari 2025: Bandung Rp15.000/kg, Pasar <A> Rp16.000/kg");
    }

    #[test]
    fn a_brush_stays_within_the_plot() {
        let svg = brush(&SCALE, 0.9999, 0.0);
        assert!((after(&svg, "x=\"") - 60.0).abs() < 0.1 && (after(&svg, "width=\"") - 800.0).abs() < 0.1);
    }
}
