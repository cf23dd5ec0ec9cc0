//! What a step in the ledger of warnings changed, and the words in which it is told.
//!
//! Told is that a warning begins, rises, is over or is withdrawn; not that it wavers at
//! the same level, and nothing that only informs. A warning of another region is told
//! where it is a supplier's. When, is decided by [`super::news`].

use super::{Kind, Notice, Told};
use crate::wib;
use chrono::{DateTime, NaiveDate, Utc};
use lumbung_data::model::ledger::{LedgerEntry, Step, StepKind, WarningKey};
use lumbung_data::model::{
    CommodityId, Evidence, Lang, Role, WarningKind, WarningLevel, decapitalised, percent, whole_percent,
};
use lumbung_data::profile::Profile;

/// What a step changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It came into force.
    Begins,
    /// It is graver than it ever was since then.
    Rises,
    /// It is over.
    Over,
    /// A revision of the data took its reason away.
    Withdrawn,
}

impl Change {
    const ALL: [Self; 4] = [Self::Begins, Self::Rises, Self::Over, Self::Withdrawn];

    /// Its name in the book.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Rises => "rises",
            Self::Over => "over",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.as_str() == text)
    }

    /// Whether the warning is in force no more.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Over | Self::Withdrawn)
    }
}

/// What the step at a place of an entry changed; none where it changed nothing that is
/// told.
#[must_use]
pub fn change(entry: &LedgerEntry, at: usize) -> Option<Change> {
    let (step, _) = entry.steps.get(at)?;
    let run = entry.steps[..at].iter().rev().take_while(|(before, _)| before.what == StepKind::InForce);
    let gravest = run.map(|(before, _)| before.level).max();
    match (step.what, gravest) {
        (StepKind::InForce, None) => Some(Change::Begins),
        (StepKind::InForce, Some(gravest)) => (step.level > gravest).then_some(Change::Rises),
        (StepKind::Over, Some(_)) => Some(Change::Over),
        (StepKind::Withdrawn, Some(_)) => Some(Change::Withdrawn),
        (StepKind::Over | StepKind::Withdrawn, None) => None,
    }
}

/// A step as it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The warning's number in the ledger.
    pub warning: i64,
    /// The number of its step there, from one.
    pub step: i64,
    /// Which detector spoke.
    pub kind: WarningKind,
    /// What the step changed.
    pub change: Change,
    /// How grave the warning is; of one that ended, how grave it was.
    pub level: WarningLevel,
    /// What it is about.
    pub commodity: CommodityId,
    /// The commodity's name in Indonesian and English.
    pub name: [String; 2],
    /// The place's name.
    pub place: String,
    /// The first exceeding survey day.
    pub onset: NaiveDate,
    /// The day that was judged.
    pub on: NaiveDate,
    /// The version that was judged.
    pub version: i64,
    /// The reason in Indonesian and English.
    pub reason: [String; 2],
    /// The figures behind it.
    pub evidence: Evidence,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// What whoever owns it is.
    pub owner: Option<Role>,
}

/// Makes words of steps, for one city.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The city.
    pub profile: &'a Profile,
    /// Whether its prices are simulated, which every message then says.
    pub simulated: bool,
}

