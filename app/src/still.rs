//! Views as finished HTML.
//!
//! Leptos marks the places of lists and of absent views with `<!>`, for a
//! browser that wakes the page. Ours stays as it is outside its islands, and
//! the mark is no valid HTML, so a page is rendered to text and the marks go.

use leptos::prelude::{IntoView, RenderHtml};
use leptos::tachys::html::InertElement;

const MARK: &str = "<!>";
const ISLAND: (&str, &str) = ("<leptos-island", "</leptos-island>");

/// The view as finished HTML, without marks outside islands. Text cannot hold
/// a mark: it is escaped.
pub(crate) fn html(view: impl IntoView) -> String {
    without_marks(view.into_view().to_html())
}

/// The same as a view.
pub(crate) fn still(view: impl IntoView) -> InertElement {
    InertElement::new(html(view))
}

/// An island keeps its marks: it finds its places by them.
fn without_marks(html: String) -> String {
    if !html.contains(MARK) {
        return html;
    }
    let mut clean = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(start) = rest.find(ISLAND.0) {
        let end = rest[start..].find(ISLAND.1).map_or(rest.len(), |length| start + length);
        clean.push_str(&rest[..start].replace(MARK, ""));
        clean.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    clean.push_str(&rest.replace(MARK, ""));
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::*;

    #[test]
    fn lists_and_absent_views_leave_no_mark() {
        let items: Vec<_> = ["a", "b"].into_iter().map(|item| view! { <li>{item}</li> }).collect();
        let absent: Option<&str> = None;
        assert_eq!(html(view! { <ul>{items}{absent}</ul> }), "<ul><li>a</li><li>b</li></ul>");
    }

    #[test]
    fn text_that_looks_like_a_mark_stays() {
        assert_eq!(html(view! { <p>"a<!>b"</p> }), "<p>a&lt;!&gt;b</p>");
    }

    #[test]
    fn an_island_keeps_its_marks() {
        let page = "<p>a<!></p><leptos-island x><b><!></b></leptos-island><!><i></i>";
        let clean = "<p>a</p><leptos-island x><b><!></b></leptos-island><i></i>";
        assert_eq!(without_marks(page.to_owned()), clean);
    }
}
