//! The reader of the trend chart: a crosshair that follows pointer and arrow
//! keys and tells the day and each line's value at the nearest point, and a
//! brush that draws out a stretch of days to go to.
//!
//! The drawing is the server's and is only covered, never changed. Points are
//! fetched when they are first wanted. The crosshair is placed by attributes
//! of an SVG with the drawing's view box, so that no inline style is needed.
//! For assistive technology it is a slider over the days of the chart. Whatever
//! the brush does, links beside the chart do as well.

use super::cursor::{Cursor, Data, Wish};
use super::mark::{Meaning, brush, crosshair};
use super::points::{Step, day_at, stretch};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use lumbung_data::model::chart::{ChartScale, Measure, TrendLine, period_name};
use lumbung_data::model::{Frequency, Lang, day};
use serde::{Deserialize, Serialize};

/// The words of the reader, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderWords {
    /// Its name.
    pub label: String,
    /// What the frame around the drawing is called while there is no reader.
    pub frame: String,
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

/// Covers a chart, given as its children, with a crosshair that can be moved by
/// pointer and keys.
#[island]
pub fn ChartReader(
    /// Where the plot lies in the drawing and what it spans.
    scale: ChartScale,
    /// The last day with a price: behind it lies the outlook.
    last_known: i32,
    /// What the values are.
    measure: Measure,
    /// Whether points stand for days, weeks or months.
    pace: Frequency,
    /// The unit of the prices.
    unit: String,
    /// The lines, in the order of their values.
    lines: Vec<TrendLine>,
    /// The language of dates and prices.
    lang: Lang,
    /// The reader's few words.
    words: ReaderWords,
    /// Where the points are.
    points_url: String,
    /// The address of the page without dates, to which the brush adds its own.
    brush: String,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let cursor = Cursor::new();
    let ready = RwSignal::new(false);
    let brush = Brush { drawn: RwSignal::new(None), scale, last_known, address: StoredValue::new(brush) };
    let root = NodeRef::<Div>::new();
    let meaning = StoredValue::new(Meaning { measure, pace, unit, lines, lang });
    awake(ready, cursor, brush, root);

    let go = {
        let url = StoredValue::new(points_url);
        move |wish, by_key| {
            if cursor.go(wish, by_key) {
                fetch(cursor, scale, url);
            }
        }
    };
    let read = move |share: f64| go(Wish::Day(day_at(&scale, share)), false);
    let on_press = move |event: PointerEvent| {
        let Some(share) = share_across(&event) else { return };
        read(share);
        brush.begin(&event, share);
    };
    let on_move = move |event: PointerEvent| {
        let Some(share) = share_across(&event) else { return };
        brush.draw(share);
        // Where fetching failed, a press or a key tries again, not every move.
        if !cursor.has_failed() {
            read(share);
        }
    };
    let on_leave = move |event: PointerEvent| {
        // A finger that lifts leaves too, but its reader is still reading.
        if event.pointer_type() != "touch" && brush.drawn.get_untracked().is_none() {
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

    let value = value(cursor, words.clone(), meaning);
    let day_now = move || cursor.point().map_or(scale.last_day, |(on, _)| on);
    let spoken = move || match value.get() {
        text if text.is_empty() => period_name(day::date(day_now()), pace, lang),
        text => text,
    };
    let when_ready = move |attribute: &'static str| move || ready.get().then_some(attribute);
    // Before the reader is awake, and without scripts, the keyboard scrolls the frame itself.
    let until_ready = move |attribute: &'static str| move || (!ready.get()).then_some(attribute);

    view! {
        <div class="reader" node_ref=root>
            <div
                class="chart-frame"
                role=until_ready("group")
                tabindex=until_ready("0")
                aria-label=move || (!ready.get()).then(|| words.frame.clone())
            >
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
                        aria-valuetext=move || ready.get().then(spoken)
                        on:pointermove=on_move
                        on:pointerdown=on_press
                        on:pointerup=move |event| brush.end(&event)
                        on:pointercancel=move |_| brush.drawn.set(None)
                        on:pointerleave=on_leave
                        on:keydown=on_key
                        on:focus=on_focus
                        on:blur=move |_| cursor.dismiss()
                    >
                        <svg
                            viewBox=format!("0 0 {} {}", scale.width, scale.height)
                            aria-hidden="true"
                            focusable="false"
                            inner_html=overlay(cursor, brush, meaning)
                        ></svg>
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

/// A stretch of days in the making.
#[derive(Clone, Copy)]
struct Brush {
    /// Where it began and where it is, as shares of the width.
    drawn: RwSignal<Option<(f64, f64)>>,
    scale: ChartScale,
    last_known: i32,
    /// The address of the page without dates.
    address: StoredValue<String>,
}

impl Brush {
    /// Begins one; a finger scrolls the chart: for it there are the links.
    fn begin(self, event: &PointerEvent, share: f64) {
        if event.pointer_type() != "touch" && event.button() == 0 {
            hold(event);
            self.drawn.set(Some((share, share)));
        }
    }

    fn draw(self, share: f64) {
        if let Some((from, _)) = self.drawn.get_untracked() {
            self.drawn.set(Some((from, share)));
        }
    }

    /// Goes to the stretch, where it is long enough to be one.
    fn end(self, event: &PointerEvent) {
        let Some((from, _)) = self.drawn.get_untracked() else { return };
        self.drawn.set(None);
        if let Some((from, to)) = share_across(event).and_then(|to| stretch(&self.scale, from, to)) {
            let to = to.min(self.last_known);
            if from < to {
                leave(&self.address.get_value(), from, to);
            }
        }
    }
}

/// Wakes the cover, and lets the escape key dismiss what lies over the drawing.
fn awake(ready: RwSignal<bool>, cursor: Cursor, brush: Brush, root: NodeRef<Div>) {
    // Effects run in the browser only: without one the cover stays inert.
    Effect::new(move |_| {
        ready.set(true);
        wake(root);
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            // One that was swapped out of the page has nothing to dismiss.
            let is_here = root.get_untracked().is_some_and(|root| root.is_connected());
            if is_here && event.key() == "Escape" {
                cursor.dismiss();
                brush.drawn.set(None);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// What lies over the drawing: the stretch and the crosshair.
fn overlay(cursor: Cursor, brush: Brush, meaning: StoredValue<Meaning>) -> Memo<String> {
    let scale = brush.scale;
    Memo::new(move |_| {
        let point = cursor.point();
        let mark = point.map(|(on, values)| meaning.with_value(|meaning| crosshair(&scale, (on, &values), meaning)));
        let drawn = brush.drawn.get().filter(|(from, to)| stretch(&scale, *from, *to).is_some());
        let drawn = drawn.map(|(from, to)| self::brush(&scale, from, to));
        drawn.unwrap_or_default() + &mark.unwrap_or_default()
    })
}

/// What is said of the chosen point, or of why there is none.
fn value(cursor: Cursor, words: ReaderWords, meaning: StoredValue<Meaning>) -> Memo<String> {
    Memo::new(move |_| match cursor.data.get() {
        Data::Loading => words.loading.clone(),
        Data::Failed => words.failed.clone(),
        Data::Here(points) if points.is_empty() => words.none.clone(),
        Data::Asleep | Data::Here(_) => cursor
            .point()
            .map_or_else(String::new, |(on, values)| meaning.with_value(|meaning| meaning.sentence(on, &values))),
    })
}

/// Goes to a stretch of days.
#[cfg(feature = "hydrate")]
fn leave(address: &str, from: i32, to: i32) {
    let mark = if address.ends_with('?') { "" } else { "&" };
    super::swap::go(&format!("{address}{mark}dari={}&sampai={}", day::date(from), day::date(to)));
}

#[cfg(not(feature = "hydrate"))]
fn leave(_: &str, _: i32, _: i32) {}

/// Keeps the pointer, wherever it goes, until it is released.
#[cfg(feature = "hydrate")]
fn hold(event: &PointerEvent) {
    let _ = super::tools::hold(event);
}

#[cfg(not(feature = "hydrate"))]
fn hold(_: &PointerEvent) {}

/// Shows the buttons, and lets links be followed in place.
#[cfg(feature = "hydrate")]
fn wake(root: NodeRef<Div>) {
    if let Some(root) = root.get_untracked() {
        let _ = super::tools::wake(&root);
    }
    super::swap::listen();
}

#[cfg(not(feature = "hydrate"))]
fn wake(_: NodeRef<Div>) {}

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
