//! The audit trail in words: actions, and what a write changed.

use crate::i18n::words;
use crate::wording::office::{format_name, moment, role, scope};
use chrono::DateTime;
use lumbung_data::model::count;
use lumbung_data::model::{Lang, Role, Scope};
use serde_json::{Map, Value};

/// An action in words; one without words stands for itself.
pub(crate) fn action(id: &str, lang: Lang) -> String {
    let said = match id {
        "sign-in" => words!(lang, action.sign_in),
        "sign-in-refused" => words!(lang, action.sign_in_refused),
        "password-accepted" => words!(lang, action.password_accepted),
        "sign-out" => words!(lang, action.sign_out),
        "account-made" => words!(lang, action.account_made),
        "role-changed" => words!(lang, action.role_changed),
        "account-disabled" => words!(lang, action.account_disabled),
        "account-enabled" => words!(lang, action.account_enabled),
        "link-made" => words!(lang, action.link_made),
        "password-set" => words!(lang, action.password_set),
        "second-factor-set" => words!(lang, action.second_factor_set),
        "second-factor-cleared" => words!(lang, action.second_factor_cleared),
        "recovery-code-used" => words!(lang, action.recovery_code_used),
        "recovery-codes-made" => words!(lang, action.recovery_codes_made),
        "sessions-ended" => words!(lang, action.sessions_ended),
        "token-made" => words!(lang, action.token_made),
        "token-revoked" => words!(lang, action.token_revoked),
        "upload-checked" => words!(lang, action.upload_checked),
        "upload-discarded" => words!(lang, action.upload_discarded),
        "upload-described" => words!(lang, action.upload_described),
        "upload-mapped" => words!(lang, action.upload_mapped),
        "mapping-saved" => words!(lang, action.mapping_saved),
        "mapping-deleted" => words!(lang, action.mapping_deleted),
        "upload-expired" => words!(lang, action.upload_expired),
        "ingest" => words!(lang, action.ingest),
        "withdraw" => words!(lang, action.withdraw),
        "decide" => words!(lang, action.decide),
        "identity-bound" => words!(lang, action.identity_bound),
        "waits-ended" => words!(lang, action.waits_ended),
        "backup" => words!(lang, action.backup),
        "compact" => words!(lang, action.compact),
        "restore" => words!(lang, action.restore),
        "sheet-frozen" => words!(lang, action.sheet_frozen),
        "subscriber-added" => words!(lang, action.subscriber_added),
        "subscriber-removed" => words!(lang, action.subscriber_removed),
        "subscriber-enabled" => words!(lang, action.subscriber_enabled),
        "floor-assigned" => words!(lang, floor.action_assigned),
        "subscriber-tried" => words!(lang, action.subscriber_tried),
        "warning-taken" => words!(lang, action.warning_taken),
        "warning-handed" => words!(lang, action.warning_handed),
        "warning-released" => words!(lang, action.warning_released),
        "warning-acknowledged" => words!(lang, action.warning_acknowledged),
        "warning-commented" => words!(lang, action.warning_commented),
        "warning-acted-on" => words!(lang, action.warning_acted_on),
        "warning-silenced" => words!(lang, action.warning_silenced),
        "warning-unsilenced" => words!(lang, action.warning_unsilenced),
        "intervention-added" => words!(lang, action.intervention_added),
        "intervention-changed" => words!(lang, action.intervention_changed),
        "agreement-added" => words!(lang, agreement.action_added),
        "agreement-changed" => words!(lang, agreement.action_changed),
        "denied" => words!(lang, action.denied),
        other => other,
    };
    said.to_owned()
}

