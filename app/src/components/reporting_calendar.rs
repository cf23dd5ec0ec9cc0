//! The calendar of reports: one small picture a place, a column a week and a row
//! a weekday. Colour and shape say the same, and so does the sentence below it.

use crate::asked::Asked;
use crate::i18n::words;
use crate::wording;
use crate::wording::reporting;
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use lumbung_data::model::reporting::{DayReport, PlaceCalendar, SourceCalendar};
use lumbung_data::model::{Lang, date_short};
use std::fmt::Write;

/// The side of a day's square, and from one to the next.
const SIDE: usize = 9;
const STEP: usize = 11;
/// Room for the names of weekdays, and for those of months.
const LEFT: usize = 24;
const TOP: usize = 13;
/// Incomplete days that are listed of a place.
const LISTED: usize = 60;

/// All places of a source.
#[component]
pub(crate) fn ReportingCalendar(calendar: SourceCalendar, lang: Lang) -> impl IntoView {
    let SourceCalendar { source, from, until, places } = calendar;
    let weekends = places.iter().any(|place| has_weekends(&place.days));
    let source = wording::source(&source, lang);
    let (first, last) = (date_short(from, lang), date_short(until, lang));
    let lead = words!(lang, reporting.lead, source = source, from = first, until = last);
    let figures = places.into_iter().map(|place| figure(place, from, weekends, lang)).collect_view();
    view! {
        <h3>{lead}</h3>
        <div class="calendars">{figures}</div>
    }
}

/// One place of a source.
#[component]
pub(crate) fn PlaceFigure(place: PlaceCalendar, from: NaiveDate, lang: Lang) -> impl IntoView {
    let weekends = has_weekends(&place.days);
    figure(place, from, weekends, lang)
}

/// What the shapes mean.
#[component]
pub(crate) fn ReportingLegend(lang: Lang) -> impl IntoView {
    let whole = DayReport::Expected { did: 1, could: 1 };
    let part = DayReport::Expected { did: 1, could: 2 };
    let silent = DayReport::Expected { did: 0, could: 1 };
    let entry = |day: DayReport, text: &'static str| {
        view! {
            <li>
                <svg class="calendar" viewBox="0 0 11 11" width="14" height="14" aria-hidden="true">
                    {shapes(&[(day, 1, 1)])}
                </svg>
                " "
                {text}
            </li>
        }
    };
    view! {
        <ul class="calendar-legend">
            {entry(whole, words!(lang, reporting.whole))}
            {entry(part, words!(lang, reporting.part))}
            {entry(silent, words!(lang, reporting.silent))}
            {entry(DayReport::Free, words!(lang, reporting.free))}
        </ul>
    }
}

/// Saturdays and Sundays come as the sixth and seventh of each week.
fn has_weekends(days: &[DayReport]) -> bool {
    days.chunks(7).any(|week| week.iter().skip(5).any(|day| day.is_expected()))
}

fn figure(place: PlaceCalendar, from: NaiveDate, weekends: bool, lang: Lang) -> impl IntoView + use<> {
    let rows = if weekends { 7 } else { 5 };
    let weeks = place.days.len().div_ceil(7);
    let (width, height) = (LEFT + weeks * STEP, TOP + rows * STEP);
    let squares: Vec<_> = place
        .days
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 7 < rows)
        .map(|(at, day)| (*day, LEFT + at / 7 * STEP, TOP + at % 7 * STEP))
        .collect();
    let weekday = |row: usize| {
        let y = (TOP + row * STEP + SIDE - 1).to_string();
        view! { <text x="0" y=y>{reporting::weekday(row, lang)}</text> }
    };
    let weekdays = (0..rows).step_by(2).map(weekday).collect_view();
    let months = months(from, weeks)
        .into_iter()
        .map(|(week, month)| {
            let x = (LEFT + week * STEP).to_string();
            view! { <text x=x y="8">{reporting::month(month, lang)}</text> }
        })
        .collect_view();
    let label = words!(lang, reporting.label, place = place.name.as_str());
    let sentence = reporting::sentence(&place, lang);
    let gaps = gaps(&place, from, lang);
    let href = Asked::here().link(&wording::place_path(&place.place));
    view! {
        <figure class="calendar-figure">
            <figcaption>
                <strong><a href=href>{place.name.clone()}</a></strong>
                " "
                <span class="age">{wording::price_level(place.level, lang)}</span>
                <span class="calendar-sentence">{sentence}</span>
            </figcaption>
            <svg class="calendar" viewBox=format!("0 0 {width} {height}") role="img" aria-label=label>
                <g class="calendar-words">{months}{weekdays}</g>
                {shapes(&squares)}
            </svg>
            {gaps}
        </figure>
    }
}

