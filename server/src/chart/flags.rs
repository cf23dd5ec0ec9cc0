//! The days on which a warning was raised, as flags on the strong line.

use super::frame::Frame;
use super::label::Clutter;
use super::pen::{Drawn, Pen};
use super::token::Token;
use lumbung_data::model::Lang;

const POLE: f64 = 20.0;

/// Draws the flags.
pub fn flags(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    for (day, price) in shown(frame) {
        let (x, y) = pen.place(f64::from(day), price);
        let top = (y - POLE).max(frame.scale.top);
        pen.stroke(&[(x, y), (x, top)], Token::Flag)?;
        pen.shape(&[(x, top), (x + 8.0, top + 4.0), (x, top + 8.0)], Token::Flag)?;
        clutter.add_line([(x, y), (x, top), (x + 8.0, top + 4.0)]);
    }
    Ok(())
}

/// Days and prices at which flags stand: the last price by that day.
fn shown(frame: &Frame) -> Vec<(i32, f64)> {
    let Some(main) = frame.lines.iter().find(|line| line.token == Token::City) else { return Vec::new() };
    let days = frame.input.raised.iter().filter(|day| (frame.scale.first_day..=frame.scale.last_day).contains(*day));
    days.filter_map(|day| {
        let at = main.points.partition_point(|(point, _)| point <= day).checked_sub(1)?;
        Some((*day, main.points[at].1))
    })
    .collect()
}

/// What the description says of them.
pub fn sentence(frame: &Frame) -> Option<String> {
    let count = shown(frame).len();
    (count > 0).then(|| match frame.lang {
        Lang::Id => format!("Bendera pada garis menandai hari ketika peringatan dikeluarkan ({count})."),
        Lang::En => format!("Flags on the line mark the days on which a warning was raised ({count})."),
    })
}
