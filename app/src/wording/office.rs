//! Phrases of the office pages: roles, moments, counts in one line, formats,
//! and what was just done.

use crate::i18n::words;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use lumbung_data::model::count;
use lumbung_data::model::office::Done;
use lumbung_data::model::{FileReport, Lang, Role, Scope, date_short};

/// Western Indonesian time, in which offices of these cities work.
pub(crate) const WIB: TimeDelta = TimeDelta::hours(7);

/// A moment to the minute: `24 Nov 2026 15.26 WIB`.
pub(crate) fn moment(at: DateTime<Utc>, lang: Lang) -> String {
    moment_there(at.naive_utc() + WIB, lang)
}

/// A moment that is given in western Indonesian time.
pub(crate) fn moment_there(local: NaiveDateTime, lang: Lang) -> String {
    let (hour, minute, between) = (local.hour(), local.minute(), lang.pick('.', ':'));
    format!("{} {hour:02}{between}{minute:02} WIB", date_short(local.date(), lang))
}

/// What a person is called by what they may do.
pub(crate) fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Viewer => words!(lang, role.viewer),
        Role::Officer => words!(lang, role.officer),
        Role::Leader => words!(lang, role.leader),
        Role::Admin => words!(lang, role.admin),
    }
}

/// What a role may do, in a sentence.
pub(crate) fn role_may(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Viewer => words!(lang, role.viewer_may),
        Role::Officer => words!(lang, role.officer_may),
        Role::Leader => words!(lang, role.leader_may),
        Role::Admin => words!(lang, role.admin_may),
    }
}

/// The roles that an account can have, for a list to choose from.
pub(crate) fn roles(lang: Lang) -> Vec<(String, String)> {
    Role::OF_ACCOUNTS.map(|one| (one.as_str().to_owned(), role(one, lang).to_owned())).to_vec()
}

/// What a token of a scope may be used for.
pub(crate) fn scope(scope: Scope, lang: Lang) -> &'static str {
    match scope {
        Scope::Upload => words!(lang, token.upload),
        Scope::Withdraw => words!(lang, token.withdraw),
    }
}

/// A file format in words; one without words stands for itself.
pub(crate) fn format_name(format: &str, lang: Lang) -> String {
    match format {
        "pihps-long" => words!(lang, format.pihps_long).to_owned(),
        "pihps-grid" => words!(lang, format.pihps_grid).to_owned(),
        "pihps-transposed" => words!(lang, format.pihps_transposed).to_owned(),
        "pihps-names" => words!(lang, format.pihps_names).to_owned(),
        "bapanas-city" => words!(lang, format.bapanas_city).to_owned(),
        "bapanas-wide" => words!(lang, format.bapanas_wide).to_owned(),
        "bapanas-province" => words!(lang, format.bapanas_province).to_owned(),
        "bapanas-monthly" => words!(lang, format.bapanas_monthly).to_owned(),
        "multi-source" => words!(lang, format.multi_source).to_owned(),
        "wfp" => words!(lang, format.wfp).to_owned(),
        "lumbung-tidy" => words!(lang, format.lumbung_tidy).to_owned(),
        "bps-inflation" => words!(lang, format.bps_inflation).to_owned(),
        "bps-iph" => words!(lang, format.bps_iph).to_owned(),
        "stock" => words!(lang, format.stock).to_owned(),
        "mapped" => words!(lang, format.mapped).to_owned(),
        "pihps-json" => words!(lang, format.pihps_json).to_owned(),
        "bapanas-json" => words!(lang, format.bapanas_json).to_owned(),
        "sp2kp-json" => words!(lang, format.sp2kp_json).to_owned(),
        "lumbung-json" => words!(lang, format.lumbung_json).to_owned(),
        "simulasi" => words!(lang, format.simulasi).to_owned(),
        "catat" => words!(lang, floor.format).to_owned(),
        "unknown" | "" => words!(lang, format.unknown).to_owned(),
        other => other.to_owned(),
    }
}

/// Rows that a file's report would store or has stored.
pub(crate) fn stored(report: &FileReport) -> u64 {
    report.accepted + report.revised + report.suspect + report.missing
}

