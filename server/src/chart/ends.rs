//! Labels at the ends of lines, in place of a legend.

use super::frame::{CITY_SIZE, Frame, ShownLine, TO_LABEL};
use super::label::{Area, Clutter, spread};
use super::pen::{Anchor, Drawn, Pen, Words};
use super::text::{LINE, SIZE, fit};
use super::token::Token;
use lumbung_data::index::period_end;

/// A line that ends this far from the right edge is labelled where it ends.
const EARLY: f64 = 24.0;

/// A fan wider than this has room for the labels of the lines that it follows.
const WIDE_FAN: f64 = 190.0;

/// The label of a line: its name, and under it what there is to add.
struct Tag {
    end: (f64, f64),
    token: Token,
    name: String,
    figure: Option<String>,
}

impl Tag {
    /// A line's tag. The city's states its last price too.
    fn line(pen: &Pen, frame: &Frame, line: &ShownLine) -> Self {
        let (start, price) = line.points[line.points.len() - 1];
        let day = period_end(start, frame.input.pace).clamp(start, frame.scale.last_day.max(start));
        let strong = line.token == Token::City;
        Self {
            end: pen.place(f64::from(day), price),
            token: line.token,
            name: fit(line.label, if strong { CITY_SIZE } else { SIZE }, strong, frame.label_room()),
            figure: strong.then(|| frame.figure(price)),
        }
    }

    fn height(&self) -> f64 {
        if self.figure.is_some() { 2.0 * LINE + 2.0 } else { LINE }
    }

    fn words(&self, (x, y): (f64, f64), anchor: Anchor) -> Vec<Words<'_>> {
        let usual = |text, y| Words::new(text, (x, y), self.token).anchored(anchor);
        match &self.figure {
            None => vec![usual(&self.name, y)],
            Some(figure) => vec![
                Words { size: CITY_SIZE, bold: true, ..usual(&self.name, y - LINE / 2.0) },
                usual(figure, y + LINE / 2.0),
            ],
        }
    }

    fn write(&self, pen: &Pen, at: (f64, f64), anchor: Anchor) -> Drawn {
        self.words(at, anchor).iter().try_for_each(|words| pen.write(words))
    }
}

/// Labels every line and every current reference: beside the plot where it
/// reaches the right edge, else at its own end.
pub fn labels(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    let references = frame.references.iter().filter(|period| frame.is_current(period)).map(|period| Tag {
        end: pen.place(period.to, period.high),
        token: Token::Reference,
        name: fit(&period.wording(frame.lang), SIZE, false, frame.label_room()),
        figure: None,
    });
    let tags = frame.lines.iter().map(|line| Tag::line(pen, frame, line)).chain(references);
    // Lines that reach to the last day are labelled together, beyond the fan
    // where there is one, and over it where it is wide.
    let known = pen.place(f64::from(frame.last_known()), frame.scale.low).0;
    let has_fan = !frame.fan.is_empty();
    let edge = if has_fan { known } else { frame.scale.right };
    let (beside, within): (Vec<Tag>, Vec<Tag>) = tags.partition(|tag| tag.end.0 > edge - EARLY);
    let (beside, over): (Vec<Tag>, Vec<Tag>) = beside
        .into_iter()
        .partition(|tag| !has_fan || frame.scale.right - known < WIDE_FAN || tag.end.0 > known + EARLY);
    for tag in beside.iter().chain(&over).chain(&within).filter(|tag| tag.token == Token::City) {
        pen.dot(tag.end, 5.0, Token::Paper)?;
        pen.dot(tag.end, 3.4, Token::City)?;
    }
    write_beside(pen, frame, &beside, frame.scale.right + TO_LABEL)?;
    write_beside(pen, frame, &over, known + TO_LABEL)?;
    within.iter().try_for_each(|tag| write_within(pen, tag, clutter))
}

fn write_beside(pen: &Pen, frame: &Frame, tags: &[Tag], x: f64) -> Drawn {
    let scale = &frame.scale;
    let wishes: Vec<(f64, f64)> = tags.iter().map(|tag| (tag.end.1, tag.height())).collect();
    for (tag, centre) in tags.iter().zip(spread(&wishes, scale.top - 8.0, scale.bottom + 8.0)) {
        let (from, y) = tag.end;
        if (centre - y).abs() > 4.0 || x - TO_LABEL - from > 2.0 {
            pen.stroke(&[(from + 5.0, y), (x - 3.0, centre)], Token::Muted)?;
        }
        tag.write(pen, (x, centre), Anchor::Start)?;
    }
    Ok(())
}

fn write_within(pen: &Pen, tag: &Tag, clutter: &mut Clutter) -> Drawn {
    let (x, y) = tag.end;
    let half = tag.height() / 2.0;
    let candidates = [
        ((x + 8.0, y), Anchor::Start),
        ((x + 6.0, y - half - 4.0), Anchor::Start),
        ((x + 6.0, y + half + 4.0), Anchor::Start),
        ((x, y - half - 6.0), Anchor::End),
        ((x, y + half + 6.0), Anchor::End),
    ];
    let areas: Vec<Area> = candidates
        .iter()
        .filter_map(|(at, anchor)| Area::around(tag.words(*at, *anchor).iter().map(Words::area)))
        .collect();
    match clutter.place(&areas).and_then(|best| candidates.get(best)) {
        Some((at, anchor)) => tag.write(pen, *at, *anchor),
        None => Ok(()),
    }
}
