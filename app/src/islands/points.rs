//! The points of a chart in the browser, and the geometry between a day, a
//! price and a place in the drawing.

use lumbung_data::model::chart::ChartScale;

/// The points of a chart: days, rising, and the value of each line on them; NaN
/// where it has none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Points(Vec<(i32, Vec<f64>)>);

/// A step along the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    By(isize),
    First,
    Last,
}

/// Points that Page Up and Page Down leap over.
const LEAP: isize = 20;

impl Step {
    /// The step of a key, as sliders have them.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" | "ArrowDown" => Self::By(-1),
            "ArrowRight" | "ArrowUp" => Self::By(1),
            "PageDown" => Self::By(-LEAP),
            "PageUp" => Self::By(LEAP),
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }
}

impl Points {
    /// Those days in the chart on which any line has a value, by day.
    #[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "only a browser fetches points"))]
    pub fn within(scale: &ChartScale, points: impl Iterator<Item = (i32, Vec<f64>)>) -> Self {
        let shown = scale.first_day..=scale.last_day;
        let has_value = |values: &[f64]| values.iter().any(|value| value.is_finite());
        let mut points: Vec<(i32, Vec<f64>)> =
            points.filter(|(day, values)| shown.contains(day) && has_value(values)).collect();
        points.sort_by_key(|(day, _)| *day);
        Self(points)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The day and the values of a point.
    pub fn get(&self, index: usize) -> Option<(i32, &[f64])> {
        self.0.get(index).map(|(day, values)| (*day, values.as_slice()))
    }

    /// The point nearest to a day, the earlier of two that are equally near.
    pub fn nearest(&self, day: f64) -> Option<usize> {
        let after = self.0.partition_point(|(point, _)| f64::from(*point) < day);
        let candidates = [after.checked_sub(1), (after < self.0.len()).then_some(after)];
        candidates.into_iter().flatten().min_by(|a, b| {
            let distance = |index: usize| (f64::from(self.0[index].0) - day).abs();
            distance(*a).total_cmp(&distance(*b))
        })
    }

    /// The point that a step leads to, stopping at the ends. A step by some
    /// from nowhere starts at the last point, where a reader looks first.
    pub fn step(&self, from: Option<usize>, step: Step) -> Option<usize> {
        let last = self.0.len().checked_sub(1)?;
        Some(match (step, from) {
            (Step::First, _) => 0,
            (Step::Last, _) | (Step::By(_), None) => last,
            (Step::By(count), Some(from)) => from.saturating_add_signed(count).min(last),
        })
    }
}

/// The day, with a fraction, at a share of the drawing's width.
pub(super) fn day_at(scale: &ChartScale, share: f64) -> f64 {
    let across = (share * scale.width - scale.left) / (scale.right - scale.left);
    f64::from(scale.first_day) + across.clamp(0.0, 1.0) * f64::from(scale.last_day - scale.first_day)
}

/// The days of a stretch between two shares of the width, the earlier first; none
/// where it is too narrow to be meant.
pub(super) fn stretch(scale: &ChartScale, from: f64, to: f64) -> Option<(i32, i32)> {
    if (to - from).abs() < 0.02 {
        return None;
    }
    let (from, to) = (day_at(scale, from.min(to)), day_at(scale, from.max(to)));
    #[expect(clippy::cast_possible_truncation, reason = "a day between the first and the last")]
    let days = (from.round() as i32, to.round() as i32);
    (days.1 > days.0).then_some(days)
}

/// The horizontal place of a day.
pub(super) fn x(scale: &ChartScale, day: i32) -> f64 {
    let days = f64::from((scale.last_day - scale.first_day).max(1));
    scale.left + (scale.right - scale.left) * f64::from(day - scale.first_day) / days
}

/// The vertical place of a value.
pub(super) fn y(scale: &ChartScale, value: f64) -> f64 {
    let up = |value: f64| if scale.log { value.max(f64::MIN_POSITIVE).ln() } else { value };
    let span = up(scale.high) - up(scale.low);
    let share = if span > 0.0 { (up(value) - up(scale.low)) / span } else { 0.5 };
    scale.bottom - (scale.bottom - scale.top) * share.clamp(0.0, 1.0)
}

/// The day number of an ISO date.
#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "only a browser fetches points"))]
pub(super) fn day_of(iso: &str) -> Option<i32> {
    let mut parts = iso.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let date = parts.next()?.parse().ok()?;
    chrono::NaiveDate::from_ymd_opt(year, month, date).map(lumbung_data::model::day::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: ChartScale = ChartScale {
        width: 960.0,
        height: 420.0,
        left: 60.0,
        right: 860.0,
        top: 20.0,
        bottom: 380.0,
        first_day: 100,
        last_day: 200,
        low: 10_000.0,
        high: 20_000.0,
        log: false,
    };

    fn points() -> Points {
        let days = [(90, 1.0), (100, 12_000.0), (110, f64::NAN), (120, 14_000.0), (150, 13_000.0), (201, 1.0)];
        Points::within(&SCALE, days.into_iter().map(|(day, price)| (day, vec![price, f64::NAN])))
    }

    #[test]
    fn only_priced_days_within_the_chart_are_points() {
        let points = points();
        let days: Vec<i32> = points.0.iter().map(|(day, _)| *day).collect();
        assert_eq!(days, [100, 120, 150]);
        assert_eq!(points.get(1).map(|(day, values)| (day, values[0])), Some((120, 14_000.0)));
    }

    #[test]
    fn the_nearest_point_is_found_on_either_side_and_beyond_the_ends() {
        let points = points();
        assert_eq!(points.nearest(0.0), Some(0));
        assert_eq!(points.nearest(109.0), Some(0));
        assert_eq!(points.nearest(111.0), Some(1));
        assert_eq!(points.nearest(110.0), Some(0));
        assert_eq!(points.nearest(500.0), Some(2));
        assert_eq!(Points::default().nearest(1.0), None);
    }

    #[test]
    fn keys_step_along_the_points_and_stop_at_the_ends() {
        let points = points();
        let press = |from, key| points.step(from, Step::of_key(key).unwrap());
        assert_eq!(press(None, "ArrowLeft"), Some(2));
        assert_eq!(press(Some(2), "ArrowRight"), Some(2));
        assert_eq!(press(Some(2), "ArrowLeft"), Some(1));
        assert_eq!(press(Some(1), "PageDown"), Some(0));
        assert_eq!(press(Some(1), "End"), Some(2));
        assert_eq!(press(Some(1), "Home"), Some(0));
        assert_eq!(Step::of_key("a"), None);
        assert_eq!(Points::default().step(None, Step::Last), None);
    }

    #[test]
    fn days_and_prices_have_their_place_in_the_plot() {
        assert!((x(&SCALE, 150) - 460.0).abs() < 1e-9);
        assert!((y(&SCALE, 20_000.0) - 20.0).abs() < 1e-9);
        assert!((y(&SCALE, 10_000.0) - 380.0).abs() < 1e-9);
        let log = ChartScale { low: 1_000.0, high: 16_000.0, log: true, ..SCALE };
        assert!((y(&log, 4_000.0) - 200.0).abs() < 1e-9);
        assert!((day_at(&SCALE, 460.0 / 960.0) - 150.0).abs() < 1e-9);
        assert!((day_at(&SCALE, 0.0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_stretch_is_drawn_in_either_direction_and_a_press_is_none() {
        let share = |x: f64| x / 960.0;
        assert_eq!(stretch(&SCALE, share(460.0), share(140.0)), Some((110, 150)));
        assert_eq!(stretch(&SCALE, share(460.0), share(465.0)), None);
        assert_eq!(stretch(&SCALE, share(0.0), share(30.0)), None, "beside the plot");
    }

    #[test]
    fn iso_dates_become_day_numbers() {
        assert_eq!(day_of("1970-01-02"), Some(1));
        assert_eq!(day_of("2025-13-01"), None);
        assert_eq!(day_of("kemarin"), None);
    }
}
