//! A chart: how it is asked for in an address, and what a page gets of it.
//!
//! [`View`] is the whole state of a chart. It is read from a query and written
//! as one, so that a link shows the same thing; what is not understood falls
//! back to the default and never fails.

use super::intervention::page::Beside;
use super::{CommodityId, Frequency, Lang, PlaceCode, SourceId, date_long, day, month_of, rupiah};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many others a chart compares with.
pub const MOST_COMPARED: usize = 5;

/// Which stretch of time a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Range {
    /// One month.
    Month,
    /// Three months.
    Quarter,
    /// One year.
    #[default]
    Year,
    /// Three years.
    ThreeYears,
    /// Everything.
    All,
}

impl Range {
    /// All ranges, shortest first.
    pub const ALL: [Self; 5] = [Self::Month, Self::Quarter, Self::Year, Self::ThreeYears, Self::All];

    /// The code in addresses: `1b`, `3b`, `1t`, `3t`, `semua`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "1b",
            Self::Quarter => "3b",
            Self::Year => "1t",
            Self::ThreeYears => "3t",
            Self::All => "semua",
        }
    }

    /// The range of a code; anything unknown is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.code() == code)
    }

    /// The days it spans back from the latest, none for everything.
    #[must_use]
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Month => Some(31),
            Self::Quarter => Some(92),
            Self::Year => Some(366),
            Self::ThreeYears => Some(1097),
            Self::All => None,
        }
    }
}

/// A chart as inline SVG with what an island needs to find a point in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The `<svg>` element with its own title and description.
    pub svg: String,
    /// What it shows, as a sentence that states the finding.
    pub title: String,
    /// Where its plot lies and what its axes span.
    pub scale: ChartScale,
}

/// The plot area in view-box units and the values at its edges. The y axis
/// rises upward, linearly or by the logarithm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChartScale {
    /// View-box width.
    pub width: f64,
    /// View-box height.
    pub height: f64,
    /// Left edge of the plot.
    pub left: f64,
    /// Right edge of the plot.
    pub right: f64,
    /// Upper edge of the plot.
    pub top: f64,
    /// Lower edge of the plot.
    pub bottom: f64,
    /// Day number at the left edge.
    pub first_day: i32,
    /// Day number at the right edge.
    pub last_day: i32,
    /// The value at the lower edge.
    pub low: f64,
    /// The value at the upper edge.
    pub high: f64,
    /// Whether equal distances are equal ratios.
    pub log: bool,
}

/// The stretch of time that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So long back from the latest day.
    Range(Range),
    /// From one day to another; open where none is named.
    Dates(Option<NaiveDate>, Option<NaiveDate>),
}

impl Default for Span {
    fn default() -> Self {
        Self::Range(Range::default())
    }
}

/// What a chart's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Measure {
    /// Rupiah per unit.
    #[default]
    Rupiah,
    /// A share of each line's first shown day, which is 100.
    Index,
    /// Rupiah of the last month whose consumer prices are known, per unit.
    Real,
}

impl Measure {
    /// A value as people read it: `Rp14.500`, or an index with one decimal where it
    /// is not whole.
    #[must_use]
    pub fn figure(self, value: f64, lang: Lang) -> String {
        match self {
            Self::Rupiah | Self::Real => rupiah(value, lang),
            Self::Index => {
                let text = format!("{value:.1}");
                text.strip_suffix(".0").map_or_else(|| text.replace('.', lang.pick(",", ".")), str::to_owned)
            }
        }
    }
}

/// A day, the week that begins on it, or its month, by name.
#[must_use]
pub fn period_name(start: NaiveDate, pace: Frequency, lang: Lang) -> String {
    match pace {
        Frequency::Daily => date_long(start, lang),
        Frequency::Weekly => format!("{} {}", lang.pick("pekan", "week of"), date_long(start, lang)),
        Frequency::Monthly => month_of(start, lang),
    }
}

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

/// Where the buttons beside a chart lead; none where they lead nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Zoom {
    /// The middle half.
    pub closer: Option<Span>,
    /// Twice as much.
    pub wider: Option<Span>,
    /// Half a window back.
    pub earlier: Option<Span>,
    /// Half a window on.
    pub later: Option<Span>,
}

impl Zoom {
    /// No window is narrower than so many days.
    pub const LEAST_DAYS: i32 = 14;

