//! The basket's block on the board.

use crate::chart;
use lumbung_data::granary::Granary;
use lumbung_data::index::{LEAST_COMMODITIES, Movement, TooFew, WeekLevel};
use lumbung_data::model::basket::{BasketBlock, BasketChange, BasketLine, BasketRow};
use lumbung_data::model::{CommodityId, Lang, SourceId, day};
use lumbung_data::profile::Profile;

/// Commodities named for each direction.
const NAMED: usize = 3;
/// Parts smaller than this round to nothing on the page.
const LEAST_PART: f64 = 0.000_05;

/// The block; none without any price.
pub(super) fn block(granary: &Granary, profile: &Profile, lang: Lang) -> Option<BasketBlock> {
    let basket = granary.basket(profile)?;
    let weighs = |id: &CommodityId| !basket.weighted || profile.weight(id).is_some();
    let priced = granary.in_basket(profile).flatten().filter(|city| weighs(&city.key.commodity));
    let sources: Vec<SourceId> = each_once(priced.map(|city| city.key.source.clone()));
    let weights_from = each_once(profile.weights.iter().map(|weight| weight.source.clone()));
    Some(BasketBlock {
        until: day::date(basket.last),
        commodities: basket.commodities,
        least: LEAST_COMMODITIES,
        sources,
        weights_from,
        month: row(&basket.month, profile, lang),
        week: row(&basket.week, profile, lang),
        line: line(&basket.weeks),
    })
}

/// The values in their order, each once.
fn each_once<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut once, value| {
        if !once.contains(&value) {
            once.push(value);
        }
        once
    })
}

fn row(movement: &Result<Movement, TooFew>, profile: &Profile, lang: Lang) -> BasketRow {
    match movement {
        Err(too_few) => BasketRow { matched: too_few.matched, change: None },
        Ok(movement) => BasketRow { matched: movement.matched(), change: Some(change(movement, profile, lang)) },
    }
}

fn change(movement: &Movement, profile: &Profile, lang: Lang) -> BasketChange {
    let named = |(id, part): &(CommodityId, f64)| {
        let name = profile.commodity(id).map_or(id.as_str(), |commodity| commodity.name(lang));
        (name.to_owned(), *part)
    };
    let all = &movement.contributions;
    let up: Vec<(String, f64)> =
        all.iter().take_while(|(_, part)| *part >= LEAST_PART).take(NAMED).map(named).collect();
    let down: Vec<(String, f64)> =
        all.iter().rev().take_while(|(_, part)| *part <= -LEAST_PART).take(NAMED).map(named).collect();
    let told: f64 = up.iter().chain(&down).map(|(_, part)| part).sum();
    BasketChange {
        against: day::date(movement.against),
        from: day::date(movement.from),
        share: movement.change,
        covered: movement.covered,
        up,
        down,
        rest: movement.change - told,
    }
}

/// The chain as a line, its first week at 100.
fn line(weeks: &[WeekLevel]) -> Option<BasketLine> {
    let [first, .., last] = weeks else { return None };
    let points: Vec<(i32, f64)> = weeks.iter().map(|week| (week.monday, week.level * 100.0)).collect();
    Some(BasketLine {
        base: day::date(first.monday),
        level: last.level * 100.0,
        sparkline: chart::sparkline(&points, first.monday, last.monday, None, ""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movement(parts: &[(&str, f64)]) -> Movement {
        let contributions: Vec<(CommodityId, f64)> =
            parts.iter().map(|(name, part)| (CommodityId::parse(name).unwrap(), *part)).collect();
        let change = contributions.iter().map(|(_, part)| part).sum();
        Movement { against: 0, from: 7, change, contributions, covered: 1.0 }
    }

    #[test]
    fn what_is_named_and_the_rest_make_up_the_change() {
        let parts = [
            ("cabai-rawit-merah", 0.03),
            ("bawang-merah", 0.02),
            ("bawang-putih", 0.01),
            ("telur-ayam-ras", 0.004),
            ("daging-ayam-ras", 0.000_01),
            ("gula-pasir-lokal", -0.002),
        ];
        let found = change(&movement(&parts), &Profile::load("bandung").unwrap(), Lang::Id);
        let names = |parts: &[(String, f64)]| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&found.up), ["Cabai rawit merah", "Bawang merah", "Bawang putih"]);
        assert_eq!(names(&found.down), ["Gula pasir lokal"]);
        assert!((found.rest - 0.004_01).abs() < 1e-12);
    }

    #[test]
    fn what_rounds_to_nothing_is_not_named() {
        let found = change(&movement(&[("bawang-merah", 0.000_04)]), &Profile::load("bandung").unwrap(), Lang::Id);
        assert!(found.up.is_empty() && found.down.is_empty() && found.rest > 0.0);
    }

    #[test]
    fn one_week_is_no_line() {
        let week = |monday, level| WeekLevel { monday, level };
        assert_eq!(line(&[week(0, 1.0)]), None);
        let found = line(&[week(4, 1.0), week(11, 1.042)]).unwrap();
        assert_eq!(found.base.to_string(), "1970-01-05");
        assert!((found.level - 104.2).abs() < 1e-9 && found.sparkline.starts_with("<svg"));
    }
}
