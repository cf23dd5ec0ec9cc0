//! Short phrases that depend on a figure: ages, directions, sources and
//! references. Pure functions; the words themselves are in `locales/`.

pub(crate) mod agent;
pub(crate) mod doubt;
pub(crate) mod inbox;
pub(crate) mod intervention;
pub(crate) mod mapping;
pub(crate) mod office;
pub(crate) mod passing;
pub(crate) mod plan;
pub(crate) mod reporting;
pub(crate) mod ruling;
pub(crate) mod subscription;
pub(crate) mod trail;
pub(crate) mod trouble;

use crate::i18n::words;
use chrono::NaiveDate;
use lumbung_data::model::chart::Range;
use lumbung_data::model::page::ReferenceRow;
use lumbung_data::model::{
    Frequency, Lang, PlaceCode, PriceLevel, SeriesKey, SourceId, compare_prices, percent, rupiah, rupiah_per,
    signed_percent,
};
use std::cmp::Ordering;

/// The longest age that is told in days.
const MOST_DAYS: i64 = 60;

/// How long ago a survey day is: `hari ini`, `kemarin`, `3 hari lalu`, and
/// beyond two months `5 bulan lalu` or `hampir 3 tahun lalu`. A day that is
/// still to come has no age.
pub(crate) fn age(days: i64, lang: Lang) -> Option<String> {
    match days {
        ..0 => None,
        0 => Some(words!(lang, age.today).to_owned()),
        1 => Some(words!(lang, age.yesterday).to_owned()),
        2..=MOST_DAYS => Some(words!(lang, age.days, days = days)),
        // Four years have 1461 days and 48 months.
        _ => Some(age_in_months(days * 48 / 1461, lang)),
    }
}

fn age_in_months(months: i64, lang: Lang) -> String {
    match (months / 12, months % 12) {
        (0, months) => words!(lang, age.months, months = months),
        (years, 10..) => words!(lang, age.almost_years, years = years + 1),
        (1, 0) => words!(lang, age.year).to_owned(),
        (1, _) => words!(lang, age.over_year).to_owned(),
        (years, 0) => words!(lang, age.years, years = years),
        (years, _) => words!(lang, age.over_years, years = years),
    }
}

/// Which way a price moved, as the rounded figure on the page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Flat,
}

impl Direction {
    /// The direction of a share, flat where it rounds to nothing.
    pub fn of(share: f64) -> Self {
        let text = signed_percent(share, Lang::En);
        if text.starts_with('+') {
            Self::Up
        } else if text.starts_with('−') {
            Self::Down
        } else {
            Self::Flat
        }
    }

    /// Its arrow, beside a figure that carries the sign as well.
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Up => "▲",
            Self::Down => "▼",
            Self::Flat => "",
        }
    }

    /// Its class.
    fn class(self) -> &'static str {
        match self {
            Self::Up => "change change-up",
            Self::Down => "change change-down",
            Self::Flat => "change",
        }
    }
}

/// Tenths of a percent from which a change has a colour.
const NOTABLE: f64 = 10.0;

/// The class of a change: one that rounds to less than 1% stays muted.
pub(crate) fn change_class(share: f64) -> &'static str {
    if (share * 1000.0).round().abs() < NOTABLE { "change change-small" } else { Direction::of(share).class() }
}

/// A share as a sentence tells it: `24%` from ten per cent on, `3,2%` below.
pub(crate) fn rough_percent(share: f64, lang: Lang) -> String {
    const ROUGH: f64 = 0.0995;
    if share.abs() < ROUGH { percent(share, lang) } else { format!("{:.0}%", share * 100.0) }
}

/// The same with its sign: `+24%`, `−3,2%`.
pub(crate) fn signed_rough_percent(share: f64, lang: Lang) -> String {
    match Direction::of(share) {
        Direction::Up => format!("+{}", rough_percent(share, lang)),
        Direction::Down => format!("−{}", rough_percent(share.abs(), lang)),
        Direction::Flat => rough_percent(0.0, lang),
    }
}

/// The address of a place's page.
pub(crate) fn place_path(place: &PlaceCode) -> String {
    if place.is_market() { format!("/pasar/{place}") } else { format!("/wilayah/{place}") }
}

/// A source as a page names it.
#[must_use]
pub fn source(id: &SourceId, lang: Lang) -> String {
    let name = match id.as_str() {
        "pihps" => words!(lang, source.pihps),
        "bapanas" => words!(lang, source.bapanas),
        "sp2kp" => words!(lang, source.sp2kp),
        "wfp" => words!(lang, source.wfp),
        "bps" => words!(lang, source.bps),
        "lokal" => words!(lang, source.lokal),
        "simulasi" => words!(lang, source.simulasi),
        other => {
            let code = other.strip_prefix("lumbung:").unwrap_or(other);
            return words!(lang, source.lumbung, code = code);
        }
    };
    name.to_owned()
}

