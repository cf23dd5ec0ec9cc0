//! What a table's content says of its columns, as answers to start from. A
//! guess is only ever filled into the form: somebody looks at it.

use super::{DateForm, Sketch};
use crate::gazetteer;
use crate::model::office::{Draft, MapField};
use crate::model::{PlaceCode, PriceLevel};
use crate::names::normal;
use crate::profile::Profile;
use crate::source::number::{Marks, marked, without_rupiah_sign};
use crate::source::unit::Unit;
use chrono::Datelike;

/// Columns with dates or names for a heading that make a table a wide one.
const WIDE: usize = 2;
/// Columns that are guessed about, and values of each that are looked up: a name
/// that nobody knows is compared with all that are known.
const MOST_COLUMNS: usize = 60;
const LOOKED_UP: usize = 40;
/// Marks for "not reported" that are proposed.
const MOST_MARKS: usize = 5;
/// Own names of commodities that are asked for.
const MOST_NAMES: usize = 60;

/// Ways of writing prices, the likelier of two that fit first.
const WAYS: [Marks; 6] = [
    Marks { thousands: Some('.'), decimal: Some(',') },
    Marks { thousands: Some(','), decimal: Some('.') },
    Marks { thousands: None, decimal: Some('.') },
    Marks { thousands: None, decimal: Some(',') },
    Marks { thousands: Some(' '), decimal: Some(',') },
    Marks { thousands: Some('\''), decimal: Some('.') },
];

impl Sketch {
    /// Answers to start from. `file` is the name of the file.
    #[must_use]
    pub fn guess(&self, profile: &Profile, file: &str) -> Draft {
        let mut draft = Draft::default();
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        for (field, answer) in [
            (MapField::Name, name),
            (MapField::Region, profile.code.as_str()),
            (MapField::Level, PriceLevel::Retail.as_str()),
            (MapField::Source, "lokal"),
            (MapField::Frequency, "daily"),
        ] {
            draft.set(field, answer);
        }
        let mut free: Vec<usize> = self.plain().map(|(column, _)| column).take(MOST_COLUMNS).collect();
        let heads = |known: &dyn Fn(&str) -> bool| free.iter().filter(|at| known(&self.header[**at])).count();
        let layout = if self.dates_across().is_some() {
            "dates-across"
        } else if heads(&|name| profile.find_commodity(name).is_some()) >= WIDE {
            "commodities-across"
        } else if heads(&|name| is_place(profile, name)) >= WIDE {
            "places-across"
        } else {
            "long"
        };
        draft.set(MapField::Layout, layout);
        match self.dates_across() {
            Some(form) => draft.set(MapField::DateForm, name_of(form)),
            None => self.guess_dates(&mut free, &mut draft),
        }
        if layout != "commodities-across"
            && let Some(column) = self.take(&mut free, &|name| profile.find_commodity(name).is_some())
        {
            draft.set(MapField::CommodityColumn, self.header[column].clone());
        }
        if layout != "places-across"
            && let Some(column) = self.take(&mut free, &|name| is_place(profile, name))
        {
            draft.set(MapField::PlaceColumn, self.header[column].clone());
        }
        if let Some(column) = self.take(&mut free, &|text| Unit::stated(text, "kg").is_some()) {
            draft.set(MapField::UnitColumn, self.header[column].clone());
        }
        self.guess_prices(layout, &free, profile, &mut draft);
        draft.commodities = self.strange(&draft, profile);
        draft
    }

    /// The form of dates in the header, if there are several.
    fn dates_across(&self) -> Option<DateForm> {
        if self.days.iter().flatten().count() >= WIDE {
            return Some(DateForm::Iso);
        }
        let count = |form: DateForm| self.header.iter().filter(|name| form.read(name).is_some()).count();
        let (most, form) = DateForm::ALL
            .into_iter()
            .map(|(form, _)| (count(form), form))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (most >= WIDE).then_some(form)
    }

    /// The first column whose values are all dates.
    fn guess_dates(&self, free: &mut Vec<usize>, draft: &mut Draft) {
        let form_of = |values: &[String]| {
            let fits = |form: DateForm| !values.is_empty() && values.iter().all(|text| form.read(text).is_some());
            DateForm::ALL.into_iter().find(|(form, _)| fits(*form))
        };
        let found = free.iter().enumerate().find_map(|(at, column)| Some((at, form_of(&self.values[*column])?)));
        let Some((at, (form, name))) = found else { return };
        let column = free.remove(at);
        draft.set(MapField::DateColumn, self.header[column].clone());
        draft.set(MapField::DateForm, name);
        let values = &self.values[column];
        if values.len() > WIDE && values.iter().all(|text| form.read(text).is_some_and(|date| date.day() == 1)) {
            draft.set(MapField::Frequency, "monthly");
        }
    }

