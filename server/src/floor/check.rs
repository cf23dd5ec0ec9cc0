//! Whether an entry can be kept: every name known, the day near, the prices possible.

use super::fault::Fault;
use crate::book::NewEntry;
use chrono::{DateTime, Days, NaiveDate, Utc};
use lumbung_data::model::floor::{Answer, Cause, MOST_STALLS};
use lumbung_data::model::{CommodityId, PlaceCode, Role};
use lumbung_data::profile::{Commodity, Profile};
use lumbung_data::source::{per, units};
use serde::Deserialize;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 200;
/// How many times beyond the plausible range nothing is taken, as for files.
const ABSURD: f64 = 10.0;

/// An entry as it is handed in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// A UUID made on the phone.
    pub id: String,
    /// The account that it was noted under.
    pub person: i64,
    /// The phone, by a number that it gave itself.
    pub device: String,
    /// The order in which the phone made its entries.
    pub sequence: i64,
    /// A market's code.
    pub market: String,
    /// A commodity's identifier.
    pub commodity: String,
    /// The survey day, ISO 8601.
    pub day: String,
    /// An [`Answer`].
    pub answer: String,
    /// Rupiah a stall.
    #[serde(default)]
    pub prices: Vec<u32>,
    /// The unit of the prices.
    pub unit: String,
    /// A [`Cause`]; empty for none.
    #[serde(default)]
    pub cause: String,
    /// What else was noted.
    #[serde(default)]
    pub note: String,
    /// When, by the phone's clock.
    pub made_at: DateTime<Utc>,
}

/// The entry as it is kept. `today` is the server's day, `person` and `role` who is signed in.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(sent: Sent, profile: &Profile, (person, role): (i64, Role), today: NaiveDate) -> Result<NewEntry, Fault> {
    let plan = &profile.floor;
    if !is_id(&sent.id) || !is_id(&sent.device) {
        return Err(Fault::Id);
    }
    if sent.person != person {
        return Err(Fault::OtherPerson);
    }
    let names = || plan.markets.iter().map(|market| profile.place_name(market)).collect();
    let market = PlaceCode::parse(&sent.market).ok().filter(|market| plan.markets.contains(market));
    let market = market.ok_or_else(|| Fault::Market(names()))?;
    let commodity = CommodityId::parse(&sent.commodity).ok().filter(|commodity| plan.order.contains(commodity));
    let commodity = commodity.and_then(|id| profile.commodity(&id)).ok_or(Fault::Commodity)?;
    let offered = units(&commodity.unit);
    if !offered.contains(&sent.unit.as_str()) {
        return Err(Fault::Unit(offered.into_iter().map(str::to_owned).collect()));
    }
    let day = day(&sent.day, plan.back, today)?;
    let answer = Answer::parse(&sent.answer).ok_or(Fault::Choice)?;
    let cause = match sent.cause.as_str() {
        "" => None,
        text => Some(Cause::parse(text).ok_or(Fault::Choice)?),
    };
    let stalls = if answer == Answer::Price { sent.prices } else { Vec::new() };
    if answer == Answer::Price && !(1..=MOST_STALLS).contains(&stalls.len()) {
        return Err(Fault::Stalls);
    }
    let each = per(&sent.unit, &commodity.unit);
    let (low, high) = bounds(commodity);
    if stalls.iter().any(|price| !(low..=high).contains(&(f64::from(*price) / each))) {
        return Err(Fault::Absurd(commodity.plausible_low, commodity.plausible_high, commodity.unit.clone()));
    }
    let note = sent.note.trim().to_owned();
    if note.chars().count() > LONGEST_NOTE {
        return Err(Fault::Note(LONGEST_NOTE));
    }
    Ok(NewEntry {
        id: sent.id.to_ascii_lowercase(),
        person,
        role,
        device: sent.device,
        sequence: sent.sequence,
        market,
        commodity: commodity.id.clone(),
        day,
        answer,
        stalls,
        unit: sent.unit,
        cause,
        note,
        made: sent.made_at,
    })
}

/// The least and the most per canonical unit that is taken of a commodity.
#[must_use]
pub fn bounds(commodity: &Commodity) -> (f64, f64) {
    (commodity.plausible_low / ABSURD, commodity.plausible_high * ABSURD)
}

