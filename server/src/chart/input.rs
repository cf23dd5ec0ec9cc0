//! What a trend chart is given.

use chrono::NaiveDate;
use lumbung_data::model::Frequency;
use lumbung_data::model::chart::Measure;

/// A named line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What stands at its end.
    pub label: String,
    /// Day numbers, rising, and rupiah per unit or index. What is no price (not
    /// finite, 0 or less) is left out.
    pub points: Vec<(i32, f64)>,
}

/// Where a price may go: a fan from its last day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fan {
    /// Days after the last, rising, and the 10, 50 and 90 % quantiles.
    pub ahead: Vec<(i32, [f64; 3])>,
}

/// An intervention.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Act {
    /// Its first day.
    pub from: i32,
    /// Its last day.
    pub to: i32,
    /// What it is called.
    pub label: String,
}

/// What a trend chart shows. Whatever lies outside its days is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Prefix of the ids in the SVG, unique on its page.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// What can be seen, for those who cannot see it. The chart adds where its
    /// axis starts and how its marks are to be read.
    pub description: String,
    /// What the values are.
    pub measure: Measure,
    /// The month in whose rupiah real prices are.
    pub month: Option<NaiveDate>,
    /// The canonical unit of rupiah, such as `kg`.
    pub unit: String,
    /// Whether the axis is logarithmic.
    pub log: bool,
    /// Whether a point stands for its day, or for the week or month that begins
    /// on it: the line then goes in steps.
    pub pace: Frequency,
    /// How often points come, if rarer: a longer silence breaks a line.
    pub rhythm: Frequency,
    /// The day at the left edge.
    pub first_day: i32,
    /// The day at the right edge.
    pub last_day: i32,
    /// The strong line.
    pub main: Line,
    /// What is beside it; six can be told apart.
    pub others: Vec<Line>,
    /// Where the strong line may go.
    pub fan: Fan,
    /// Reference prices: first and last day, lower bound, ceiling, and their
    /// kind (`HAP`), to which the chart adds the figures.
    pub references: Vec<(i32, i32, Option<f64>, f64, String)>,
    /// Surges: first and last day, and whether it still runs; one that runs
    /// reaches to the last day of the strong line.
    pub surges: Vec<(i32, i32, bool)>,
    /// Days on which a warning was raised.
    pub raised: Vec<i32>,
    /// Days on which somebody acted on a warning; may repeat.
    pub handled: Vec<i32>,
    /// Interventions, by first day.
    pub acts: Vec<Act>,
    /// Feasts and what they are called, the weightiest first.
    pub feasts: Vec<(i32, String)>,
    /// Stretches of days on which a report was due and none came.
    pub silent: Vec<(i32, i32)>,
    /// Suspect values. Those far from the prices stand at the edge.
    pub suspects: Vec<(i32, f64)>,
}

impl Default for Trend {
    fn default() -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            description: String::new(),
            measure: Measure::Rupiah,
            month: None,
            unit: String::new(),
            log: false,
            pace: Frequency::Daily,
            rhythm: Frequency::Daily,
            first_day: 0,
            last_day: 0,
            main: Line::default(),
            others: Vec::new(),
            fan: Fan::default(),
            references: Vec::new(),
            surges: Vec::new(),
            raised: Vec::new(),
            handled: Vec::new(),
            acts: Vec::new(),
            feasts: Vec::new(),
            silent: Vec::new(),
            suspects: Vec::new(),
        }
    }
}
