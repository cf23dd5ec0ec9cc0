//! A warning's reason as one sentence in either language.

use super::{Evidence, Lang, Record, WarningKind, WarningLevel, date_long, percent, rupiah, rupiah_per};
use chrono::NaiveDate;
use std::cmp::Ordering;

/// A price this far below its peak is said to have come down.
const DOWN_FROM_PEAK: f64 = 0.05;
/// Exceeding survey days that confirm an onset.
const NEEDED: u32 = 4;

impl Evidence {
    /// The reason in one sentence: what, where, since when, against what. The
    /// subject is the commodity, with its price level where that is not retail.
    #[must_use]
    pub fn sentence(
        &self,
        level: WarningLevel,
        subject: &str,
        place: &str,
        (onset, raised_on, confirmed_on): (NaiveDate, Option<NaiveDate>, Option<NaiveDate>),
        lang: Lang,
    ) -> String {
        let opening = self.opening(subject, place, lang);
        let against = self.against_median(onset, lang);
        let reference = self.against_reference(level, lang);
        let stage = self.stage(raised_on, confirmed_on, lang);
        let fall = self.fall(lang);
        format!("{opening}, {against}{reference}; {stage}{fall}.")
    }

    /// What stood where and when, as every reason begins.
    #[must_use]
    pub fn opening(&self, subject: &str, place: &str, lang: Lang) -> String {
        let price = rupiah_per(self.price, &self.unit, lang);
        let date = date_long(self.date, lang);
        match lang {
            Lang::Id => format!("Harga {} di {place} tercatat {price} pada {date}", decapitalised(subject)),
            Lang::En => format!("{subject} in {place} stood at {price} on {date}"),
        }
    }

    fn against_median(&self, onset: NaiveDate, lang: Lang) -> String {
        let standing = standing(self.rise, lang);
        let since = date_long(onset, lang);
        let baseline = rupiah_per(self.baseline, &self.unit, lang);
        let theta = percent(self.theta, lang);
        match lang {
            Lang::Id => format!("{standing} median empat pekan sebelum {since} ({baseline}; ambang {theta})"),
            Lang::En => {
                format!("{standing} the median of the four weeks before {since} ({baseline}; threshold {theta})")
            }
        }
    }

    fn against_reference(&self, level: WarningLevel, lang: Lang) -> String {
        let below_year = self.year_median.is_some_and(|median| self.price < median);
        let year = match (level, lang) {
            (WarningLevel::Awas, Lang::Id) => " serta di atas median setahun",
            (WarningLevel::Awas, Lang::En) => " and above the year's median",
            (WarningLevel::Waspada, Lang::Id) if below_year => " serta di bawah median setahun",
            (WarningLevel::Waspada, Lang::En) if below_year => " and below the year's median",
            _ => "",
        };
        let Some(reference) = &self.reference else { return String::new() };
        let kind = &reference.kind;
        let share = percent((self.price / reference.high - 1.0).abs(), lang);
        let standing = match (reference.compare(self.price), lang) {
            (Ordering::Greater, Lang::Id) => format!("{share} di atas {kind}"),
            (Ordering::Greater, Lang::En) => format!("{share} above the {kind}"),
            (Ordering::Equal, Lang::Id) => format!("tepat pada batas atas {kind}"),
            (Ordering::Equal, Lang::En) => format!("exactly at the ceiling of the {kind}"),
            (Ordering::Less, Lang::Id) => format!("masih di bawah {kind}"),
            (Ordering::Less, Lang::En) => format!("still below the {kind}"),
        };
        format!("{}{standing}{year}", lang.pick(" dan ", " and "))
    }

    fn stage(&self, raised_on: Option<NaiveDate>, confirmed_on: Option<NaiveDate>, lang: Lang) -> String {
        let exceeding = self.exceeding;
        let raised = match (raised_on, lang) {
            (None, _) => String::new(),
            (Some(day), Lang::Id) => format!("jauh di atas ambang sejak {}, ", date_long(day, lang)),
            (Some(day), Lang::En) => format!("far above the threshold since {}, ", date_long(day, lang)),
        };
        match (confirmed_on, lang) {
            (Some(day), Lang::Id) => format!("terkonfirmasi sejak {}", date_long(day, lang)),
            (Some(day), Lang::En) => format!("confirmed since {}", date_long(day, lang)),
            (None, Lang::Id) => format!(
                "{raised}menunggu konfirmasi (ambang terlampaui pada {exceeding} dari {NEEDED} hari survei yang diperlukan)"
            ),
            (None, Lang::En) => {
                format!(
                    "{raised}waiting for confirmation (threshold exceeded on {exceeding} of the {NEEDED} survey days needed)"
                )
            }
        }
    }

    /// That it has come down, where it clearly has.
    fn fall(&self, lang: Lang) -> String {
        let fall = 1.0 - self.price / self.peak;
        if fall < DOWN_FROM_PEAK {
            return String::new();
        }
        let (share, peak, day) = (percent(fall, lang), rupiah(self.peak, lang), date_long(self.peak_day, lang));
        match lang {
            Lang::Id => format!("; sudah turun {share} dari puncak {peak} pada {day}"),
            Lang::En => format!("; down {share} from its peak of {peak} on {day}"),
        }
    }
}

