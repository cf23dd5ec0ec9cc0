//! A drawing backend for plotters that writes SVG.
//!
//! One backend pixel is a tenth of a view-box unit, so that plotters' whole
//! pixels are fine enough for a line; the text gets decimals. Widths and
//! dashes belong to the token, not to the style that plotters passes along.

use super::sink::Sink;
use super::svg::{escape, push_tenths};
use super::text;
use super::token::Token;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::convert::Infallible;

type Written = Result<(), DrawingErrorKind<Infallible>>;

/// SVG elements in the making.
pub struct Canvas<'a> {
    out: &'a mut String,
    sink: Sink,
    size: (u32, u32),
}

impl<'a> Canvas<'a> {
    /// A canvas that appends to `out`, `size` in view-box units.
    pub fn new(out: &'a mut String, sink: Sink, size: (u32, u32)) -> Self {
        Self { out, sink, size: (size.0.saturating_mul(10), size.1.saturating_mul(10)) }
    }

    /// Opens an element with the looks of a stroke or a fill.
    fn open(&mut self, element: &str, color: BackendColor, filled: bool) {
        self.out.push('<');
        self.out.push_str(element);
        let token = Token::of(color.rgb);
        if filled {
            self.sink.fill(self.out, token);
        } else {
            self.sink.stroke(self.out, token);
        }
    }

    fn attribute(&mut self, name: &str, tenths: i32) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_tenths(self.out, tenths);
        self.out.push('"');
    }

    /// A path through the points, closed where it is a filled shape.
    fn path(&mut self, points: &[BackendCoord], color: BackendColor, filled: bool) {
        if points.len() < 2 || color.alpha <= 0.0 {
            return;
        }
        self.open("path", color, filled);
        self.out.push_str(" d=\"");
        for (position, (x, y)) in points.iter().enumerate() {
            self.out.push(match position {
                0 => 'M',
                1 => 'L',
                _ => ' ',
            });
            push_tenths(self.out, *x);
            self.out.push(' ');
            push_tenths(self.out, *y);
        }
        if filled {
            self.out.push('Z');
        }
        self.out.push_str("\"/>");
    }
}

/// The points without those that lie on the straight line between their
/// neighbours: a price that stands still for weeks needs two points.
fn corners(points: impl IntoIterator<Item = BackendCoord>) -> Vec<BackendCoord> {
    let mut kept: Vec<BackendCoord> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, middle] = kept[..]
            && is_between(before, middle, point)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

