//! The years before a feast, laid over each other by the distance to it.

use super::line::thin;
use super::pen::{Anchor, Drawn, Pen, Words};
use super::sink::Sink;
use super::svg::{escape, id};
use super::text;
use super::token::Token;
use lumbung_data::model::chart::ChartScale;

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 230.0;
const FIRST: i32 = -60;
const LAST: i32 = 14;
const SIZE: f64 = 12.0;
/// A line of labels.
const LINE: f64 = 14.0;
/// The least height, in index points: what hardly moves looks so.
const LEAST_SPAN: f64 = 10.0;

/// What the drawing shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeastYears {
    /// Prefix of the ids in the SVG, unique on its page.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What can be seen, for those who cannot see it.
    pub description: String,
    /// What is written at the end of the median.
    pub median_label: String,
    /// What is written under the day of the feast.
    pub day_label: String,
    /// Each year with its days from the feast and index points.
    pub years: Vec<(i32, Vec<(i32, f64)>)>,
    /// The median of the years.
    pub median: Vec<(i32, f64)>,
}

/// The drawing as inline SVG.
#[must_use]
pub fn feast(input: &FeastYears) -> String {
    let mut drawing = String::new();
    if let Some((low, high)) = span(input) {
        let labels = input.years.iter().map(|(year, _)| year.to_string()).chain([input.median_label.clone()]);
        let room = labels.map(|label| text::width(&label, SIZE, true)).fold(0.0, f64::max);
        let scale = ChartScale {
            width: WIDTH,
            height: HEIGHT,
            left: 34.0,
            right: WIDTH - room - 14.0,
            top: 10.0,
            bottom: HEIGHT - 28.0,
            first_day: FIRST,
            last_day: LAST,
            low,
            high,
            log: false,
        };
        if let Err(error) = draw(&Pen::new(&mut drawing, Sink::Classes, &scale), input, &scale) {
            tracing::error!(%error, "the drawing of a feast is incomplete");
        }
    }
    let id = id(&input.id);
    format!(
        "<svg class=\"chart chart-feast\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{drawing}</svg>",
        escape(&input.title),
        escape(&input.description),
    )
}

/// The index points at the lower and upper edge; none without a line.
fn span(input: &FeastYears) -> Option<(f64, f64)> {
    let points = input.years.iter().flat_map(|(_, points)| points).map(|(_, index)| *index);
    let points = points.filter(|index| index.is_finite());
    let (low, high) = points.fold((100.0_f64, 100.0_f64), |(low, high), index| (low.min(index), high.max(index)));
    let any = input.years.iter().any(|(_, points)| !points.is_empty());
    // A line that runs along the edge would look cut off.
    let room = (LEAST_SPAN - (high - low)).max((high - low) * 0.08) / 2.0;
    any.then_some((low - room, high + room))
}

fn draw(pen: &Pen, input: &FeastYears, scale: &ChartScale) -> Drawn {
    let edge = |day: i32| f64::from(day);
    for tick in ticks(scale.low, scale.high) {
        pen.trace(&[(edge(FIRST), tick), (edge(LAST), tick)], Token::Grid)?;
        let at = (scale.left - 6.0, pen.place(edge(FIRST), tick).1);
        let label = format!("{tick:.0}");
        pen.write(&Words { size: SIZE, ..Words::new(&label, at, Token::Muted).anchored(Anchor::End) })?;
    }
    pen.trace(&[(0.0, scale.low), (0.0, scale.high)], Token::Axis)?;
    for (day, label) in [(-60, "H-60"), (-30, "H-30"), (-7, "H-7"), (0, &*input.day_label)] {
        let at = (pen.place(edge(day), scale.low).0, scale.bottom + 14.0);
        let anchor = if matches!(day, FIRST | 0) { Anchor::Start } else { Anchor::End };
        pen.write(&Words { size: SIZE, ..Words::new(label, at, Token::Muted).anchored(anchor) })?;
    }
    let lines =
        input.years.iter().enumerate().map(|(at, (year, points))| (Token::market(at), year.to_string(), points));
    let lines = lines.chain([(Token::City, input.median_label.clone(), &input.median)]);
    let mut ends: Vec<(f64, f64, String, Token)> = Vec::new();
    for (token, label, points) in lines.filter(|(.., points)| points.len() > 1) {
        let line: Vec<(f64, f64)> = thin(points, 120).into_iter().map(|(day, index)| (edge(day), index)).collect();
        pen.trace(&line, token)?;
        if let Some((day, index)) = line.last() {
            let (x, y) = pen.place(*day, *index);
            ends.push((x, y, label, token));
        }
    }
    for (y, label, token) in apart(ends, scale) {
        let words =
            Words { size: SIZE, bold: token == Token::City, ..Words::new(&label, (scale.right + 8.0, y), token) };
        pen.write(&words)?;
    }
    Ok(())
}

