//! The plan of a cheap market: what it rests on, taken from the granary; the assumptions as an
//! address changes them; and a variant as drafts of interventions.

mod asked;
mod drafts;
mod grounds;

pub(crate) use asked::{assumptions, query};
pub(crate) use drafts::drafts;

use crate::supply;
use chrono::{Days, NaiveDate};
use lumbung_data::gazetteer;
use lumbung_data::granary::Granary;
use lumbung_data::model::agreement::Agreement;
use lumbung_data::model::plan::{Assumptions, Peak, PeakGround, PlanPage};
use lumbung_data::model::{Lang, day};
use lumbung_data::plan::{self, District, FEAST_AHEAD, Known, Market};
use lumbung_data::profile::Profile;

/// What is asked for.
pub(crate) struct Asked<'a> {
    pub assumptions: Assumptions,
    pub agreements: &'a [Agreement],
    pub today: NaiveDate,
    pub lang: Lang,
}

/// The page of the plan, judged on the latest day with data. Where that is long past, it is
/// planned as if it were today, as on the board.
pub(crate) fn page(granary: &Granary, profile: &Profile, asked: Asked<'_>) -> PlanPage {
    let Asked { assumptions, agreements, today, lang } = asked;
    let latest = crate::pages::latest(granary, profile);
    let judged = latest.unwrap_or(today);
    let is_old = day::is_stale((today - judged).num_days());
    let from = if is_old { judged } else { today };
    let candidates = grounds::candidates(granary, profile, (judged, from), lang);
    let unjudged = profile.watched.len() - candidates.len();
    let known = Known {
        from,
        candidates,
        districts: districts(profile),
        markets: markets(profile),
        off: profile.days_off.clone(),
        feasts: feasts(profile, from, lang),
    };
    let located = known.districts.iter().filter(|district| district.at.is_some()).count();
    let districts = (known.districts.len(), located);
    let mut outcome = plan::plan(&known, &assumptions);
    let supply = supply::Known { granary, profile, agreements, on: judged, today };
    for chosen in &mut outcome.chosen {
        chosen.supply = supply.lines(&chosen.commodity);
    }
    let items: Vec<usize> = outcome.chosen.iter().map(|chosen| chosen.item).collect();
    PlanPage {
        from,
        judged,
        is_old,
        simulated: granary.is_simulated(),
        query: query(&assumptions, &items),
        basis: profile.plan.basis.iter().map(|(key, basis)| (key.clone(), basis.clone())).collect(),
        assumptions,
        watched: profile.watched.len(),
        unjudged,
        version: granary.version(),
        chosen: outcome.chosen,
        set_aside: outcome.set_aside,
        markets: outcome.markets,
        districts,
        window: outcome.window,
        variants: outcome.variants,
    }
}

fn districts(profile: &Profile) -> Vec<District> {
    let of = |known: &gazetteer::District| District {
        code: known.code.clone(),
        name: known.name.clone(),
        at: gazetteer::district_location(&known.code),
    };
    gazetteer::districts(&profile.code).iter().map(of).collect()
}

fn markets(profile: &Profile) -> Vec<Market> {
    let of = |known: &lumbung_data::profile::Market| {
        let (place, name) = (known.code.clone(), known.name.clone());
        Some(Market { place, name, at: known.at?, approximate: known.approximate })
    };
    profile.markets_of(&profile.code).filter_map(of).collect()
}

/// The feasts that are near.
fn feasts(profile: &Profile, from: NaiveDate, lang: Lang) -> Vec<Peak> {
    let until = from + Days::new(FEAST_AHEAD.unsigned_abs());
    let near = profile.holidays.iter().filter(|holiday| holiday.date > from && holiday.date <= until);
    near.map(|holiday| Peak {
        date: holiday.date,
        commodity: None,
        why: PeakGround::Feast { name: holiday.name(lang).to_owned() },
    })
    .collect()
}