/// A survey day, which is neither to come nor too long ago.
fn day(text: &str, back: u32, today: NaiveDate) -> Result<NaiveDate, Fault> {
    let first = today.checked_sub_days(Days::new(back.into())).unwrap_or(today);
    let day: NaiveDate = text.parse().map_err(|_| Fault::Old(first))?;
    if day > today {
        Err(Fault::Future(today))
    } else if day < first {
        Err(Fault::Old(first))
    } else {
        Ok(day)
    }
}

/// Whether a text has the form of a UUID.
fn is_id(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// The prices in the fields of a form, empty ones left out: `32000`, `32.000`, `Rp32.000`.
///
/// # Errors
/// When one is no whole amount of rupiah.
pub fn prices<'a>(fields: impl IntoIterator<Item = &'a str>) -> Result<Vec<u32>, Fault> {
    let filled = fields.into_iter().map(str::trim).filter(|text| !text.is_empty());
    filled
        .map(|text| {
            let price = lumbung_data::source::whole_rupiah(text).filter(|price| *price >= 1.0).ok_or(Fault::Price)?;
            format!("{price:.0}").parse().map_err(|_| Fault::Price)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Sent {
        Sent {
            id: "0190f1a2-0000-7000-8000-000000000001".into(),
            person: 7,
            device: "0190f1a2-0000-7000-8000-00000000000d".into(),
            sequence: 1,
            market: "3273/kosambi".into(),
            commodity: "bawang-merah".into(),
            day: "2026-11-30".into(),
            answer: "price".into(),
            prices: vec![32_000],
            unit: "kg".into(),
            cause: String::new(),
            note: String::new(),
            made_at: DateTime::UNIX_EPOCH,
        }
    }

    fn checked(sent: Sent) -> Result<NewEntry, Fault> {
        let profile = Profile::load("bandung").unwrap();
        check(sent, &profile, (7, Role::Officer), NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
    }

    #[test]
    fn an_entry_of_today_or_a_week_ago_is_taken_whatever_the_phones_clock_says() {
        assert_eq!(checked(sent()).unwrap().stalls, [32_000]);
        assert!(checked(Sent { day: "2026-11-23".into(), ..sent() }).is_ok());
        let far = "2031-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(checked(Sent { made_at: far, ..sent() }).unwrap().made, far);
    }

    #[test]
    fn what_cannot_be_is_refused_by_what_is_wrong_with_it() {
        let day = |day: &str| checked(Sent { day: day.into(), ..sent() }).unwrap_err();
        assert!(matches!(day("2026-12-01"), Fault::Future(_)));
        assert!(matches!(day("2026-11-22"), Fault::Old(_)));
        assert!(matches!(day("kemarin"), Fault::Old(_)));
        let wrong = [
            Sent { id: "1".into(), ..sent() },
            Sent { person: 8, ..sent() },
            Sent { market: "3273/antah".into(), ..sent() },
            Sent { market: "3203/muka".into(), ..sent() },
            Sent { commodity: "emas".into(), ..sent() },
            Sent { unit: "liter".into(), ..sent() },
            Sent { answer: "maybe".into(), ..sent() },
            Sent { cause: "why".into(), ..sent() },
            Sent { prices: vec![], ..sent() },
            Sent { prices: vec![1_000; 4], ..sent() },
            Sent { prices: vec![32], ..sent() },
            Sent { note: "a".repeat(201), ..sent() },
        ];
        for wrong in wrong {
            let fault = checked(wrong.clone()).expect_err(&format!("{wrong:?}"));
            assert!(fault.text(lumbung_data::model::Lang::Id).ends_with('.'), "{fault:?}");
        }
    }

    #[test]
    fn a_price_is_judged_by_its_unit() {
        assert!(checked(Sent { prices: vec![3_200], unit: "ons".into(), ..sent() }).is_ok());
        assert!(matches!(
            checked(Sent { prices: vec![320_000_000], unit: "ons".into(), ..sent() }),
            Err(Fault::Absurd(..))
        ));
    }

    #[test]
    fn prices_are_read_as_people_write_them() {
        assert_eq!(prices(["32000", " 32.500 ", "", "Rp33.000"]), Ok(vec![32_000, 32_500, 33_000]));
        assert_eq!(prices(["32,5"]), Err(Fault::Price));
        assert_eq!(prices(["-5"]), Err(Fault::Price));
        assert_eq!(prices(["0"]), Err(Fault::Price));
    }
}
