//! The reader of the trend chart: a crosshair that follows pointer and arrow
//! keys and tells date and price of the nearest point.
//!
//! The drawing is the server's and is only covered, never changed. Points are
//! fetched when they are first wanted. The crosshair is placed by attributes
//! of an SVG with the drawing's view box, so that no inline style is needed.
//! For assistive technology it is a slider over the days of the chart.

use super::cursor::{Cursor, Data, Wish};
use super::mark::{Mark, crosshair};
use super::points::{Step, day_at};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use lumbung_data::model::page::ChartScale;
use lumbung_data::model::{Lang, date_long, day, rupiah_per};
use serde::{Deserialize, Serialize};

/// The words of the reader, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderWords {
    /// Its name.
    pub label: String,
    /// How to use it by pointer and keys.
    pub help: String,
    /// How to use it by touch.
    pub touch: String,
    /// Said while points are on their way.
    pub loading: String,
    /// Said when they could not be had.
    pub failed: String,
    /// Said when the range has none.
    pub none: String,
}

/// Covers a chart, given as its children, with a crosshair that can be moved
/// by pointer and keys.
#[island]
pub fn ChartReader(
    /// Where the plot lies in the drawing and what it spans.
    scale: ChartScale,
    /// The unit of the prices.
    unit: String,
    /// The language of dates and prices.
    lang: Lang,
    /// The reader's few words.
    words: ReaderWords,
    /// Where the points are.
    points_url: String,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let cursor = Cursor::new();
    let ready = RwSignal::new(false);
    // Effects run in the browser only: without one the cover stays inert.
    Effect::new(move |_| {
        ready.set(true);
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                cursor.dismiss();
            }
        });
        on_cleanup(move || handle.remove());
    });

    let go = {
        let url = StoredValue::new(points_url);
        move |wish, by_key| {
            if cursor.go(wish, by_key) {
                fetch(cursor, scale, url);
            }
        }
    };
    let on_press = move |event: PointerEvent| {
        if let Some(share) = share_across(&event) {
            go(Wish::Day(day_at(&scale, share)), false);
        }
    };
    let on_move = move |event: PointerEvent| {
        // Where fetching failed, a press or a key tries again, not every move.
        if !cursor.has_failed() {
            on_press(event);
        }
    };
    let on_leave = move |event: PointerEvent| {
        // A finger that lifts leaves too, but its reader is still reading.
        if event.pointer_type() != "touch" {
            cursor.dismiss();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(step) = Step::of_key(&event.key()) {
            event.prevent_default();
            go(Wish::Step(step), true);
        }
    };
    let on_focus = move |_| {
        // A press focuses as well, after it has chosen its own point.
        if cursor.chosen.get_untracked().is_none() && cursor.wish.get_untracked().is_none() {
            go(Wish::Step(Step::Last), true);
        }
    };

    let mark = {
        let unit = unit.clone();
        Memo::new(move |_| cursor.point().map(|point| Mark::new(&scale, point, &unit, lang)))
    };
    let value = value(cursor, words.clone(), unit, lang);
    let day_now = move || cursor.point().map_or(scale.last_day, |(on, _)| on);
    let when_ready = move |attribute: &'static str| move || ready.get().then_some(attribute);

    view! {
        <div class="reader">
            <div class="chart-frame">
                <div class="reader-plot">
                    {children()}
                    <div
                        class="reader-cover"
                        role=when_ready("slider")
                        tabindex=when_ready("0")
                        aria-label=move || ready.get().then(|| words.label.clone())
                        aria-describedby=when_ready("reader-help")
                        aria-orientation=when_ready("horizontal")
                        aria-valuemin=move || ready.get().then_some(scale.first_day)
                        aria-valuemax=move || ready.get().then_some(scale.last_day)
                        aria-valuenow=move || ready.get().then(day_now)
                        aria-valuetext=move || {
                            ready.get().then(|| match value.get() {
                                text if text.is_empty() => date_long(day::date(day_now()), lang),
                                text => text,
                            })
                        }
                        on:pointermove=on_move
                        on:pointerdown=on_press
                        on:pointerleave=on_leave
                        on:keydown=on_key
                        on:focus=on_focus
                        on:blur=move |_| cursor.dismiss()
                    >
                        {crosshair(&scale, mark)}
                    </div>
                </div>
            </div>
            <p class="reader-value" aria-live=move || if cursor.by_key.get() { "polite" } else { "off" }>
                {value}
            </p>
            <p class="reader-help" id="reader-help" hidden=move || !ready.get()>
                <span class="by-pointer">{words.help}</span>
                <span class="by-touch">{words.touch}</span>
            </p>
        </div>
    }
}

/// What is said of the chosen point, or of why there is none.
fn value(cursor: Cursor, words: ReaderWords, unit: String, lang: Lang) -> Memo<String> {
    Memo::new(move |_| match cursor.data.get() {
        Data::Loading => words.loading.clone(),
        Data::Failed => words.failed.clone(),
        Data::Here(points) if points.is_empty() => words.none.clone(),
        Data::Asleep | Data::Here(_) => cursor.point().map_or_else(String::new, |(on, price)| {
            format!("{}: {}", date_long(day::date(on), lang), rupiah_per(price, &unit, lang))
        }),
    })
}

/// How far across its target a pointer is, as a share of the width.
fn share_across(event: &PointerEvent) -> Option<f64> {
    let target = event.current_target()?;
    let width = target.dyn_ref::<HtmlElement>()?.offset_width();
    (width > 0).then(|| f64::from(event.offset_x()) / f64::from(width))
}

#[cfg(feature = "hydrate")]
fn fetch(cursor: Cursor, scale: ChartScale, url: StoredValue<String>) {
    leptos::task::spawn_local(async move {
        let url = url.get_value();
        cursor.arrive(super::fetch::points(&url, &scale).await);
    });
}

/// On the server nobody points at anything.
#[cfg(not(feature = "hydrate"))]
fn fetch(_: Cursor, _: ChartScale, _: StoredValue<String>) {}