impl Teller<'_> {
    /// Whether warnings of a key are told at all.
    #[must_use]
    pub fn concerns(&self, key: &WarningKey) -> bool {
        let near = key.place.region() == self.profile.code || key.kind == WarningKind::Supply;
        key.kind.alarms() && near
    }

    /// The step at a place of an entry, told as a change at a level; none where there is no
    /// such step.
    #[must_use]
    pub fn item(
        &self,
        entry: &LedgerEntry,
        at: usize,
        (change, level): (Change, WarningLevel),
        owner: Option<Role>,
    ) -> Option<Item> {
        let key = &entry.key;
        let (step, written): &(Step, _) = entry.steps.get(at)?;
        let commodity = self.profile.commodity(&key.commodity);
        let name = |lang| commodity.map_or_else(|| key.commodity.to_string(), |one| one.name(lang).to_owned());
        Some(Item {
            warning: entry.id,
            step: i64::try_from(at).ok()? + 1,
            kind: key.kind,
            change,
            level,
            commodity: key.commodity.clone(),
            name: [name(Lang::Id), name(Lang::En)],
            place: self.profile.place_name(&key.place),
            onset: key.onset,
            on: step.on,
            version: step.version,
            reason: step.reason.clone(),
            evidence: step.evidence.clone(),
            at: *written,
            owner,
        })
    }

    /// The message of one item.
    #[must_use]
    pub fn notice(&self, item: &Item) -> Notice {
        Notice {
            key: format!("warning:{}:{}", item.warning, item.step),
            kind: Kind::Warning,
            level: Some(item.level),
            step: Some((item.warning, item.step)),
            path: item.path(),
            told: [Lang::Id, Lang::En].map(|lang| self.told(item, lang)),
        }
    }

    fn told(&self, item: &Item, lang: Lang) -> Told {
        let subject = format!("{} {}", self.prefix(lang), item.headline(lang));
        let (day, version) = (wib::day(item.on, lang), item.version);
        let standing = match lang {
            Lang::Id => format!("Dinilai dari data per {day} (versi data {version})."),
            Lang::En => format!("Judged from data as of {day} (data version {version})."),
        };
        let written = wib::words(item.at, lang);
        let written = match lang {
            Lang::Id => format!("Dicatat {written}."),
            Lang::En => format!("Written down {written}."),
        };
        let simulated = self.note(lang).map(|note| format!("\n\n{note}")).unwrap_or_default();
        let text = format!("{}\n\n{standing} {written}{simulated}", item.sentence(lang));
        Told { subject, text, attachment: None }
    }

    /// What every subject begins with.
    pub(super) fn prefix(&self, lang: Lang) -> String {
        let simulated = if self.simulated { lang.pick(" SIMULASI:", " SIMULATION:") } else { "" };
        format!("[Lumbung {}]{simulated}", self.profile.name)
    }

    /// That the prices are none of any market, where they are none.
    pub(super) fn note(&self, lang: Lang) -> Option<&'static str> {
        self.simulated.then(|| {
            lang.pick(
                "Harga ini disimulasikan komputer dan bukan harga pasar.",
                "These prices are simulated and not those of any market.",
            )
        })
    }
}

impl Item {
    /// The path of the warning's page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/peringatan/{}", self.warning)
    }

    /// The commodity's name.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        let [id, en] = &self.name;
        lang.pick(id, en)
    }

    /// Level, commodity and figure in one line.
    #[must_use]
    pub fn headline(&self, lang: Lang) -> String {
        let (level, name) = (self.level.word(), decapitalised(self.name(lang)));
        match (self.change, lang) {
            (Change::Over, Lang::Id) => format!("Berakhir: peringatan {level} {name}, {}", self.place),
            (Change::Over, Lang::En) => format!("Over: {level} warning of {name}, {}", self.place),
            (Change::Withdrawn, Lang::Id) => format!("Ditarik: peringatan {level} {name}, {}", self.place),
            (Change::Withdrawn, Lang::En) => format!("Withdrawn: {level} warning of {name}, {}", self.place),
            (Change::Begins | Change::Rises, lang) => format!("{level}: {name} {}", self.figure(lang)),
        }
    }

    /// What the price does, by the figure that the warning rests on.
    fn figure(&self, lang: Lang) -> String {
        let Evidence { rise, date, .. } = self.evidence;
        let (share, place) = (rough(rise, lang), &self.place);
        let days = (date - self.onset).num_days() + 1;
        match (self.kind, lang) {
            (WarningKind::Early, lang) => {
                let (chance, within) =
                    self.evidence.expected.map_or((0.0, 14), |expected| (expected.chance, expected.days));
                let chance = whole_percent(chance);
                match lang {
                    Lang::Id => format!("berpeluang {chance} melonjak dalam {within} hari"),
                    Lang::En => format!("may surge within {within} days, at a chance of {chance}"),
                }
            }
            (WarningKind::Creep, Lang::Id) => format!("naik perlahan {share} dalam 13 pekan"),
            (WarningKind::Creep, Lang::En) => format!("crept up {share} in 13 weeks"),
            (WarningKind::Supply, Lang::Id) => format!("melonjak {share} di daerah pemasok {place}"),
            (WarningKind::Supply, Lang::En) => format!("surges by {share} in the supplying region {place}"),
            (WarningKind::Spread, Lang::Id) => format!("di {place} {share} di atas pasar lain"),
            (WarningKind::Spread, Lang::En) => format!("at {place} {share} above other markets"),
            (WarningKind::Surge | WarningKind::Reference | WarningKind::NoData, Lang::Id) => {
                format!("naik {share} dalam {days} hari")
            }
            (WarningKind::Surge | WarningKind::Reference | WarningKind::NoData, Lang::En) => {
                format!("up {share} in {}", if days == 1 { "a day".to_owned() } else { format!("{days} days") })
            }
        }
    }

    /// The reason, of a warning that ended what became of it, and whose it is.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let owner = match (self.owner, lang) {
            (None, _) => String::new(),
            (Some(role), Lang::Id) => format!(" Pemilik: {}.", office(role, lang)),
            (Some(role), Lang::En) => format!(" Owner: {}.", office(role, lang)),
        };
        format!("{}{owner}", self.said(lang))
    }

    fn said(&self, lang: Lang) -> String {
        let [id, en] = &self.reason;
        let reason = lang.pick(id, en);
        let ended = match (self.change, lang) {
            (Change::Begins | Change::Rises, _) => return reason.clone(),
            (Change::Over, Lang::Id) => "Peringatan ini berakhir: alasannya tidak berlaku lagi. Alasan terakhir:",
            (Change::Over, Lang::En) => "This warning is over: its reason no longer holds. The last reason:",
            (Change::Withdrawn, Lang::Id) => {
                "Peringatan ini ditarik: data yang mendasarinya telah direvisi. Alasan terakhir:"
            }
            (Change::Withdrawn, Lang::En) => {
                "This warning is withdrawn: the data behind it were revised. The last reason:"
            }
        };
        format!("{ended} {reason}")
    }
}

