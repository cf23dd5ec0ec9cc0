//! The reader of the trend chart: a crosshair that follows pointer and arrow
//! keys and tells date and price of the nearest point.
//!
//! The drawing is the server's and is only covered, never changed. Points are
//! fetched when they are first wanted. The crosshair is placed by attributes
//! of an SVG with the drawing's view box, so that no inline style is needed.
//! For assistive technology it is a slider over the days of the chart.

use super::points::{Points, Step, day_at, x, y};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use lumbung_data::model::page::ChartScale;
use lumbung_data::model::{Lang, date_long, date_short, day, rupiah_per};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The words of the reader, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderWords {
    /// Its name.
    pub label: String,
    /// How to use it.
    pub help: String,
    /// Said while points are on their way.
    pub loading: String,
    /// Said when they could not be had.
    pub failed: String,
    /// Said when the range has none.
    pub none: String,
}

/// What is known of the points.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "points arrive in a browser only"))]
enum Data {
    Asleep,
    Loading,
    Here(Arc<Points>),
    Failed,
}

/// What was asked for, kept while the points are on their way.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wish {
    Day(f64),
    Step(Step),
}

/// The state of the reader, all of it signals.
#[derive(Clone, Copy)]
struct Cursor {
    data: RwSignal<Data>,
    chosen: RwSignal<Option<usize>>,
    wish: RwSignal<Option<Wish>>,
    /// Whether a key moved it last: only then is the value announced.
    by_key: RwSignal<bool>,
}

impl Cursor {
    fn new() -> Self {
        Self {
            data: RwSignal::new(Data::Asleep),
            chosen: RwSignal::new(None),
            wish: RwSignal::new(None),
            by_key: RwSignal::new(true),
        }
    }

    /// Goes where it is wished, or remembers the wish. True when the points
    /// have to be fetched for it.
    fn go(self, wish: Wish, by_key: bool) -> bool {
        self.by_key.set(by_key);
        match self.data.get_untracked() {
            Data::Here(points) => {
                self.apply(&points, wish);
                false
            }
            Data::Loading => {
                self.wish.set(Some(wish));
                false
            }
            Data::Asleep | Data::Failed => {
                self.wish.set(Some(wish));
                self.data.set(Data::Loading);
                true
            }
        }
    }

    fn apply(self, points: &Points, wish: Wish) {
        let from = self.chosen.get_untracked();
        let chosen = match wish {
            Wish::Day(day) => points.nearest(day),
            Wish::Step(step) => points.step(from, step),
        };
        if chosen != from {
            self.chosen.set(chosen);
        }
    }

    /// Takes in what was fetched and does what was wished meanwhile.
    #[cfg(feature = "hydrate")]
    fn arrive(self, points: Option<Points>) {
        let Some(points) = points.map(Arc::new) else {
            self.data.set(Data::Failed);
            return;
        };
        self.data.set(Data::Here(Arc::clone(&points)));
        if let Some(wish) = self.wish.get_untracked() {
            self.wish.set(None);
            self.apply(&points, wish);
        }
    }

    fn dismiss(self) {
        self.wish.set(None);
        self.chosen.set(None);
    }

    /// Day and price of the chosen point.
    fn point(self) -> Option<(i32, f64)> {
        let chosen = self.chosen.get()?;
        match self.data.get() {
            Data::Here(points) => points.get(chosen),
            _ => None,
        }
    }
}

/// The crosshair at a point, in units of the view box.
#[derive(Debug, Clone, PartialEq)]
struct Mark {
    x: String,
    y: String,
    /// Left edge of the label's box, and of its text.
    box_x: String,
    text_x: String,
    width: String,
    date: String,
    price: String,
}

const GAP: f64 = 12.0;
const PADDING: f64 = 10.0;
const BOX_HEIGHT: f64 = 46.0;
/// The width of a letter of the date and of the price, in a wide face.
const LETTERS: (f64, f64) = (8.2, 10.4);

impl Mark {
    fn new(scale: &ChartScale, (on, price): (i32, f64), unit: &str, lang: Lang) -> Self {
        let date = date_short(day::date(on), lang);
        let price_text = rupiah_per(price, unit, lang);
        let width = length(&date, LETTERS.0).max(length(&price_text, LETTERS.1)) + 2.0 * PADDING;
        let at = x(scale, on);
        let right_of_it = at + GAP;
        let box_x = if right_of_it + width <= scale.right { right_of_it } else { (at - GAP - width).max(0.0) };
        Self {
            x: number(at),
            y: number(y(scale, price)),
            box_x: number(box_x),
            text_x: number(box_x + PADDING),
            width: number(width),
            date,
            price: price_text,
        }
    }
}

