//! Reasons of the warnings that are no surges, each one sentence.

use crate::model::{
    Evidence, Expected, Lang, PriceLevel, ReferenceBound, WarningState, date_long, decapitalised, percent, rupiah_per,
    standing, whole_percent,
};
use chrono::NaiveDate;

/// So near to the reference a slow rise is told against it.
const NEAR: f64 = 0.05;

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
        evidence.opening(self.name, self.place, self.lang)
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
        let near = |reference: &&ReferenceBound| (evidence.price / reference.high - 1.0).abs() <= NEAR;
        let toward = evidence.reference.as_ref().filter(near).filter(|_| evidence.rise < evidence.theta / 2.0);
        let against = match (toward, self.lang) {
            (Some(reference), _) => {
                let standing = standing(evidence.price / reference.high - 1.0, self.lang);
                format!("{standing} {}", reference.kind)
            }
            (None, Lang::Id) => {
                let earlier = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
                format!("{} harga 13 pekan sebelumnya ({earlier})", standing(evidence.rise, self.lang))
            }
            (None, Lang::En) => {
                let earlier = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
                format!("{} the price 13 weeks before ({earlier})", standing(evidence.rise, self.lang))
            }
        };
        match self.lang {
            Lang::Id => format!("{opening}, {against}; naik perlahan sejak {since}{stage}."),
            Lang::En => format!("{opening}, {against}; creeping up since {since}{stage}."),
        }
    }

    /// A surge that is likely within days.
    pub fn expects(&self, evidence: &Evidence, expected: &Expected) -> String {
        let (opening, since) = (self.opening(evidence), date_long(self.since, self.lang));
        let before = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
        let standing = standing(evidence.rise, self.lang);
        let Expected { chance, days, level } = expected;
        let (theta, above) = (percent(evidence.theta, self.lang), chance >= level);
        let (chance, level) = (whole_percent(*chance), whole_percent(*level));
        match (self.lang, above) {
            (Lang::Id, true) => format!(
                "{opening}, {standing} median empat pekan terakhir ({before}; lonjakan mulai {theta}); peluang lonjakan \
                 dalam {days} hari ke depan {chance}, melewati batas peringatan dini ({level}) sejak {since}."
            ),
            (Lang::Id, false) => format!(
                "{opening}, {standing} median empat pekan terakhir ({before}; lonjakan mulai {theta}); peluang lonjakan \
                 dalam {days} hari ke depan {chance}, sempat melewati batas peringatan dini pada {since}."
            ),
            (Lang::En, true) => format!(
                "{opening}, {standing} the median of the last four weeks ({before}; a surge begins at {theta}); the \
                 chance of a surge within {days} days is {chance}, over the early-warning level ({level}) since {since}."
            ),
            (Lang::En, false) => format!(
                "{opening}, {standing} the median of the last four weeks ({before}; a surge begins at {theta}); the \
                 chance of a surge within {days} days is {chance}, it had crossed the early-warning level on \
                 {since}."
            ),
        }
    }

    /// Above the reference, or just below it again.
    pub fn above_reference(&self, evidence: &Evidence) -> String {
        let (opening, stage, since) = (self.opening(evidence), self.stage(), date_long(self.since, self.lang));
        let ceiling = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
        let kind = evidence.reference.as_ref().map_or("HET/HAP", |reference| reference.kind.as_str());
        let standing = standing(evidence.rise, self.lang);
        let over = match (evidence.rise > 0.0, self.lang) {
            (true, Lang::Id) => "melampauinya sejak",
            (false, Lang::Id) => "sempat melampauinya mulai",
            (true, Lang::En) => "over it since",
            (false, Lang::En) => "was over it since",
        };
        format!("{opening}, {standing} {kind} ({ceiling}); {over} {since}{stage}.")
    }

    /// A market far above the others.
    pub fn stands_apart(&self, evidence: &Evidence, usual: Option<f64>) -> String {
        let (opening, stage, since) = (self.opening(evidence), self.stage(), date_long(self.since, self.lang));
        let rise = standing(evidence.rise, self.lang);
        let others = rupiah_per(evidence.baseline, &evidence.unit, self.lang);
        let usual = usual.map_or_else(String::new, |usual| {
            let usual = standing(usual - 1.0, self.lang);
            match self.lang {
                Lang::Id => format!("; biasanya {usual}nya"),
                Lang::En => format!("; usually {usual} them"),
            }
        });
        match self.lang {
            Lang::Id => {
                format!("{opening}, {rise} median pasar lain di kota ini ({others}{usual}), sejak {since}{stage}.")
            }
            Lang::En => {
                format!(
                    "{opening}, {rise} the median of the city's other markets ({others}{usual}), since {since}{stage}."
                )
            }
        }
    }

    /// No report though there should be one.
    pub fn is_silent(&self, last: NaiveDate, due: NaiveDate, missing: u32) -> String {
        let (last, due) = (date_long(last, self.lang), date_long(due, self.lang));
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

/// A supplying region whose price surges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surging<'a> {
    /// The region.
    pub name: &'a str,
    /// Who pays the price.
    pub level: PriceLevel,
    /// The onset.
    pub since: NaiveDate,
    /// The day of the price.
    pub date: NaiveDate,
    /// Rupiah per unit.
    pub price: f64,
    /// The unit.
    pub unit: &'a str,
    /// What it is above the median of the four weeks before the onset, as a share.
    pub rise: f64,
}