/// What a role is called within a sentence: never a name, as messages go to everybody.
fn office(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Viewer => lang.pick("pengamat", "a viewer"),
        Role::Officer => lang.pick("petugas", "an officer"),
        Role::Leader => lang.pick("pimpinan", "a leader"),
        Role::Admin => lang.pick("admin", "an admin"),
    }
}

/// A share as a line tells it: whole from ten per cent on.
fn rough(share: f64, lang: Lang) -> String {
    const ROUGH: f64 = 0.0995;
    if share.abs() < ROUGH { percent(share, lang) } else { format!("{:.0}%", share * 100.0) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use lumbung_data::model::{PlaceCode, PriceLevel, SourceId, WarningState};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn evidence(on: &str, rise: f64) -> Evidence {
        Evidence {
            date: day(on),
            price: 85_000.0,
            unit: "kg".into(),
            baseline: 64_400.0,
            rise,
            theta: 0.25,
            exceeding: 5,
            peak: 85_000.0,
            peak_day: day(on),
            year_median: None,
            reference: None,
            expected: None,
        }
    }

    /// An entry of these steps: what each says, and how grave it was.
    pub(in crate::notify) fn entry(id: i64, commodity: &str, steps: &[(StepKind, WarningLevel)]) -> LedgerEntry {
        let step = |(at, (what, level)): (usize, &(StepKind, WarningLevel))| {
            let on = format!("2023-12-{:02}", 11 + at);
            let step = Step {
                what: *what,
                on: day(&on),
                version: 12,
                level: *level,
                state: WarningState::Firing,
                reason: ["Harga cabai melonjak.".into(), "Chillies surge.".into()],
                evidence: evidence(&on, 0.32),
            };
            (step, "2023-12-11T00:00:00Z".parse().unwrap())
        };
        LedgerEntry {
            id,
            key: WarningKey {
                kind: WarningKind::Surge,
                commodity: CommodityId::parse(commodity).unwrap(),
                place: PlaceCode::parse("3273").unwrap(),
                price_level: PriceLevel::Retail,
                source: SourceId::parse("pihps").unwrap(),
                onset: day("2023-12-03"),
            },
            steps: steps.iter().enumerate().map(step).collect(),
        }
    }

    pub(in crate::notify) fn bandung() -> Profile {
        Profile::load("bandung").unwrap()
    }

    /// The message of the last step of an entry.
    fn last(teller: &Teller<'_>, entry: &LedgerEntry) -> Notice {
        let at = entry.steps.len() - 1;
        let known = (change(entry, at).unwrap(), entry.steps[at].0.level);
        teller.notice(&teller.item(entry, at, known, None).unwrap())
    }

    use StepKind::{InForce, Over, Withdrawn};
    use WarningLevel::{Awas, Siaga, Waspada};

    #[test]
    fn told_is_what_begins_rises_or_ends_and_not_what_wavers() {
        let steps = [
            (InForce, Waspada),
            (InForce, Siaga),
            (InForce, Waspada),
            (InForce, Siaga),
            (InForce, Awas),
            (Over, Awas),
            (InForce, Waspada),
            (Withdrawn, Waspada),
        ];
        let entry = entry(3, "cabai-rawit-merah", &steps);
        let told: Vec<_> = (0..9).map(|at| change(&entry, at)).collect();
        let some = |change| Some(change);
        assert_eq!(
            told,
            [
                some(Change::Begins),
                some(Change::Rises),
                None,
                None,
                some(Change::Rises),
                some(Change::Over),
                some(Change::Begins),
                some(Change::Withdrawn),
                None
            ]
        );
    }

    #[test]
    fn a_subject_names_city_level_commodity_and_figure() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let notice = last(&teller, &entry(3, "cabai-rawit-merah", &[(InForce, Siaga)]));
        let [id, en] = &notice.told;
        assert_eq!(id.subject, "[Lumbung Kota Bandung] Siaga: cabai rawit merah naik 32% dalam 9 hari");
        assert!(en.subject.starts_with("[Lumbung Kota Bandung] Siaga: ") && en.subject.ends_with("up 32% in 9 days"));
        assert!(id.text.contains("data per Senin, 11 Desember 2023 (versi data 12)"), "{}", id.text);
        assert!(id.text.contains("Dicatat Senin, 11 Desember 2023 pukul 07.00 WIB."), "{}", id.text);
        assert_eq!((notice.key.as_str(), notice.path.as_str()), ("warning:3:1", "/peringatan/3"));
        assert_eq!((notice.level, notice.step), (Some(Siaga), Some((3, 1))));
    }

    #[test]
    fn what_ended_is_told_by_how_grave_it_was_and_why() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let over = entry(3, "cabai-rawit-merah", &[(InForce, Awas), (Over, Waspada)]);
        let over = teller.notice(&teller.item(&over, 1, (Change::Over, Awas), None).unwrap());
        assert_eq!(over.level, Some(Awas));
        let [id, _] = &over.told;
        assert!(id.subject.ends_with("Berakhir: peringatan Awas cabai rawit merah, Kota Bandung"), "{}", id.subject);
        let withdrawn = last(&teller, &entry(3, "cabai-rawit-merah", &[(InForce, Awas), (Withdrawn, Awas)]));
        assert!(withdrawn.told[0].text.starts_with("Peringatan ini ditarik: data yang mendasarinya telah direvisi."));
    }

    #[test]
    fn what_only_informs_and_what_is_of_no_concern_here_is_not_told() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let mut entry = entry(3, "cabai-rawit-merah", &[(InForce, Siaga)]);
        assert!(teller.concerns(&entry.key));
        entry.key.kind = WarningKind::Reference;
        assert!(!teller.concerns(&entry.key));
        entry.key.kind = WarningKind::Surge;
        entry.key.place = PlaceCode::parse("3205").unwrap();
        assert!(!teller.concerns(&entry.key));
        entry.key.kind = WarningKind::Supply;
        assert!(teller.concerns(&entry.key));
        assert!(last(&teller, &entry).told[0].subject.contains("di daerah pemasok Kabupaten Garut"));
    }

    #[test]
    fn a_message_names_the_office_of_whoever_owns_the_warning() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let entry = entry(3, "cabai-rawit-merah", &[(InForce, Siaga)]);
        let item = teller.item(&entry, 0, (Change::Begins, Siaga), Some(Role::Leader)).unwrap();
        assert!(item.sentence(Lang::Id).ends_with(" Pemilik: pimpinan."), "{}", item.sentence(Lang::Id));
        assert!(teller.notice(&item).told[1].text.contains(" Owner: a leader."));
    }

    #[test]
    fn simulated_prices_are_told_as_such() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: true };
        let notice = last(&teller, &entry(3, "cabai-rawit-merah", &[(InForce, Siaga)]));
        let [id, _] = &notice.told;
        assert!(id.subject.starts_with("[Lumbung Kota Bandung] SIMULASI: Siaga"), "{}", id.subject);
        assert!(id.text.ends_with("bukan harga pasar."), "{}", id.text);
    }
}
