//! Agreements with supplying regions (kerja sama antardaerah, KAD), and where a commodity may
//! come from now.

use super::{CommodityId, PlaceCode};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Days before its end from which an agreement is said to end soon.
pub const ENDS_SOON: i64 = 60;

/// What an office says of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementStatus {
    /// It is being negotiated.
    Prepared,
    /// It was signed.
    Signed,
    /// It was ended before its time.
    Ended,
}

impl AgreementStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Prepared, Self::Signed, Self::Ended];

    /// Its name in the book and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Signed => "signed",
            Self::Ended => "ended",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Where in its time an agreement is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is being negotiated.
    Prepared,
    /// It begins later.
    Coming,
    /// It is in force.
    InForce,
    /// It is in force and ends within [`ENDS_SOON`] days: so many are left, 0 on the last.
    EndsSoon(i64),
    /// Its time is over.
    Expired,
    /// It was ended before its time.
    Ended,
}

/// What an agreement says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The supplying region.
    pub region: PlaceCode,
    /// The number of its document.
    pub document: String,
    /// What it is about; one at least.
    pub commodities: Vec<CommodityId>,
    /// How much, in words: `200 ton per bulan`; empty where none is agreed.
    pub volume: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// The office that is written to, of the region or of the city; no person.
    pub office: String,
    /// The office's telephone number; may be empty. For officers only.
    pub phone: String,
    /// The office's mail address; may be empty. For officers only.
    pub email: String,
    /// What the office says of it.
    pub status: AgreementStatus,
}

impl Terms {
    /// Where in its time it is on a day.
    #[must_use]
    pub fn standing(&self, on: NaiveDate) -> Standing {
        match self.status {
            AgreementStatus::Prepared => Standing::Prepared,
            AgreementStatus::Ended => Standing::Ended,
            AgreementStatus::Signed if on < self.from => Standing::Coming,
            AgreementStatus::Signed if on > self.until => Standing::Expired,
            AgreementStatus::Signed => match (self.until - on).num_days() {
                left if left <= ENDS_SOON => Standing::EndsSoon(left),
                _ => Standing::InForce,
            },
        }
    }

    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, on: NaiveDate) -> bool {
        matches!(self.standing(on), Standing::InForce | Standing::EndsSoon(_))
    }
}

/// An agreement as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Its number.
    pub id: i64,
    /// What it says now.
    pub terms: Terms,
    /// The number of the revision that says so.
    pub revision: i64,
    /// When that was written.
    pub at: DateTime<Utc>,
}

/// An agreement that a region's supply rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreementNote {
    /// Its number.
    pub id: i64,
    /// Its last day.
    pub until: NaiveDate,
    /// Where in its time it is.
    pub standing: Standing,
}

impl AgreementNote {
    /// Of agreements with a region about a commodity the one in force that lasts longest; none
    /// where none is in force.
    #[must_use]
    pub fn of(agreements: &[Agreement], region: &PlaceCode, commodity: &CommodityId, on: NaiveDate) -> Option<Self> {
        let about = |known: &&Agreement| {
            let terms = &known.terms;
            terms.region == *region && terms.commodities.contains(commodity) && terms.in_force(on)
        };
        let known = agreements.iter().filter(about).max_by_key(|known| (known.terms.until, known.id))?;
        Some(Self { id: known.id, until: known.terms.until, standing: known.terms.standing(on) })
    }
}

/// A region that sends a commodity, or is to by an agreement, with its price now.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyLine {
    /// The region.
    pub region: PlaceCode,
    /// Its name.
    pub name: String,
    /// Its price, rupiah per unit, the unit and the day; none where no price is known.
    pub price: Option<(f64, String, NaiveDate)>,
    /// What the city's price is above it: in rupiah per unit, and as a share of it.
    pub spread: Option<(f64, f64)>,
    /// The weeks after which the city's price usually follows it; none where that is not certain.
    pub delay: Option<u32>,
    /// The agreement in force.
    pub agreement: Option<AgreementNote>,
}

