//! Feasts as thin upright lines, named as far as there is room: the weightiest
//! first.

use super::frame::Frame;
use super::label::Clutter;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::text::{SIZE, width};
use super::token::Token;

/// Two feasts nearer than this are hardly told apart.
const NEAR: f64 = 5.0;

/// Draws the lines.
pub fn ticks(pen: &Pen, frame: &Frame) -> Drawn {
    for (x, _) in shown(pen, frame) {
        pen.stroke(&[(x, frame.scale.top), (x, frame.scale.bottom)], Token::Feast)?;
    }
    Ok(())
}

/// Names them above the time axis.
pub fn labels(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    for (x, name) in shown(pen, frame) {
        // Above the lowest label that narrow windows repeat at the right edge.
        let y = frame.scale.bottom - 28.0;
        let candidates = [
            Words::new(name, (x + 4.0, y), Token::Muted),
            Words::new(name, (x - 4.0, y), Token::Muted).anchored(Anchor::End),
        ];
        let areas = candidates.map(|words| words.area());
        if let Some(best) = clutter.place(&areas) {
            pen.write(&candidates[best])?;
        }
    }
    Ok(())
}

/// Those in the range that can be told apart, the weightiest first. Where years
/// are short, only as many as could be named.
fn shown<'a>(pen: &Pen, frame: &Frame<'a>) -> Vec<(f64, &'a str)> {
    let scale = &frame.scale;
    let mut shown: Vec<(f64, &str)> = Vec::new();
    let days = f64::from(scale.last_day - scale.first_day);
    let year = (scale.right - scale.left) / days * 365.0;
    for (day, name) in &frame.input.feasts {
        if !(scale.first_day..=scale.last_day).contains(day) {
            continue;
        }
        let x = pen.place(f64::from(*day), scale.low).0;
        let room = if year < 240.0 { width(name, SIZE, false) + 8.0 } else { NEAR };
        if shown.iter().all(|(other, _)| (other - x).abs() >= room) {
            shown.push((x, name));
        }
    }
    shown
}
