//! What a trend chart shows: which series, in what measure and at what pace,
//! and what is marked on it. The same figures become the drawing on a page,
//! its table, and the files that can be had of it.

mod files;
mod marks;
mod page;
mod series;
mod table;
mod words;

pub(crate) use files::{csv, json};
pub(super) use page::on_page;

use crate::chart::{self, Act, Fan, Line, Trend};
use crate::interventions;
use chrono::NaiveDate;
use lumbung_data::granary::{City, Granary};
use lumbung_data::index::{Deflator, period_end, period_start, periods};
use lumbung_data::model::chart::{Chart, Compared, Measure, Span, View};
use lumbung_data::model::intervention::Entry;
use lumbung_data::model::intervention::page::Beside;
use lumbung_data::model::{CommodityId, Frequency, Lang, MarketSeries, ObsStatus, PlaceCode, SourceId, day};
use lumbung_data::profile::Profile;
use series::{Naming, Series};

/// Which chart is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// What is known.
    pub granary: &'a Granary,
    /// The city.
    pub profile: &'a Profile,
    /// The interventions.
    pub acts: &'a [Entry],
    /// The day that pages show.
    pub on: i32,
    /// The state of the chart.
    pub view: &'a View,
    /// The language of everything written.
    pub lang: Lang,
}

/// A line as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// `cabai-rawit-merah@3273/kosambi`.
    pub code: String,
    /// What it is called in this chart.
    pub name: String,
    /// Days, weeks or months by their first day, and values in the measure.
    pub points: Vec<(i32, f64)>,
}

/// A chart as figures, ready to be drawn or written.
pub(crate) struct Figure {
    /// What the drawing is given.
    pub input: Trend,
    /// The lines, the first one first.
    pub lines: Vec<Drawn>,
    /// How often points come.
    pub pace: Frequency,
    /// What it is compared with, by name.
    chosen: Vec<(Compared, String)>,
    /// The days asked for, as far as they are known.
    pub shown: (i32, i32),
    /// The first and last day of the first line.
    known: (i32, i32),
    /// The month in whose rupiah real prices are.
    real: Option<NaiveDate>,
    /// Whose figures these are, each once.
    pub sources: Vec<SourceId>,
    /// The interventions that are marked.
    acts: Vec<Beside>,
}

impl Figure {
    /// The figures of a commodity in a place; none without a price.
    pub fn of(asked: &Asked<'_>, commodity: &CommodityId, place: &PlaceCode) -> Option<Self> {
        let main = Series::find(asked.granary, asked.profile, commodity, place)?;
        Self::around(asked, &main)
    }

    /// The chart of the figures, for a page.
    pub fn chart(&self, lang: Lang) -> Chart {
        chart::trend(&self.input, lang)
    }

    /// What is asked for, as far as it can be shown: real prices want consumer prices.
    fn view(&self, asked: &View) -> View {
        let is_out_of_reach = asked.measure == Measure::Real && self.real.is_none();
        View { measure: if is_out_of_reach { Measure::Rupiah } else { asked.measure }, ..asked.clone() }
    }

