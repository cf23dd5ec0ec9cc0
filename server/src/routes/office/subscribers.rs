//! `/pelanggan`: subscribers, webhooks, and what became of what was sent; for admins.

use super::{Answer, LONGEST, show, show_again, trouble, wishes};
use crate::auth::secret;
use crate::book::NewSubscriber;
use crate::connect::{Guard, Refusal as Shut};
use crate::notify;
use crate::routes::AppState;
use crate::routes::asking::Asking;
use crate::routes::fields::Fields;
use crate::routes::part::Part;
use crate::routes::refusal::Refusal;
use axum::extract::State;
use axum::response::IntoResponse;
use lumbung_data::model::HookFormat;
use lumbung_data::model::office::{Done, EnteredHook, EnteredWishes, Field, OfficePage, Subscribers, What};

/// The page.
pub(in crate::routes) async fn page(State(state): State<AppState>, asking: Asking) -> Answer {
    let page = subscribers(&state, &asking).await?;
    show(&state, &asking, OfficePage::Subscribers(Box::new(page))).await
}

async fn subscribers(state: &AppState, asking: &Asking) -> Result<Subscribers, Refusal> {
    let book = &state.live.store.book;
    let wishes = EnteredWishes { lang: asking.lang, ..EnteredWishes::default() };
    Ok(Subscribers {
        rows: book.subscribers().await?,
        open: book.open_deliveries().await?,
        entered: EnteredHook { wishes, ..EnteredHook::default() },
        new_secret: None,
        can_mail: state.settings.mail.is_some(),
    })
}

/// Adds a webhook, and shows the secret by which its messages are signed.
pub(in crate::routes) async fn add(State(state): State<AppState>, asking: Asking, fields: Fields) -> Answer {
    let url = fields.trimmed("alamat").to_owned();
    let mut troubles = Vec::new();
    if url.is_empty() {
        troubles.push(trouble(Field::Url, What::Missing));
    } else if url.chars().count() > 5 * LONGEST {
        troubles.push(trouble(Field::Url, What::TooLong(5 * LONGEST)));
    } else if let Err(refusal) = may_be_asked(&state, &url).await {
        tracing::info!(%refusal, "the address of a webhook was refused");
        troubles.push(trouble(Field::Url, What::UrlRefused));
    }
    let format = HookFormat::parse(fields.get("format"));
    if format.is_none() {
        troubles.push(trouble(Field::Format, What::Missing));
    }
    let (entered, wishes) = wishes::read(&fields, &mut troubles);
    let format = format.unwrap_or_default();
    let secret = secret::new();
    if troubles.is_empty() {
        let new = NewSubscriber { address: &url, wishes: &wishes, hook: Some((format, &secret)) };
        if state.live.store.book.add_subscriber(&asking.who(), state.now(), new).await?.is_none() {
            troubles.push(trouble(Field::Url, What::UrlTaken));
        }
    }
    let page = subscribers(&state, &asking).await?;
    if troubles.is_empty() {
        let page = Subscribers { new_secret: Some(secret), ..page };
        return show(&state, &asking, OfficePage::Subscribers(Box::new(page))).await;
    }
    let page = Subscribers { entered: EnteredHook { url, format, wishes: entered }, ..page };
    show_again(&state, &asking, troubles, OfficePage::Subscribers(Box::new(page))).await
}

/// Whether a webhook may lie at an address, as far as can be told now: at each message it
/// is asked again. A name that leads nowhere may do so later.
async fn may_be_asked(state: &AppState, url: &str) -> Result<(), Shut> {
    let guard = Guard::of(url, &state.settings.webhook_hosts);
    let checked = guard.check(url, None)?;
    match guard.addresses(checked.host_str().unwrap_or_default()).await {
        Err(refusal @ Shut::Private { .. }) => Err(refusal),
        _ => Ok(()),
    }
}

/// Takes a subscriber out.
pub(in crate::routes) async fn remove(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let removed = state.live.store.book.remove_subscriber(&asking.who(), state.now(), id).await?;
    on_from(&asking, removed, Done::SubscriberRemoved)
}

/// Writes again to one that was disabled.
pub(in crate::routes) async fn enable(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let enabled = state.live.store.book.enable_subscriber(&asking.who(), state.now(), id).await?;
    on_from(&asking, enabled, Done::SubscriberEnabled)
}

/// Sends one a message to try it.
pub(in crate::routes) async fn try_out(State(state): State<AppState>, asking: Asking, Part(id): Part<i64>) -> Answer {
    let city = &state.live.profile.name;
    let letter = |key| notify::trial(city, key);
    let tried = state.live.store.book.try_subscriber(&asking.who(), state.now(), id, &letter).await?;
    on_from(&asking, tried, Done::TestQueued)
}

fn on_from(asking: &Asking, found: bool, done: Done) -> Answer {
    if !found {
        return Err(Refusal::NotFound);
    }
    Ok(asking.on_to("/pelanggan", Some(done)).into_response())
}
