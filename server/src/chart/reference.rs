//! Reference prices (HET, HAP): a band where they are a range, a step line at
//! the ceiling, and a label with the figures.

use super::frame::Frame;
use super::label::Clutter;
use super::line::is_price;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::token::Token;
use lumbung_data::model::{Lang, rupiah};

/// A reference as far as it touches the range.
#[derive(Debug, Clone, Copy)]
pub struct Period<'a> {
    /// The first day shown.
    pub from: f64,
    /// The last day shown.
    pub to: f64,
    /// The lower bound, where it is a range.
    pub low: Option<f64>,
    /// The ceiling.
    pub high: f64,
    /// Its kind.
    label: &'a str,
}

impl Period<'_> {
    /// `HAP Rp36.500–41.500`; a label that states rupiah itself stays as it is.
    pub fn wording(&self, lang: Lang) -> String {
        if self.label.contains("Rp") {
            return self.label.to_owned();
        }
        let high = rupiah(self.high, lang);
        let figures = match self.low {
            Some(low) => format!("{}–{}", rupiah(low, lang), high.trim_start_matches("Rp")),
            None => high,
        };
        format!("{} {figures}", self.label).trim_start().to_owned()
    }
}

/// The references between two days, kind by kind.
pub fn periods(references: &[(i32, i32, Option<f64>, f64, String)], first: i32, last: i32) -> Vec<Period<'_>> {
    let mut periods: Vec<Period> = references
        .iter()
        .filter(|(_, _, _, high, _)| is_price(*high))
        .filter_map(|(from, to, low, high, label)| {
            // A reference holds to the end of its last day.
            let (from, to) = ((*from).max(first), to.saturating_add(1).min(last));
            let low = low.filter(|low| is_price(*low) && low < high);
            (from < to).then(|| Period { from: f64::from(from), to: f64::from(to), low, high: *high, label })
        })
        .collect();
    periods.sort_by(|a, b| a.label.cmp(b.label).then(a.from.total_cmp(&b.from)));
    periods
}

/// Draws the ranges, under everything else.
pub fn bands(pen: &Pen, frame: &Frame) -> Drawn {
    for period in &frame.references {
        let Some(low) = period.low else { continue };
        let (low, high) = (low.max(frame.scale.low), period.high.min(frame.scale.high));
        if low < high {
            pen.block((period.from, low), (period.to, high), Token::Band)?;
        }
    }
    Ok(())
}

/// Draws the ceilings; periods of one label that follow each other make steps.
pub fn ceilings(pen: &Pen, frame: &Frame) -> Drawn {
    let visible: Vec<Period> = frame.references.iter().copied().filter(|period| frame.on_scale(period.high)).collect();
    for stretch in visible.chunk_by(|a, b| a.label == b.label && b.from - a.to <= 1.0) {
        let points: Vec<(f64, f64)> =
            stretch.iter().flat_map(|period| [(period.from, period.high), (period.to, period.high)]).collect();
        pen.trace(&points, Token::Reference)?;
    }
    Ok(())
}

/// Writes what each reference within the plot is, where it hides least. One
/// that reaches the right edge has its label beside the plot; one beyond the
/// scale is named at the edge behind which it lies.
pub fn labels(pen: &Pen, frame: &Frame, clutter: &mut Clutter) -> Drawn {
    for (position, period) in frame.references.iter().enumerate() {
        let next = frame.references.get(position + 1);
        if frame.on_scale(period.high) {
            if !frame.is_current(period) {
                within(pen, frame, period, clutter)?;
            }
        } else if next.is_none_or(|next| next.label != period.label) {
            beyond(pen, frame, period, clutter)?;
        }
    }
    Ok(())
}

fn within(pen: &Pen, frame: &Frame, period: &Period, clutter: &mut Clutter) -> Drawn {
    let text = period.wording(frame.lang);
    let (left, y) = pen.place(period.from, period.high);
    let right = pen.place(period.to, period.high).0;
    let candidates: Vec<Words> = [-10.0, 10.0]
        .into_iter()
        .flat_map(|shift| {
            let words = |x, anchor| Words::new(&text, (x, y + shift), Token::Reference).anchored(anchor);
            [
                words(left + 6.0, Anchor::Start),
                words(right - 6.0, Anchor::End),
                words(f64::midpoint(left, right), Anchor::Middle),
            ]
        })
        .filter(|words| words.area().left >= left && words.area().right <= right)
        .collect();
    write_best(pen, clutter, &candidates)
}

fn beyond(pen: &Pen, frame: &Frame, period: &Period, clutter: &mut Clutter) -> Drawn {
    let above = period.high > frame.scale.high;
    let text = format!("{} {}", if above { "↑" } else { "↓" }, period.wording(frame.lang));
    let nearest = if above { frame.scale.top + 12.0 } else { frame.scale.bottom - 12.0 };
    // A second kind beyond the same edge stands in the next row.
    let rows = [nearest, if above { nearest + 18.0 } else { nearest - 18.0 }];
    let candidates: Vec<Words> = rows
        .into_iter()
        .flat_map(|y| {
            [
                Words::new(&text, (frame.scale.right - 6.0, y), Token::Reference).anchored(Anchor::End),
                Words::new(&text, (frame.scale.left + 8.0, y), Token::Reference),
            ]
        })
        .collect();
    write_best(pen, clutter, &candidates)
}

fn write_best(pen: &Pen, clutter: &mut Clutter, candidates: &[Words]) -> Drawn {
    let areas: Vec<_> = candidates.iter().map(Words::area).collect();
    match clutter.place(&areas).and_then(|best| candidates.get(best)) {
        Some(words) => pen.write(words),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_worded_with_its_figures_once() {
        let period = |low, label| Period { from: 0.0, to: 1.0, low, high: 41_500.0, label };
        assert_eq!(period(Some(36_500.0), "HAP").wording(Lang::Id), "HAP Rp36.500–41.500");
        assert_eq!(period(None, "HET").wording(Lang::En), "HET Rp41,500");
        assert_eq!(period(None, "HET Rp41.500").wording(Lang::Id), "HET Rp41.500");
    }

    #[test]
    fn references_are_cut_to_the_range_and_sorted_by_kind() {
        let asked = [
            (50, 99, None, 200.0, "HET".to_owned()),
            (0, 49, Some(90.0), 100.0, "HAP".to_owned()),
            (0, 9, None, f64::NAN, "HAP".to_owned()),
            (200, 300, None, 100.0, "HAP".to_owned()),
        ];
        let shown: Vec<(f64, f64, f64)> =
            periods(&asked, 10, 60).iter().map(|period| (period.from, period.to, period.high)).collect();
        assert_eq!(shown, [(10.0, 50.0, 100.0), (50.0, 60.0, 200.0)]);
    }
}