impl Surging<'_> {
    fn told(&self, lang: Lang) -> String {
        let (name, since, date) = (self.name, date_long(self.since, lang), date_long(self.date, lang));
        let (price, rise) = (rupiah_per(self.price, self.unit, lang), standing(self.rise, lang));
        let level = match self.level {
            PriceLevel::Producer => lang.pick("harga produsen", "producer price"),
            PriceLevel::Wholesale => lang.pick("harga grosir", "wholesale price"),
            PriceLevel::Retail => lang.pick("harga eceran", "retail price"),
        };
        match lang {
            Lang::Id => {
                format!(
                    "{name} sejak {since} ({level} {price} pada {date}, {rise} median empat pekan sebelum lonjakan)"
                )
            }
            Lang::En => format!(
                "{name} since {since} ({level} {price} on {date}, {rise} the median of the four weeks before the surge)"
            ),
        }
    }
}

/// Surges in supplying regions, with the weeks after which the city usually follows:
/// the fewest and the most.
pub(super) fn surges_upstream(
    name: &str,
    city: &str,
    regions: &[Surging<'_>],
    delay: Option<(u32, u32)>,
    lang: Lang,
) -> String {
    let mut told: Vec<String> = regions.iter().map(|region| region.told(lang)).collect();
    let last = told.pop().unwrap_or_default();
    let and = if told.is_empty() { "" } else { lang.pick(" dan ", " and ") };
    let regions = format!("{}{and}{last}", told.join(", "));
    let follows = delay.map_or_else(String::new, |(fewest, most)| {
        let weeks = if fewest == most { fewest.to_string() } else { format!("{fewest}–{most}") };
        match lang {
            Lang::Id => format!("; biasanya harga di {city} menyusul {weeks} pekan kemudian"),
            Lang::En => format!("; {city} usually follows {weeks} {} later", if most == 1 { "week" } else { "weeks" }),
        }
    });
    match lang {
        Lang::Id => format!("Harga {} melonjak di daerah pemasok: {regions}{follows}.", decapitalised(name)),
        Lang::En => format!("{name} is surging where the city's supply comes from: {regions}{follows}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(price: f64, baseline: f64) -> Evidence {
        let date = NaiveDate::from_ymd_opt(2025, 12, 19).unwrap();
        Evidence {
            date,
            price,
            unit: "kg".into(),
            baseline,
            rise: price / baseline - 1.0,
            theta: 0.05,
            exceeding: 3,
            peak: price,
            peak_day: date,
            year_median: None,
            reference: Some(ReferenceBound { kind: "HET".into(), high: 13_500.0 }),
            expected: None,
        }
    }

    fn subject(state: WarningState, lang: Lang) -> Subject<'static> {
        let since = NaiveDate::from_ymd_opt(2025, 11, 24).unwrap();
        Subject { name: "Beras medium I", place: "Kota Bandung", since, state, lang }
    }

    #[test]
    fn a_slow_rise_is_told_against_thirteen_weeks_or_against_the_reference_that_it_nears() {
        let about = subject(WarningState::Firing, Lang::Id);
        assert_eq!(
            about.creeps(&evidence(12_800.0, 12_000.0)),
            "Harga beras medium I di Kota Bandung tercatat Rp12.800/kg pada 19 Desember 2025, 6,7% di atas harga 13 \
             pekan sebelumnya (Rp12.000/kg); naik perlahan sejak 24 November 2025."
        );
        assert!(about.creeps(&evidence(13_300.0, 13_100.0)).contains("2025, 1,5% di bawah HET; naik"));
        let eased = subject(WarningState::Recovering, Lang::Id).creeps(&evidence(11_000.0, 12_000.0));
        assert!(eased.contains("8,3% di bawah harga 13 pekan") && eased.ends_with("sudah mereda, masih diamati."));
    }

    #[test]
    fn a_price_that_has_come_back_under_its_reference_was_over_it() {
        let about = subject(WarningState::Firing, Lang::Id);
        assert!(
            about.above_reference(&evidence(13_400.0, 13_500.0)).contains("0,7% di bawah HET (Rp13.500/kg); sempat")
        );
        assert!(
            about
                .above_reference(&evidence(14_000.0, 13_500.0))
                .contains("3,7% di atas HET (Rp13.500/kg); melampauinya")
        );
    }

    #[test]
    fn a_market_is_told_against_the_others_and_against_what_is_usual_where_that_is_known() {
        let about = subject(WarningState::Pending, Lang::En);
        let told = about.stands_apart(&evidence(15_000.0, 12_000.0), Some(0.98));
        assert!(
            told.contains("25.0% above the median of the city's other markets (Rp12,000/kg; usually 2.0% below them)")
        );
        assert!(!about.stands_apart(&evidence(15_000.0, 12_000.0), None).contains("usually"));
    }
}