/// A number with so many decimals and a true minus: `−1,34`.
pub(crate) fn decimal(value: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_nothing = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = if value < 0.0 && !is_nothing { "−" } else { "" };
    format!("{sign}{}", text.replace('.', lang.pick(",", ".")))
}

/// The same with a sign also where it is above nothing.
pub(crate) fn signed_decimal(value: f64, decimals: usize, lang: Lang) -> String {
    let text = decimal(value, decimals, lang);
    let is_nothing = text.bytes().all(|b| matches!(b, b'0' | b'.' | b','));
    if value > 0.0 && !is_nothing { format!("+{text}") } else { text }
}

/// Where a reported value is looked at by officers.
pub(crate) fn review_path(key: &SeriesKey, date: NaiveDate) -> String {
    let SeriesKey { commodity, place, level, source, frequency } = key;
    format!("/tinjau/{date}/{commodity}/{level}/{source}/{frequency}/{place}")
}

/// How often a series comes.
pub(crate) fn frequency(frequency: Frequency, lang: Lang) -> &'static str {
    match frequency {
        Frequency::Daily => words!(lang, data.daily),
        Frequency::Weekly => words!(lang, data.weekly),
        Frequency::Monthly => words!(lang, data.monthly),
    }
}

/// Who pays, as a heading of a price.
pub(crate) fn price_level(level: PriceLevel, lang: Lang) -> &'static str {
    match level {
        PriceLevel::Producer => words!(lang, price_level.producer),
        PriceLevel::Wholesale => words!(lang, price_level.wholesale),
        PriceLevel::Retail => words!(lang, price_level.retail),
    }
}

/// A range's button and its full name.
pub(crate) fn range(range: Range, lang: Lang) -> (&'static str, &'static str) {
    match range {
        Range::Month => (words!(lang, commodity.range_month), words!(lang, commodity.range_month_long)),
        Range::Quarter => (words!(lang, commodity.range_quarter), words!(lang, commodity.range_quarter_long)),
        Range::Year => (words!(lang, commodity.range_year), words!(lang, commodity.range_year_long)),
        Range::ThreeYears => {
            (words!(lang, commodity.range_three_years), words!(lang, commodity.range_three_years_long))
        }
        Range::All => (words!(lang, commodity.range_all), words!(lang, commodity.range_all_long)),
    }
}

/// A reference's figure: `Rp40.000–57.000/kg`, or one figure where it is no
/// range.
pub(crate) fn reference_figure(reference: &ReferenceRow, unit: &str, lang: Lang) -> String {
    let high = rupiah_per(reference.high, unit, lang);
    match reference.low {
        Some(low) => format!("{}–{}", rupiah(low, lang), high.trim_start_matches("Rp")),
        None => high,
    }
}

/// What a reference's abbreviation stands for; other kinds stand for themselves.
pub(crate) fn reference_name(kind: &str, lang: Lang) -> Option<&'static str> {
    match kind {
        "HAP" => Some(words!(lang, reference.hap)),
        "HET" => Some(words!(lang, reference.het)),
        _ => None,
    }
}

/// Where a price stands against its reference, the upper bound being the
/// ceiling: `Harga terakhir 12,0% di atas HAP`.
pub(crate) fn reference_gap(price: f64, reference: &ReferenceRow, lang: Lang) -> String {
    let kind = reference.kind.as_str();
    let share = |bound: f64| distance(price, bound, lang);
    match (compare_prices(price, reference.high), reference.low) {
        (Ordering::Greater, _) => words!(lang, reference.above, share = share(reference.high), kind = kind),
        (Ordering::Equal, _) => words!(lang, reference.at, kind = kind),
        (Ordering::Less, Some(low)) if compare_prices(price, low).is_ge() => {
            words!(lang, reference.inside, kind = kind)
        }
        (Ordering::Less, Some(low)) => words!(lang, reference.below_range, share = share(low), kind = kind),
        (Ordering::Less, None) => words!(lang, reference.below, share = share(reference.high), kind = kind),
    }
}

/// How far a price stands above its reference: `12,0% di atas HAP`; none where
/// it does not.
pub(crate) fn over_reference(price: f64, reference: &ReferenceRow, lang: Lang) -> Option<String> {
    let kind = reference.kind.as_str();
    compare_prices(price, reference.high)
        .is_gt()
        .then(|| words!(lang, reference.over, share = distance(price, reference.high, lang), kind = kind))
}

