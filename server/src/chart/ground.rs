//! What lies under the lines: surges, grid and axes.

use super::axis_day;
use super::frame::Frame;
use super::input::Trend;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::text::{LINE, SIZE, width};
use super::token::Token;
use lumbung_data::model::chart::Measure;
use lumbung_data::model::{Lang, month_of};

/// The height of a span's head.
const HEAD: f64 = 3.0;

/// Draws the spans of the surges, with a label over those that have room for
/// one; where none has, over the last.
pub fn surges(pen: &Pen, frame: &Frame) -> Drawn {
    let scale = &frame.scale;
    let mut spans = Vec::new();
    for (from, to, running) in &frame.input.surges {
        let to = if *running { frame.last_known().max(*from) } else { *to };
        let Some((from, to)) = frame.clip(*from, to) else { continue };
        let left = pen.place(from, scale.low).0;
        let right = pen.place(to, scale.low).0.max(left + 2.0);
        pen.shape(&[(left, scale.top), (right, scale.top), (right, scale.bottom), (left, scale.bottom)], Token::Span)?;
        let head = scale.top - HEAD;
        pen.shape(&[(left, head), (right, head), (right, scale.top), (left, scale.top)], Token::Surge)?;
        spans.push((left, right, *running));
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));

    let label = |running: bool| match (running, frame.lang) {
        (true, Lang::Id) => "lonjakan berlangsung",
        (false, Lang::Id) => "lonjakan",
        (true, Lang::En) => "surge under way",
        (false, Lang::En) => "surge",
    };
    let fits = |span: &(f64, f64, bool), text: &str| width(text, SIZE, false) <= span.1 - span.0;
    let any_fits = spans.iter().any(|span| fits(span, label(span.2)) || fits(span, label(false)));
    for (position, span) in spans.iter().enumerate() {
        let only = !any_fits && position + 1 == spans.len();
        let Some(text) = [label(span.2), label(false)].into_iter().find(|text| only || fits(span, text)) else {
            continue;
        };
        let half = width(text, SIZE, false) / 2.0;
        let middle = f64::midpoint(span.0, span.1).min(scale.right - half).max(scale.left + half);
        let at = (middle, scale.top - HEAD - LINE / 2.0 - 2.0);
        pen.write(&Words::new(text, at, Token::Surge).anchored(Anchor::Middle))?;
    }
    Ok(())
}

/// Draws the price axis: a light line and a label for each tick.
pub fn prices(pen: &Pen, frame: &Frame) -> Drawn {
    let scale = &frame.scale;
    let Some(axis) = &frame.axis else { return Ok(()) };
    pen.write(&Words::new(&axis_name(frame), (4.0, 12.0), Token::Muted))?;
    for tick in &axis.ticks {
        let y = pen.place(f64::from(scale.first_day), *tick).1;
        if *tick > axis.low || axis.log {
            pen.stroke(&[(scale.left, y), (scale.right, y)], Token::Grid)?;
        }
        let text = frame.figure(*tick);
        pen.write(&Words::new(&text, (scale.left - 8.0, y), Token::Text).anchored(Anchor::End))?;
    }
    Ok(())
}

/// What the axis of prices measures.
fn axis_name(frame: &Frame) -> String {
    let Trend { unit, month, measure, .. } = frame.input;
    let rupiah = if unit.is_empty() { "Rupiah".to_owned() } else { format!("Rupiah per {unit}") };
    let name = match measure {
        Measure::Rupiah => rupiah,
        Measure::Real => {
            let of = month.map(|month| format!(" {}", month_of(month, frame.lang))).unwrap_or_default();
            format!("{rupiah}, {}{of}", frame.lang.pick("harga riil", "real prices of"))
        }
        Measure::Index => {
            frame.lang.pick("Indeks, hari pertama tiap garis = 100", "Index, first day of each line = 100").to_owned()
        }
    };
    if frame.input.log { format!("{name}, {}", frame.lang.pick("skala logaritmik", "logarithmic scale")) } else { name }
}

/// Repeats the labels of the price axis inside the plot's right edge, for
/// windows that are too narrow to show the axis and the latest days at once.
pub fn echoes(pen: &Pen, frame: &Frame) -> Drawn {
    let scale = &frame.scale;
    for tick in frame.axis.iter().flat_map(|axis| &axis.ticks) {
        let (x, y) = pen.place(f64::from(scale.last_day), *tick);
        // The lowest stands on the time axis, clear of its labels.
        let up = if y + LINE / 2.0 > scale.bottom { LINE / 2.0 + 2.0 } else { 0.0 };
        let text = frame.figure(*tick);
        pen.write(&Words::new(&text, (x - 6.0, y - up), Token::Muted).anchored(Anchor::End))?;
    }
    Ok(())
}

/// Draws the time axis.
pub fn days(pen: &Pen, frame: &Frame) -> Drawn {
    let scale = &frame.scale;
    pen.stroke(&[(scale.left, scale.bottom), (scale.right, scale.bottom)], Token::Axis)?;
    for tick in axis_day::ticks(scale.first_day, scale.last_day, frame.lang) {
        let x = pen.place(f64::from(tick.day), scale.low).0;
        let length = if tick.label.is_some() { 6.0 } else { 3.0 };
        pen.stroke(&[(x, scale.bottom), (x, scale.bottom + length)], Token::Axis)?;
        for (text, row, token) in [(tick.label, 0.0, Token::Text), (tick.year, 1.0, Token::Muted)] {
            if let Some(text) = text {
                let at = (x, scale.bottom + 16.0 + row * LINE);
                pen.write(&Words::new(&text, at, token).anchored(Anchor::Middle))?;
            }
        }
    }
    Ok(())
}

/// Says that there is nothing to draw.
pub fn nothing(pen: &Pen, frame: &Frame) -> Drawn {
    let plot = frame.plot();
    let at = (f64::midpoint(plot.left, plot.right), f64::midpoint(plot.top, plot.bottom));
    pen.write(&Words::new(empty_sentence(frame.lang), at, Token::Muted).anchored(Anchor::Middle))
}

/// What an empty chart says.
pub fn empty_sentence(lang: Lang) -> &'static str {
    lang.pick("Belum ada data harga pada rentang waktu ini.", "There are no prices in this period yet.")
}
