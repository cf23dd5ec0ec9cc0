//! Reasons of the warnings that are no surges, each one sentence.

use crate::model::{Evidence, Lang, WarningState, date_long, decapitalised, percent, rupiah_per};
use chrono::NaiveDate;

/// What a sentence is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    /// The commodity, with its price level where that is not retail.
    pub name: &'a str,
    /// The place.
    pub place: &'a str,
    /// Since when.
    pub since: NaiveDate,
    /// Where the warning is in its life.
    pub state: WarningState,
    /// The language.
    pub lang: Lang,
}

impl Subject<'_> {
    fn opening(&self, evidence: &Evidence) -> String {
        let price = rupiah_per(evidence.price, &evidence.unit, self.lang);
        let date = date_long(evidence.date, self.lang);
        match self.lang {
            Lang::Id => {
                format!("Harga {} di {} tercatat {price} pada {date}", decapitalised(self.name), self.place)
            }
            Lang::En => format!("{} in {} stood at {price} on {date}", self.name, self.place),
        }
    }

    fn stage(&self) -> &'static str {
        match self.state {
            WarningState::Pending => self.lang.pick("; menunggu kepastian", "; waiting to be certain"),
            WarningState::Recovering => {
                self.lang.pick("; sudah mereda, masih diamati", "; eased, still under observation")
            }
            WarningState::Firing | WarningState::NoData => "",
        }
    }

    /// A slow rise: against 13 weeks before, or towards the reference.
    pub fn creeps(&self, evidence: &Evidence) -> String {
        let (opening, stage, since) = (self.opening(evidence), self.stage(), date_long(self.since, self.lang));
        let share = percent(evidence.rise, self.lang);
        let toward = evidence.reference.as_ref().filter(|_| evidence.rise < evidence.theta / 2.0);
        let against = match (toward, self.lang) {
            (Some(reference), Lang::Id) => format!(
                "naik dan tinggal {} di bawah {}",
                percent(1.0 - evidence.price / reference.high, self.lang),
                reference.kind
            ),
            (Some(reference), Lang::En) => format!(
                "rising and only {} below the {}",
                percent(1.0 - evidence.price / reference.high, self.lang),
                reference.kind
            ),
            (None, Lang::Id) => format!(
                "{share} di atas harga 13 pekan sebelumnya ({})",
                rupiah_per(evidence.baseline, &evidence.unit, self.lang)
            ),
            (None, Lang::En) => format!(
                "{share} above the price 13 weeks before ({})",
                rupiah_per(evidence.baseline, &evidence.unit, self.lang)
            ),
        };
        match self.lang {
            Lang::Id => format!("{opening}, {against}; naik perlahan sejak {since}{stage}."),
            Lang::En => format!("{opening}, {against}; creeping up since {since}{stage}."),
        }
    }

    /// Above the reference.
    pub fn above_reference(&self, evidence: &Evidence) -> String {
        let (opening, stage, since) = (self.opening(evidence), self.stage(), date_long(self.since, self.lang));
        let ceiling = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
        let kind = evidence.reference.as_ref().map_or("HET/HAP", |reference| reference.kind.as_str());
        let side = match (evidence.rise > 0.0, self.lang) {
            (true, Lang::Id) => "di atas",
            (false, Lang::Id) => "di bawah",
            (true, Lang::En) => "above",
            (false, Lang::En) => "below",
        };
        let share = percent(evidence.rise.abs(), self.lang);
        match self.lang {
            Lang::Id => format!("{opening}, {share} {side} {kind} {ceiling}; melampauinya sejak {since}{stage}."),
            Lang::En => format!("{opening}, {share} {side} the {kind} of {ceiling}; over it since {since}{stage}."),
        }
    }

    /// A market far above the others.
    pub fn stands_apart(&self, evidence: &Evidence, usual: Option<f64>) -> String {
        let (opening, stage, since) = (self.opening(evidence), self.stage(), date_long(self.since, self.lang));
        let share = percent(evidence.rise, self.lang);
        let others = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
        let usual = usual.map(|usual| percent(usual - 1.0, self.lang)).unwrap_or_default();
        match self.lang {
            Lang::Id => format!(
                "{opening}, {share} di atas pasar lain di kota ini ({others}; biasanya {usual}), sejak {since}{stage}."
            ),
            Lang::En => format!(
                "{opening}, {share} above the city's other markets ({others}; usually {usual}), since {since}{stage}."
            ),
        }
    }

    /// No report though there should be one.
    pub fn is_silent(&self, evidence: &Evidence, due: NaiveDate, missing: u32) -> String {
        let (last, due) = (date_long(evidence.date, self.lang), date_long(due, self.lang));
        let name = decapitalised(self.name);
        match (self.lang, missing) {
            (Lang::Id, 1) => format!(
                "Harga {name} di {} terakhir dilaporkan untuk {last}; laporan {due} seharusnya sudah ada.",
                self.place
            ),
            (Lang::Id, more) => format!(
                "Harga {name} di {} terakhir dilaporkan untuk {last}; {more} laporan sampai {due} seharusnya sudah ada.",
                self.place
            ),
            (Lang::En, 1) => format!(
                "{} in {} was last reported for {last}; the report of {due} should be there by now.",
                self.name, self.place
            ),
            (Lang::En, more) => format!(
                "{} in {} was last reported for {last}; {more} reports up to {due} should be there by now.",
                self.name, self.place
            ),
        }
    }
}
