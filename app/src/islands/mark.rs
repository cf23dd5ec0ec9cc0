//! The crosshair and its label, placed in units of the drawing's view box.

use super::points::{x, y};
use leptos::prelude::*;
use lumbung_data::model::page::ChartScale;
use lumbung_data::model::{Lang, date_short, day, rupiah_per};

/// The crosshair at a point, in units of the view box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub x: String,
    pub y: String,
    /// Left edge of the label's box, and of its text.
    pub box_x: String,
    pub text_x: String,
    pub width: String,
    pub date: String,
    pub price: String,
}

const GAP: f64 = 12.0;
const PADDING: f64 = 10.0;
const BOX_HEIGHT: f64 = 46.0;
/// The width of a letter of the date and of the price, in a wide face.
const LETTERS: (f64, f64) = (8.2, 10.4);

impl Mark {
    pub fn new(scale: &ChartScale, (on, price): (i32, f64), unit: &str, lang: Lang) -> Self {
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

/// A length as an attribute.
fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// The drawing of the mark: a line through the plot, the point, and a label
/// with its day and price.
pub(super) fn crosshair(scale: &ChartScale, mark: Memo<Option<Mark>>) -> impl IntoView + use<> {
    let attribute = move |part: fn(&Mark) -> &String| move || mark.with(|mark| mark.as_ref().map(part).cloned());
    let text = move |part: fn(&Mark) -> &String| move || attribute(part)().unwrap_or_default();
    view! {
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
            <circle class="reader-point" cx=attribute(|mark| &mark.x) cy=attribute(|mark| &mark.y) r="5"></circle>
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
    }
}

#[cfg(test)]
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
}
