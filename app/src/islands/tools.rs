//! The buttons of the chart's reader: a line alone, the whole screen, the link.
//!
//! They stand in the page, hidden, since nothing serves them without this.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, MouseEvent, NodeList, PointerEvent, window};

/// What a chart and its buttons stand in.
const SECTION: &str = ".trend";
const ALONE: &str = "data-alone";
const PRESSED: &str = "aria-pressed";

/// Shows the buttons around a reader that this browser can serve, and serves them.
pub(super) fn wake(reader: &Element) -> Option<()> {
    let section = reader.closest(SECTION).ok()??;
    let window = window()?;
    // Without TLS a browser lets no page write to its clipboard.
    let (can_fill, can_copy) = (window.document()?.fullscreen_enabled(), window.is_secure_context());
    each(section.query_selector_all("[data-act]").ok(), |button| {
        let is_served = match button.get_attribute("data-act").as_deref() {
            Some("full") => can_fill,
            Some("copy") => can_copy,
            _ => true,
        };
        if is_served {
            let _ = button.remove_attribute("hidden");
        }
    });
    let serve = Closure::<dyn FnMut(MouseEvent)>::new(|event: MouseEvent| {
        let _ = act(&event);
    });
    section.add_event_listener_with_callback("click", serve.into_js_value().unchecked_ref()).ok()
}

/// Does what the pressed button says; nothing where none was.
fn act(event: &MouseEvent) -> Option<()> {
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let button = pressed.closest("[data-act]").ok()??;
    match button.get_attribute("data-act")?.as_str() {
        "line" => alone(&button),
        "full" => fill(),
        "copy" => copy(button),
        _ => None,
    }
}

/// Leaves one line alone, or brings the others back.
fn alone(button: &Element) -> Option<()> {
    let section = button.closest(SECTION).ok()??;
    let role = button.get_attribute("data-role")?;
    let was = section.get_attribute(ALONE).as_deref() == Some(role.as_str());
    each(section.query_selector_all("[data-role]").ok(), |other| {
        let _ = other.set_attribute(PRESSED, "false");
    });
    if was {
        return section.remove_attribute(ALONE).ok();
    }
    button.set_attribute(PRESSED, "true").ok()?;
    section.set_attribute(ALONE, &role).ok()
}

/// Lets the chart fill the screen, or takes it back. It is the document that does, and the
/// style sheet that leaves the chart alone in it: the chart itself is swapped by its links.
fn fill() -> Option<()> {
    let document = window()?.document()?;
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
        return Some(());
    }
    document.document_element()?.request_fullscreen().ok()
}

/// Copies the address and says so.
fn copy(button: Element) -> Option<()> {
    let window = window()?;
    let address = window.location().href().ok()?;
    let copied = window.navigator().clipboard().write_text(&address);
    wasm_bindgen_futures::spawn_local(async move {
        if JsFuture::from(copied).await.is_ok() {
            let done = button.get_attribute("data-done").unwrap_or_default();
            button.set_text_content(Some(&done));
        }
    });
    Some(())
}

/// Keeps a pointer with the element that it pressed.
pub(super) fn hold(event: &PointerEvent) -> Option<()> {
    let target: Element = event.current_target()?.dyn_into().ok()?;
    target.set_pointer_capture(event.pointer_id()).ok()
}

fn each(nodes: Option<NodeList>, act: impl Fn(&Element)) {
    let Some(nodes) = nodes else { return };
    for at in 0..nodes.length() {
        if let Some(element) = nodes.get(at).and_then(|node| node.dyn_into().ok()) {
            act(&element);
        }
    }
}