    /// The steps from the days shown, within the days known.
    #[must_use]
    pub fn around((from, to): (i32, i32), (first, last): (i32, i32)) -> Self {
        let days = to - from;
        let dates = |from: i32, to: i32| Span::Dates(Some(day::date(from)), Some(day::date(to)));
        let half = (days / 2).max(1);
        let closer = (half >= Self::LEAST_DAYS).then(|| dates(from + days / 4, from + days / 4 + half));
        let wide = ((from - half).max(first), (to + half).min(last));
        // From where nothing is known, the way back is to all that is.
        let wide = if wide.0 < wide.1 { wide } else { (first, last) };
        let back = half.min(from - first);
        let on = half.min(last - to);
        Self {
            closer,
            wider: (wide != (from, to)).then(|| dates(wide.0, wide.1)),
            earlier: (back > 0).then(|| dates(from - back, to - back)),
            later: (on > 0).then(|| dates(from + on, to + on)),
        }
    }
}

/// The trend chart of a page with all that stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendChart {
    /// The drawing.
    pub chart: Chart,
    /// What is priced.
    pub commodity: CommodityId,
    /// Where.
    pub place: PlaceCode,
    /// As it was asked for.
    pub view: View,
    /// What the values are: an index where units cannot be compared.
    pub measure: Measure,
    /// The month in whose rupiah real prices are; none without consumer prices.
    pub real: Option<NaiveDate>,
    /// The canonical unit of the first line.
    pub unit: String,
    /// The days that are asked for, as far as they are known.
    pub shown: (NaiveDate, NaiveDate),
    /// The first and last day that is known.
    pub known: (NaiveDate, NaiveDate),
    /// Where the zoom buttons lead.
    pub zoom: Zoom,
    /// What is drawn, the first line first.
    pub lines: Vec<TrendLine>,
    /// What it is compared with, by name.
    pub chosen: Vec<(Compared, String)>,
    /// What it could be compared with.
    pub choices: Choices,
    /// The interventions that are marked on it, by first day.
    pub acts: Vec<Beside>,
    /// The figures behind the drawing.
    pub table: Table,
    /// Where they come from, each source once.
    pub sources: Vec<SourceId>,
}

/// A line of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendLine {
    /// Its name.
    pub name: String,
    /// The name of its colour in the drawing, such as `market-a`.
    pub role: String,
}

/// What a chart could be compared with, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Other commodities in the same place.
    pub commodities: Vec<(Compared, String)>,
    /// The same commodity at markets.
    pub markets: Vec<(Compared, String)>,
    /// The same commodity in other regions.
    pub regions: Vec<(Compared, String)>,
}

/// What a chart draws, as figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The name of each line.
    pub lines: Vec<String>,
    /// How often rows come: rarer than the drawing's where these were too many.
    pub pace: Option<Frequency>,
    /// A day, week or month by its first day, and each line's value.
    pub rows: Vec<(NaiveDate, Vec<Option<f64>>)>,
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

    #[test]
    fn weeks_and_months_are_named_as_such() {
        let monday = date("2023-12-25").unwrap();
        assert_eq!(period_name(monday, Frequency::Weekly, Lang::Id), "pekan 25 Desember 2023");
        assert_eq!(period_name(monday, Frequency::Monthly, Lang::En), "December 2023");
    }

    #[test]
    fn an_index_has_a_decimal_where_it_is_not_whole() {
        let told = |value| Measure::Index.figure(value, Lang::Id);
        assert_eq!([100.0, 112.44, 99.96].map(told), ["100", "112,4", "100"]);
    }

    #[test]
    fn zooming_stays_within_what_is_known() {
        let dates = |from, to| Some(Span::Dates(Some(day::date(from)), Some(day::date(to))));
        let zoom = Zoom::around((100, 200), (0, 220));
        assert_eq!(zoom.closer, dates(125, 175));
        assert_eq!(zoom.wider, dates(50, 220));
        assert_eq!(zoom.earlier, dates(50, 150));
        assert_eq!(zoom.later, dates(120, 220));
        assert_eq!(Zoom::around((900, 930), (0, 220)).wider, dates(0, 220));
        let all = Zoom::around((0, 20), (0, 20));
        assert_eq!(all, Zoom::default());
    }
}
