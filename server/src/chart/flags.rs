//! The days on which a warning was raised, as flags on the strong line, and those on which
//! somebody acted on it, as squares hanging from the line.

use super::frame::Frame;
use super::label::Clutter;
use super::pen::{Drawn, Pen};
use super::token::Token;
use lumbung_data::model::Lang;

const POLE: f64 = 20.0;
/// Half the side of a square.
const HALF: f64 = 4.0;

/// Draws the flags and the squares.
pub fn flags(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    for (day, price) in shown(frame, &frame.input.raised) {
        let (x, y) = pen.place(f64::from(day), price);
        let top = (y - POLE).max(frame.scale.top);
        pen.stroke(&[(x, y), (x, top)], Token::Flag)?;
        pen.shape(&[(x, top), (x + 8.0, top + 4.0), (x, top + 8.0)], Token::Flag)?;
        clutter.add_line([(x, y), (x, top), (x + 8.0, top + 4.0)]);
    }
    for (day, price) in shown(frame, &acted(frame)) {
        let (x, y) = pen.place(f64::from(day), price);
        let foot = (y + POLE).min(frame.scale.bottom);
        pen.stroke(&[(x, y), (x, foot)], Token::Flag)?;
        let (left, right, top) = (x - HALF, x + HALF, foot - 2.0 * HALF);
        pen.shape(&[(left, top), (right, top), (right, foot), (left, foot)], Token::Flag)?;
        clutter.add_line([(x, y), (left, foot), (right, foot)]);
    }
    Ok(())
}

/// The days on which somebody acted, each once. What was done after the last price stands
/// at that.
fn acted(frame: &Frame) -> Vec<i32> {
    let last = frame.lines.iter().find(|line| line.token == Token::City).and_then(|line| line.points.last());
    let last = last.map_or(frame.scale.last_day, |(day, _)| *day);
    let mut days: Vec<i32> = frame.input.handled.iter().map(|day| (*day).min(last)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Days and prices at which marks stand: the last price by that day.
fn shown(frame: &Frame, days: &[i32]) -> Vec<(i32, f64)> {
    let Some(main) = frame.lines.iter().find(|line| line.token == Token::City) else { return Vec::new() };
    let days = days.iter().filter(|day| (frame.scale.first_day..=frame.scale.last_day).contains(*day));
    days.filter_map(|day| {
        let at = main.points.partition_point(|(point, _)| point <= day).checked_sub(1)?;
        Some((*day, main.points[at].1))
    })
    .collect()
}

/// What the description says of them.
pub fn sentence(frame: &Frame) -> Option<String> {
    let (raised, acted) = (shown(frame, &frame.input.raised).len(), shown(frame, &acted(frame)).len());
    let raised = (raised > 0).then(|| match frame.lang {
        Lang::Id => format!("Bendera pada garis menandai hari ketika peringatan dikeluarkan ({raised})."),
        Lang::En => format!("Flags on the line mark the days on which a warning was raised ({raised})."),
    });
    let acted = (acted > 0).then(|| match frame.lang {
        Lang::Id => format!("Kotak di bawah garis menandai hari ketika petugas menanganinya ({acted})."),
        Lang::En => format!("Squares below the line mark the days on which officers acted on it ({acted})."),
    });
    let said: Vec<String> = raised.into_iter().chain(acted).collect();
    (!said.is_empty()).then(|| said.join(" "))
}
