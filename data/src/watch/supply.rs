//! Surges in supplying regions: what a region sends becomes dear there before it does
//! in the city.

use super::reason::{Surging, surges_upstream};
use super::warn::{MAX_AGE_DAYS, is_too_old};
use crate::model::{CityKey, CitySeries, Evidence, Lang, Surge, Warning, WarningKind, WarningLevel, WarningState, day};
use crate::profile::Profile;
use chrono::NaiveDate;

/// A supplying region's price of something that it sends.
#[derive(Debug, Clone, Copy)]
pub struct Upstream<'a> {
    /// The region's name.
    pub name: &'a str,
    /// Its price.
    pub price: &'a CitySeries,
    /// The surges of that price as known on the judged day, oldest first.
    pub surges: &'a [Surge],
    /// The weeks after which the city usually follows, where that is certain.
    pub delay: Option<u32>,
}

impl Upstream<'_> {
    /// The confirmed surge that runs on a day; none where the price is too old to say.
    #[must_use]
    pub fn running(&self, on: i32) -> Option<&Surge> {
        let surge = self.surges.last().filter(|surge| surge.confirmed.is_some() && surge.end.is_none())?;
        let (last, _) = self.last(on)?;
        (!is_too_old(last, on)).then_some(surge)
    }

    /// The last survey day up to a day, and its price.
    fn last(&self, on: i32) -> Option<(i32, f64)> {
        let known = self.price.day.partition_point(|day| *day <= on);
        let at = self.price.price[..known].iter().rposition(|price| price.is_finite())?;
        Some((self.price.day[at], self.price.price[at]))
    }
}

