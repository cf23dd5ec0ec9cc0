//! Draws on a chart: in days and rupiah where something is measured, in
//! view-box units where something is written.

use super::canvas::{Canvas, whole};
use super::label::Area;
use super::sink::Sink;
use super::text::{self, SIZE};
use super::token::Token;
use lumbung_data::model::chart::ChartScale;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, Circle, Color, DrawingArea, DrawingAreaErrorKind, FontDesc, FontFamily, FontStyle, IntoDrawingArea,
    PathElement, Polygon, Rectangle, Text, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::convert::Infallible;

/// What drawing gives back. The canvas itself cannot fail.
pub type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// A line of text, centred vertically on its place.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// What it says.
    pub text: &'a str,
    /// Where, in view-box units.
    pub at: (f64, f64),
    /// Its role.
    pub token: Token,
    /// Its size in view-box units.
    pub size: f64,
    /// Whether it is strong.
    pub bold: bool,
    /// Which of its ends stands at the place.
    pub anchor: Anchor,
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl<'a> Words<'a> {
    /// Words of the usual size that start at their place.
    pub fn new(text: &'a str, at: (f64, f64), token: Token) -> Self {
        Self { text, at, token, size: SIZE, bold: false, anchor: Anchor::Start }
    }

    /// The same words, anchored otherwise.
    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The room they take, with a little air.
    pub fn area(&self) -> Area {
        let width = text::width(self.text, self.size, self.bold);
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width,
        };
        let half = self.size * 0.6;
        Area { left: left - 2.0, right: left + width + 2.0, top: self.at.1 - half, bottom: self.at.1 + half }
    }
}

/// A page to draw on, and its plot.
pub struct Pen<'a> {
    page: DrawingArea<Canvas<'a>, Shift>,
    log: bool,
    plot: DrawingArea<Canvas<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl<'a> Pen<'a> {
    /// A pen that appends to `out`.
    pub fn new(out: &'a mut String, sink: Sink, scale: &ChartScale) -> Self {
        let size = (whole(scale.width).unsigned_abs(), whole(scale.height).unsigned_abs());
        let page = Canvas::new(out, sink, size).into_drawing_area();
        let across = tenths(scale.left)..tenths(scale.right);
        let down = tenths(scale.bottom)..tenths(scale.top);
        let days = f64::from(scale.first_day)..f64::from(scale.last_day);
        let values = up(scale.low, scale.log)..up(scale.high, scale.log);
        let plot = page.apply_coord_spec(Cartesian2d::new(days, values, (across, down)));
        Self { page, log: scale.log, plot }
    }

    /// Where a day and a price stand, in view-box units.
    pub fn place(&self, day: f64, price: f64) -> (f64, f64) {
        let (x, y) = self.plot.map_coordinate(&(day, up(price, self.log)));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// A line through days and prices.
    pub fn trace(&self, points: &[(f64, f64)], token: Token) -> Drawn {
        let points: Vec<(f64, f64)> = points.iter().map(|(day, price)| (*day, up(*price, self.log))).collect();
        self.plot.draw(&PathElement::new(points, token.code()))
    }

    /// A filled rectangle between two corners in days and prices.
    pub fn block(&self, corner: (f64, f64), other: (f64, f64), token: Token) -> Drawn {
        let corners = [corner, other].map(|(day, price)| (day, up(price, self.log)));
        self.plot.draw(&Rectangle::new(corners, token.code().filled()))
    }

    /// A line in view-box units.
    pub fn stroke(&self, points: &[(f64, f64)], token: Token) -> Drawn {
        self.page.draw(&PathElement::new(pixels(points), token.code()))
    }

    /// A filled shape in view-box units.
    pub fn shape(&self, points: &[(f64, f64)], token: Token) -> Drawn {
        self.page.draw(&Polygon::new(pixels(points), token.code()))
    }

    /// A filled dot in view-box units.
    pub fn dot(&self, (x, y): (f64, f64), radius: f64, token: Token) -> Drawn {
        self.page.draw(&Circle::new((tenths(x), tenths(y)), tenths(radius), token.code().filled()))
    }

    /// A ring in view-box units.
    pub fn ring(&self, (x, y): (f64, f64), radius: f64, token: Token) -> Drawn {
        self.page.draw(&Circle::new((tenths(x), tenths(y)), tenths(radius), token.code()))
    }

    /// Writes.
    pub fn write(&self, words: &Words) -> Drawn {
        let slant = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
        let across = match words.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let code = words.token.code();
        let style = TextStyle::from(FontDesc::new(FontFamily::SansSerif, words.size * 10.0, slant))
            .color(&code)
            .pos(Pos::new(across, VPos::Center));
        self.page.draw(&Text::new(words.text, (tenths(words.at.0), tenths(words.at.1)), style))
    }
}

/// How far up a value stands, before it is scaled.
fn up(value: f64, log: bool) -> f64 {
    if log { value.max(f64::MIN_POSITIVE).ln() } else { value }
}

fn tenths(units: f64) -> i32 {
    whole(units * 10.0)
}

fn pixels(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> ChartScale {
        ChartScale {
            width: 200.0,
            height: 100.0,
            left: 20.0,
            right: 180.0,
            top: 10.0,
            bottom: 90.0,
            first_day: 100,
            last_day: 110,
            low: 1000.0,
            high: 2000.0,
            log: false,
        }
    }

    #[test]
    fn the_corners_of_the_scale_are_the_corners_of_the_plot() {
        let mut out = String::new();
        let pen = Pen::new(&mut out, Sink::Classes, &scale());
        assert_eq!(pen.place(100.0, 1000.0), (20.0, 90.0));
        assert_eq!(pen.place(110.0, 2000.0), (180.0, 10.0));
    }

    #[test]
    fn equal_ratios_are_equal_distances_on_a_logarithmic_scale() {
        let mut out = String::new();
        let scale = ChartScale { low: 1000.0, high: 16_000.0, log: true, ..scale() };
        let pen = Pen::new(&mut out, Sink::Classes, &scale);
        for (price, height) in [(1000.0, 90.0), (2000.0, 70.0), (4000.0, 50.0), (8000.0, 30.0)] {
            assert!((pen.place(100.0, price).1 - height).abs() < 1e-9, "{price}");
        }
    }

    #[test]
    fn measured_and_written_things_share_one_page() {
        let mut out = String::new();
        let pen = Pen::new(&mut out, Sink::Classes, &scale());
        pen.trace(&[(100.0, 1000.0), (105.0, 1500.0)], Token::City).unwrap();
        pen.write(&Words::new("x", (20.0, 50.0), Token::Muted)).unwrap();
        pen.ring((5.0, 5.0), 2.5, Token::Suspect).unwrap();
        drop(pen);
        assert_eq!(
            out,
            "<path class=\"c-city\" d=\"M20 90L100 50\"/><text class=\"f-muted\" x=\"20\" y=\"54.7\">x</text>\
             <circle class=\"c-suspect\" cx=\"5\" cy=\"5\" r=\"2.5\"/>"
        );
    }

    #[test]
    fn words_know_the_room_they_take() {
        let words = Words::new("Rp", (50.0, 20.0), Token::Text);
        let start = words.area();
        let end = words.anchored(Anchor::End).area();
        assert!(start.left < 50.0 && start.right > 60.0);
        assert!(end.right > 50.0 && end.left < 40.0);
    }
}
