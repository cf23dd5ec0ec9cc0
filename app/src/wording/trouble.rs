//! What is wrong with a form, said with what to do about it.

use crate::figures::size;
use crate::i18n::words;
use crate::wording::{intervention, mapping};
use lumbung_data::model::Lang;
use lumbung_data::model::office::{Field, MapField, Trouble, What};
use lumbung_data::model::{count, date_long};

/// Seconds up to which a wait is told in seconds.
const MOST_SECONDS: u64 = 90;

/// What a field is called; the form as a whole is called nothing.
pub(crate) fn field(field: Field, lang: Lang) -> Option<&'static str> {
    Some(match field {
        Field::Form => return None,
        Field::Name => words!(lang, field.name),
        Field::FullName => words!(lang, field.full_name),
        Field::Email => words!(lang, field.email),
        Field::Role => words!(lang, field.role),
        Field::Password => words!(lang, field.new_password),
        Field::PasswordAgain => words!(lang, field.password_again),
        Field::OldPassword => words!(lang, field.old_password),
        Field::Code => words!(lang, field.code),
        Field::Label => words!(lang, field.label),
        Field::Scopes => words!(lang, field.scopes),
        Field::File => words!(lang, field.file),
        Field::Place => words!(lang, field.place),
        Field::Level => words!(lang, field.level),
        Field::Reason => words!(lang, field.reason),
        Field::Ruling => words!(lang, field.ruling),
        Field::Price => words!(lang, field.right_price),
        Field::Lang => words!(lang, field.lang),
        Field::Weekly => words!(lang, field.weekly),
        Field::Warnings => words!(lang, field.warnings),
        Field::Least => words!(lang, field.least),
        Field::QuietFrom => words!(lang, field.quiet_from),
        Field::QuietTo => words!(lang, field.quiet_to),
        Field::AwasAnytime => words!(lang, field.awas_anytime),
        Field::Url => words!(lang, field.url),
        Field::Format => words!(lang, field.format),
        Field::Note => words!(lang, field.note),
        Field::Colleague => words!(lang, field.colleague),
        Field::Until => words!(lang, field.until),
        Field::Address => words!(lang, field.address),
        Field::Document => words!(lang, agreement.document),
        Field::Commodities => words!(lang, agreement.commodities),
        Field::Volume => words!(lang, agreement.volume),
        Field::FirstDay => words!(lang, agreement.from),
        Field::LastDay => words!(lang, agreement.until),
        Field::Office => words!(lang, agreement.office),
        Field::Phone => words!(lang, agreement.phone),
        Field::AgreementStatus => words!(lang, agreement.status),
        Field::Map(field) => mapping::field(field, lang),
        Field::Act(spot) => return intervention::field(spot, lang),
    })
}

