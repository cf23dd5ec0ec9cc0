use super::*;
use crate::model::{Role, WarningLevel};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn actor(name: &str) -> Actor {
    Actor { name: name.to_owned(), full_name: format!("{name} S."), role: Role::Officer }
}

fn act(id: i64, what: ActKind) -> Act {
    let owner = match what {
        ActKind::Take => Some(actor("sari")),
        ActKind::Hand => Some(actor("budi")),
        _ => None,
    };
    Act {
        id,
        warning: 1,
        what,
        level: WarningLevel::Siaga,
        by: actor("sari"),
        owner,
        until: (what == ActKind::Silence).then(|| day("2025-12-24")),
        note: String::new(),
        intervention: None,
        address: None,
        at: DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(id),
    }
}

fn on(acts: &[Act], today: &str) -> Handling {
    Handling::of(acts, Some(WarningLevel::Siaga), None, day(today))
}

#[test]
fn a_silence_ends_by_itself_after_its_day() {
    let acts = [act(1, ActKind::Silence)];
    assert_eq!(on(&acts, "2025-12-24").silenced.map(|silence| silence.until), Some(day("2025-12-24")));
    assert_eq!(on(&acts, "2025-12-25").silenced, None);
}

#[test]
fn what_was_silenced_or_acknowledged_is_no_longer_once_the_warning_rises() {
    let acts = [act(1, ActKind::Silence), act(2, ActKind::Acknowledge)];
    assert!(on(&acts, "2025-12-20").is_quiet());
    let risen = Handling::of(&acts, Some(WarningLevel::Awas), None, day("2025-12-20"));
    assert!(!risen.is_quiet() && risen.silence_act == 1);
}

#[test]
fn an_acknowledgement_does_not_outlive_the_warning() {
    let acts = [act(1, ActKind::Acknowledge)];
    let ended = |minute| Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minute));
    let today = day("2025-12-20");
    assert!(Handling::of(&acts, None, ended(2), today).acknowledged.is_none());
    assert!(Handling::of(&acts, None, ended(0), today).acknowledged.is_some());
}

#[test]
fn everybody_is_told_an_office_and_officers_a_name() {
    let handling = on(&[act(1, ActKind::Take)], "2025-12-20");
    let to_all = Handled::of(&handling, None);
    assert_eq!(to_all.owner, Some(Named { role: Role::Officer, full_name: None }));
    assert!(!to_all.is_mine && Handled::of(&handling, Some("sari")).is_mine);
    assert_eq!(Handled::of(&handling, Some("budi")).owner.unwrap().full_name.as_deref(), Some("sari S."));
}

proptest! {
    #[test]
    fn any_acts_give_a_state_that_follows_from_the_last_ones(kinds in prop::collection::vec(0_usize..8, 0..30)) {
        let acts: Vec<Act> =
            kinds.iter().zip(1_i64..).map(|(kind, id)| act(id, ActKind::ALL[*kind])).collect();
        let handling = on(&acts, "2025-12-20");
        let last = |wanted: fn(ActKind) -> bool| acts.iter().rev().find(|act| wanted(act.what));
        let of_owner = last(ActKind::is_of_owner);
        prop_assert_eq!(&handling.owner, &of_owner.and_then(|act| act.owner.clone()));
        prop_assert_eq!(handling.owner_act, of_owner.map_or(0, |act| act.id));
        let of_silence = last(ActKind::is_of_silence);
        prop_assert_eq!(handling.silenced.is_some(), of_silence.is_some_and(|act| act.what == ActKind::Silence));
        prop_assert_eq!(handling.silence_act, of_silence.map_or(0, |act| act.id));
        let seen = last(|what| what == ActKind::Acknowledge);
        prop_assert_eq!(handling.acknowledged.map(|(_, at)| at), seen.map(|act| act.at));
        // Acts of another concern change nothing of it.
        let owners: Vec<&Act> = acts.iter().filter(|act| act.what.is_of_owner()).collect();
        let alone = Handling::of(owners.iter().copied(), None, None, day("2025-12-20"));
        prop_assert_eq!(alone.owner, handling.owner);
    }
}
