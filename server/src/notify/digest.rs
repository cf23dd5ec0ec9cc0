//! The daily digest: at seven in the morning all that was told since the one before,
//! grouped by commodity, of each warning only what became of it last.

use super::{Item, Kind, Notice, Teller, Told};
use crate::wib;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use lumbung_data::model::{Lang, WarningLevel};
use std::collections::{BTreeMap, HashSet};

/// The hour in western Indonesia at which it is made.
const HOUR: u32 = 7;

/// The day whose digest is due, after the one of another day. A day on which no server
/// ran at that hour gets its digest when one runs again; of several such days only the
/// last.
#[must_use]
pub fn due(now: DateTime<Utc>, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let there = wib::local(now).naive_local();
    let hour = NaiveTime::from_hms_opt(HOUR, 0, 0)?;
    let is_due = there.time() >= hour && last.is_none_or(|last| last < there.date());
    is_due.then_some(there.date())
}

/// The digest of a day for those who want this level and above; none where nothing is
/// to be told. `items` are in the order in which they were written down.
#[must_use]
pub fn compose(teller: &Teller<'_>, day: NaiveDate, least: WarningLevel, items: &[Item]) -> Option<Notice> {
    let mut seen = HashSet::new();
    let newest = items.iter().rev().filter(|item| item.level >= least && seen.insert(item.warning));
    let groups = grouped(newest);
    let gravest = groups.first()?.first()?.level;
    Some(Notice {
        key: format!("digest:{day}:{}", least.as_str()),
        kind: Kind::Digest,
        level: Some(gravest),
        step: None,
        path: "/peringatan".to_owned(),
        told: [Lang::Id, Lang::En].map(|lang| told(teller, day, gravest, &groups, lang)),
    })
}

/// Items under their commodities, the gravest first.
pub(super) fn grouped<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<Vec<&'a Item>> {
    let mut groups: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in items {
        groups.entry(item.commodity.as_str()).or_default().push(item);
    }
    let mut groups: Vec<Vec<&Item>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|item| (std::cmp::Reverse(item.level), item.warning));
    }
    // What is as grave, by name.
    groups
        .sort_by_key(|group| group.first().map(|item| (std::cmp::Reverse(item.level), item.name(Lang::Id).to_owned())));
    groups
}

/// What is said of groups, below an opening: each warning with a line and its sentence.
pub(super) fn text(teller: &Teller<'_>, opening: String, groups: &[Vec<&Item>], lang: Lang) -> String {
    let group = |items: &Vec<&Item>| {
        let name = items.first().map_or("", |item| item.name(lang));
        let lines: Vec<String> =
            items.iter().map(|item| format!("- {}\n  {}", item.headline(lang), item.sentence(lang))).collect();
        format!("{name}\n{}", lines.join("\n"))
    };
    let mut parts = vec![opening];
    parts.extend(groups.iter().map(group));
    parts.extend(teller.note(lang).map(str::to_owned));
    parts.join("\n\n")
}

fn told(teller: &Teller<'_>, day: NaiveDate, gravest: WarningLevel, groups: &[Vec<&Item>], lang: Lang) -> Told {
    let (prefix, date, count) = (teller.prefix(lang), wib::day(day, lang), groups.len());
    let subject = match (lang, count) {
        (Lang::Id, _) => format!("{prefix} Rangkuman {date}: {count} komoditas, tertinggi {}", gravest.word()),
        (Lang::En, 1) => format!("{prefix} Digest of {date}: 1 commodity, at most {}", gravest.word()),
        (Lang::En, _) => format!("{prefix} Digest of {date}: {count} commodities, at most {}", gravest.word()),
    };
    let opening = lang.pick(
        "Perubahan peringatan sejak rangkuman sebelumnya:",
        "What changed about warnings since the digest before:",
    );
    Told { subject, text: text(teller, opening.to_owned(), groups, lang), attachment: None }
}

#[cfg(test)]
mod tests {
    use super::super::warning::tests::{bandung, entry};
    use super::super::{Change, change};
    use super::*;
    use lumbung_data::model::WarningLevel::{Awas, Siaga, Waspada};
    use lumbung_data::model::ledger::LedgerEntry;
    use lumbung_data::model::ledger::StepKind::{InForce, Over};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// What a step changed, and how grave it is told to be.
    fn known(entry: &LedgerEntry, at: usize) -> (Change, WarningLevel) {
        (change(entry, at).unwrap(), entry.steps[at].0.level)
    }

    #[test]
    fn it_is_due_once_a_day_from_seven_in_the_morning_there() {
        let today = day("2023-12-11");
        let yesterday = today.pred_opt();
        assert_eq!(due(at("2023-12-10T23:59:59Z"), yesterday), None);
        assert_eq!(due(at("2023-12-11T00:00:00Z"), yesterday), Some(today));
        assert_eq!(due(at("2023-12-11T00:00:00Z"), Some(today)), None);
        assert_eq!(due(at("2023-12-11T16:59:59Z"), yesterday), Some(today), "late is better than never");
        assert_eq!(due(at("2023-12-11T03:00:00Z"), None), Some(today));
    }

    #[test]
    fn of_each_warning_only_the_last_step_is_told_under_its_commodity_the_gravest_first() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let chilli = entry(3, "cabai-rawit-merah", &[(InForce, Waspada), (InForce, Siaga)]);
        let onion = entry(4, "bawang-merah", &[(InForce, Awas), (Over, Awas)]);
        let items: Vec<Item> = [(&chilli, 0), (&onion, 0), (&chilli, 1), (&onion, 1)]
            .map(|(entry, at)| teller.item(entry, at, known(entry, at), None).unwrap())
            .into();
        let notice = compose(&teller, day("2023-12-11"), Waspada, &items).unwrap();
        assert_eq!(notice.key, "digest:2023-12-11:waspada");
        let [id, _] = &notice.told;
        assert_eq!(id.subject, "[Lumbung Kota Bandung] Rangkuman Senin, 11 Desember 2023: 2 komoditas, tertinggi Awas");
        assert_eq!(id.text.matches("Siaga: cabai rawit merah").count(), 1);
        assert!(!id.text.contains("Waspada:") && !id.text.contains("Awas: bawang"), "{}", id.text);
        assert!(id.text.find("Bawang merah\n- Berakhir") < id.text.find("Cabai rawit merah\n- Siaga"), "{}", id.text);
    }

    #[test]
    fn who_wants_only_the_grave_is_told_nothing_else_and_nothing_makes_no_digest() {
        let profile = bandung();
        let teller = Teller { profile: &profile, simulated: false };
        let entry = entry(3, "cabai-rawit-merah", &[(InForce, Siaga)]);
        let items = [teller.item(&entry, 0, known(&entry, 0), None).unwrap()];
        assert!(compose(&teller, day("2023-12-11"), Siaga, &items).is_some());
        assert_eq!(compose(&teller, day("2023-12-11"), Awas, &items), None);
        assert_eq!(compose(&teller, day("2023-12-11"), Waspada, &[]), None);
    }
}
