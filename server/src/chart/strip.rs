//! The strip: one market's price among those of the others, on one line.

use super::pen::{Drawn, Pen};
use super::sink::Sink;
use super::token::Token;
use lumbung_data::model::chart::ChartScale;

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 20.0;
const MARGIN: f64 = 6.0;

/// The least width of a strip, as a share of its level: markets that hardly differ stand
/// close together.
const LEAST_SPAN: f64 = 0.1;

/// A dot for the own price on a line from cheap to dear, with rings for the others and a
/// tick for the city's price. It is hidden from assistive technology: the figures stand
/// beside it.
#[must_use]
pub fn strip(own: f64, others: &[f64], city: Option<f64>) -> String {
    let prices = || others.iter().copied().chain([own]).chain(city).filter(|price| price.is_finite() && *price > 0.0);
    let (low, high) = (prices().fold(f64::INFINITY, f64::min), prices().fold(0.0, f64::max));
    let mut drawing = String::new();
    if own.is_finite() && low <= high {
        let middle = f64::midpoint(low, high);
        let air = middle * LEAST_SPAN / 2.0;
        let (low, high) = (low.min(middle - air), high.max(middle + air));
        let across = |price: f64| MARGIN + (price - low) / (high - low) * (WIDTH - 2.0 * MARGIN);
        // The pen is used in view-box units only.
        let scale = ChartScale {
            width: WIDTH,
            height: HEIGHT,
            left: 0.0,
            right: WIDTH,
            top: 0.0,
            bottom: HEIGHT,
            first_day: 0,
            last_day: 1,
            low: 0.0,
            high: 1.0,
            log: false,
        };
        let places: Vec<f64> = others.iter().filter(|price| price.is_finite()).map(|price| across(*price)).collect();
        let drawn = draw(&Pen::new(&mut drawing, Sink::Classes, &scale), across(own), &places, city.map(across));
        if let Err(error) = drawn {
            tracing::error!(%error, "a strip is incomplete");
        }
    }
    format!("<svg class=\"strip\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\">{drawing}</svg>")
}

fn draw(pen: &Pen, own: f64, others: &[f64], city: Option<f64>) -> Drawn {
    let middle = HEIGHT / 2.0;
    pen.stroke(&[(MARGIN, middle), (WIDTH - MARGIN, middle)], Token::Axis)?;
    if let Some(city) = city {
        pen.stroke(&[(city, 3.0), (city, HEIGHT - 3.0)], Token::Reference)?;
    }
    for other in others {
        pen.dot((*other, middle), 3.2, Token::Paper)?;
        pen.ring((*other, middle), 3.2, Token::Text)?;
    }
    pen.dot((own, middle), 4.4, Token::City)
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::*;

    #[test]
    fn the_own_price_is_a_dot_among_rings_from_cheap_to_dear() {
        let svg = strip(120.0, &[80.0, 100.0], Some(100.0));
        is_well_formed(&svg);
        assert!(svg.contains("<circle class=\"f-city\" cx=\"114\" cy=\"10\" r=\"4.4\"/>"), "{svg}");
        assert!(svg.contains("<circle class=\"c-text\" cx=\"6\" cy=\"10\" r=\"3.2\"/>"));
        assert!(svg.contains("d=\"M60 3L60 17\""), "{svg}");
    }

    #[test]
    fn a_strip_of_anything_is_still_a_drawing() {
        for own in [100.0, f64::NAN, 0.0] {
            for others in [&[][..], &[100.0], &[f64::NAN, 3.0]] {
                let svg = strip(own, others, None);
                is_well_formed(&svg);
                is_plain(&svg);
            }
        }
    }
}