/// The name of what changed in words; one without words stands for itself.
pub(crate) fn key(id: &str, lang: Lang) -> String {
    let said = match id {
        "accepted" => words!(lang, change_key.accepted),
        "unchanged" => words!(lang, change_key.unchanged),
        "revised" => words!(lang, change_key.revised),
        "suspect" => words!(lang, change_key.suspect),
        "missing" => words!(lang, change_key.missing),
        "rejected" => words!(lang, change_key.rejected),
        "sha256" => words!(lang, change_key.sha256),
        "bytes" => words!(lang, change_key.bytes),
        "by" => words!(lang, change_key.by),
        "place" => words!(lang, change_key.place),
        "level" => words!(lang, change_key.level),
        "times" => words!(lang, change_key.times),
        "format" => words!(lang, change_key.format),
        "role" => words!(lang, change_key.role),
        "full_name" => words!(lang, change_key.full_name),
        "email" => words!(lang, change_key.email),
        "purpose" => words!(lang, change_key.purpose),
        "until" => words!(lang, change_key.until),
        "label" => words!(lang, change_key.label),
        "scopes" => words!(lang, change_key.scopes),
        "reason" => words!(lang, change_key.reason),
        "version" => words!(lang, change_key.version),
        "mapping" => words!(lang, change_key.mapping),
        "restored" => words!(lang, change_key.restored),
        "emptied" => words!(lang, change_key.emptied),
        "identity" => words!(lang, change_key.identity),
        "status" => words!(lang, change_key.status),
        "reported" => words!(lang, change_key.reported),
        "ruling" => words!(lang, change_key.ruling),
        "value" => words!(lang, change_key.value),
        "files" => words!(lang, change_key.files),
        "merged" => words!(lang, change_key.merged),
        "lang" => words!(lang, field.lang),
        "weekly" => words!(lang, field.weekly),
        "warnings" => words!(lang, field.warnings),
        "least" => words!(lang, field.least),
        "quiet" => words!(lang, change_key.quiet),
        "owner" => words!(lang, inbox.owner),
        "address" => words!(lang, field.address),
        "title" => words!(lang, change_key.title),
        "kind" => words!(lang, change_key.kind),
        "district" => words!(lang, change_key.district),
        "location" => words!(lang, change_key.location),
        "places" => words!(lang, change_key.places),
        "from" => words!(lang, change_key.from),
        "to" => words!(lang, change_key.to),
        "organiser" => words!(lang, change_key.organiser),
        "partner" => words!(lang, change_key.partner),
        "items" => words!(lang, change_key.items),
        "note" => words!(lang, change_key.note),
        "outcome" => words!(lang, change_key.outcome),
        "warning" => words!(lang, change_key.warning),
        "region" => words!(lang, agreement.region),
        "document" => words!(lang, agreement.document),
        "commodities" => words!(lang, agreement.commodities),
        "office" => words!(lang, agreement.office),
        "phone" => words!(lang, agreement.phone),
        other => other,
    };
    said.to_owned()
}

/// A value of that key in words; one without words stands for itself.
pub(crate) fn value(key: &str, text: String, lang: Lang) -> String {
    let said = match key {
        _ if text.is_empty() => Some("–".to_owned()),
        "role" => Role::parse(&text).ok().map(|known| role(known, lang).to_owned()),
        "scopes" => {
            let all: Result<Vec<_>, _> = text.split(", ").map(Scope::parse).collect();
            all.ok().map(|all| all.into_iter().map(|one| scope(one, lang)).collect::<Vec<_>>().join(", "))
        }
        "by" => Some(subject("sign-in-refused", text.clone(), lang)),
        "format" => Some(format_name(&text, lang)),
        "until" => DateTime::parse_from_rfc3339(&text).ok().map(|at| moment(at.to_utc(), lang)),
        "ruling" => Some(ruling_of(&text, lang).to_owned()),
        "purpose" => match text.as_str() {
            "invitation" => Some(words!(lang, purpose.invitation).to_owned()),
            "reset" => Some(words!(lang, purpose.reset).to_owned()),
            "first-admin" => Some(words!(lang, purpose.first_admin).to_owned()),
            _ => None,
        },
        "accepted" | "unchanged" | "revised" | "suspect" | "missing" | "rejected" | "bytes" | "restored"
        | "emptied" | "times" | "files" | "merged" => text.parse().ok().map(|number| count(number, lang)),
        _ => None,
    };
    said.unwrap_or(text)
}

/// A decision about a value by its name in the record.
fn ruling_of(name: &str, lang: Lang) -> &'static str {
    match name {
        "accept" => words!(lang, ruling.accept),
        "correct" => words!(lang, ruling.correct),
        "reject" => words!(lang, ruling.reject),
        _ => words!(lang, ruling.undo),
    }
}