/// How long a text is in letters of a width.
fn length(text: &str, letter: f64) -> f64 {
    text.chars().map(|_| letter).sum()
}

fn number(value: f64) -> String {
    format!("{value:.1}")
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
    let on_pointer = move |event: PointerEvent| {
        if let Some(share) = share_across(&event) {
            go(Wish::Day(day_at(&scale, share)), false);
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
    let attribute = move |part: fn(&Mark) -> &String| move || mark.with(|mark| mark.as_ref().map(part).cloned());
    let text = move |part: fn(&Mark) -> &String| move || attribute(part)().unwrap_or_default();
    let value = {
        let words = words.clone();
        Memo::new(move |_| match cursor.data.get() {
            Data::Loading => words.loading.clone(),
            Data::Failed => words.failed.clone(),
            Data::Here(points) if points.is_empty() => words.none.clone(),
            Data::Asleep | Data::Here(_) => cursor.point().map_or_else(String::new, |(on, price)| {
                format!("{}: {}", date_long(day::date(on), lang), rupiah_per(price, &unit, lang))
            }),
        })
    };
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
                        on:pointermove=on_pointer
                        on:pointerdown=on_pointer
                        on:pointerleave=on_leave
                        on:keydown=on_key
                        on:focus=on_focus
                        on:blur=move |_| cursor.dismiss()
                    >
                        <svg
                            viewBox=format!("0 0 {} {}", scale.width, scale.height)
                            aria-hidden="true"
                            focusable="false"
                            visibility=move || if mark.with(Option::is_some) { "visible" } else { "hidden" }
                        >
                            <line
                                class="reader-line"
                                x1=attribute(|mark| &mark.x)
                                x2=attribute(|mark| &mark.x)
                                y1=number(scale.top)
                                y2=number(scale.bottom)
                            ></line>
                            <circle
                                class="reader-point"
                                cx=attribute(|mark| &mark.x)
                                cy=attribute(|mark| &mark.y)
                                r="5"
                            ></circle>
                            <rect
                                class="reader-box"
                                x=attribute(|mark| &mark.box_x)
                                y=number(scale.top)
                                width=attribute(|mark| &mark.width)
                                height=number(BOX_HEIGHT)
                                rx="3"
                            ></rect>
                            <text class="reader-date" x=attribute(|mark| &mark.text_x) y=number(scale.top + 18.0)>
                                {text(|mark| &mark.date)}
                            </text>
                            <text class="reader-price" x=attribute(|mark| &mark.text_x) y=number(scale.top + 37.0)>
                                {text(|mark| &mark.price)}
                            </text>
                        </svg>
                    </div>
                </div>
            </div>
            <p class="reader-value" aria-live=move || if cursor.by_key.get() { "polite" } else { "off" }>
                {value}
            </p>
            <p class="reader-help" id="reader-help" hidden=move || !ready.get()>
                {words.help}
            </p>
        </div>
    }
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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    const SCALE: ChartScale = ChartScale {
        width: 960.0,
        height: 420.0,
        left: 60.0,
        right: 860.0,
        top: 20.0,
        bottom: 380.0,
        first_day: 20_000,
        last_day: 20_100,
        low: 10_000.0,
        high: 20_000.0,
    };

    #[test]
    fn the_label_stands_right_of_the_point_and_left_of_it_near_the_edge() {
        let mark = |on| Mark::new(&SCALE, (on, 15_000.0), "kg", Lang::Id);
        let number = |text: &str| text.parse::<f64>().unwrap();
        let (middle, edge) = (mark(20_050), mark(20_100));
        assert!(number(&middle.box_x) > number(&middle.x));
        assert!(number(&edge.box_x) + number(&edge.width) < number(&edge.x));
        assert_eq!(middle.price, "Rp15.000/kg");
    }

    #[test]
    fn a_wish_made_before_the_points_are_here_has_them_fetched_once() {
        Owner::new().with(|| {
            let cursor = Cursor::new();
            assert!(cursor.go(Wish::Step(Step::Last), true));
            assert!(!cursor.go(Wish::Day(20_010.0), false));
            assert_eq!(cursor.wish.get_untracked(), Some(Wish::Day(20_010.0)));
            assert_eq!(cursor.point(), None);
        });
    }
}