    /// Takes the column of which most values are known, at least half of them.
    fn take(&self, free: &mut Vec<usize>, known: &dyn Fn(&str) -> bool) -> Option<usize> {
        let share = |column: &usize| {
            let values = &self.values[*column];
            let values = &values[..values.len().min(LOOKED_UP)];
            let known = values.iter().filter(|text| known(text)).count();
            (known > 0 && known * 2 >= values.len()).then_some(known)
        };
        let (_, at) = free
            .iter()
            .enumerate()
            .filter_map(|(at, column)| Some((share(column)?, at)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some(free.remove(at))
    }

    /// How prices are written, what marks a missing one, and which column has
    /// them in a long table.
    fn guess_prices(&self, layout: &str, free: &[usize], profile: &Profile, draft: &mut Draft) {
        let columns: Vec<usize> = match layout {
            "long" => self.price_column(free).into_iter().collect(),
            "dates-across" => (0..self.header.len()).filter(|at| !free.contains(at)).collect(),
            "commodities-across" => {
                free.iter().copied().filter(|at| profile.find_commodity(&self.header[*at]).is_some()).collect()
            }
            _ => free.iter().copied().filter(|at| is_place(profile, &self.header[*at])).collect(),
        };
        if let ("long", [column]) = (layout, &columns[..]) {
            draft.set(MapField::PriceColumn, self.header[*column].clone());
        }
        let texts: Vec<&str> = columns.iter().flat_map(|column| &self.values[*column]).map(String::as_str).collect();
        let most = |marks: Marks| texts.iter().filter(|text| is_price(text, marks)).count();
        let best = WAYS.into_iter().map(|way| (most(way), way));
        let Some((_, way)) = best.reduce(|best, next| if next.0 > best.0 { next } else { best }) else { return };
        let mark = |mark: Option<char>| mark.map(String::from).unwrap_or_default();
        draft.set(MapField::Thousands, mark(way.thousands));
        draft.set(MapField::Decimal, mark(way.decimal));
        if layout == "dates-across" {
            return;
        }
        let mut marks: Vec<&str> = Vec::new();
        for text in texts.iter().filter(|text| !text.chars().any(|c| c.is_ascii_digit()) && **text != "-") {
            if !marks.contains(text) {
                marks.push(text);
            }
        }
        if marks.len() <= MOST_MARKS {
            draft.set(MapField::Missing, marks.join("; "));
        }
    }

    /// The column with the most prices; one that says so before others.
    fn price_column(&self, free: &[usize]) -> Option<usize> {
        let prices = |column: usize| {
            let most = |way: Marks| self.values[column].iter().filter(|text| is_price(text, way)).count();
            WAYS.into_iter().map(most).max().unwrap_or_default()
        };
        let says_so = |column: usize| normal(&self.header[column]).contains("harga");
        free.iter()
            .copied()
            .filter(|column| prices(*column) * 2 >= self.values[*column].len() && prices(*column) > 0)
            .reduce(
                |best, next| {
                    if (says_so(next), prices(next)) > (says_so(best), prices(best)) { next } else { best }
                },
            )
    }

    /// The table's own names of commodities that the profile does not know, each
    /// with what was chosen for it so far.
    #[must_use]
    pub fn strange(&self, draft: &Draft, profile: &Profile) -> Vec<(String, String)> {
        let chosen = |name: &str| {
            let same = draft.commodities.iter().find(|(known, _)| normal(known) == normal(name));
            same.map(|(_, id)| id.clone()).unwrap_or_default()
        };
        let used = [MapField::DateColumn, MapField::PlaceColumn, MapField::UnitColumn].map(|field| draft.get(field));
        let names: Vec<&String> = match draft.get(MapField::Layout) {
            "commodities-across" => {
                self.plain().map(|(_, name)| name).filter(|name| !used.contains(&name.as_str())).collect()
            }
            // What was said stays until another column is chosen.
            _ if draft.get(MapField::CommodityColumn).is_empty() => {
                return draft.commodities.clone();
            }
            _ => self.values_of(draft.get(MapField::CommodityColumn)).iter().collect(),
        };
        let unknown = names.into_iter().filter(|name| profile.find_commodity(name).is_none());
        unknown.take(MOST_NAMES).map(|name| (name.clone(), chosen(name))).collect()
    }
}

fn name_of(form: DateForm) -> &'static str {
    DateForm::ALL.into_iter().find(|(known, _)| *known == form).map(|(_, name)| name).unwrap_or_default()
}

/// Whether a file may call a place so: a market of the city, a code, or a
/// region's name.
fn is_place(profile: &Profile, name: &str) -> bool {
    let coded = |name: &str| PlaceCode::parse(name).is_ok_and(|code| gazetteer::region(&code.region()).is_some());
    let is_name = name.chars().any(char::is_alphabetic);
    let known = || profile.market_named(&profile.code, name).is_ok() || gazetteer::region_named(name, None).is_ok();
    coded(name) || (is_name && known())
}

/// Prices of food have three digits at least.
fn is_price(text: &str, marks: Marks) -> bool {
    const LEAST: f64 = 100.0;
    marked(without_rupiah_sign(text), marks).is_ok_and(|price| price >= LEAST)
}
