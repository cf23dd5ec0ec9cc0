//! The next feast, and what prices usually did before it.

use super::board::shown;
use crate::chart::{self, FeastYears};
use chrono::{Datelike, NaiveDate};
use lumbung_data::granary::Granary;
use lumbung_data::model::feast::{FeastBlock, FeastMove, Upcoming};
use lumbung_data::model::{CitySeries, CommodityId, Frequency, Lang, day};
use lumbung_data::profile::{Holiday, Profile};
use lumbung_data::watch::{LEAST_YEARS, change_before, course, habit, median_course};

/// Feasts that are named after the next one, and how far ahead.
const LATER: usize = 3;
const LATER_DAYS: i64 = 210;
/// Commodities whose years are drawn.
const DRAWN: usize = 2;

/// The block as of a day; none where no feast is known from then on.
pub(crate) fn block(granary: &Granary, profile: &Profile, on: NaiveDate, lang: Lang) -> Option<FeastBlock> {
    let ahead = |holiday: &Holiday| Upcoming {
        name: holiday.name(lang).to_owned(),
        date: holiday.date,
        days: (holiday.date - on).num_days(),
        tentative: holiday.tentative,
    };
    let mut coming = profile.holidays.iter().filter(|holiday| holiday.date >= on);
    let next = coming.next()?;
    let later = coming.map(ahead).filter(|later| later.days <= LATER_DAYS).take(LATER).collect();
    let past: Vec<&Holiday> =
        profile.holidays.iter().filter(|holiday| holiday.feast == next.feast && holiday.date < on).collect();
    let (mut known, mut moves) = (0, Vec::new());
    for id in &profile.watched {
        let Some(city) = shown(granary, profile, id).filter(|city| city.key.frequency == Frequency::Daily) else {
            continue;
        };
        let years: Vec<(i32, f64)> =
            past.iter().filter_map(|day| Some((day.date.year(), change_before(city.price(), of(day))?))).collect();
        known += usize::from(years.len() >= LEAST_YEARS);
        let changes: Vec<f64> = years.iter().map(|(_, change)| *change).collect();
        if let (Some(habit), Some(commodity)) = (habit(&changes), profile.commodity(id)) {
            moves.push(FeastMove {
                id: id.clone(),
                name: commodity.name(lang).to_owned(),
                rises: habit.rises,
                count: habit.count,
                median: habit.median,
                years,
                drawing: None,
            });
        }
    }
    moves.sort_by(|a, b| b.median.abs().total_cmp(&a.median.abs()));
    for found in moves.iter_mut().take(DRAWN) {
        let city = shown(granary, profile, &found.id)?;
        found.drawing = Some(drawing(city.price(), &found.id, &found.name, next.name(lang), &past, lang));
    }
    Some(FeastBlock { next: ahead(next), later, known, least_years: LEAST_YEARS, moves })
}

fn of(holiday: &Holiday) -> i32 {
    day::of(holiday.date)
}

fn drawing(price: &CitySeries, id: &CommodityId, name: &str, feast: &str, past: &[&Holiday], lang: Lang) -> String {
    let years: Vec<(i32, Vec<(i32, f64)>)> = past
        .iter()
        .filter(|day| change_before(price, of(day)).is_some())
        .filter_map(|day| Some((day.date.year(), course(price, of(day))?)))
        .collect();
    let courses: Vec<Vec<(i32, f64)>> = years.iter().map(|(_, course)| course.clone()).collect();
    let title = match lang {
        Lang::Id => format!("{name} menjelang {feast}"),
        Lang::En => format!("{name} before {feast}"),
    };
    let description = match lang {
        Lang::Id => format!(
            "Satu garis per tahun, dari 60 hari sebelum sampai 14 hari sesudah {feast}; rata-rata H-60 sampai H-31 = 100. Garis tebal adalah mediannya."
        ),
        Lang::En => format!(
            "One line a year, from 60 days before to 14 days after {feast}; the mean of days 60 to 31 before is 100. The thick line is their median."
        ),
    };
    chart::feast(&FeastYears {
        id: format!("hbkn-{id}"),
        title,
        description,
        // The same word in both languages.
        median_label: "median".to_owned(),
        day_label: lang.pick("hari H", "the day").to_owned(),
        median: median_course(&courses),
        years,
    })
}
