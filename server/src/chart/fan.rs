//! Where the price may go: the range between the 10 and the 90 % quantile as a
//! fan, and the middle of it as a dashed line.

use super::frame::Frame;
use super::label::Clutter;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::text::{SIZE, fit};
use super::token::Token;
use lumbung_data::model::Lang;

/// Fills the range.
pub fn range(pen: &Pen, frame: &Frame) -> Drawn {
    let place = |(day, price): (i32, f64)| pen.place(f64::from(day), price);
    let Some(((from, [price, ..]), ahead)) = frame.fan.split_first() else { return Ok(()) };
    let above = ahead.iter().map(|(day, [_, _, high])| (*day, *high));
    let below = ahead.iter().rev().map(|(day, [low, ..])| (*day, *low));
    let edge: Vec<(f64, f64)> = [(*from, *price)].into_iter().chain(above).chain(below).map(place).collect();
    pen.shape(&edge, Token::Fan)
}

/// Draws the middle.
pub fn middle(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    if frame.fan.is_empty() {
        return Ok(());
    }
    let points: Vec<(f64, f64)> = frame.fan.iter().map(|(day, [_, median, _])| (f64::from(*day), *median)).collect();
    clutter.add_line(points.iter().map(|(day, price)| pen.place(*day, *price)));
    pen.trace(&points, Token::Outlook)
}

/// Names the fan, above it or below.
pub fn label(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    let Some((day, [low, _, high])) = frame.fan.last() else { return Ok(()) };
    let (x, top) = pen.place(f64::from(*day), *high);
    let bottom = pen.place(f64::from(*day), *low).1;
    let text = fit(frame.lang.pick("prospek 80%", "80% outlook"), SIZE, false, frame.scale.right - frame.scale.left);
    let words = |y| Words::new(&text, (x - 2.0, y), Token::Outlook).anchored(Anchor::End);
    let candidates = [top - 9.0, bottom + 9.0, top - 24.0, bottom + 24.0].map(words);
    let areas = candidates.map(|words| words.area());
    // Its end may stand on the edge of the plot.
    let areas = areas.map(|area| super::label::Area { right: area.right.min(frame.scale.right), ..area });
    match clutter.place(&areas) {
        Some(best) => pen.write(&candidates[best]),
        None => Ok(()),
    }
}

/// What the description says of it.
pub fn sentence(frame: &Frame) -> Option<String> {
    let (_, [low, _, high]) = frame.fan.last()?;
    let (low, high) = (frame.figure(*low), frame.figure(*high));
    let days = frame.fan.last()?.0 - frame.fan.first()?.0;
    Some(match frame.lang {
        Lang::Id => format!(
            "Bidang di kanan adalah prospek: {days} hari lagi harganya antara {low} dan {high}, dengan peluang 80%."
        ),
        Lang::En => format!(
            "The area on the right is the outlook: in {days} days the price lies between {low} and {high} with a chance \
             of 80%."
        ),
    })
}
