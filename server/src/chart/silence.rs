//! Days on which a report was due and none came: a quiet mark along the time
//! axis.

use super::frame::Frame;
use super::pen::{Drawn, Pen};
use super::token::Token;
use lumbung_data::model::Lang;

const HEIGHT: f64 = 4.0;

/// Draws the stretches.
pub fn stretches(pen: &Pen, frame: &Frame) -> Drawn {
    let scale = &frame.scale;
    for (from, to) in shown(frame) {
        let left = pen.place(from - 0.5, scale.low).0.max(scale.left);
        let right = pen.place(to + 0.5, scale.low).0.max(left + 1.5).min(scale.right);
        let top = scale.bottom - HEIGHT;
        pen.shape(&[(left, top), (right, top), (right, scale.bottom), (left, scale.bottom)], Token::Silence)?;
    }
    Ok(())
}

fn shown(frame: &Frame) -> Vec<(f64, f64)> {
    frame.input.silent.iter().filter_map(|(from, to)| frame.clip(*from, *to)).collect()
}

/// What the description says of them.
pub fn sentence(frame: &Frame) -> Option<String> {
    (!shown(frame).is_empty()).then(|| {
        let id = "Hari tanpa laporan ditandai pada sumbu waktu.";
        let en = "Days without a report are marked on the time axis.";
        match frame.lang {
            Lang::Id => id.to_owned(),
            Lang::En => en.to_owned(),
        }
    })
}