/// The list of agreements.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgreementsPage {
    /// The agreements, those that end soon first.
    pub rows: Vec<AgreementRow>,
    /// The form for another one; none for who may not.
    pub form: Option<AgreementForm>,
    /// Where watched commodities may come from now: those of which a price or an agreement is
    /// known.
    pub supply: Vec<(CommodityId, String, Vec<SupplyLine>)>,
}

/// One agreement as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementRow {
    /// The agreement; telephone and mail are empty for who may not see them.
    pub agreement: Agreement,
    /// The region's name.
    pub region: String,
    /// What it is about: identifier and name, with the region's price now.
    pub goods: Vec<(CommodityId, String, SupplyLine)>,
    /// Where in its time it is today.
    pub standing: Standing,
}

/// One agreement with its past.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementPage {
    /// As it stands.
    pub row: AgreementRow,
    /// Every revision, the latest first: when, by whom, and what it said. For officers only.
    pub revisions: Vec<(DateTime<Utc>, String, Terms)>,
    /// The form that changes it; none for who may not.
    pub form: Option<AgreementForm>,
}

/// The form of an agreement as it was filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgreementForm {
    /// The region: a code or a name.
    pub region: String,
    /// The number of the document.
    pub document: String,
    /// The commodities that can be chosen: identifier, name, whether it is chosen.
    pub commodities: Vec<(String, String, bool)>,
    /// How much.
    pub volume: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The office.
    pub office: String,
    /// Its telephone number.
    pub phone: String,
    /// Its mail address.
    pub email: String,
    /// The status.
    pub status: String,
    /// Regions that are known to supply the city, by name.
    pub regions: Vec<String>,
    /// The revision that was shown; 0 for a new one.
    pub revision: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(from: &str, until: &str, status: AgreementStatus) -> Terms {
        Terms {
            region: PlaceCode::parse("3205").unwrap(),
            document: "1/KAD/2026".to_owned(),
            commodities: vec![CommodityId::parse("cabai-rawit-merah").unwrap()],
            volume: String::new(),
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            office: "Dinas Pertanian".to_owned(),
            phone: String::new(),
            email: String::new(),
            status,
        }
    }

    #[test]
    fn an_agreement_ends_soon_from_sixty_days_before_its_last_day_on() {
        let signed = terms("2026-01-01", "2026-12-31", AgreementStatus::Signed);
        let on = |day: &str| signed.standing(day.parse().unwrap());
        assert_eq!(on("2025-12-31"), Standing::Coming);
        assert_eq!(on("2026-11-01"), Standing::EndsSoon(60));
        assert_eq!(on("2026-10-31"), Standing::InForce);
        assert_eq!((on("2026-12-31"), on("2027-01-01")), (Standing::EndsSoon(0), Standing::Expired));
        let ended = terms("2026-01-01", "2026-12-31", AgreementStatus::Ended);
        assert_eq!(ended.standing("2026-05-01".parse().unwrap()), Standing::Ended);
    }

    #[test]
    fn of_several_agreements_the_one_in_force_that_lasts_longest_counts() {
        let agreement = |id, until: &str, status| Agreement {
            id,
            terms: terms("2026-01-01", until, status),
            revision: id,
            at: DateTime::default(),
        };
        let all = [
            agreement(1, "2026-12-31", AgreementStatus::Signed),
            agreement(2, "2027-12-31", AgreementStatus::Signed),
            agreement(3, "2029-12-31", AgreementStatus::Prepared),
        ];
        let (region, on) = (PlaceCode::parse("3205").unwrap(), "2026-06-01".parse().unwrap());
        let about = |id: &str| AgreementNote::of(&all, &region, &CommodityId::parse(id).unwrap(), on);
        assert_eq!(about("cabai-rawit-merah").map(|note| note.id), Some(2));
        assert_eq!(about("bawang-merah"), None);
        assert_eq!(AgreementNote::of(&all, &PlaceCode::parse("3203").unwrap(), &all[0].terms.commodities[0], on), None);
    }
}