    fn around(asked: &Asked<'_>, main: &Series<'_>) -> Option<Self> {
        let &Asked { profile, view, lang, .. } = asked;
        let known = main.known()?;
        let pace = view.pace;
        let shown = view.days(known.0, known.1);
        let window = (period_start(shown.0, pace), shown.1);
        let others = compared(asked, main);
        let deflator = Deflator::of(asked.granary.beside().inflation(&profile.code));
        let measure = match view.measure {
            _ if others.iter().any(|(_, other)| other.unit != main.unit) => Measure::Index,
            Measure::Real if deflator.is_none() => Measure::Rupiah,
            measure => measure,
        };
        let real = deflator.as_ref().map(|deflator| day::date(deflator.month()));
        let deflator = deflator.filter(|_| measure == Measure::Real);
        let alone = others.is_empty();
        let naming = Naming::of(main, others.iter().map(|(_, other)| other));

        let pick = |days: &[i32], prices: &[f64]| match &deflator {
            Some(deflator) => points(days, &deflated(days, prices, deflator), window, pace, measure),
            None => points(days, prices, window, pace, measure),
        };
        let mut lines = vec![Drawn {
            code: main.code(),
            name: if alone { main.short_place(profile) } else { naming.name(main, profile, lang) },
            points: pick(&main.days, &main.prices),
        }];
        let mut chosen = Vec::new();
        for (compared, other) in &others {
            let name = naming.name(other, profile, lang);
            chosen.push((compared.clone(), name.clone()));
            lines.push(Drawn { code: other.code(), name, points: pick(&other.days, &other.prices) });
        }
        if alone && !main.place.is_market() {
            lines.extend(main.markets().map(|market| Drawn {
                code: format!("{}@{}", market.key.commodity, market.key.place),
                name: profile.place_name(&market.key.place),
                points: pick(&market.day, &market.price),
            }));
        }

        let is_plain = alone && measure == Measure::Rupiah && pace == Frequency::Daily;
        let fan = if is_plain && !main.place.is_market() { marks::fan(asked, main, shown.1) } else { Fan::default() };
        let last_drawn = lines.iter().filter_map(|line| line.points.last()).map(|(start, _)| period_end(*start, pace));
        let edge = fan.ahead.last().map_or_else(
            || {
                last_drawn
                    .max()
                    .map_or(shown.1, |end| if pace == Frequency::Daily { shown.1 } else { end.max(shown.1) })
            },
            |(last, _)| *last,
        );
        let mut sources: Vec<SourceId> = Vec::new();
        for source in
            [main].into_iter().chain(others.iter().map(|(_, other)| other)).map(|series| &series.city.key.source)
        {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        let own = alone && !main.place.is_market();
        let window_dates = (day::date(window.0), day::date(edge));
        let acts =
            interventions::beside(asked.acts, &main.commodity.id, &main.place, window_dates, day::date(asked.on));
        let surges = if own { marks::surges(asked, main, window) } else { Vec::new() };
        let input = Trend {
            id: format!("tren-{}", main.commodity.id),
            title: words::title(asked, main, &lines, ((measure, real), (!alone).then_some(naming))),
            description: words::description(asked, main, &lines, window, ((measure, real), surges.len())),
            measure,
            month: real,
            unit: main.unit.clone(),
            log: view.log,
            pace,
            rhythm: main.city.key.frequency,
            first_day: window.0,
            last_day: edge,
            main: line(&lines[0]),
            others: lines[1..].iter().map(line).collect(),
            fan,
            references: if alone && measure == Measure::Rupiah {
                marks::references(profile, main, window.0, edge)
            } else {
                Vec::new()
            },
            surges,
            raised: if own && pace == Frequency::Daily { marks::raised(asked, main) } else { Vec::new() },
            handled: Vec::new(),
            acts: acts.iter().map(act).collect(),
            feasts: marks::feasts(profile, (window.0, edge), lang),
            silent: if own && pace == Frequency::Daily { marks::silent(profile, main, shown) } else { Vec::new() },
            suspects: if is_plain { main.members().flat_map(suspects).collect() } else { Vec::new() },
        };
        Some(Self { input, lines, pace, chosen, shown, known, real, sources, acts })
    }
}

/// The chart of a city price around a warning, with the levels that it was judged by and
/// the days on which officers acted.
pub(super) fn story(
    asked: &Asked<'_>,
    city: &City,
    (from, to): (i32, i32),
    levels: Vec<(i32, i32, f64, String)>,
    handled: Vec<i32>,
) -> Option<Chart> {
    let view = View::default().over(Span::Dates(Some(day::date(from)), Some(day::date(to))));
    let main = Series::of_city(asked.profile, city)?;
    let mut figure = Figure::around(&Asked { view: &view, ..*asked }, &main)?;
    let levels = levels.into_iter().map(|(from, to, price, label)| (from, to, None, price, label));
    figure.input.references.extend(levels);
    figure.input.handled = handled;
    Some(figure.chart(asked.lang))
}

/// The series that the first one is compared with, as far as they are known.
fn compared<'a>(asked: &Asked<'a>, main: &Series<'a>) -> Vec<(Compared, Series<'a>)> {
    let mut found: Vec<(Compared, Series<'a>)> = Vec::new();
    for compared in &asked.view.compared {
        let place = compared.place.as_ref().unwrap_or(&main.place);
        let Some(other) = Series::find(asked.granary, asked.profile, &compared.commodity, place) else { continue };
        if other.code() != main.code() && found.iter().all(|(_, known)| known.code() != other.code()) {
            found.push((compared.clone(), other));
        }
    }
    found
}

/// The prices between two days, as days or as means of the weeks or months that
/// begin there, in rupiah or as an index of the first.
fn points(days: &[i32], prices: &[f64], (from, to): (i32, i32), pace: Frequency, measure: Measure) -> Vec<(i32, f64)> {
    let mut points: Vec<(i32, f64)> = if pace == Frequency::Daily {
        days.iter().copied().zip(prices.iter().copied()).filter(|(_, price)| price.is_finite()).collect()
    } else {
        periods(days, prices, pace).into_iter().map(|period| (period.start, period.price)).collect()
    };
    points.retain(|(day, _)| (from..=to).contains(day));
    if let (Measure::Index, Some(&(_, base))) = (measure, points.first()) {
        for (_, value) in &mut points {
            *value *= 100.0 / base;
        }
    }
    points
}

/// Prices in the rupiah of the deflator's month; no number where it says nothing.
fn deflated(days: &[i32], prices: &[f64], deflator: &Deflator) -> Vec<f64> {
    let pairs = days.iter().zip(prices);
    pairs.map(|(on, price)| deflator.factor(*on).map_or(f64::NAN, |factor| price * factor)).collect()
}

fn act(one: &Beside) -> Act {
    Act { from: day::of(one.from), to: day::of(one.to), label: one.title.clone() }
}

fn line(drawn: &Drawn) -> Line {
    Line { label: drawn.name.clone(), points: drawn.points.clone() }
}

fn suspects(series: &MarketSeries) -> impl Iterator<Item = (i32, f64)> + '_ {
    (0..series.day.len()).filter(|i| series.status[*i] == ObsStatus::U).map(|i| (series.day[i], series.reported[i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_begins_with_a_hundred_on_its_first_shown_day() {
        let (days, prices) = ([1, 2, 3, 9], [50.0, 40.0, f64::NAN, 60.0]);
        let daily = |measure| points(&days, &prices, (2, 9), Frequency::Daily, measure);
        assert_eq!(daily(Measure::Rupiah), [(2, 40.0), (9, 60.0)]);
        assert_eq!(daily(Measure::Index), [(2, 100.0), (9, 150.0)]);
        assert!(points(&days, &prices, (20, 30), Frequency::Daily, Measure::Index).is_empty());
    }

    #[test]
    fn weeks_stand_on_their_mondays_and_only_those_that_begin_in_the_window() {
        // Day 4 of 1970 is a Monday.
        let (days, prices) = ([5, 6, 11, 12, 18], [100.0, 121.0, 50.0, 50.0, 70.0]);
        let weeks = points(&days, &prices, (4, 17), Frequency::Weekly, Measure::Rupiah);
        assert_eq!(weeks.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [4, 11]);
        assert!((weeks[0].1 - 110.0).abs() < 1e-9);
    }
}
