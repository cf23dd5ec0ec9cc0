//! The figures themselves: lines, lone days and suspect values.

use super::canvas::whole;
use super::frame::{Frame, ShownLine};
use super::label::Clutter;
use super::line::{segments, thin};
use super::pen::{Anchor, Drawn, Pen, Words};
use super::token::Token;
use lumbung_data::index::period_end;
use lumbung_data::model::{Frequency, Lang};

/// Draws a line and tells the clutter where it runs.
pub fn line(pen: &Pen, frame: &Frame, line: &ShownLine, clutter: &mut Clutter) -> Drawn {
    let scale = &frame.scale;
    let columns = whole(scale.right - scale.left).unsigned_abs();
    for segment in segments(&line.points, frame.gap()) {
        if frame.input.pace != Frequency::Daily {
            let steps = steps(segment, frame);
            clutter.add_line(steps.iter().map(|(day, price)| pen.place(*day, *price)));
            pen.trace(&steps, line.token)?;
            continue;
        }
        let share =
            f64::from(segment[segment.len() - 1].0 - segment[0].0) / f64::from(scale.last_day - scale.first_day);
        let columns = whole(f64::from(columns) * share).unsigned_abs();
        let points: Vec<(f64, f64)> =
            thin(segment, columns).into_iter().map(|(day, price)| (f64::from(day), price)).collect();
        clutter.add_line(points.iter().map(|(day, price)| pen.place(*day, *price)));
        match points[..] {
            [(day, price)] => {
                pen.dot(pen.place(day, price), if line.token == Token::City { 2.4 } else { 1.6 }, line.token)?;
            }
            _ => pen.trace(&points, line.token)?,
        }
    }
    Ok(())
}

/// Weeks or months as level stretches from their first day to their last.
fn steps(points: &[(i32, f64)], frame: &Frame) -> Vec<(f64, f64)> {
    let mut steps = Vec::with_capacity(2 * points.len());
    for (position, (start, price)) in points.iter().enumerate() {
        let end = points
            .get(position + 1)
            .map_or_else(|| period_end(*start, frame.input.pace).min(frame.scale.last_day).max(*start), |next| next.0);
        steps.extend([(f64::from(*start), *price), (f64::from(end), *price)]);
    }
    steps
}

/// Draws the suspect values: a ring each, or a triangle at the edge for one
/// beyond the scale. The latest is labelled.
pub fn suspects(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    let scale = &frame.scale;
    for (position, (day, price)) in frame.suspects.iter().enumerate() {
        let (x, y) = pen.place(f64::from(*day), price.clamp(scale.low, scale.high));
        if *price > scale.high {
            pen.shape(&[(x, y + 1.0), (x - 5.0, y + 10.0), (x + 5.0, y + 10.0)], Token::Suspect)?;
        } else if *price < scale.low {
            pen.shape(&[(x, y - 1.0), (x - 5.0, y - 10.0), (x + 5.0, y - 10.0)], Token::Suspect)?;
        } else {
            pen.ring((x, y), 4.0, Token::Suspect)?;
        }
        if position + 1 == frame.suspects.len() {
            label(pen, frame, clutter, (x, y), *price)?;
        }
    }
    Ok(())
}

fn label(pen: &Pen, frame: &Frame, clutter: &mut Clutter, (x, y): (f64, f64), price: f64) -> Drawn {
    let word = frame.lang.pick("nilai janggal", "suspect value");
    let beyond = !frame.on_scale(price);
    let text = if beyond { format!("{word} {}", frame.figure(price)) } else { word.to_owned() };
    let candidates: Vec<Words> = [0.0, 7.0, -7.0, 14.0, -14.0]
        .into_iter()
        .flat_map(|shift| {
            let words = |at, anchor| Words::new(&text, at, Token::Suspect).anchored(anchor);
            [words((x + 9.0, y + shift), Anchor::Start), words((x - 9.0, y + shift), Anchor::End)]
        })
        .collect();
    let areas: Vec<_> = candidates.iter().map(Words::area).collect();
    match clutter.place(&areas) {
        Some(best) => pen.write(&candidates[best]),
        None => Ok(()),
    }
}

/// What the description says of suspect values.
pub fn suspects_sentence(frame: &Frame) -> Option<String> {
    let count = frame.suspects.len();
    if count == 0 {
        return None;
    }
    let beyond = frame.suspects.iter().any(|(_, price)| !frame.on_scale(*price));
    Some(match (frame.lang, beyond) {
        (Lang::Id, false) => format!("{count} nilai janggal ditandai lingkaran dan tidak ikut dihitung."),
        (Lang::Id, true) => format!(
            "{count} nilai janggal ditandai lingkaran, atau segitiga bila berada di luar skala, dan tidak ikut dihitung."
        ),
        (Lang::En, false) => format!("Suspect values ({count}) are ringed and left out of the prices."),
        (Lang::En, true) => format!(
            "Suspect values ({count}) are ringed, or marked by a triangle beyond the scale, and left out of the prices."
        ),
    })
}
