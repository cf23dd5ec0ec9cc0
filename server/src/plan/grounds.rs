//! What is known of each commodity that may be proposed.

use crate::pages::{feast_block, shown, unit, weeks};
use chrono::{Days, NaiveDate};
use lumbung_data::granary::{City, Granary};
use lumbung_data::index::beside_each_other;
use lumbung_data::model::feast::FeastBlock;
use lumbung_data::model::plan::{Ground, Peak, PeakGround};
use lumbung_data::model::{CommodityId, Lang, MarketSeries, Warning, WarningKind, day};
use lumbung_data::outlook::HORIZONS;
use lumbung_data::plan::{Candidate, FEAST_AHEAD};
use lumbung_data::profile::Profile;
use lumbung_data::watch::is_too_old;

/// What the outlook's middle must lie above the price to be a peak.
const LEAST_RISE: f64 = 0.01;

/// The watched commodities whose price can be judged on a day, with what is planned from
/// another on.
pub(super) fn candidates(
    granary: &Granary,
    profile: &Profile,
    (judged, from): (NaiveDate, NaiveDate),
    lang: Lang,
) -> Vec<Candidate> {
    let feast = feast_block(granary, profile, from, lang).filter(|feast| feast.next.days <= FEAST_AHEAD);
    let of = |id: &CommodityId| {
        let commodity = profile.commodity(id)?;
        let city = shown(granary, profile, id)?;
        let (days, prices) = city.price().survey_days_by(day::of(judged));
        let (last, price) = (*days.last()?, *prices.last()?);
        if is_too_old(last, day::of(judged)) {
            return None;
        }
        let warnings = granary.warnings_of(city, profile, judged, lang);
        let name = commodity.name(lang).to_owned();
        let mut grounds: Vec<Ground> = warnings.iter().map(warned).collect();
        grounds.extend(feast.as_ref().and_then(|feast| before_feast(feast, id)));
        let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
        Some(Candidate {
            commodity: id.clone(),
            unit: unit(city, commodity),
            price,
            date: day::date(last),
            week: weeks(city.price(), 1).first().and_then(|week| week.change),
            theta: city.watched_by(profile, judged).theta.map(|theta| theta.value),
            peaks: peaks(granary, city, &warnings, (judged, from), price, &name),
            markets: beside_each_other(&members).map(|(_, markets)| markets).unwrap_or_default(),
            grounds,
            name,
        })
    };
    profile.watched.iter().filter_map(of).collect()
}

fn warned(warning: &Warning) -> Ground {
    Ground::Warned {
        kind: warning.kind,
        level: warning.level,
        onset: warning.onset,
        rise: warning.evidence.rise,
        chance: warning.evidence.expected.map(|expected| expected.chance),
    }
}

/// That a price usually rises before the next feast.
fn before_feast(feast: &FeastBlock, id: &CommodityId) -> Option<Ground> {
    let usual = feast.moves.iter().find(|usual| usual.id == *id && usual.rises)?;
    Some(Ground::Feast {
        name: feast.next.name.clone(),
        date: feast.next.date,
        count: usual.count,
        years: usual.years.len(),
        median: usual.median,
    })
}

/// When a price is expected to be highest, as far as that is to come.
fn peaks(
    granary: &Granary,
    city: &City,
    warnings: &[Warning],
    (judged, from): (NaiveDate, NaiveDate),
    price: f64,
    name: &str,
) -> Vec<Peak> {
    let own = |warning: &&Warning| matches!(warning.kind, WarningKind::Surge | WarningKind::Early | WarningKind::Creep);
    let usual = warnings.iter().filter(own).filter_map(|warning| {
        let days = warning.record?.days_to_peak?;
        Some((warning.raised_on + Days::new(days.into()), PeakGround::Record { days }))
    });
    let foreseen = granary.prospect(&city.key, judged).and_then(|prospect| {
        let middles = HORIZONS.iter().zip(&prospect.forecasts).map(|(days, said)| (prospect.day + days, said.price[1]));
        let (on, middle) = middles.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let unit = city.price().unit.clone();
        (middle > price * (1.0 + LEAST_RISE)).then(|| (day::date(on), PeakGround::Outlook { price: middle, unit }))
    });
    let peak = |(date, why)| Peak { date, commodity: Some(name.to_owned()), why };
    usual.chain(foreseen).filter(|(date, _)| *date > from).map(peak).collect()
}
