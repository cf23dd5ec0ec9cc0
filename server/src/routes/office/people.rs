//! `/pengguna`: the accounts, for admins.

use super::{Answer, full_name, show, show_again, trouble};
use crate::auth::name::{is_email, is_name};
use crate::book::{Change, Changed, Made, NewPerson, Record};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::origin;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use crate::wib;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, Entered, Field, LinkPurpose, NewLink, OfficePage, People, What};
use lumbung_data::model::{Lang, Role};

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let people = people(&state, &asking).await?;
    show(&state, &asking, OfficePage::People(people)).await
}

async fn people(state: &AppState, asking: &Asking) -> Result<People, Refusal> {
    let own = asking.person()?.id;
    let mut rows = state.live.store.book.people().await?;
    for row in &mut rows {
        row.own = row.id == own;
    }
    Ok(People { rows, ..People::default() })
}

/// Makes an account and a link by which its owner chooses a password.
pub(in crate::routes) async fn invite(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let entered = Entered {
        name: fields.trimmed("nama").to_lowercase(),
        full_name: fields.trimmed("nama_lengkap").to_owned(),
        email: fields.trimmed("surel").to_lowercase(),
        role: Role::parse(fields.get("peran")).ok(),
    };
    let mut troubles = Vec::new();
    if !is_name(&entered.name) {
        let what = if entered.name.is_empty() { What::Missing } else { What::NameForm };
        troubles.push(trouble(Field::Name, what));
    }
    full_name(&mut troubles, &entered.full_name);
    if !entered.email.is_empty() && !is_email(&entered.email) {
        troubles.push(trouble(Field::Email, What::EmailForm));
    }
    let Some(role) = entered.role.filter(|_| troubles.is_empty()) else {
        if entered.role.is_none() {
            troubles.push(trouble(Field::Role, What::Missing));
        }
        let people = People { entered, ..people(&state, &asking).await? };
        return show_again(&state, &asking, troubles, OfficePage::People(people)).await;
    };
    let email = Some(entered.email.as_str()).filter(|email| !email.is_empty());
    let new = NewPerson { name: &entered.name, full_name: &entered.full_name, email, role, password: None };
    let made = state.live.store.book.add_person(&asking.who(), state.now(), new).await;
    let taken = match made? {
        Made::Person(id) => return hand_out(&state, &asking, id).await,
        Made::NameTaken => trouble(Field::Name, What::NameTaken),
        Made::EmailTaken => trouble(Field::Email, What::EmailTaken),
    };
    let people = People { entered, ..people(&state, &asking).await? };
    show_again(&state, &asking, vec![taken], OfficePage::People(people)).await
}

/// Makes a new link for an account: an invitation, or a reset.
pub(in crate::routes) async fn make_link(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    hand_out(&state, &asking, id).await
}

/// Makes a link, mails it where mail is set up, and shows it.
async fn hand_out(state: &AppState, asking: &Asking, id: i64) -> Answer {
    let book = &state.live.store.book;
    let person = book.person(id).await?;
    let person = person.filter(|person| !person.disabled).ok_or(Refusal::NotFound)?;
    let purpose = if person.password.is_none() { LinkPurpose::Invitation } else { LinkPurpose::Reset };
    let link = book.make_link(&asking.who(), state.now(), purpose, Some(&person)).await;
    let (token, expires) = link?;
    // The write came from a page of this origin.
    let own = origin::own(&asking.headers, state.settings.public_url.as_ref()).unwrap_or_default();
    let url = format!("{own}/tautan/{token}");
    let mut link =
        NewLink { purpose, full_name: person.full_name.clone(), url, expires, mailed: None, mail_failed: false };
    if let (Some(mail), Some(email)) = (&state.settings.mail, &person.email) {
        let (subject, body) = letter(asking.lang, &state.live.profile.name, &person, &link);
        match mail.send(email, &subject, &body).await {
            Ok(()) => link.mailed = Some(email.clone()),
            Err(error) => {
                tracing::error!(%error, "a link could not be mailed");
                link.mail_failed = true;
            }
        }
    }
    let people = People { link: Some(link), ..people(state, asking).await? };
    show(state, asking, OfficePage::People(people)).await
}

