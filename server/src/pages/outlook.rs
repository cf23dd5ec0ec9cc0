//! What may become of a price, and how good such sayings were.

use super::standing;
use crate::live::Judged;
use chrono::{Days, NaiveDate};
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::day;
use lumbung_data::model::outlook::{ChanceStanding, ChanceWord, Horizon, MethodPage, MethodScore, Outlook, Proof};
use lumbung_data::model::{CommodityId, Lang};
use lumbung_data::outlook::HORIZONS;
use lumbung_data::profile::Profile;
use lumbung_data::watch::Phase;

/// The outlook of a city price on a day.
pub(super) fn outlook(
    granary: &Granary,
    city: &City,
    profile: &Profile,
    on: NaiveDate,
    judged: Option<&Judged>,
) -> Option<Outlook> {
    let prospect = granary.prospect(&city.key, on)?;
    let date = day::date(prospect.day);
    let horizons = HORIZONS.iter().zip(&prospect.forecasts).map(|(days, forecast)| {
        let days = u32::try_from(*days).unwrap_or(0);
        let until = date + Days::new(days.into());
        Horizon { until, days, chance: forecast.chance, price: forecast.price }
    });
    let figures = judged.and_then(|judged| judged.score.commodities.get(&city.key.commodity));
    let usual = figures.and_then(|figures| figures.chances.get(&HORIZONS[1])).map(|chances| chances.base);
    let chance = prospect.forecasts[1].chance;
    let watched = city.watched_by(profile, on);
    let surging = watched.stand.phase != Phase::Calm;
    // The usual chance is that of days without a surge.
    let usual = usual.filter(|_| !surging);
    let standing = usual.map(|usual| ChanceStanding { usual, word: ChanceWord::of(chance, usual, prospect.level) });
    Some(Outlook {
        date,
        horizons: horizons.collect(),
        standing,
        surging,
        proof: judged.zip(figures).and_then(|(judged, figures)| Proof::of(figures, judged.from, judged.to)),
    })
}

/// The page of methods.
pub(super) fn method(
    granary: &Granary,
    profile: &Profile,
    judged: Option<&Judged>,
    today: NaiveDate,
    lang: Lang,
) -> MethodPage {
    let name = |id: &CommodityId| profile.commodity(id).map_or_else(|| id.to_string(), |c| c.name(lang).to_owned());
    let judged = judged.map(|judged| MethodScore {
        version: judged.version,
        from: judged.from,
        to: judged.to,
        score: judged.score.clone(),
        names: judged.score.commodities.keys().map(|id: &CommodityId| (id.clone(), name(id))).collect(),
    });
    MethodPage { standing: standing(granary, profile, today), judged }
}