fn is_between(a: BackendCoord, middle: BackendCoord, b: BackendCoord) -> bool {
    let step = |from: BackendCoord, to: BackendCoord| {
        (i128::from(to.0) - i128::from(from.0), i128::from(to.1) - i128::from(from.1))
    };
    let (first, second) = (step(a, middle), step(middle, b));
    first.0 * second.1 == first.1 * second.0 && first.0 * second.0 + first.1 * second.1 > 0
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Written {
        Ok(())
    }

    fn present(&mut self) -> Written {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Written {
        self.draw_rect((x, y), (x.saturating_add(1), y.saturating_add(1)), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Written {
        self.path(&[from, to], style.color(), false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Written {
        if style.color().alpha > 0.0 {
            self.open("rect", style.color(), fill);
            self.attribute("x", left.min(right));
            self.attribute("y", top.min(bottom));
            self.attribute("width", right.saturating_sub(left).saturating_abs());
            self.attribute("height", bottom.saturating_sub(top).saturating_abs());
            self.out.push_str("/>");
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Written {
        self.path(&corners(path), style.color(), false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Written {
        if style.color().alpha > 0.0 {
            self.open("circle", style.color(), fill);
            self.attribute("cx", center.0);
            self.attribute("cy", center.1);
            self.attribute("r", i32::try_from(radius).unwrap_or(i32::MAX));
            self.out.push_str("/>");
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Written {
        self.path(&corners(vert), style.color(), true);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Written {
        let color = style.color();
        if color.alpha <= 0.0 || text.is_empty() {
            return Ok(());
        }
        // The baseline, from the capital height of about 0.72 em.
        let shift = match style.anchor().v_pos {
            VPos::Top => 0.76,
            VPos::Center => 0.36,
            VPos::Bottom => -0.2,
        };
        self.out.push_str("<text");
        self.sink.text(self.out, Token::of(color.rgb), style.size() / 10.0, matches!(style.style(), FontStyle::Bold));
        self.attribute("x", x);
        self.attribute("y", y.saturating_add(whole(style.size() * shift)));
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => self.out.push_str(" text-anchor=\"middle\""),
            HPos::Right => self.out.push_str(" text-anchor=\"end\""),
        }
        self.out.push('>');
        self.out.push_str(&escape(text));
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = text::width(text, style.size(), matches!(style.style(), FontStyle::Bold));
        let height = style.size() * 1.2;
        Ok((whole(width).unsigned_abs(), whole(height).unsigned_abs()))
    }
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates; charts are far smaller")]
pub fn whole(value: f64) -> i32 {
    value.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::text_anchor::Pos;
    use plotters::style::{Color, FontDesc, FontFamily, TextStyle};

    fn drawn(draw: impl FnOnce(&mut Canvas) -> Written) -> String {
        let mut out = String::new();
        draw(&mut Canvas::new(&mut out, Sink::Classes, (960, 420))).unwrap();
        out
    }

    #[test]
    fn a_path_is_one_element_in_decimals() {
        let style = Token::City.code().to_rgba();
        let svg = drawn(|canvas| canvas.draw_path([(0, 15), (10, 20), (25, -5)], &style));
        assert_eq!(svg, "<path class=\"c-city\" d=\"M0 1.5L1 2 2.5 -0.5\"/>");
    }

    #[test]
    fn points_on_a_straight_line_are_left_out_but_turning_back_is_not() {
        assert_eq!(corners([(0, 5), (3, 5), (3, 5), (9, 5), (12, 7)]), [(0, 5), (9, 5), (12, 7)]);
        assert_eq!(corners([(0, 0), (0, 9), (0, 4)]), [(0, 0), (0, 9), (0, 4)]);
        assert!(corners([]).is_empty());
    }

    #[test]
    fn a_path_of_one_point_and_an_invisible_colour_draw_nothing() {
        let style = Token::City.code().to_rgba();
        assert_eq!(drawn(|canvas| canvas.draw_path([(1, 1)], &style)), "");
        assert_eq!(drawn(|canvas| canvas.draw_line((0, 0), (9, 9), &style.mix(0.0))), "");
    }

    #[test]
    fn shapes_carry_fill_or_stroke_classes() {
        let style = Token::Span.code().to_rgba();
        assert_eq!(
            drawn(|canvas| canvas.draw_rect((100, 50), (20, 80), &style, true)),
            "<rect class=\"f-span\" x=\"2\" y=\"5\" width=\"8\" height=\"3\"/>"
        );
        assert_eq!(
            drawn(|canvas| canvas.draw_circle((10, 10), 35, &style, false)),
            "<circle class=\"c-span\" cx=\"1\" cy=\"1\" r=\"3.5\"/>"
        );
        assert_eq!(
            drawn(|canvas| canvas.fill_polygon([(0, 0), (10, 0), (5, 9)], &style)),
            "<path class=\"f-span\" d=\"M0 0L1 0 0.5 0.9Z\"/>"
        );
    }

    #[test]
    fn text_is_escaped_and_anchored() {
        let code = Token::Text.code();
        let style = TextStyle::from(FontDesc::new(FontFamily::SansSerif, 130.0, FontStyle::Normal))
            .color(&code)
            .pos(Pos::new(HPos::Right, VPos::Center));
        assert_eq!(
            drawn(|canvas| canvas.draw_text("a<b", &style, (700, 100))),
            "<text class=\"f-text\" x=\"70\" y=\"14.7\" text-anchor=\"end\">a&lt;b</text>"
        );
    }

    #[test]
    fn text_is_measured_without_a_font() {
        let style = TextStyle::from(FontDesc::new(FontFamily::SansSerif, 130.0, FontStyle::Normal));
        let mut out = String::new();
        let (width, height) =
            Canvas::new(&mut out, Sink::Classes, (960, 420)).estimate_text_size("Rp", &style).unwrap();
        assert_eq!((width, height), (189, 156));
    }
}
