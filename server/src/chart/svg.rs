//! SVG as text: escaping, numbers, and the root element with its name and
//! description.

use super::sink::Sink;
use super::token::Token;
use std::fmt::Write;

/// Text as it may stand in an element or an attribute. Characters that XML
/// forbids are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends a number of tenths as a short decimal: 705 is `70.5`, 700 is `70`.
pub fn push_tenths(out: &mut String, tenths: i32) {
    let whole = tenths.unsigned_abs() / 10;
    let rest = tenths.unsigned_abs() % 10;
    let sign = if tenths < 0 { "-" } else { "" };
    // Writing to a String cannot fail.
    let _ = write!(out, "{sign}{whole}");
    if rest > 0 {
        let _ = write!(out, ".{rest}");
    }
}

/// An id that may be referred to: letters, digits, `-` and `_`, a letter first.
pub fn id(prefix: &str) -> String {
    let clean: String = prefix.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    if clean.starts_with(|c: char| c.is_ascii_alphabetic()) { clean } else { format!("chart-{clean}") }
}

/// A chart's root element around its drawing.
pub struct Root<'a> {
    /// Prefix of its ids, unique on the page.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What can be seen, in sentences.
    pub description: &'a str,
    /// Width and height of the view box.
    pub size: (u32, u32),
}

impl Root<'_> {
    /// The whole element.
    pub fn wrap(&self, drawing: &str, sink: Sink) -> String {
        let (width, height) = self.size;
        let id = id(self.id);
        let mut out = String::with_capacity(drawing.len() + 512);
        // Writing to a String cannot fail.
        let _ = write!(out, "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\"");
        sink.root(&mut out);
        let _ = write!(
            out,
            " role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            escape(self.title),
            escape(self.description),
        );
        if sink == Sink::Resolved {
            let _ = write!(out, "<path fill=\"{}\" d=\"M0 0H{width}V{height}H0Z\"/>", Token::Paper.light());
        }
        out.push_str(drawing);
        out.push_str("</svg>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(escape("<b> & \"x\" 'y'\u{0}\u{1b}"), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
        assert_eq!(escape("Rp14.500/kg – naik"), "Rp14.500/kg – naik");
    }

    #[test]
    fn numbers_are_short() {
        let text = |tenths| {
            let mut out = String::new();
            push_tenths(&mut out, tenths);
            out
        };
        assert_eq!([705, 700, 0, 5, -5, -120].map(text), ["70.5", "70", "0", "0.5", "-0.5", "-12"].map(str::to_owned));
        assert_eq!(text(i32::MIN), "-214748364.8");
    }

    #[test]
    fn an_id_is_one_word_that_starts_with_a_letter() {
        assert_eq!(id("cabai-rawit-merah"), "cabai-rawit-merah");
        assert_eq!(id("3273/kosambi x"), "chart-3273-kosambi-x");
        assert_eq!(id(""), "chart-");
    }
}
