//! Interventions as bars on the time axis, named as far as there is room.

use super::frame::Frame;
use super::input::Act;
use super::label::Clutter;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::token::Token;
use lumbung_data::model::Lang;

/// The height of a bar, and its least width: one day of many years is still seen.
const HIGH: f64 = 6.0;
const LEAST: f64 = 6.0;
/// From the time axis to the first line of names, and from line to line.
const ABOVE: f64 = 16.0;
const LINE: f64 = 15.0;
/// Letters of a name that stand in a drawing.
const LONGEST: usize = 28;

/// Draws the bars.
pub fn bars(pen: &Pen, frame: &Frame) -> Drawn {
    for (act, left, right) in shown(pen, frame) {
        let bottom = frame.scale.bottom;
        let mut corners = vec![(left, bottom - HIGH), (right, bottom - HIGH), (right, bottom), (left, bottom)];
        if act.to > frame.scale.last_day {
            // What goes on beyond the edge has no end there.
            corners[1].0 -= HIGH / 2.0;
        }
        pen.shape(&corners, Token::Act)?;
    }
    Ok(())
}

/// Names them above the axis.
pub fn labels(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    for (act, left, right) in shown(pen, frame) {
        let name = short(&act.label);
        let y = frame.scale.bottom - ABOVE;
        let candidates: Vec<Words> = [y, y - LINE, y - 2.0 * LINE]
            .into_iter()
            .flat_map(|y| {
                [
                    Words::new(&name, (left, y), Token::Act),
                    Words::new(&name, (right, y), Token::Act).anchored(Anchor::End),
                ]
            })
            .collect();
        let areas: Vec<_> = candidates.iter().map(Words::area).collect();
        if let Some(best) = clutter.place(&areas) {
            pen.write(&candidates[best])?;
        }
    }
    Ok(())
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Those in the range with their left and right edges.
fn shown<'a>(pen: &Pen, frame: &'a Frame) -> Vec<(&'a Act, f64, f64)> {
    let scale = &frame.scale;
    let acts = frame
        .input
        .acts
        .iter()
        .filter(|act| act.from <= act.to && act.from <= scale.last_day && act.to >= scale.first_day);
    acts.map(|act| {
        let across = |day: i32| pen.place(f64::from(day.clamp(scale.first_day, scale.last_day)), scale.low).0;
        let (left, right) = (across(act.from), across(act.to.saturating_add(1)));
        let right = right.max(left + LEAST).min(scale.right);
        (act, left.min(right - LEAST), right)
    })
    .collect()
}

/// What the description says of them.
pub fn sentence(frame: &Frame) -> Option<String> {
    let (first, last) = (frame.scale.first_day, frame.scale.last_day);
    let acts = frame.input.acts.iter().filter(|act| act.from <= last && act.to >= first);
    let names: Vec<&str> = acts.map(|act| act.label.as_str()).collect();
    (!names.is_empty()).then(|| {
        let (count, names) = (names.len(), names.join("; "));
        match frame.lang {
            Lang::Id => format!("Balok pada sumbu waktu menandai intervensi ({count}): {names}."),
            Lang::En => format!("Bars on the time axis mark interventions ({count}): {names}."),
        }
    })
}
