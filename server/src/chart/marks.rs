//! The figures themselves: lines, lone days and suspect values.

use super::canvas::whole;
use super::frame::{Frame, ShownLine};
use super::label::Clutter;
use super::line::{segments, thin};
use super::pen::{Anchor, Drawn, Pen, Words};
use super::token::Token;
use lumbung_data::model::{Lang, rupiah};

/// Draws a line and tells the clutter where it runs.
pub fn line(pen: &Pen, frame: &Frame, line: &ShownLine, clutter: &mut Clutter) -> Drawn {
    let scale = &frame.scale;
    let columns = whole(scale.right - scale.left).unsigned_abs();
    for segment in segments(&line.points) {
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
    let text = if beyond { format!("{word} {}", rupiah(price, frame.lang)) } else { word.to_owned() };
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
