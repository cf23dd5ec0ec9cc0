//! What a judgement makes news of, and how several news become one message.
//!
//! Told of is a matter: one kind of warning of one commodity in one place, whenever each
//! warning about it began. So neither a first day that a revision shifts nor a warning that
//! comes and goes is told as something new.

use super::warning::change;
use super::{Change, Item, Kind, Notice, Teller, Told, digest};
use crate::wib;
use chrono::NaiveDate;
use lumbung_data::model::ledger::{LedgerEntry, StepKind};
use lumbung_data::model::{Lang, WarningLevel, decapitalised};
use std::collections::HashSet;

/// How many calendar days after its end a warning that comes back is not told, unless it is
/// graver than what was told.
pub const FLAP_DAYS: i64 = 7;
/// How many commodities a subject names.
const NAMED: usize = 3;

/// What was told of a matter last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// What had changed.
    pub change: Change,
    /// How grave it was told to be.
    pub level: WarningLevel,
    /// The day that was judged.
    pub on: NaiveDate,
}

/// All warnings of one matter, the one that was entered first first.
#[derive(Debug)]
pub struct Matter<'a> {
    /// The warnings; never none.
    pub entries: Vec<&'a LedgerEntry>,
    /// What was told last.
    pub before: Option<Before>,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct News<'a> {
    /// Of which warning.
    pub entry: &'a LedgerEntry,
    /// By which of its steps.
    pub at: usize,
    /// What changed.
    pub change: Change,
    /// How grave it is, or was.
    pub level: WarningLevel,
}

impl<'a> Matter<'a> {
    /// Whether an entry belongs to it.
    #[must_use]
    pub fn is_of(&self, entry: &LedgerEntry) -> bool {
        self.entries.first().is_some_and(|one| one.key.is_of_same(&entry.key))
    }

    /// What is told of it after a day was judged. `fresh` are the warnings that got a step
    /// by that; `is_quiet` says of the one in force whether it is acknowledged or silenced.
    #[must_use]
    pub fn news(
        &self,
        on: NaiveDate,
        fresh: &HashSet<i64>,
        is_quiet: impl Fn(&LedgerEntry) -> bool,
    ) -> Option<News<'a>> {
        let gravity = |entry: &LedgerEntry| (entry.last().map(|step| step.level), entry.id);
        let running = self.entries.iter().copied().filter(|entry| entry.in_force()).max_by_key(|entry| gravity(entry));
        let Some(entry) = running else { return self.end(fresh) };
        let at = entry.steps.len().checked_sub(1)?;
        let level = entry.last()?.level;
        let begins = News { entry, at, change: Change::Begins, level };
        match &self.before {
            // Of what was never told, what changed just now.
            None => {
                let change = change(entry, at).filter(|_| fresh.contains(&entry.id) && !is_quiet(entry))?;
                Some(News { change, ..begins })
            }
            Some(before) if !before.change.is_end() => {
                (level > before.level).then_some(News { change: Change::Rises, ..begins })
            }
            Some(before) => {
                let flaps = (on - before.on).num_days() < FLAP_DAYS && level <= before.level;
                (!flaps && !is_quiet(entry)).then_some(begins)
            }
        }
    }

    /// The end, where it is told: to whoever was told of the beginning.
    fn end(&self, fresh: &HashSet<i64>) -> Option<News<'a>> {
        let before = self.before.as_ref().filter(|before| !before.change.is_end())?;
        let entry = self.entries.iter().copied().rfind(|entry| fresh.contains(&entry.id))?;
        let change = match entry.last()?.what {
            StepKind::InForce => return None,
            StepKind::Over => Change::Over,
            StepKind::Withdrawn => Change::Withdrawn,
        };
        // What ended is known by how grave it had become.
        let level = entry.gravest()?.max(before.level);
        Some(News { entry, at: entry.steps.len().checked_sub(1)?, change, level })
    }
}

/// The message of what one judgement made news of, to whoever wants a level and above: that
/// of the warning itself where it is one, else one for all of them.
#[must_use]
pub fn gathered(
    teller: &Teller<'_>,
    (on, version): (NaiveDate, i64),
    least: WarningLevel,
    items: &[Item],
) -> Option<Notice> {
    let wanted: Vec<&Item> = items.iter().filter(|item| item.level >= least).collect();
    if let [one] = wanted[..] {
        return Some(teller.notice(one));
    }
    let count = wanted.len();
    let groups = digest::grouped(wanted);
    let gravest = groups.first()?.first()?.level;
    let told = |lang: Lang| {
        let (prefix, day, level) = (teller.prefix(lang), wib::day(on, lang), gravest.word());
        let names: Vec<String> =
            groups.iter().filter_map(|group| group.first()).map(|item| decapitalised(item.name(lang))).collect();
        let first = names[..names.len().min(NAMED)].join(", ");
        let more = match (names.len().saturating_sub(NAMED), lang) {
            (0, _) => String::new(),
            (more, Lang::Id) => format!(", dan {more} lainnya"),
            (more, Lang::En) => format!(", and {more} more"),
        };
        let subject = match lang {
            Lang::Id => format!("{prefix} {count} kabar peringatan, tertinggi {level}: {first}{more}"),
            Lang::En => format!("{prefix} {count} news of warnings, at most {level}: {first}{more}"),
        };
        let opening = match lang {
            Lang::Id => format!("Dinilai dari data per {day} (versi data {version}):"),
            Lang::En => format!("Judged from data as of {day} (data version {version}):"),
        };
        let text = digest::text(teller, opening, &groups, lang);
        Told { subject, text, attachment: None }
    };
    Some(Notice {
        key: format!("warnings:{on}:{version}:{}", least.as_str()),
        kind: Kind::Warning,
        level: Some(gravest),
        step: None,
        path: "/peringatan".to_owned(),
        told: [Lang::Id, Lang::En].map(told),
    })
}