/// The counts of a report that are not nothing, in one line.
pub(crate) fn counts_line(report: &FileReport, lang: Lang) -> String {
    let all = [
        (report.accepted, words!(lang, counts.accepted)),
        (report.revised, words!(lang, counts.revised)),
        (report.unchanged, words!(lang, counts.unchanged)),
        (report.suspect, words!(lang, counts.suspect)),
        (report.missing, words!(lang, counts.missing)),
        (report.rejected, words!(lang, counts.rejected)),
    ];
    let some: Vec<String> = all
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| format!("{} {}", count(number, lang), name.to_lowercase()))
        .collect();
    if some.is_empty() { words!(lang, counts.none).to_owned() } else { some.join(", ") }
}

/// Prices, counted: `1 harga`, `1.204 harga`.
pub(crate) fn prices(number: u64, lang: Lang) -> String {
    if number == 1 {
        words!(lang, office.prices_one).to_owned()
    } else {
        words!(lang, office.prices, count = count(number, lang))
    }
}

/// What was just done, in a sentence.
pub(crate) fn done(done: Done, lang: Lang) -> &'static str {
    match done {
        Done::SignedOut => words!(lang, done.signed_out),
        Done::PasswordSet => words!(lang, done.password_set),
        Done::PasswordChanged => words!(lang, done.password_changed),
        Done::SessionEnded => words!(lang, done.session_ended),
        Done::SessionsEnded => words!(lang, done.sessions_ended),
        Done::TokenRevoked => words!(lang, done.token_revoked),
        Done::RoleChanged => words!(lang, done.role_changed),
        Done::Disabled => words!(lang, done.disabled),
        Done::Enabled => words!(lang, done.enabled),
        Done::SecondFactorCleared => words!(lang, done.second_factor_cleared),
        Done::Stored => words!(lang, done.stored),
        Done::NothingNew => words!(lang, done.nothing_new),
        Done::Discarded => words!(lang, done.discarded),
        Done::Withdrawn => words!(lang, done.withdrawn),
        Done::Decided => words!(lang, done.decided),
        Done::MappingDeleted => words!(lang, done.mapping_deleted),
        Done::SheetFrozen => words!(lang, done.sheet_frozen),
        Done::SubscriptionAsked => words!(lang, done.subscription_asked),
        Done::SubscriptionKept => words!(lang, done.subscription_kept),
        Done::SubscriberRemoved => words!(lang, done.subscriber_removed),
        Done::SubscriberEnabled => words!(lang, done.subscriber_enabled),
        Done::TestQueued => words!(lang, done.test_queued),
        Done::Taken => words!(lang, done.taken),
        Done::Handed => words!(lang, done.handed),
        Done::Released => words!(lang, done.released),
        Done::Acknowledged => words!(lang, done.acknowledged),
        Done::Noted => words!(lang, done.noted),
        Done::Silenced => words!(lang, done.silenced),
        Done::Unsilenced => words!(lang, done.unsilenced),
        Done::InterventionKept => words!(lang, done.intervention_kept),
        Done::PlanDrafted => words!(lang, plan.drafted),
        Done::PlanKnown => words!(lang, plan.known),
        Done::AgreementKept => words!(lang, agreement.kept),
        Done::EntriesKept => words!(lang, floor.entries_kept),
        Done::WalksKept => words!(lang, floor.walks_kept),
        Done::Reminded => words!(lang, floor.reminded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_western_indonesian_time() {
        let at = DateTime::from_timestamp(1_795_548_360, 0).unwrap();
        assert_eq!(at.format("%Y-%m-%dT%H:%M").to_string(), "2026-11-24T19:26");
        assert_eq!(moment(at, Lang::Id), "25 Nov 2026 02.26 WIB");
        assert_eq!(moment(at, Lang::En), "25 Nov 2026 02:26 WIB");
    }

    #[test]
    fn the_counts_in_a_line_leave_out_what_is_nothing() {
        let report = FileReport { read: 1_300, accepted: 1_204, rejected: 96, ..FileReport::default() };
        assert_eq!(counts_line(&report, Lang::Id), "1.204 baru, 96 ditolak");
        assert_eq!(counts_line(&FileReport::default(), Lang::En), "none");
    }

    #[test]
    fn everything_done_has_its_own_sentence() {
        let mut said: Vec<_> = Done::ALL.map(|one| done(one, Lang::Id)).to_vec();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), Done::ALL.len());
    }
}