impl Record {
    /// What usually followed warnings of a kind, in one sentence.
    #[must_use]
    pub fn sentence(&self, kind: WarningKind, lang: Lang) -> String {
        let Self { similar, rose, days_to_peak } = self;
        let peak = match (days_to_peak, lang) {
            (None, _) => String::new(),
            (Some(days), Lang::Id) => format!("; median {days} hari sampai puncak"),
            (Some(days), Lang::En) => format!("; a median of {days} days to the peak"),
        };
        // Where a warning begins elsewhere, what follows is the city's own rise.
        let rose = match (kind, lang) {
            (WarningKind::Supply | WarningKind::Spread, Lang::Id) => format!("{rose} diikuti kenaikan harga kota"),
            (WarningKind::Supply | WarningKind::Spread, Lang::En) => {
                format!("{rose} were followed by a rise of the city’s price")
            }
            (_, Lang::Id) => format!("{rose} berlanjut naik"),
            (_, Lang::En) => format!("{rose} went on rising"),
        };
        match lang {
            Lang::Id => format!("Dari {similar} peringatan serupa, {rose}{peak}."),
            Lang::En => format!("Of {similar} similar warnings, {rose}{peak}."),
        }
    }
}

/// How far a price stands above or below something: `3,2% di atas`.
#[must_use]
pub fn standing(share: f64, lang: Lang) -> String {
    let side = if share < 0.0 { lang.pick("di bawah", "below") } else { lang.pick("di atas", "above") };
    format!("{} {side}", percent(share.abs(), lang))
}

/// The first letter small, as within a sentence.
#[must_use]
pub fn decapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ReferenceBound;

    fn evidence() -> Evidence {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        Evidence {
            date: date("2026-11-24"),
            price: 47_165.0,
            unit: "kg".into(),
            baseline: 43_872.0,
            rise: 47_165.0 / 43_872.0 - 1.0,
            theta: 0.05,
            exceeding: 2,
            peak: 47_165.0,
            peak_day: date("2026-11-24"),
            year_median: Some(40_000.0),
            reference: Some(ReferenceBound { kind: "HAP".into(), high: 38_000.0 }),
            expected: None,
        }
    }

    fn said(evidence: &Evidence, level: WarningLevel, confirmed: Option<&str>, lang: Lang) -> String {
        let onset = "2026-11-23".parse().unwrap();
        evidence.sentence(
            level,
            "Bawang putih",
            "Kota Bandung",
            (onset, None, confirmed.map(|day| day.parse().unwrap())),
            lang,
        )
    }

    #[test]
    fn a_pending_warning_says_what_it_waits_for() {
        assert_eq!(
            said(&evidence(), WarningLevel::Waspada, None, Lang::Id),
            "Harga bawang putih di Kota Bandung tercatat Rp47.165/kg pada 24 November 2026, 7,5% di atas median empat \
             pekan sebelum 23 November 2026 (Rp43.872/kg; ambang 5,0%) dan 24,1% di atas HAP; menunggu konfirmasi \
             (ambang terlampaui pada 2 dari 4 hari survei yang diperlukan)."
        );
    }

    #[test]
    fn a_record_says_how_many_went_on_and_how_long_it_took() {
        let record = Record { similar: 12, rose: 9, days_to_peak: Some(16) };
        assert_eq!(
            record.sentence(WarningKind::Surge, Lang::Id),
            "Dari 12 peringatan serupa, 9 berlanjut naik; median 16 hari sampai puncak."
        );
        assert_eq!(
            Record { days_to_peak: None, ..record }.sentence(WarningKind::Early, Lang::En),
            "Of 12 similar warnings, 9 went on rising."
        );
        assert_eq!(
            record.sentence(WarningKind::Supply, Lang::Id),
            "Dari 12 peringatan serupa, 9 diikuti kenaikan harga kota; median 16 hari sampai puncak."
        );
    }

    #[test]
    fn a_price_at_the_ceiling_is_at_it_and_not_above() {
        let mut evidence = evidence();
        evidence.price = 38_000.000_000_000_01;
        evidence.rise = evidence.price / evidence.baseline - 1.0;
        let sentence = said(&evidence, WarningLevel::Siaga, Some("2026-11-24"), Lang::Id);
        assert!(
            sentence.contains("13,4% di bawah median") && sentence.contains("tepat pada batas atas HAP"),
            "{sentence}"
        );
    }

    #[test]
    fn a_price_that_has_come_down_says_from_where() {
        let mut evidence = evidence();
        evidence.peak = 60_000.0;
        let sentence = said(&evidence, WarningLevel::Awas, Some("2026-11-24"), Lang::En);
        assert!(sentence.ends_with("and above the year's median; confirmed since 24 November 2026; down 21.4% from its peak of Rp60,000 on 24 November 2026."), "{sentence}");
    }
}
