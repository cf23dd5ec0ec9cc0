//! The state of a chart, and how an address says it.

use super::{Measure, Range, Span};
use crate::model::{CommodityId, Frequency, PlaceCode, day};
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// How many others a chart compares with.
pub const MOST_COMPARED: usize = 5;

/// Another series to compare with: a commodity, in the chart's own place or in
/// a named one. Written `bawang-merah` or `bawang-merah@3273/kosambi`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// What is priced.
    pub commodity: CommodityId,
    /// Where, if not in the chart's place.
    pub place: Option<PlaceCode>,
}

impl Compared {
    /// Reads one; none where it is no such thing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (commodity, place) = match text.split_once('@') {
            Some((commodity, place)) => (commodity, Some(PlaceCode::parse(place).ok()?)),
            None => (text, None),
        };
        Some(Self { commodity: CommodityId::parse(commodity).ok()?, place })
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}@{place}", self.commodity),
            None => write!(f, "{}", self.commodity),
        }
    }
}

/// The state of a chart, as its address has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Which days.
    pub span: Span,
    /// Rupiah, an index, or real prices.
    pub measure: Measure,
    /// Whether the axis is logarithmic.
    pub log: bool,
    /// Each survey day, or means of weeks or months.
    pub pace: Frequency,
    /// What it is compared with, at most [`MOST_COMPARED`].
    pub compared: Vec<Compared>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            span: Span::default(),
            measure: Measure::Rupiah,
            log: false,
            pace: Frequency::Daily,
            compared: Vec::new(),
        }
    }
}

impl View {
    /// The keys of a chart in a query.
    pub const KEYS: [&str; 7] = ["rentang", "dari", "sampai", "satuan", "skala", "frekuensi", "banding"];

    /// The view of a query, as it stands in an address.
    ///
    /// ```
    /// use lumbung_data::model::chart::View;
    /// let view = View::of_query("lang=en&rentang=3b&banding=bawang-merah,telur-ayam-ras");
    /// assert_eq!(view.compared.len(), 2);
    /// assert_eq!(view.query(), "rentang=3b&banding=bawang-merah,telur-ayam-ras");
    /// assert_eq!(View::of_query("rentang=besok"), View::default());
    /// ```
    #[must_use]
    pub fn of_query(query: &str) -> Self {
        Self::of_pairs(query.split('&').filter_map(|pair| pair.split_once('=')))
    }

    /// The same of pairs, their values as they stand in an address.
    #[must_use]
    pub fn of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut view = Self::default();
        let (mut from, mut to) = (None, None);
        for (key, value) in pairs {
            let value = decoded(value);
            match key {
                "rentang" => view.span = Range::from_code(&value).map_or(view.span, Span::Range),
                "dari" => from = day_of(&value),
                "sampai" => to = day_of(&value),
                "satuan" if value == "indeks" => view.measure = Measure::Index,
                "satuan" if value == "riil" => view.measure = Measure::Real,
                "skala" if value == "log" => view.log = true,
                "frekuensi" if value == "mingguan" => view.pace = Frequency::Weekly,
                "frekuensi" if value == "bulanan" => view.pace = Frequency::Monthly,
                "banding" => {
                    for other in value.split(',').filter_map(Compared::parse) {
                        if view.compared.len() < MOST_COMPARED && !view.compared.contains(&other) {
                            view.compared.push(other);
                        }
                    }
                }
                _ => {}
            }
        }
        if from.is_some() || to.is_some() {
            view.span = match (from, to) {
                (Some(from), Some(to)) if to < from => Span::Dates(Some(to), Some(from)),
                dates => Span::Dates(dates.0, dates.1),
            };
        }
        view
    }

    /// The pairs that say it in a query; what is the default goes without saying.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        match self.span {
            Span::Range(range) if range == Range::default() => {}
            Span::Range(range) => pairs.push(("rentang", range.code().to_owned())),
            Span::Dates(from, to) => {
                pairs.extend(from.map(|from| ("dari", from.to_string())));
                pairs.extend(to.map(|to| ("sampai", to.to_string())));
            }
        }
        match self.measure {
            Measure::Rupiah => {}
            Measure::Index => pairs.push(("satuan", "indeks".to_owned())),
            Measure::Real => pairs.push(("satuan", "riil".to_owned())),
        }
        if self.log {
            pairs.push(("skala", "log".to_owned()));
        }
        match self.pace {
            Frequency::Daily => {}
            Frequency::Weekly => pairs.push(("frekuensi", "mingguan".to_owned())),
            Frequency::Monthly => pairs.push(("frekuensi", "bulanan".to_owned())),
        }
        if !self.compared.is_empty() {
            let others: Vec<String> = self.compared.iter().map(Compared::to_string).collect();
            pairs.push(("banding", others.join(",")));
        }
        pairs
    }

    /// The query that says it; empty for the default.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs: Vec<String> = self.pairs().into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        pairs.join("&")
    }

    /// The same view of other days.
    #[must_use]
    pub fn over(&self, span: Span) -> Self {
        Self { span, ..self.clone() }
    }

    /// The first and the last day shown of a series that begins and ends on these.
    /// Asked days beyond the series are cut off, unless nothing would be left.
    #[must_use]
    pub fn days(&self, first: i32, last: i32) -> (i32, i32) {
        match self.span {
            Span::Range(range) => (range.days().map_or(first, |days| (last - days).max(first)), last),
            Span::Dates(from, to) => {
                let (from, to) = (from.map_or(first, day::of), to.map_or(last, day::of));
                let cut = (from.max(first), to.min(last));
                if cut.0 < cut.1 { cut } else { (from.min(to), to.max(from)) }
            }
        }
    }
}

