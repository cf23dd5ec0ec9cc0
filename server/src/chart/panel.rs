//! A panel: a small drawing with its own two axes, one of several that share their
//! scales, so that they can be compared at a glance.

use super::axis_price::PriceAxis;
use super::line::{longest_gap, segments, thin, within};
use super::pen::{Anchor, Drawn, Pen, Words};
use super::sink::Sink;
use super::svg::escape;
use super::text::width;
use super::token::Token;
use lumbung_data::model::Frequency;
use lumbung_data::model::chart::ChartScale;

const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 132.0;
const SIZE: f64 = 11.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 22.0;
const AFTER: f64 = 10.0;
/// Points of a line that can be told apart.
const COLUMNS: u32 = 120;

/// A line of a panel.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelLine {
    /// Its role.
    pub token: Token,
    /// Steps along the axis below and values, rising along the axis.
    pub points: Vec<(i32, f64)>,
    /// Whether its last point is marked.
    pub is_marked: bool,
}

/// What several panels share.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    axis: PriceAxis,
    ticks: Vec<(f64, String)>,
    across: (i32, i32),
    below: Vec<(i32, String)>,
    line_at: Option<i32>,
    level_at: Option<f64>,
    size: (f64, f64),
}

impl Shared {
    /// Scales for values between two, along steps between two; `write` says how a value
    /// is written beside the axis, `below` what stands under which step. None where no
    /// value is finite and above 0.
    #[must_use]
    pub fn new(
        values: impl Iterator<Item = f64>,
        across: (i32, i32),
        below: Vec<(i32, String)>,
        write: impl Fn(f64) -> String,
    ) -> Option<Self> {
        let (low, high) = values.filter(|value| value.is_finite() && *value > 0.0).fold(
            None,
            |range: Option<(f64, f64)>, value| {
                Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
            },
        )?;
        let axis = PriceAxis::around(low, high);
        // A small drawing has room for three figures: the ends and one between.
        let every = axis.ticks.len().saturating_sub(1).max(1).div_ceil(2);
        let ticks = axis.ticks.iter().step_by(every).map(|tick| (*tick, write(*tick))).collect();
        let across = (across.0, across.1.max(across.0.saturating_add(1)));
        Some(Self { axis, ticks, across, below, line_at: None, level_at: None, size: (WIDTH, HEIGHT) })
    }

    /// With an upright line at a step.
    #[must_use]
    pub fn with_line(self, step: i32) -> Self {
        Self { line_at: Some(step), ..self }
    }

    /// With a level line at a value.
    #[must_use]
    pub fn with_level(self, value: f64) -> Self {
        Self { level_at: Some(value), ..self }
    }

    /// With another width and height, in the units in which its figures are 11 high.
    #[must_use]
    pub fn sized(self, width: f64, height: f64) -> Self {
        Self { size: (width, height), ..self }
    }

    /// One panel as SVG; `label` says in words what is to be seen.
    #[must_use]
    pub fn panel(&self, lines: &[PanelLine], label: &str) -> String {
        let left = self.ticks.iter().map(|(_, text)| width(text, SIZE, false)).fold(0.0, f64::max) + 6.0;
        let (across, down) = self.size;
        let scale = ChartScale {
            width: across,
            height: down,
            left: left.ceil(),
            right: across - AFTER,
            top: ABOVE,
            bottom: down - BELOW,
            first_day: self.across.0,
            last_day: self.across.1,
            low: self.axis.low,
            high: self.axis.high,
            log: false,
        };
        let mut drawing = String::new();
        if let Err(error) = self.draw(&Pen::new(&mut drawing, Sink::Classes, &scale), &scale, lines) {
            tracing::error!(%error, label, "a panel is incomplete");
        }
        format!(
            "<svg class=\"chart panel\" viewBox=\"0 0 {across} {down}\" role=\"img\" aria-label=\"{}\">{drawing}</svg>",
            escape(label)
        )
    }