/// The trouble as a sentence.
pub(crate) fn sentence(trouble: &Trouble, lang: Lang) -> String {
    let figure = |number: usize| count(number as u64, lang);
    let said = match trouble.what {
        What::Wait(seconds) => return wait(seconds, lang),
        What::PasswordShort(least) => return words!(lang, trouble.password_short, count = figure(least)),
        What::PasswordLong(most) => return words!(lang, trouble.password_long, count = figure(most)),
        What::TooLong(most) => return words!(lang, trouble.too_long, count = figure(most)),
        What::FileTooLarge(most) => return words!(lang, trouble.file_too_large, size = size(most, lang)),
        What::TooManyWaiting(waiting) => {
            return words!(lang, trouble.too_many_waiting, count = count(waiting, lang));
        }
        What::PriceRange(low, high) => {
            return words!(lang, trouble.price_range, low = count(low, lang), high = count(high, lang));
        }
        What::DayRange(first, last) => {
            let (first, last) = (date_long(first, lang), date_long(last, lang));
            return words!(lang, trouble.day_range, first = first, last = last);
        }
        What::Act(wrong) => return wrong.message(lang),
        What::WrongSignIn => words!(lang, trouble.wrong_sign_in),
        What::OidcFailed => words!(lang, trouble.oidc_failed),
        What::WrongCode => words!(lang, trouble.wrong_code),
        What::WrongPassword => words!(lang, trouble.wrong_password),
        What::PasswordCommon => words!(lang, trouble.password_common),
        What::PasswordDiffers => words!(lang, trouble.password_differs),
        What::Missing => missing(trouble.field, lang),
        What::NameForm => words!(lang, trouble.name_form),
        What::FullNameForm => words!(lang, trouble.full_name_form),
        What::NameTaken => words!(lang, trouble.name_taken),
        What::EmailTaken => words!(lang, trouble.email_taken),
        What::EmailForm => words!(lang, trouble.email_form),
        What::MailForm => words!(lang, trouble.mail_form),
        What::LastAdmin => words!(lang, trouble.last_admin),
        What::OwnAccount => words!(lang, trouble.own_account),
        What::NoFile => words!(lang, trouble.no_file),
        What::UnknownPlace => words!(lang, trouble.unknown_place),
        What::AlreadyWithdrawn => words!(lang, trouble.already_withdrawn),
        What::UploadGone => words!(lang, trouble.upload_gone),
        What::PriceForm => words!(lang, trouble.price_form),
        What::SamePrice => words!(lang, trouble.same_price),
        What::FigureChanged => words!(lang, trouble.figure_changed),
        What::NoColumn => words!(lang, trouble.no_column),
        What::NoCommodity => words!(lang, trouble.no_commodity),
        What::ColumnTwice => words!(lang, trouble.column_twice),
        What::MarksEqual => words!(lang, trouble.marks_equal),
        What::UnknownChoice => words!(lang, trouble.unknown_choice),
        What::MappingNameTaken => words!(lang, trouble.mapping_name_taken),
        What::NothingWished => words!(lang, trouble.nothing_wished),
        What::QuietForm => words!(lang, trouble.quiet_form),
        What::UrlRefused => words!(lang, trouble.url_refused),
        What::UrlTaken => words!(lang, trouble.url_taken),
        What::ActedMeanwhile => words!(lang, trouble.acted_meanwhile),
        What::WarningOver => words!(lang, trouble.warning_over),
        What::PathForm => words!(lang, trouble.path_form),
        What::DayForm => words!(lang, agreement.day_form),
        What::EndsFirst => words!(lang, agreement.ends_first),
        What::PhoneForm => words!(lang, agreement.phone_form),
        What::PlanChanged => words!(lang, plan.changed),
        What::AgreementChanged => words!(lang, agreement.changed),
    };
    said.to_owned()
}

fn missing(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Role
        | Field::Scopes
        | Field::Place
        | Field::Level
        | Field::Ruling
        | Field::Lang
        | Field::Warnings
        | Field::Least
        | Field::Format
        | Field::Colleague
        | Field::Commodities
        | Field::AgreementStatus
        | Field::Map(MapField::DateForm) => words!(lang, trouble.missing_choice),
        Field::File => words!(lang, trouble.no_file),
        _ => words!(lang, trouble.missing),
    }
}

fn wait(seconds: u64, lang: Lang) -> String {
    match seconds {
        ..=1 => words!(lang, trouble.wait_one).to_owned(),
        2..=MOST_SECONDS => words!(lang, trouble.wait_seconds, count = seconds),
        _ => words!(lang, trouble.wait_minutes, count = seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(field: Field, what: What) -> String {
        sentence(&Trouble { field, what }, Lang::Id)
    }

    #[test]
    fn a_wait_is_told_in_seconds_and_a_long_one_in_minutes_that_are_over_then() {
        assert!(said(Field::Form, What::Wait(0)).contains("1 detik"));
        assert!(said(Field::Form, What::Wait(90)).contains("90 detik"));
        assert!(said(Field::Form, What::Wait(91)).contains("2 menit"));
    }

    #[test]
    fn what_is_missing_is_filled_in_or_chosen() {
        assert!(said(Field::Reason, What::Missing).starts_with("Isian ini masih kosong"));
        assert!(said(Field::Scopes, What::Missing).starts_with("Belum ada yang dipilih"));
    }

    #[test]
    fn a_limit_is_named_with_its_figure() {
        assert!(said(Field::File, What::FileTooLarge(20_000_000)).contains("20 MB"));
        assert!(said(Field::Password, What::PasswordShort(15)).contains("15 karakter"));
    }
}