/// The weeks in which a month begins, but for names that would touch or stand
/// out.
fn months(from: NaiveDate, weeks: usize) -> Vec<(usize, u32)> {
    const APART: usize = 3;
    const WIDTH: usize = 2;
    let mut found: Vec<(usize, u32)> = Vec::new();
    for week in 0..weeks {
        let Some(sunday) = from.checked_add_days(Days::new(week as u64 * 7 + 6)) else { break };
        let begins = week == 0 || sunday.day() <= 7;
        if !begins || weeks - week < WIDTH {
            continue;
        }
        if found.last().is_some_and(|(last, _)| week - last < APART) {
            found.pop();
        }
        found.push((week, sunday.month()));
    }
    found
}

/// Squares as one path a kind: whole ones filled, others framed, with the lower
/// half filled or crossed out; free days are points.
fn shapes(squares: &[(DayReport, usize, usize)]) -> impl IntoView + use<> {
    let [mut whole, mut part, mut frame, mut cross, mut free] = [const { String::new() }; 5];
    for (day, x, y) in squares {
        let (middle, inner) = (SIDE / 2, SIDE - 1);
        // Writing to a string cannot fail.
        let _ = match day {
            DayReport::Free => write!(free, "M{} {}h1v1h-1z", x + middle, y + middle),
            day if day.is_whole() => write!(whole, "M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z"),
            day if day.is_silent() => {
                let _ = write!(frame, "M{x}.5 {y}.5h{inner}v{inner}h-{inner}z");
                write!(cross, "M{}.5 {}.5l4 4m0-4l-4 4", x + 2, y + 2)
            }
            DayReport::Expected { .. } => {
                let _ = write!(frame, "M{x}.5 {y}.5h{inner}v{inner}h-{inner}z");
                write!(part, "M{x} {}h{SIDE}v{middle}h-{SIDE}z", y + SIDE - middle)
            }
        };
    }
    [("whole", whole), ("part", part), ("frame", frame), ("cross", cross), ("free", free)]
        .into_iter()
        .filter(|(_, path)| !path.is_empty())
        .map(|(kind, path)| view! { <path class=format!("calendar-{kind}") d=path></path> })
        .collect_view()
}

/// The days that were not whole, latest first, each with its figures.
fn gaps(place: &PlaceCalendar, from: NaiveDate, lang: Lang) -> Option<impl IntoView + use<>> {
    let incomplete = |at: usize, day: DayReport| match day {
        DayReport::Expected { did, could } if !day.is_whole() => {
            let date = date_short(from.checked_add_days(Days::new(at as u64))?, lang);
            Some(words!(lang, reporting.gap, date = date, did = did, could = could))
        }
        _ => None,
    };
    let all: Vec<String> = place.days.iter().enumerate().rev().filter_map(|(at, day)| incomplete(at, *day)).collect();
    if all.is_empty() {
        return None;
    }
    let more = all.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| view! { <li>{words!(lang, reporting.more, count = more)}</li> });
    let items = all.into_iter().take(LISTED).map(|gap| view! { <li>{gap}</li> }).collect_view();
    Some(view! {
        <details class="more">
            <summary>
                {words!(lang, reporting.gaps)}
                <span class="unseen">": "{place.name.clone()}</span>
            </summary>
            <ul class="calendar-gaps">{items}{more}</ul>
        </details>
    })
}
