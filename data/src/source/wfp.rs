//! The World Food Programme's food prices, as the Humanitarian Data Exchange
//! has them: 14 columns, or 16 since market and commodity have numbers; with
//! or without the row of HXL tags below the header.
//!
//! Dates ISO 8601 (the fifteenth of each month), rupiah with a decimal point
//! and no thousands marks, nothing or `0` for "not reported", monthly. The
//! unit (`KG`, `500 G`) and the price level stand in each row. Rows of another
//! currency or country are refused for that. Names are English: those whose
//! meaning is certain are known here, others have to be aliases of the
//! profile.

use super::bapanas_city::stated;
use super::intake::{Context, Intake, Mark};
use super::long::{self, Long};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Header, Row, Table};
use super::{ANY, Asks, Format, Match, date, number, only_columns};
use crate::gazetteer::{self, Region};
use crate::model::{Frequency, PlaceCode, PriceLevel};
use crate::names::normal;
use crate::profile::{Commodity, Profile};

pub(super) const FORMAT: Format =
    Format { id: "wfp", asks: Asks { place: false, level: false }, delimiters: ANY, recognise, read };

const COLUMNS: [&str; 13] = [
    "date",
    "admin1",
    "admin2",
    "market",
    "commodity",
    "unit",
    "priceflag",
    "pricetype",
    "currency",
    "price",
    "latitude",
    "longitude",
    "category",
];

/// English names whose Indonesian commodity is certain.
const NAMES: [(&str, &str); 10] = [
    ("eggs", "telur-ayam-ras"),
    ("meat (chicken, broiler)", "daging-ayam-ras"),
    ("meat (beef, first quality)", "daging-sapi-1"),
    ("meat (beef, second quality)", "daging-sapi-2"),
    ("onions (shallot, medium)", "bawang-merah"),
    ("garlic (medium)", "bawang-putih"),
    ("chili (bird red)", "cabai-rawit-merah"),
    ("chili (bird green)", "cabai-rawit-hijau"),
    ("sugar (local)", "gula-pasir-lokal"),
    ("sugar (premium)", "gula-pasir-premium"),
];

fn recognise(header: &Header, _: &Profile) -> Match {
    only_columns(header, &COLUMNS, &["market_id", "commodity_id", "usdprice"], 3)
}

#[expect(clippy::unnecessary_wraps, reason = "the face of all formats")]
fn read(header: &Header, table: Table<'_>, context: &Context<'_>) -> Result<Reading, Reason> {
    let [date, admin1, admin2, market, commodity, unit, flag, kind, currency, price, ..] = header.positions(COLUMNS);
    let mark = |row: Row<'_>| {
        let currency_of_row = row.get(currency).text();
        if !currency_of_row.eq_ignore_ascii_case("IDR") {
            return Err((currency, Reason::OtherCurrency(currency_of_row.into_owned())));
        }
        // A figure that was computed from others, or foretold, is an estimate.
        let flags = normal(&row.get(flag).text());
        Ok(if flags.contains("forecast") || flags.contains("estimate") { Mark::Estimated } else { Mark::Reported })
    };
    Ok(long::read(
        header,
        table,
        context,
        Long {
            names: &[commodity, unit, admin1, admin2, market, kind],
            resolve: &mut resolve,
            when: &[date],
            date: &|text| date::iso(text[0]).ok_or(Reason::BadIsoDate),
            price,
            number: &number::rupiah_point_decimal,
            mark: &mark,
            skip: |row| row.get(0).text().starts_with('#'),
        },
    ))
}

fn resolve(intake: &mut Intake<'_>, names: &[&str], near: bool) -> Result<u32, Fault> {
    let profile = intake.context.profile;
    let commodity = commodity_of(profile, names[0], near).map_err(|reason| (0, reason))?;
    let unit = stated(names[1], &commodity.unit).map_err(|reason| (1, reason))?;
    let province = resolve::province(names[2]).map_err(|reason| match reason {
        Reason::EmptyField => (2, reason),
        _ => (2, Reason::OtherCountry(names[2].to_owned())),
    })?;
    let place = place_of(profile, province, names[3], names[4])?;
    let level = match normal(names[5]).as_str() {
        "retail" => PriceLevel::Retail,
        "wholesale" => PriceLevel::Wholesale,
        "producer" | "farm gate" => PriceLevel::Producer,
        _ => return Err((5, Reason::UnknownLevel)),
    };
    let source = resolve::source("wfp").map_err(|reason| (0, reason))?;
    let whose = Whose { place, level, source, frequency: Frequency::Monthly };
    whose.series(intake, commodity, unit).map_err(|reason| (1, reason))
}

fn commodity_of<'p>(profile: &'p Profile, name: &str, near: bool) -> Result<&'p Commodity, Reason> {
    let form = normal(name);
    let known = NAMES.iter().find(|(english, _)| *english == form).map_or(name, |(_, id)| id);
    resolve::commodity(profile, known, near)
}

/// A market of the profile, or a city that the programme calls a market.
fn place_of(profile: &Profile, province: &Region, city: &str, market: &str) -> Result<PlaceCode, Fault> {
    let within = |name: &str| gazetteer::region_named(name, Some(&province.name));
    if let Ok(region) = within(city)
        && let Ok(market) = profile.market_named(&region.code, market)
    {
        return Ok(market.code.clone());
    }
    within(market).map(|region| region.code.clone()).map_err(|unknown| (4, Reason::UnknownMarket(unknown.nearest)))
}