/// A day of an address; of a year that people write with four digits.
fn day_of(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| (1900..2200).contains(&day.year()))
}

/// What a value in an address stands for.
#[must_use]
pub fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [byte, after @ ..] = rest {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let coded = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| *byte == b'%');
        rest = if coded.is_some() { &after[2..] } else { after };
        bytes.push(coded.unwrap_or(if *byte == b'+' { b' ' } else { *byte }));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_view_survives_its_way_through_an_address() {
        for query in [
            "",
            "rentang=semua",
            "dari=2023-01-02&sampai=2023-03-04&satuan=indeks&skala=log&frekuensi=mingguan",
            "sampai=2023-03-04&satuan=riil&frekuensi=bulanan&banding=bawang-merah,cabai-rawit-merah@3273/kosambi",
        ] {
            assert_eq!(View::of_query(query).query(), query);
        }
    }

    #[test]
    fn what_is_not_understood_falls_back_to_the_default() {
        for query in [
            "rentang=9z",
            "dari=kemarin",
            "dari=%2B262142-01-01",
            "sampai=9999-12-31",
            "satuan=emas",
            "skala=",
            "frekuensi=jam",
            "banding=@,%ff,a b",
            "=&&",
        ] {
            assert_eq!(View::of_query(query), View::default(), "{query}");
        }
    }

    #[test]
    fn dates_outrank_a_range_and_are_put_in_order() {
        let view = View::of_query("dari=2023-05-01&rentang=1b&sampai=2023-04-01");
        assert_eq!(view.span, Span::Dates(date("2023-04-01"), date("2023-05-01")));
    }

    #[test]
    fn a_form_may_send_what_is_compared_one_by_one_and_encoded() {
        let view = View::of_query("banding=bawang-merah&banding=telur-ayam-ras%403273%2Fkosambi&banding=bawang-merah");
        assert_eq!(view.query(), "banding=bawang-merah,telur-ayam-ras@3273/kosambi");
        let many = View::of_query("banding=a,b,c,d,e,f,g");
        assert_eq!(many.compared.len(), MOST_COMPARED);
    }

    #[test]
    fn asked_days_are_cut_to_the_known_ones_unless_nothing_is_left() {
        let days = |query: &str| {
            View::of_query(query).days(day::of(date("2023-01-01").unwrap()), day::of(date("2023-12-31").unwrap()))
        };
        let of = |from: &str, to: &str| (day::of(date(from).unwrap()), day::of(date(to).unwrap()));
        assert_eq!(days("rentang=1b"), of("2023-11-30", "2023-12-31"));
        assert_eq!(days("dari=2020-01-01&sampai=2023-02-01"), of("2023-01-01", "2023-02-01"));
        assert_eq!(days("dari=2023-06-01"), of("2023-06-01", "2023-12-31"));
        assert_eq!(days("dari=2030-06-01&sampai=2030-07-01"), of("2030-06-01", "2030-07-01"));
    }
}
