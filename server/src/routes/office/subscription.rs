//! `/langganan/{token}`: one's own subscription, by the link of a letter. Opening it
//! changes nothing: mail programs open links to look at them.

use super::{Answer, show, show_again, wishes};
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::office::{Done, EnteredWishes, OfficePage, Subscription};

/// The form.
pub(in crate::routes) async fn page(
    State(state): State<AppState>,
    asking: Asking,
    Part(token): Part<String>,
) -> Answer {
    let found = state.live.store.book.subscription(&token, state.now()).await?;
    let page = found.map_or(OfficePage::SubscriptionGone, |found| {
        OfficePage::Subscription(Subscription {
            token,
            confirmed: found.confirmed.is_some(),
            wishes: EnteredWishes::from(&found.wishes),
            address: found.address,
        })
    });
    show(&state, &asking, page).await
}

/// Confirms the subscription, or changes it.
pub(in crate::routes) async fn keep(
    State(state): State<AppState>,
    asking: Asking,
    Part(token): Part<String>,
    fields: Fields,
) -> Answer {
    let book = &state.live.store.book;
    let Some(found) = book.subscription(&token, state.now()).await? else {
        return show(&state, &asking, OfficePage::SubscriptionGone).await;
    };
    let mut troubles = Vec::new();
    let (entered, wishes) = wishes::read(&fields, &mut troubles);
    if !troubles.is_empty() {
        let confirmed = found.confirmed.is_some();
        let form = Subscription { token, confirmed, wishes: entered, address: found.address };
        return show_again(&state, &asking, troubles, OfficePage::Subscription(form)).await;
    }
    if !book.keep_subscription(&token, &wishes, state.now()).await? {
        return show(&state, &asking, OfficePage::SubscriptionGone).await;
    }
    Ok(asking.on_to(&format!("/langganan/{token}"), Some(Done::SubscriptionKept)).into_response())
}

/// Ends the subscription. Mail programs ask for it with one request from anywhere (RFC
/// 8058), whose body says nothing that the address does not; they follow no redirect. It
/// is the same whether there was one.
pub(in crate::routes) async fn end(State(state): State<AppState>, asking: Asking, Part(token): Part<String>) -> Answer {
    state.live.store.book.end_subscription(&token).await?;
    show(&state, &asking, OfficePage::SubscriptionEnded).await
}
