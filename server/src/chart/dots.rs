//! A dot plot: places in the order of their prices, each a dot on one scale, beside
//! the price of them all.

use super::axis_price::PriceAxis;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::sink::Sink;
use super::svg::escape;
use super::text::{fit, width};
use super::token::Token;
use lumbung_data::model::chart::ChartScale;

const WIDTH: f64 = 560.0;
const ROW: f64 = 26.0;
const ABOVE: f64 = 26.0;
const BELOW: f64 = 10.0;
const SIZE: f64 = 13.0;
const MOST_NAME: f64 = 190.0;

/// A place of a dot plot.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// The value as it is written.
    pub text: String,
}

/// The dots in the order given, and a line at the value of them all with its name;
/// `label` says in words what is to be seen. None without a value above 0.
#[must_use]
pub fn dot_plot(dots: &[Dot], of_all: Option<&Dot>, label: &str) -> Option<String> {
    let values = || dots.iter().chain(of_all).map(|dot| dot.value);
    if dots.is_empty() || values().any(|value| !value.is_finite() || value <= 0.0) {
        return None;
    }
    let (low, high) = (values().reduce(f64::min)?, values().reduce(f64::max)?);
    let axis = PriceAxis::around(low, high);
    let names = dots.iter().map(|dot| width(&dot.name, SIZE, false)).fold(0.0, f64::max).min(MOST_NAME);
    let texts = dots.iter().map(|dot| width(&dot.text, SIZE, true)).fold(0.0, f64::max);
    let height = ABOVE + BELOW + ROW * f64::from(u32::try_from(dots.len()).ok()?);
    let scale = ChartScale {
        width: WIDTH,
        height,
        left: (names + 18.0).ceil(),
        right: (WIDTH - texts - 18.0).floor(),
        top: ABOVE,
        bottom: height - BELOW,
        first_day: 0,
        last_day: 1,
        low: axis.low,
        high: axis.high,
        log: false,
    };
    let mut drawing = String::new();
    if let Err(error) = draw(&Pen::new(&mut drawing, Sink::Classes, &scale), &scale, dots, of_all) {
        tracing::error!(%error, label, "a dot plot is incomplete");
    }
    let label = escape(label);
    Some(format!(
        "<svg class=\"chart dots\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\">{drawing}</svg>"
    ))
}

fn draw(pen: &Pen, scale: &ChartScale, dots: &[Dot], of_all: Option<&Dot>) -> Drawn {
    let across = |value: f64| scale.left + (value - scale.low) / (scale.high - scale.low) * (scale.right - scale.left);
    if let Some(all) = of_all {
        let x = across(all.value);
        pen.stroke(&[(x, scale.top - 4.0), (x, scale.bottom)], Token::Axis)?;
        let text = format!("{} {}", all.name, all.text);
        let half = width(&text, SIZE, false) / 2.0;
        let at = (x.max(half + 2.0).min(WIDTH - half - 2.0), scale.top - 14.0);
        pen.write(&Words::new(&text, at, Token::City).anchored(Anchor::Middle))?;
    }
    let mut y = scale.top + ROW / 2.0;
    for dot in dots {
        let x = across(dot.value);
        pen.stroke(&[(scale.left, y), (scale.right, y)], Token::Grid)?;
        if let Some(all) = of_all {
            pen.stroke(&[(across(all.value), y), (x, y)], Token::Axis)?;
        }
        let name = fit(&dot.name, SIZE, false, MOST_NAME);
        pen.write(&Words::new(&name, (scale.left - 12.0, y), Token::Text).anchored(Anchor::End))?;
        pen.dot((x, y), 5.0, Token::City)?;
        pen.write(&Words { bold: true, ..Words::new(&dot.text, (x + 11.0, y), Token::Text) })?;
        y += ROW;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::*;

    fn dot(name: &str, value: f64) -> Dot {
        Dot { name: name.to_owned(), value, text: format!("Rp{value}") }
    }

    #[test]
    fn a_dearer_place_stands_further_right_and_the_price_of_all_is_a_line() {
        let dots = [dot("Pasar Kosambi", 80_000.0), dot("Pasar Andir <lama>", 71_200.0)];
        let svg = dot_plot(&dots, Some(&dot("Bandung", 75_000.0)), "dua pasar & satu kota").unwrap();
        is_well_formed(&svg);
        is_plain(&svg);
        let places: Vec<f64> = svg
            .split("<circle")
            .skip(1)
            .map(|rest| rest.split("cx=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(places[0] > places[1]);
        assert!(svg.contains(">Bandung Rp75000<") && svg.contains("Pasar Andir &lt;lama&gt;"));
    }

    #[test]
    fn of_nothing_or_of_what_is_no_price_there_is_no_plot() {
        assert_eq!(dot_plot(&[], None, ""), None);
        assert_eq!(dot_plot(&[dot("a", f64::NAN)], None, ""), None);
        assert!(dot_plot(&[dot("a", 5.0)], None, "").is_some());
    }
}
