//! What a trend chart is given.

/// A named line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What stands at its end.
    pub label: String,
    /// Day numbers, rising, and rupiah per unit. What is no price (not finite,
    /// 0 or less) is left out; more than 14 days without a point break the
    /// line.
    pub points: Vec<(i32, f64)>,
}

/// What a trend chart shows. Whatever lies outside its days is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trend {
    /// Prefix of the ids in the SVG, unique on its page.
    pub id: String,
    /// The finding, as a sentence.
    pub title: String,
    /// What can be seen, for those who cannot see it. The chart adds where its
    /// axis starts and how suspect values are marked.
    pub description: String,
    /// The canonical unit, such as `kg`.
    pub unit: String,
    /// The day at the left edge.
    pub first_day: i32,
    /// The day at the right edge.
    pub last_day: i32,
    /// The city price.
    pub city: Line,
    /// Its markets; six can be told apart.
    pub markets: Vec<Line>,
    /// Reference prices: first and last day, lower bound, ceiling, and their
    /// kind (`HAP`), to which the chart adds the figures.
    pub references: Vec<(i32, i32, Option<f64>, f64, String)>,
    /// Surges: first and last day, and whether it still runs; one that runs
    /// reaches to the right edge.
    pub surges: Vec<(i32, i32, bool)>,
    /// Suspect values. Those far from the prices stand at the edge.
    pub suspects: Vec<(i32, f64)>,
}