/// The city's warning of surges that run in supplying regions: one, *waspada*, for all
/// of them. It is raised on the day on which the first of them was confirmed, counting
/// those that are over but reached into the next. Its figures are those of the region
/// whose surge was confirmed first of those that run; whichever that is, the warning is
/// the one of the city's price.
#[must_use]
pub fn supply(
    city: &CityKey,
    upstream: &[Upstream<'_>],
    profile: &Profile,
    on: NaiveDate,
    version: i64,
    lang: Lang,
) -> Option<Warning> {
    let today = day::of(on);
    let mut running: Vec<(i32, &Upstream<'_>, &Surge)> = upstream
        .iter()
        .filter_map(|region| region.running(today).map(|surge| (surge.confirmed.unwrap_or(surge.onset), region, surge)))
        .collect();
    running.sort_by_key(|(confirmed, ..)| *confirmed);
    let &(first, region, surge) = running.first()?;
    // The one that reaches into the first of those that run.
    let stretch = stretches(upstream).into_iter().rfind(|stretch| stretch.confirmed <= first);
    let (since, raised) = stretch.map_or((surge.onset, first), |stretch| (stretch.onset, stretch.confirmed));
    let (last, price) = region.last(today)?;
    let commodity_name = profile.commodity(&city.commodity)?.name(lang).to_owned();

    let regions: Vec<Surging<'_>> = running
        .iter()
        .filter_map(|(_, region, surge)| {
            let (day, price) = region.last(today)?;
            Some(Surging {
                name: region.name,
                level: region.price.key.level,
                since: day::date(surge.onset),
                date: day::date(day),
                price,
                unit: &region.price.unit,
                rise: price / surge.baseline - 1.0,
            })
        })
        .collect();
    let delays = || running.iter().filter_map(|(_, region, _)| region.delay);
    let delay = delays().min().zip(delays().max());
    let reason = surges_upstream(&commodity_name, &profile.name, &regions, delay, lang);
    Some(Warning {
        kind: WarningKind::Supply,
        level: WarningLevel::Waspada,
        state: WarningState::Firing,
        commodity: city.commodity.clone(),
        commodity_name,
        place: profile.code.clone(),
        place_name: profile.name.clone(),
        price_level: city.level,
        source: city.source.clone(),
        onset: day::date(since),
        raised_on: day::date(raised),
        confirmed_on: Some(day::date(raised)),
        on,
        version,
        evidence: Evidence {
            date: day::date(last),
            price,
            unit: region.price.unit.clone(),
            baseline: surge.baseline,
            rise: price / surge.baseline - 1.0,
            theta: surge.theta,
            exceeding: surge.exceeding,
            peak: surge.peak,
            peak_day: day::date(surge.peak_day),
            year_median: None,
            reference: None,
            expected: None,
        },
        record: None,
        reason,
    })
}

/// A time in which some region's surge ran without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    onset: i32,
    confirmed: i32,
    /// The last day of the latest surge in it.
    end: i32,
}

/// All such times, oldest first, from confirmed surges.
fn stretches(upstream: &[Upstream<'_>]) -> Vec<Stretch> {
    let mut spans: Vec<Stretch> = upstream
        .iter()
        .flat_map(|region| {
            // A region that has fallen silent says nothing of later days.
            let silent = region.last(i32::MAX).map_or(i32::MIN, |(last, _)| last.saturating_add(MAX_AGE_DAYS));
            let span = move |surge: &Surge| {
                let end = surge.end.unwrap_or(silent);
                Some(Stretch { onset: surge.onset, confirmed: surge.confirmed?, end })
            };
            region.surges.iter().filter_map(span)
        })
        .collect();
    spans.sort_by_key(|span| span.confirmed);
    let mut found: Vec<Stretch> = Vec::new();
    for span in spans {
        match found.last_mut().filter(|last| span.confirmed <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => found.push(span),
        }
    }
    found
}

/// The days on which the city was warned of surges in supplying regions, oldest first.
#[must_use]
pub fn supply_raised(upstream: &[Upstream<'_>]) -> Vec<i32> {
    stretches(upstream).into_iter().map(|stretch| stretch.confirmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId};

    /// Shallots in Garut.
    fn garut(values: &[(i32, f64)]) -> CitySeries {
        let count = values.len();
        CitySeries {
            key: CityKey {
                commodity: CommodityId::parse("bawang-merah").unwrap(),
                region: PlaceCode::parse("3205").unwrap(),
                level: PriceLevel::Producer,
                source: SourceId::parse("lokal").unwrap(),
                frequency: Frequency::Daily,
            },
            unit: "kg".into(),
            day: values.iter().map(|value| value.0).collect(),
            price: values.iter().map(|value| value.1).collect(),
            markets: vec![1; count],
            status: vec![ObsStatus::A; count],
            version: vec![2; count],
        }
    }

    /// Shallots in Bandung.
    fn bandung() -> CityKey {
        CityKey {
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            region: PlaceCode::parse("3273").unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        }
    }

    fn surge(onset: i32, confirmed: Option<i32>, end: Option<i32>) -> Surge {
        Surge {
            onset,
            raised: onset,
            confirmed,
            end,
            baseline: 100.0,
            theta: 0.25,
            peak_day: onset,
            peak: 140.0,
            exceeding: 4,
        }
    }

    /// What is told on day 40 of regions with these surges and delays, all at 135.
    fn told(regions: &[(&[Surge], Option<u32>)], lang: Lang) -> Option<Warning> {
        let profile = Profile::load("bandung").unwrap();
        let price = garut(&[(38, 130.0), (39, 135.0), (44, 500.0)]);
        let names = ["Kabupaten Garut", "Kabupaten Ciamis"];
        let upstream: Vec<Upstream<'_>> = regions
            .iter()
            .zip(names)
            .map(|((surges, delay), name)| Upstream { name, price: &price, surges, delay: *delay })
            .collect();
        supply(&bandung(), &upstream, &profile, day::date(40), 7, lang)
    }

    #[test]
    fn a_confirmed_surge_of_a_region_is_the_citys_warning_from_the_day_of_its_confirmation() {
        let warning = told(&[(&[surge(30, Some(33), None)], Some(2))], Lang::Id).unwrap();
        assert_eq!((warning.kind, warning.level), (WarningKind::Supply, WarningLevel::Waspada));
        assert_eq!((warning.place.as_str(), warning.onset, warning.raised_on), ("3273", day::date(30), day::date(33)));
        assert_eq!((warning.price_level, warning.source.as_str()), (PriceLevel::Retail, "pihps"), "the city's own");
        assert_eq!((warning.evidence.price, warning.evidence.date), (135.0, day::date(39)), "not what came later");
        assert_eq!(
            warning.reason,
            "Harga bawang merah melonjak di daerah pemasok: Kabupaten Garut sejak 31 Januari 1970 (harga produsen \
             Rp135/kg pada 9 Februari 1970, 35,0% di atas median empat pekan sebelum lonjakan); biasanya harga di \
             Kota Bandung menyusul 2 pekan kemudian."
        );
    }

    #[test]
    fn without_a_certain_delay_nothing_is_said_of_when_the_city_follows() {
        let warning = told(&[(&[surge(30, Some(33), None)], None)], Lang::En).unwrap();
        assert!(
            warning.reason.ends_with("above the median of the four weeks before the surge)."),
            "{}",
            warning.reason
        );
    }

    #[test]
    fn a_surge_that_waits_or_is_over_or_whose_price_is_old_raises_nothing() {
        assert_eq!(told(&[(&[surge(38, None, None)], None)], Lang::Id), None);
        assert_eq!(told(&[(&[surge(10, Some(13), Some(30))], None)], Lang::Id), None);
        let price = garut(&[(20, 135.0)]);
        let surges = [surge(16, Some(19), None)];
        let region = Upstream { name: "Kabupaten Garut", price: &price, surges: &surges, delay: None };
        assert!(region.running(34).is_some() && region.running(35).is_none());
    }

    #[test]
    fn several_regions_make_one_warning_from_the_first_confirmation_on() {
        let (garut, ciamis) = ([surge(32, Some(36), None)], [surge(30, Some(33), None)]);
        let warning = told(&[(&garut, Some(3)), (&ciamis, Some(1))], Lang::Id).unwrap();
        assert_eq!((warning.onset, warning.raised_on), (day::date(30), day::date(33)));
        let reason = &warning.reason;
        assert!(reason.contains("pemasok: Kabupaten Ciamis sejak 31 Januari 1970 ("), "{reason}");
        assert!(reason.contains(") dan Kabupaten Garut sejak 2 Februari 1970 ("), "{reason}");
        assert!(reason.ends_with("menyusul 1–3 pekan kemudian."), "{reason}");
    }

    #[test]
    fn a_surge_that_reached_into_the_next_regions_keeps_the_day_on_which_it_all_was_raised() {
        let garut = [surge(32, Some(36), None)];
        let earlier = |end| [surge(20, Some(23), Some(end))];
        let raised = |end| told(&[(&garut, None), (&earlier(end), None)], Lang::Id).unwrap().raised_on;
        assert_eq!(raised(36), day::date(23));
        assert_eq!(raised(35), day::date(36), "a day between the two parts them");
    }

    #[test]
    fn every_stretch_of_surges_was_one_warning() {
        let price = garut(&[(80, 135.0)]);
        let of = |surges| Upstream { name: "Kabupaten Garut", price: &price, surges, delay: None };
        let first = [surge(10, Some(13), Some(20)), surge(40, Some(43), None)];
        let second = [surge(15, Some(18), Some(30)), surge(36, None, None)];
        assert_eq!(supply_raised(&[of(&first), of(&second)]), [13, 43]);
    }
}
