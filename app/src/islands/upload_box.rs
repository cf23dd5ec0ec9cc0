//! The box around the upload form: a file may be dropped onto it, one that is
//! too large is refused before it is sent, and sending shows its progress.
//!
//! The form is the server's and works without this. Its own events are caught
//! on their way up; what the server answers is followed as the browser would.

use crate::figures::size;
use leptos::ev::{DragEvent, Event, SubmitEvent};
use leptos::prelude::*;
use lumbung_data::model::Lang;
use serde::{Deserialize, Serialize};

/// The words of the box, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadWords {
    /// Says that a file may be dropped.
    pub drop: String,
    /// Names the chosen file; holds [`Self::FILE`] and [`Self::SIZE`].
    pub chosen: String,
    /// Said of a file that is too large.
    pub too_large: String,
    /// The name of the progress bar.
    pub sending: String,
    /// How much is sent; holds [`Self::PERCENT`].
    pub sent: String,
    /// Said once all is sent.
    pub checking: String,
    /// Said when the server refuses and gives no reason.
    pub refused: String,
    /// Said when the server was not reached.
    pub failed: String,
}

impl UploadWords {
    /// Stands for the file's name.
    pub const FILE: &'static str = "{file}";
    /// Stands for the file's size.
    pub const SIZE: &'static str = "{size}";
    /// Stands for the share that is sent.
    pub const PERCENT: &'static str = "{percent}";
}

/// What the box does at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// Waits for a file or a press of the button.
    Waiting,
    /// Sends; so many of a hundred are sent.
    Sending(u8),
    /// Cannot go on, and says why.
    Stuck(String),
}

/// The file in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub name: String,
    pub bytes: u64,
}

/// The share that is told to screen readers: every quarter, not every percent.
fn told(percent: u8) -> u8 {
    percent / 25 * 25
}

/// Stands around an upload form, given as its children.
#[island]
pub fn UploadBox(
    /// The largest file that the server takes.
    most_bytes: u64,
    /// The language of figures.
    lang: Lang,
    /// The box's few words.
    words: UploadWords,
    /// The form.
    children: Children,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let over = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Chosen>);
    let state = RwSignal::new(State::Waiting);
    Effect::new(move |_| {
        ready.set(true);
        // A page that is left may be come back to as it was: not as sending.
        let handle = window_event_listener_untyped("pagehide", move |_| state.set(State::Waiting));
        on_cleanup(move || handle.remove());
    });

    let words = StoredValue::new(words);
    let word = move |word: fn(&UploadWords) -> &String| words.with_value(|words| word(words).clone());
    let choose = move |file: Option<Chosen>| {
        let too_large = file.as_ref().is_some_and(|file| file.bytes > most_bytes);
        state.set(if too_large { State::Stuck(word(|words| &words.too_large)) } else { State::Waiting });
        chosen.set(file);
    };
    let is_sending = move || matches!(state.get_untracked(), State::Sending(_));
    let on_drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(!is_sending());
    };
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if !is_sending()
            && let Some(file) = dropped(&event)
        {
            choose(Some(file));
        }
    };
    let on_change = move |event: Event| choose(picked(&event));
    let on_submit = move |event: SubmitEvent| {
        let too_large = chosen.with_untracked(|file| file.as_ref().is_some_and(|file| file.bytes > most_bytes));
        if too_large || is_sending() {
            event.prevent_default();
        } else if send(&event, state, words).is_some() {
            // Where it cannot be sent from here, the browser sends it.
            event.prevent_default();
            state.set(State::Sending(0));
        }
    };

    let name = move || {
        chosen.get().map_or_else(
            || word(|words| &words.drop),
            |file| {
                let text = word(|words| &words.chosen).replace(UploadWords::FILE, &file.name);
                text.replace(UploadWords::SIZE, &size(file.bytes, lang))
            },
        )
    };
    let percent = Memo::new(move |_| match state.get() {
        State::Sending(percent) => Some(percent),
        State::Waiting | State::Stuck(_) => None,
    });
    let sent = move |percent: u8| match percent {
        100.. => word(|words| &words.checking),
        _ => word(|words| &words.sent).replace(UploadWords::PERCENT, &percent.to_string()),
    };
    // Where progress is told by the quarter, an unchanged text is not told again.
    let spoken = Memo::new(move |_| match percent.get().map(told) {
        Some(quarter @ 25..) => sent(quarter),
        Some(_) | None => String::new(),
    });
    let stuck = move || match state.get() {
        State::Stuck(why) => why,
        State::Waiting | State::Sending(_) => String::new(),
    };

    view! {
        <div
            class=move || if over.get() { "upload-box upload-over" } else { "upload-box" }
            on:dragenter=on_drag
            on:dragover=on_drag
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
            on:change=on_change
            on:submit=on_submit
        >
            {children()}
            <p class="upload-file" hidden=move || !ready.get()>{name}</p>
            <div class="upload-progress" hidden=move || percent.get().is_none()>
                <progress max="100" value=move || percent.get().unwrap_or_default() aria-label=word(|words| &words.sending)></progress>
                <p aria-hidden="true">{move || percent.get().map(sent).unwrap_or_default()}</p>
            </div>
            <p class="unseen" role="status">{spoken}</p>
            <p class="upload-stuck" role="alert" hidden=move || stuck().is_empty()>{stuck}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
use super::send::{dropped, picked, send};

/// On the server nothing is dropped, picked or sent.
#[cfg(not(feature = "hydrate"))]
fn dropped(_: &DragEvent) -> Option<Chosen> {
    None
}

#[cfg(not(feature = "hydrate"))]
fn picked(_: &Event) -> Option<Chosen> {
    None
}

#[cfg(not(feature = "hydrate"))]
fn send(_: &SubmitEvent, _: RwSignal<State>, _: StoredValue<UploadWords>) -> Option<()> {
    None
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::told;

    #[test]
    fn progress_is_told_by_the_quarter() {
        assert_eq!([0, 24, 25, 49, 50, 75, 99, 100].map(told), [0, 0, 25, 25, 50, 75, 75, 100]);
    }
}
