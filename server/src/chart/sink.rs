//! The two ways to say what something looks like.

use super::text::SIZE;
use super::token::Token;
use std::fmt::Write;

/// How a chart carries its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sink {
    /// Class names: `c-…` for strokes, `f-…` for fills and text, and `b` for
    /// bold text. For charts inside a page.
    Classes,
    /// Attributes with the light colours. For files, PDF and pictures.
    Resolved,
}

impl Sink {
    /// Attributes of a stroked shape.
    pub(super) fn stroke(self, out: &mut String, token: Token) {
        // Writing to a String cannot fail.
        let _ = match self {
            Self::Classes => write!(out, " class=\"c-{}\"", token.name()),
            Self::Resolved => {
                write!(out, " fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"", token.light(), token.width())
            }
        };
        if let (Self::Resolved, Some(dash)) = (self, token.dash()) {
            let _ = write!(out, " stroke-dasharray=\"{dash}\"");
        }
    }

    /// Attributes of a filled shape.
    pub(super) fn fill(self, out: &mut String, token: Token) {
        let _ = match self {
            Self::Classes => write!(out, " class=\"f-{}\"", token.name()),
            Self::Resolved => write!(out, " fill=\"{}\"", token.light()),
        };
    }

    /// Attributes of a text with its size in view-box units. A halo of paper
    /// keeps it legible where it crosses a line.
    pub(super) fn text(self, out: &mut String, token: Token, size: f64, bold: bool) {
        let _ = match self {
            Self::Classes => write!(out, " class=\"f-{}{}\"", token.name(), if bold { " b" } else { "" }),
            Self::Resolved => write!(
                out,
                " fill=\"{}\" stroke=\"{}\" stroke-width=\"3\" paint-order=\"stroke\"{}",
                token.light(),
                Token::Paper.light(),
                if bold { " font-weight=\"600\"" } else { "" }
            ),
        };
        if (size - SIZE).abs() > 0.05 {
            let _ = write!(out, " font-size=\"{size:.0}\"");
        }
    }

    /// Attributes of the root: what the style sheet says of `.chart`.
    pub(super) fn root(self, out: &mut String) {
        if self == Self::Resolved {
            let _ = write!(
                out,
                " xmlns=\"http://www.w3.org/2000/svg\" font-family=\"'IBM Plex Sans', 'Liberation Sans', Arial, Helvetica, sans-serif\" \
                 font-size=\"{SIZE:.0}\" stroke-linejoin=\"round\""
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn classes_name_the_role_and_no_colour() {
        assert_eq!(written(|out| Sink::Classes.stroke(out, Token::City)), " class=\"c-city\"");
        assert_eq!(written(|out| Sink::Classes.fill(out, Token::Span)), " class=\"f-span\"");
        assert_eq!(written(|out| Sink::Classes.text(out, Token::City, SIZE, true)), " class=\"f-city b\"");
    }

    #[test]
    fn resolved_attributes_need_no_style_sheet() {
        let stroke = written(|out| Sink::Resolved.stroke(out, Token::MarketB));
        assert_eq!(stroke, " fill=\"none\" stroke=\"#4a5fb0\" stroke-width=\"1.3\" stroke-dasharray=\"6 3\"");
        assert_eq!(written(|out| Sink::Resolved.fill(out, Token::Paper)), " fill=\"#ffffff\"");
        let text = written(|out| Sink::Resolved.text(out, Token::City, 11.0, true));
        assert!(text.contains("font-weight=\"600\"") && text.ends_with("font-size=\"11\""));
    }
}