/// What a write was done to, in words where the record says it in its own.
pub(crate) fn subject(action: &str, text: String, lang: Lang) -> String {
    let said = match (action, text.as_str()) {
        ("sign-in-refused", "password") => words!(lang, subject.password),
        ("sign-in-refused", "second factor") => words!(lang, subject.second_factor),
        ("sign-in-refused", "identity provider") => words!(lang, subject.provider),
        ("sign-in-refused", "token") => words!(lang, subject.token),
        ("link-made", "first admin") => words!(lang, purpose.first_admin),
        ("waits-ended", "all") => words!(lang, subject.all),
        (action, number) if action.starts_with("warning-") => {
            return format!("{} {number}", words!(lang, subject.warning));
        }
        ("ingest" | "withdraw", text) => {
            let version = words!(lang, subject.version);
            return text.strip_prefix("version ").map_or_else(|| text.to_owned(), |rest| format!("{version} {rest}"));
        }
        _ => return text,
    };
    said.to_owned()
}

/// Who or where from in words, where it is nobody's name and no address.
pub(crate) fn by(id: &str, lang: Lang) -> String {
    let said = match id {
        "anonymous" => words!(lang, by.anonymous),
        "command line" => words!(lang, by.command_line),
        other => other,
    };
    said.to_owned()
}

/// One thing that a write changed. What was not there before, or is not there
/// any more, is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// What; empty where the record names nothing.
    pub key: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What differs between two records: the keys of two JSON objects, else the
/// texts as they are.
pub(crate) fn differences(before: &str, after: &str) -> Vec<Difference> {
    let (Some(old), Some(new)) = (object(before), object(after)) else {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let whole = Difference { key: String::new(), before: text(before), after: text(after) };
        return if before == after { Vec::new() } else { vec![whole] };
    };
    let added = new.keys().filter(|key| !old.contains_key(*key));
    old.keys()
        .chain(added)
        .filter(|key| old.get(*key) != new.get(*key))
        .map(|key| Difference { key: key.clone(), before: old.get(key).map(plain), after: new.get(key).map(plain) })
        .collect()
}

/// An object's members; nothing written is an object without any.
fn object(text: &str) -> Option<Map<String, Value>> {
    if text.trim().is_empty() {
        return Some(Map::new());
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

/// A value without the quotes of JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(key: &str, before: Option<&str>, after: Option<&str>) -> Difference {
        Difference { key: key.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    #[test]
    fn only_what_changed_is_told() {
        let told = differences(r#"{"role":"officer","name":"sari"}"#, r#"{"role":"admin","name":"sari"}"#);
        assert_eq!(told, [change("role", Some("officer"), Some("admin"))]);
    }

    #[test]
    fn what_was_made_has_nothing_before_and_what_was_taken_away_nothing_after() {
        assert_eq!(differences("", r#"{"rows":12}"#), [change("rows", None, Some("12"))]);
        assert_eq!(
            differences(r#"{"scopes":["upload","withdraw"]}"#, ""),
            [change("scopes", Some("upload, withdraw"), None)]
        );
        assert!(differences("", "").is_empty());
    }

    #[test]
    fn a_record_that_is_no_object_is_told_as_it_is() {
        assert_eq!(differences("rusak{", ""), [change("", Some("rusak{"), None)]);
    }

    #[test]
    fn values_are_told_in_the_readers_words() {
        let told = |key, text: &str| value(key, text.to_owned(), Lang::Id);
        assert_eq!(told("role", "officer"), "Petugas");
        assert_eq!(told("scopes", "upload, withdraw"), "Memeriksa dan menyimpan berkas harga, Membatalkan unggahan");
        assert_eq!(told("until", "2026-11-27T10:49:40.611Z"), "27 Nov 2026 17.49 WIB");
        assert_eq!(told("purpose", "first-admin"), "admin pertama");
        assert_eq!(told("accepted", "104357"), "104.357");
        assert_eq!(told("sha256", ""), "–");
    }

    #[test]
    fn a_value_without_words_stands_for_itself() {
        for (key, text) in [("role", "raja"), ("scopes", "moon"), ("until", "kemarin"), ("reason", "admin")] {
            assert_eq!(value(key, text.to_owned(), Lang::Id), text);
        }
    }

    #[test]
    fn a_subject_of_the_records_own_is_told_in_words_and_a_name_is_not() {
        let told = |action, text: &str| subject(action, text.to_owned(), Lang::Id);
        assert_eq!(told("ingest", "version 2: pekan-ini.csv"), "versi 2: pekan-ini.csv");
        assert_eq!(told("sign-in-refused", "password"), "kata sandi");
        assert_eq!(told("account-made", "password"), "password");
    }

    #[test]
    fn an_action_without_words_stands_for_itself() {
        assert_eq!(action("role-changed", Lang::Id), "Peran diubah");
        assert_eq!(action("moon-landing", Lang::En), "moon-landing");
    }
}