/// Round index points between the edges, three to six of them.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let step =
        [5.0, 10.0, 20.0, 50.0, 100.0, 200.0].into_iter().find(|step| (high - low) / step < 6.0).unwrap_or(500.0);
    let first = (low / step).ceil();
    std::iter::successors(Some(first), |at| Some(at + 1.0))
        .map(|at| at * step)
        .take_while(|tick| *tick <= high)
        .collect()
}

/// Labels one below the other, each as near to its line as its neighbours let it.
fn apart(mut ends: Vec<(f64, f64, String, Token)>, scale: &ChartScale) -> Vec<(f64, String, Token)> {
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut placed: Vec<(f64, String, Token)> = Vec::with_capacity(ends.len());
    for (_, y, label, token) in ends {
        let least = placed.last().map_or(scale.top, |(above, ..)| above + LINE);
        placed.push((y.max(least), label, token));
    }
    // What ran out at the foot pushes those above it up again.
    let mut most = scale.bottom + LINE / 2.0;
    for (y, ..) in placed.iter_mut().rev() {
        *y = y.min(most);
        most = *y - LINE;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::*;

    fn years() -> FeastYears {
        FeastYears {
            id: "hbkn-telur".into(),
            title: "Telur & Natal".into(),
            description: "…".into(),
            median_label: "median".into(),
            day_label: "hari H".into(),
            years: (2019..2024).map(|year| (year, vec![(-60, 100.0), (0, 108.0), (14, 105.0)])).collect(),
            median: vec![(-60, 100.0), (14, 105.0)],
        }
    }

    #[test]
    fn each_year_is_a_line_with_its_own_label_and_the_median_is_the_strong_one() {
        let svg = feast(&years());
        is_well_formed(&svg);
        is_plain(&svg);
        assert_eq!(svg.matches("class=\"c-market-").count(), 5);
        assert_eq!(svg.matches("class=\"c-city\"").count(), 1);
        assert!(svg.contains(">2019<") && svg.contains(">median<") && svg.contains("Telur &amp; Natal"));
    }

    #[test]
    fn labels_of_lines_that_end_together_stand_apart() {
        let scale = ChartScale {
            width: WIDTH,
            height: HEIGHT,
            left: 0.0,
            right: 300.0,
            top: 10.0,
            bottom: 200.0,
            first_day: FIRST,
            last_day: LAST,
            low: 0.0,
            high: 1.0,
            log: false,
        };
        let ends = (0..6).map(|year| (300.0, 195.0, year.to_string(), Token::City)).collect();
        let placed = apart(ends, &scale);
        assert!(placed.windows(2).all(|pair| pair[1].0 - pair[0].0 >= LINE - 1e-9), "{placed:?}");
        assert!(placed.iter().all(|(y, ..)| (10.0..=207.0).contains(y)), "{placed:?}");
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(94.0, 121.0), [95.0, 100.0, 105.0, 110.0, 115.0, 120.0]);
        assert_eq!(ticks(60.0, 295.0), [100.0, 150.0, 200.0, 250.0]);
    }

    #[test]
    fn nothing_known_is_an_empty_drawing() {
        is_well_formed(&feast(&FeastYears { years: vec![(2020, vec![])], median: vec![], ..years() }));
    }
}