    fn draw(&self, pen: &Pen, scale: &ChartScale, lines: &[PanelLine]) -> Drawn {
        for (value, text) in &self.ticks {
            let y = pen.place(f64::from(self.across.0), *value).1;
            pen.stroke(&[(scale.left, y), (scale.right, y)], Token::Grid)?;
            let at = (scale.left - 5.0, y);
            pen.write(&Words { size: SIZE, ..Words::new(text, at, Token::Muted).anchored(Anchor::End) })?;
        }
        if let Some(value) = self.level_at.filter(|value| self.axis.holds(*value)) {
            let y = pen.place(f64::from(self.across.0), value).1;
            pen.stroke(&[(scale.left, y), (scale.right, y)], Token::Axis)?;
        }
        if let Some(step) = self.line_at.filter(|step| (self.across.0..=self.across.1).contains(step)) {
            let x = pen.place(f64::from(step), self.axis.low).0;
            pen.stroke(&[(x, scale.top), (x, scale.bottom)], Token::Axis)?;
        }
        pen.stroke(&[(scale.left, scale.bottom), (scale.right, scale.bottom)], Token::Axis)?;
        for (step, text) in &self.below {
            let x = pen.place(f64::from(*step), self.axis.low).0;
            pen.stroke(&[(x, scale.bottom), (x, scale.bottom + 3.0)], Token::Axis)?;
            let half = width(text, SIZE, false) / 2.0;
            let x = x.max(scale.left - 4.0 + half).min(scale.width - half - 1.0);
            let at = (x, scale.bottom + 12.0);
            pen.write(&Words { size: SIZE, ..Words::new(text, at, Token::Muted).anchored(Anchor::Middle) })?;
        }
        for line in lines {
            let points = within(&line.points, self.across.0, self.across.1);
            for segment in segments(&points, longest_gap(Frequency::Daily)) {
                let course: Vec<(f64, f64)> =
                    thin(segment, COLUMNS).into_iter().map(|(step, value)| (f64::from(step), value)).collect();
                match course[..] {
                    [(step, value)] => pen.dot(pen.place(step, value), 1.6, line.token)?,
                    _ => pen.trace(&course, line.token)?,
                }
            }
            if let Some((step, value)) = points.last().filter(|_| line.is_marked) {
                pen.dot(pen.place(f64::from(*step), *value), 3.0, line.token)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::*;

    fn line(points: &[(i32, f64)]) -> PanelLine {
        PanelLine { token: Token::City, points: points.to_vec(), is_marked: true }
    }

    fn shared(values: &[f64]) -> Option<Shared> {
        let below = vec![(0, "awal".to_owned()), (30, "akhir".to_owned())];
        Shared::new(values.iter().copied(), (0, 30), below, |value| format!("Rp{value}"))
    }

    #[test]
    fn panels_of_one_scale_place_the_same_value_at_the_same_height() {
        let shared = shared(&[10_000.0, 30_000.0]).unwrap();
        let (low, high) = (shared.panel(&[line(&[(0, 10_000.0)])], "a"), shared.panel(&[line(&[(0, 30_000.0)])], "b"));
        let height = |svg: &str| {
            let at = svg.rsplit("cy=\"").next().and_then(|rest| rest.split('"').next()).unwrap();
            at.parse::<f64>().unwrap()
        };
        assert!(height(&low) > height(&high));
        let same = height(&shared.panel(&[line(&[(30, 10_000.0)])], "c"));
        assert!((height(&low) - same).abs() < 1e-9);
    }

    #[test]
    fn a_panel_says_what_is_to_be_seen_and_writes_at_most_three_figures_beside_its_axis() {
        let shared = shared(&[11_000.0, 79_000.0]).unwrap().with_line(10).with_level(20_000.0);
        let svg = shared.panel(&[line(&[(0, 11_000.0), (30, 79_000.0)])], "Pasar <Baru> & lain");
        is_well_formed(&svg);
        is_plain(&svg);
        assert!(svg.contains("role=\"img\" aria-label=\"Pasar &lt;Baru&gt; &amp; lain\""));
        assert!((2..=3).contains(&svg.matches(">Rp").count()), "{svg}");
        assert!(svg.contains(">awal<") && svg.contains(">akhir<"));
    }

    #[test]
    fn what_is_no_value_is_not_drawn_and_of_nothing_there_is_no_scale() {
        assert_eq!(shared(&[]), None);
        assert_eq!(shared(&[f64::NAN, 0.0, -1.0, f64::INFINITY]), None);
        let shared = Shared::new([5.0].into_iter(), (7, 7), Vec::new(), |value| value.to_string()).unwrap();
        for points in [&[][..], &[(7, f64::NAN)], &[(i32::MIN, 1.0), (i32::MAX, 2.0)], &[(7, 5.0)]] {
            let svg = shared.panel(&[line(points)], "");
            is_well_formed(&svg);
            is_plain(&svg);
        }
    }
}
