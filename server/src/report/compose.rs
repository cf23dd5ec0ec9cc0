//! The model of a sheet, from what is known at the end of its week.

use super::lines::{Line, foremost, lines};
use super::{charts, feast, interventions, official, places, proposals, quality, reckoning, sentences};
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::granary::Granary;
use lumbung_data::model::intervention::Entry;
use lumbung_data::model::sheet::Sheet;
use lumbung_data::model::{IsoWeek, day};
use lumbung_data::profile::Profile;

/// What is known of a sheet beside prices.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The week.
    pub week: IsoWeek,
    /// Now.
    pub now: DateTime<Utc>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Scheme and host under which others reach this Lumbung, where that is set.
    pub site: Option<&'a str>,
    /// The frozen sheet of the week before.
    pub before: Option<&'a Sheet>,
    /// The interventions.
    pub interventions: &'a [Entry],
}

/// What the parts of a sheet are made from.
pub(super) struct Known<'a> {
    pub granary: &'a Granary,
    pub profile: &'a Profile,
    pub week: IsoWeek,
    /// The day that is judged: the week's last survey day, else its Sunday.
    pub on: NaiveDate,
}

/// The sheet of a week. The granary must know nothing of days after the week's Sunday
/// (see [`Granary::until`]) and have the outlook of its last day.
#[must_use]
pub fn compose(granary: &Granary, profile: &Profile, setting: &Setting<'_>) -> Sheet {
    let week = setting.week;
    let latest = crate::pages::latest(granary, profile);
    let on = latest.filter(|latest| week.holds(*latest)).unwrap_or_else(|| week.sunday());
    let known = Known { granary, profile, week, on };
    let lines = lines(&known);
    let order = foremost(&lines);
    let spreads = places::spreads(&known, &lines);
    let feast = feast::feast(&known);
    let quality = quality::quality(&known, &lines);
    let stocks = places::stocks(&known);
    let proposals = proposals::proposals(&proposals::Grounds {
        known: &known,
        lines: &lines,
        order: &order,
        spreads: &spreads,
        stocks: &stocks,
        feast: feast.as_ref(),
        quality: &quality,
    });
    let address = |path: String| setting.site.map(|site| format!("{site}{path}"));
    Sheet {
        week,
        city: profile.name.clone(),
        region: profile.code.clone(),
        version: granary.version(),
        made_at: setting.now,
        draft: setting.draft,
        data_until: latest,
        sources: sources(&lines),
        simulated: granary.is_simulated(),
        headline: sentences::headline(&lines),
        summary: sentences::summary(&lines),
        charts: charts::charts(&known, &lines, &order),
        foremost: order.iter().map(|at| lines[*at].row.id.clone()).collect(),
        indicator: official::indicator(&known),
        inflation: official::inflation(&known),
        basket: official::basket(&known),
        spreads,
        supplies: places::supplies(&known, &lines),
        stocks,
        interventions: interventions::interventions(&known, setting.interventions),
        feast,
        proposals,
        reckoning: setting.before.and_then(|before| reckoning::reckoning(&known, &lines, before)),
        quality,
        rows: lines.into_iter().map(|line| line.row).collect(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        page: address(format!("/pekan/{week}")),
        method: address("/metode".to_owned()),
    }
}

/// Whose prices are told, each once.
fn sources(lines: &[Line<'_>]) -> Vec<lumbung_data::model::SourceId> {
    let mut sources = Vec::new();
    for source in lines.iter().filter(|line| line.row.price.is_some()).filter_map(|line| line.row.source.as_ref()) {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    sources
}

impl Known<'_> {
    /// The week's first and last day, by their numbers.
    pub fn days(&self) -> (i32, i32) {
        (day::of(self.week.monday()), day::of(self.week.sunday()))
    }
}