#[cfg(test)]
mod tests {
    use super::super::warning::tests::{bandung, entry};
    use super::*;
    use lumbung_data::model::Role;
    use lumbung_data::model::WarningLevel::{Awas, Siaga, Waspada};
    use lumbung_data::model::ledger::StepKind::{InForce, Over, Withdrawn};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn news(entries: &[&LedgerEntry], before: Before, on: &str, is_quiet: bool) -> Option<(Change, WarningLevel)> {
        let fresh = entries.iter().map(|entry| entry.id).collect();
        let matter = Matter { entries: entries.to_vec(), before: Some(before) };
        matter.news(day(on), &fresh, |_| is_quiet).map(|news| (news.change, news.level))
    }

    fn told(change: Change, level: WarningLevel, on: &str) -> Before {
        Before { change, level, on: day(on) }
    }

    #[test]
    fn what_comes_back_within_a_week_is_told_only_where_it_is_graver() {
        let back = |level| entry(3, "bawang-merah", &[(InForce, Siaga), (Over, Siaga), (InForce, level)]);
        let ended = told(Change::Over, Siaga, "2023-12-12");
        assert_eq!(news(&[&back(Siaga)], ended.clone(), "2023-12-18", false), None);
        assert_eq!(news(&[&back(Awas)], ended.clone(), "2023-12-18", false), Some((Change::Begins, Awas)));
        let late = Some((Change::Begins, Siaga));
        assert_eq!(news(&[&back(Siaga)], ended.clone(), "2023-12-19", false), late, "it stays");
        assert_eq!(news(&[&back(Siaga)], ended, "2023-12-19", true), None, "silenced");
    }

    #[test]
    fn the_end_of_what_was_not_told_again_is_not_told_again() {
        let gone = entry(3, "bawang-merah", &[(InForce, Siaga), (Over, Siaga), (InForce, Siaga), (Over, Siaga)]);
        assert_eq!(news(&[&gone], told(Change::Over, Siaga, "2023-12-12"), "2023-12-14", false), None);
        let known = told(Change::Rises, Awas, "2023-12-12");
        assert_eq!(news(&[&gone], known, "2023-12-14", false), Some((Change::Over, Awas)), "as grave as it was told");
    }

    #[test]
    fn a_first_day_that_a_revision_shifts_is_no_news() {
        let old = entry(3, "bawang-merah", &[(InForce, Siaga), (Withdrawn, Siaga)]);
        let new = |level| {
            let mut new = entry(4, "bawang-merah", &[(InForce, level)]);
            new.key.onset = day("2023-12-02");
            new
        };
        let known = told(Change::Begins, Siaga, "2023-12-11");
        assert_eq!(news(&[&old, &new(Siaga)], known.clone(), "2023-12-12", false), None);
        assert_eq!(news(&[&old, &new(Awas)], known, "2023-12-12", false), Some((Change::Rises, Awas)));
    }

    #[test]
    fn an_acknowledged_or_silenced_warning_is_told_when_it_rises_and_when_it_is_over() {
        let known = told(Change::Begins, Siaga, "2023-12-11");
        let risen = entry(3, "bawang-merah", &[(InForce, Siaga), (InForce, Awas)]);
        let same = entry(3, "bawang-merah", &[(InForce, Siaga), (InForce, Waspada), (InForce, Siaga)]);
        let over = entry(3, "bawang-merah", &[(InForce, Siaga), (Over, Siaga)]);
        assert_eq!(news(&[&risen], known.clone(), "2023-12-12", true), Some((Change::Rises, Awas)));
        assert_eq!(news(&[&same], known.clone(), "2023-12-13", true), None);
        assert_eq!(news(&[&over], known, "2023-12-12", true), Some((Change::Over, Siaga)));
    }

    #[test]
    fn several_news_are_one_message_and_a_single_one_stays_its_own() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let item = |id, commodity, level, owner| {
            teller.item(&entry(id, commodity, &[(InForce, level)]), 0, (Change::Begins, level), owner).unwrap()
        };
        let items = [item(3, "bawang-merah", Waspada, None), item(4, "cabai-rawit-merah", Awas, Some(Role::Officer))];
        let judged = (day("2023-12-11"), 12);
        let all = gathered(&teller, judged, Waspada, &items).unwrap();
        assert_eq!((all.key.as_str(), all.path.as_str()), ("warnings:2023-12-11:12:waspada", "/peringatan"));
        let [id, en] = &all.told;
        assert_eq!(
            id.subject,
            "[Lumbung Kota Bandung] 2 kabar peringatan, tertinggi Awas: cabai rawit merah, bawang merah"
        );
        assert!(en.subject.contains("2 news of warnings, at most Awas"), "{}", en.subject);
        assert!(id.text.starts_with("Dinilai dari data per Senin, 11 Desember 2023 (versi data 12):"), "{}", id.text);
        assert!(id.text.contains("- Awas: cabai rawit merah naik 32%") && id.text.contains("Pemilik: petugas."));
        let grave = gathered(&teller, judged, Awas, &items).unwrap();
        assert_eq!(grave.key, "warning:4:1");
        assert_eq!(gathered(&teller, judged, Awas, &items[..1]), None);
    }
}