/// The letter with a link.
fn letter(lang: Lang, city: &str, person: &Record, link: &NewLink) -> (String, String) {
    let until = wib::local(link.expires).format("%d-%m-%Y %H.%M WIB");
    let (name, url, full_name) = (&person.name, &link.url, &person.full_name);
    match (lang, link.purpose) {
        (Lang::Id, LinkPurpose::Reset) => (
            format!("Lumbung {city}: atur ulang kata sandi"),
            format!(
                "Yth. {full_name},\n\nBuat kata sandi baru untuk akun {name} melalui tautan ini:\n\n{url}\n\nTautan ini berlaku sekali, sampai {until}. Bila Anda tidak memintanya, beri tahu admin.\n"
            ),
        ),
        (Lang::Id, _) => (
            format!("Lumbung {city}: undangan"),
            format!(
                "Yth. {full_name},\n\nAkun {name} telah dibuat untuk Anda. Buat kata sandinya melalui tautan ini:\n\n{url}\n\nTautan ini berlaku sekali, sampai {until}.\n"
            ),
        ),
        (Lang::En, LinkPurpose::Reset) => (
            format!("Lumbung {city}: reset your password"),
            format!(
                "Dear {full_name},\n\nChoose a new password for the account {name} at this link:\n\n{url}\n\nIt works once, until {until}. If you did not ask for it, tell an admin.\n"
            ),
        ),
        (Lang::En, _) => (
            format!("Lumbung {city}: invitation"),
            format!(
                "Dear {full_name},\n\nAn account, {name}, was made for you. Choose its password at this link:\n\n{url}\n\nIt works once, until {until}.\n"
            ),
        ),
    }
}

/// Changes a role.
pub(in crate::routes) async fn change_role(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<i64>,
    fields: Fields,
) -> Answer {
    let role = Role::parse(fields.get("peran")).map_err(|_| Refusal::BadForm)?;
    change(&state, &asking, id, Change::Role(role), Done::RoleChanged).await
}

/// Closes an account.
pub(in crate::routes) async fn disable(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    change(&state, &asking, id, Change::Disable, Done::Disabled).await
}

/// Opens an account again.
pub(in crate::routes) async fn enable(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    change(&state, &asking, id, Change::Enable, Done::Enabled).await
}

/// Takes away a second factor that its owner has lost.
pub(in crate::routes) async fn clear_second_factor(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<i64>,
) -> Answer {
    change(&state, &asking, id, Change::ClearSecondFactor, Done::SecondFactorCleared).await
}

/// Ends all sessions of an account.
pub(in crate::routes) async fn end_sessions(
    State(state): State<AppState>,
    asking: Asking,
    Part(id): Part<i64>,
) -> Answer {
    change(&state, &asking, id, Change::EndSessions, Done::SessionsEnded).await
}

async fn change(state: &AppState, asking: &Asking, id: i64, change: Change, done: Done) -> Answer {
    // The own account is changed on its own page, so that nobody shuts
    // themselves out by a slip.
    let what = if asking.person()?.id == id {
        Some(What::OwnAccount)
    } else {
        let changed = state.live.store.book.change_person(&asking.who(), state.now(), id, change).await;
        match changed? {
            Changed::Done => None,
            Changed::Nobody => return Err(Refusal::NotFound),
            Changed::LastAdmin => Some(What::LastAdmin),
        }
    };
    match what {
        None => Ok(asking.on_to("/pengguna", Some(done)).into_response()),
        Some(what) => {
            let people = people(state, asking).await?;
            show_again(state, asking, vec![trouble(Field::Form, what)], OfficePage::People(people)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::secret;

    #[test]
    fn a_letter_names_account_link_and_end() {
        let person = Record {
            id: 1,
            name: "siti".into(),
            full_name: "Siti Aminah".into(),
            email: None,
            role: Role::Officer,
            password: None,
            totp: None,
            totp_step: 0,
            disabled: false,
        };
        let link = NewLink {
            purpose: LinkPurpose::Invitation,
            full_name: person.full_name.clone(),
            url: format!("https://lumbung.id/tautan/{}", secret::new()),
            expires: chrono::DateTime::from_timestamp(1_795_500_000, 0).unwrap(),
            mailed: None,
            mail_failed: false,
        };
        let (subject, body) = letter(Lang::Id, "Kota Bandung", &person, &link);
        assert_eq!(subject, "Lumbung Kota Bandung: undangan");
        assert!(body.contains(&link.url) && body.contains("Akun siti") && body.contains("WIB"), "{body}");
    }
}
