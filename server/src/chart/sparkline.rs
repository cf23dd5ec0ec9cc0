//! The sparkline: a line without axes that stands beside its figures.

use super::line::{longest_gap, segments, thin, within};
use super::pen::{Drawn, Pen};
use super::sink::Sink;
use super::svg::escape;
use super::token::Token;
use lumbung_data::model::Frequency;
use lumbung_data::model::chart::ChartScale;

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;
const MARGIN: f64 = 4.0;

/// The least height of a sparkline, as a share of its level: a price that
/// hardly moves is drawn as a line that hardly moves.
const LEAST_SPAN: f64 = 0.1;

/// A small line through days and prices between two days, with a dot on the
/// last, before the band of `usual` prices where one is given. It is hidden from
/// assistive technology, since the figures stand beside it; `label` is what a pointer
/// finds.
#[must_use]
pub fn sparkline(
    points: &[(i32, f64)],
    first_day: i32,
    last_day: i32,
    usual: Option<(f64, f64)>,
    label: &str,
) -> String {
    let points = within(points, first_day, last_day);
    let mut drawing = String::new();
    if let Some((low, high)) = price_range(&points, usual) {
        let scale = ChartScale {
            width: WIDTH,
            height: HEIGHT,
            left: MARGIN,
            right: WIDTH - MARGIN,
            top: MARGIN,
            bottom: HEIGHT - MARGIN,
            first_day: first_day.min(last_day.saturating_sub(1)),
            last_day,
            low,
            high,
            log: false,
        };
        if let Err(error) = draw(&Pen::new(&mut drawing, Sink::Classes, &scale), &points, usual, &scale) {
            tracing::error!(%error, label, "a sparkline is incomplete");
        }
    }
    let title = if label.is_empty() { String::new() } else { format!("<title>{}</title>", escape(label)) };
    format!("<svg class=\"spark\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\">{title}{drawing}</svg>")
}

/// The prices at the lower and upper edge; none without a price.
fn price_range(points: &[(i32, f64)], usual: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let prices = points.iter().map(|(_, price)| *price);
    let low = prices.clone().reduce(f64::min)?;
    let high = prices.reduce(f64::max)?;
    let (low, high) = usual.map_or((low, high), |(least, most)| (low.min(least), high.max(most)));
    let middle = f64::midpoint(low, high);
    let air = middle * LEAST_SPAN / 2.0;
    Some((low.min(middle - air), high.max(middle + air)))
}

fn draw(pen: &Pen, points: &[(i32, f64)], usual: Option<(f64, f64)>, scale: &ChartScale) -> Drawn {
    if let Some((low, high)) = usual {
        let (first, last) = (f64::from(scale.first_day), f64::from(scale.last_day));
        pen.block((first, low), (last, high), Token::Band)?;
    }
    for segment in segments(points, longest_gap(Frequency::Daily)) {
        let line: Vec<(f64, f64)> = thin(segment, 60).into_iter().map(|(day, price)| (f64::from(day), price)).collect();
        pen.trace(&line, Token::City)?;
    }
    match points.last() {
        Some((day, price)) => pen.dot(pen.place(f64::from(*day), *price), 2.6, Token::City),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::*;

    #[test]
    fn a_sparkline_is_a_line_with_a_dot_on_the_last_day() {
        let svg = sparkline(&[(0, 10.0), (1, 30.0), (2, 20.0)], 0, 2, None, "Cabai & bawang");
        assert_eq!(
            svg,
            "<svg class=\"spark\" viewBox=\"0 0 120 32\" aria-hidden=\"true\"><title>Cabai &amp; bawang</title>\
             <path class=\"c-city\" d=\"M4 28L60 4 116 16\"/>\
             <circle class=\"f-city\" cx=\"116\" cy=\"16\" r=\"2.6\"/></svg>"
        );
        is_well_formed(&svg);
    }

    #[test]
    fn the_usual_band_lies_behind_the_line_and_on_its_scale() {
        let svg = sparkline(&[(0, 20.0), (2, 20.0)], 0, 2, Some((10.0, 30.0)), "");
        let band = "<rect class=\"f-band\" x=\"4\" y=\"4\" width=\"112\" height=\"24\"/>";
        assert!(svg.find(band) < svg.find("d=\"M4 16L116 16\"") && svg.contains(band), "{svg}");
    }

    #[test]
    fn all_sparklines_of_a_board_share_one_scale_of_time() {
        let early = sparkline(&[(-9, 10.0), (0, 10.0), (5, 10.0)], 0, 10, None, "");
        assert!(early.contains("d=\"M4 16L60 16\"") && early.contains("cx=\"60\""));
    }

    #[test]
    fn a_small_move_looks_small() {
        assert_eq!(price_range(&[(0, 99.0), (1, 101.0)], None), Some((95.0, 105.0)));
        assert_eq!(price_range(&[(0, 50.0), (1, 150.0)], None), Some((50.0, 150.0)));
        assert_eq!(price_range(&[], None), None);
    }

    #[test]
    fn a_sparkline_of_nothing_one_day_or_one_price_is_still_a_drawing() {
        let constant: Vec<(i32, f64)> = (0..90).map(|day| (day, 14_500.0)).collect();
        for points in [&[][..], &[(5, f64::NAN)], &[(5, 100.0)], &[(i32::MIN, 1.0), (i32::MAX, 2.0)], &constant] {
            for (first, last) in [(0, 89), (5, 5), (89, 0), (i32::MIN, i32::MAX), (i32::MIN, i32::MIN)] {
                let svg = sparkline(points, first, last, Some((90.0, 110.0)), "");
                is_well_formed(&svg);
                is_plain(&svg);
            }
        }
        assert!(sparkline(&[(5, 100.0)], 5, 5, None, "").contains("cx=\"116\" cy=\"16\""));
        assert!(sparkline(&constant, 0, 89, None, "").contains("d=\"M4 16L116 16\""));
    }
}
