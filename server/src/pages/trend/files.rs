//! A chart's figures as text, exactly as they are drawn.

use super::Figure;
use super::table::rows;
use lumbung_data::model::chart::Measure;
use lumbung_data::model::day;
use serde::Serialize;
use std::fmt::Write;

/// A column of dates and one a line, in the measure and at the pace of the chart.
pub(crate) fn csv(figure: &Figure) -> String {
    let mut out = String::from("date");
    for line in &figure.lines {
        out.push(',');
        out.push_str(&line.code);
    }
    out.push('\n');
    for (on, values) in rows(&figure.lines) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}", day::date(on));
        for value in values {
            out.push(',');
            if let Some(value) = value {
                let _ = write!(out, "{value}");
            }
        }
        out.push('\n');
    }
    out
}

#[derive(Serialize)]
struct Columns<'a> {
    measure: &'static str,
    date: Vec<chrono::NaiveDate>,
    lines: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    code: &'a str,
    name: &'a str,
    value: Vec<Option<f64>>,
}

/// The same as columns of equal length.
pub(crate) fn json(figure: &Figure) -> String {
    let rows = rows(&figure.lines);
    let lines = figure.lines.iter().enumerate().map(|(at, line)| Column {
        code: &line.code,
        name: &line.name,
        value: rows.values().map(|values| values[at]).collect(),
    });
    let measure = match figure.input.measure {
        Measure::Rupiah => "rupiah",
        Measure::Index => "index",
        Measure::Real => "real",
    };
    let columns = Columns { measure, lines: lines.collect(), date: rows.keys().map(|on| day::date(*on)).collect() };
    serde_json::to_string(&columns).unwrap_or_default()
}
