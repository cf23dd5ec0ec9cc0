//! `/langganan`: subscribing by mail. Whatever address is entered, the answer is the
//! same: its owner gets a letter, and only they learn whether it was known.

use super::{Answer, show, show_again, trouble, wishes};
use crate::auth::name::is_email;
use crate::book::Letters;
use crate::notify;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, EnteredWishes, Field, OfficePage, Subscribe, What};

/// The form.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let wishes = EnteredWishes { lang: asking.lang, ..EnteredWishes::default() };
    let form = Subscribe { can_mail: state.settings.mail.is_some(), email: String::new(), wishes };
    show(&state, &asking, OfficePage::Subscribe(form)).await
}

/// Takes a subscription, which its owner has to confirm.
pub(in crate::routes) async fn ask(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    if state.settings.mail.is_none() {
        return Err(Refusal::NotFound);
    }
    let email = fields.trimmed("surel").to_lowercase();
    let mut troubles = Vec::new();
    if email.is_empty() {
        troubles.push(trouble(Field::Email, What::Missing));
    } else if !is_email(&email) {
        troubles.push(trouble(Field::Email, What::MailForm));
    }
    let (entered, wishes) = wishes::read(&fields, &mut troubles);
    if !troubles.is_empty() {
        let form = Subscribe { can_mail: true, email, wishes: entered };
        return show_again(&state, &asking, troubles, OfficePage::Subscribe(form)).await;
    }
    let city = &state.live.profile.name;
    let letters =
        Letters { confirmation: &|key| notify::confirmation(city, key), known: &|key| notify::known(city, key) };
    state.live.store.book.ask_subscription(&email, &wishes, letters, state.now()).await?;
    Ok(asking.on_to("/langganan", Some(Done::SubscriptionAsked)).into_response())
}