/// The distance of a price to a bound that it does not stand on, which is
/// never told as nothing.
fn distance(price: f64, bound: f64, lang: Lang) -> String {
    const LEAST: f64 = 0.001;
    let share = (price / bound - 1.0).abs();
    if share < LEAST / 2.0 {
        words!(lang, reference.little, share = percent(LEAST, lang))
    } else {
        percent(share, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn hap(low: Option<f64>) -> ReferenceRow {
        ReferenceRow {
            kind: "HAP".to_owned(),
            low,
            high: 57_000.0,
            from: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
            from_known: true,
            basis: "Perbadan 12/2024".to_owned(),
        }
    }

    #[test]
    fn an_age_is_told_in_words_for_the_nearest_days() {
        assert_eq!(age(0, Lang::Id).as_deref(), Some("hari ini"));
        assert_eq!(age(1, Lang::Id).as_deref(), Some("kemarin"));
        assert_eq!(age(3, Lang::Id).as_deref(), Some("3 hari lalu"));
        assert_eq!(age(3, Lang::En).as_deref(), Some("3 days ago"));
        assert_eq!(age(-2, Lang::Id), None);
    }

    #[test]
    fn an_age_beyond_two_months_is_told_in_months_and_then_in_years() {
        let told = |days| age(days, Lang::Id).unwrap();
        assert_eq!(told(60), "60 hari lalu");
        assert_eq!(told(61), "2 bulan lalu");
        assert_eq!(told(155), "5 bulan lalu");
        assert_eq!(told(365), "11 bulan lalu");
        assert_eq!(told(366), "setahun lalu");
        assert_eq!(told(500), "lebih dari setahun lalu");
        assert_eq!(told(700), "hampir 2 tahun lalu");
        assert_eq!(told(731), "2 tahun lalu");
        assert_eq!(told(900), "lebih dari 2 tahun lalu");
        assert_eq!(age(1061, Lang::En).as_deref(), Some("almost 3 years ago"));
        assert_eq!(age(155, Lang::En).as_deref(), Some("5 months ago"));
    }

    #[test]
    fn a_change_has_a_colour_from_one_percent_on() {
        assert_eq!(change_class(0.0099), "change change-up");
        assert_eq!(change_class(0.0094), "change change-small");
        assert_eq!(change_class(-0.02), "change change-down");
        assert_eq!(change_class(0.0), "change change-small");
    }

    #[test]
    fn a_sentence_tells_large_shares_whole_and_small_ones_with_a_decimal() {
        assert_eq!(rough_percent(0.2449, Lang::Id), "24%");
        assert_eq!(rough_percent(0.0321, Lang::Id), "3,2%");
        assert_eq!(signed_rough_percent(-0.0321, Lang::En), "−3.2%");
        assert_eq!(signed_rough_percent(1.95, Lang::Id), "+195%");
        assert_eq!(signed_rough_percent(0.0001, Lang::Id), "0,0%");
    }

    #[test]
    fn a_place_has_its_page_by_what_it_is() {
        let path = |code| place_path(&PlaceCode::parse(code).unwrap());
        assert_eq!((path("3273/kosambi"), path("11")), ("/pasar/3273/kosambi".into(), "/wilayah/11".into()));
    }

    #[test]
    fn a_change_that_rounds_to_nothing_has_no_direction() {
        assert_eq!(Direction::of(0.0004), Direction::Flat);
        assert_eq!(Direction::of(-0.02), Direction::Down);
        assert_eq!(Direction::of(0.02), Direction::Up);
    }

    #[test]
    fn a_reference_range_names_the_currency_once() {
        assert_eq!(reference_figure(&hap(Some(40_000.0)), "kg", Lang::Id), "Rp40.000–57.000/kg");
        assert_eq!(reference_figure(&hap(None), "kg", Lang::En), "Rp57,000/kg");
    }

    #[test]
    fn a_price_is_measured_against_the_upper_bound_when_above_and_the_lower_when_below() {
        let range = hap(Some(40_000.0));
        assert_eq!(reference_gap(63_840.0, &range, Lang::Id), "Harga terakhir 12,0% di atas HAP");
        assert_eq!(reference_gap(45_000.0, &range, Lang::Id), "Harga terakhir di dalam rentang HAP");
        assert_eq!(reference_gap(30_000.0, &range, Lang::Id), "Harga terakhir 25,0% di bawah rentang HAP");
        assert_eq!(reference_gap(57_000.0, &range, Lang::Id), "Harga terakhir tepat pada batas HAP");
        assert_eq!(reference_gap(28_500.0, &hap(None), Lang::En), "The latest price is 50.0% below HAP");
        assert_eq!(reference_gap(57_000.000_000_01, &range, Lang::Id), "Harga terakhir tepat pada batas HAP");
        assert_eq!(reference_gap(57_001.0, &range, Lang::Id), "Harga terakhir kurang dari 0,1% di atas HAP");
    }

    #[test]
    fn only_a_price_above_its_reference_is_over_it() {
        assert_eq!(over_reference(63_840.0, &hap(None), Lang::Id).as_deref(), Some("12,0% di atas HAP"));
        assert_eq!(over_reference(57_000.0, &hap(None), Lang::Id), None);
        assert_eq!(over_reference(30_000.0, &hap(None), Lang::Id), None);
    }

    #[test]
    fn another_lumbung_is_named_by_its_region() {
        let id = SourceId::parse("lumbung:3203").unwrap();
        assert_eq!(source(&id, Lang::Id), "Lumbung wilayah 3203");
        assert_eq!(source(&SourceId::simulated(), Lang::Id), "simulasi komputer");
    }
}
