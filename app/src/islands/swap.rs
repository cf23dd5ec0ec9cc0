//! Follows a chart's links in place: fetches the page that a link leads to and
//! takes over its head and content, so that switching costs no new start of the
//! wasm. Where anything of it fails, the browser goes there as usual.

use super::fetch::answer;
use js_sys::{Function, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, HtmlElement, MouseEvent, NodeList, SupportedType, Window, window};

/// What links that can be followed in place are marked with.
const LINK: &str = "a[data-swap]";
/// The parts of a page that differ.
const PARTS: [&str; 2] = [".masthead", "main"];

thread_local! {
    static LISTENS: Cell<bool> = const { Cell::new(false) };
    /// The latest of the ways gone: an earlier one that arrives late is dropped.
    static WAY: Cell<u32> = const { Cell::new(0) };
    /// Path and query of what is shown.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Begins to follow links in place, once in the life of a document.
pub(super) fn listen() {
    let Some(window) = window() else { return };
    if LISTENS.replace(true) {
        return;
    }
    SHOWN.set(here(&window));
    let follow = Closure::<dyn FnMut(MouseEvent)>::new(|event: MouseEvent| {
        let _ = followed(&event);
    });
    let back = Closure::<dyn FnMut(JsValue)>::new(|_| {
        // A step to another place of the same page is the browser's.
        if let Some(window) = self::window()
            && SHOWN.with_borrow(|shown| *shown != here(&window))
        {
            start(here(&window), None, false);
        }
    });
    if let Some(document) = window.document() {
        let _ = document.add_event_listener_with_callback("click", follow.into_js_value().unchecked_ref());
    }
    let _ = window.add_event_listener_with_callback("popstate", back.into_js_value().unchecked_ref());
}

/// Goes to an address of ours.
pub(super) fn go(address: &str) {
    start(address.to_owned(), None, true);
}

/// Follows the link that was pressed, if it is one of ours and nothing else is
/// meant by the press.
fn followed(event: &MouseEvent) -> Option<()> {
    let is_plain = event.button() == 0
        && !(event.default_prevented() || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let link = pressed.closest(LINK).ok()??;
    let address = link.get_attribute("href").filter(|_| is_plain)?;
    event.prevent_default();
    start(address, place_of(&link), true);
    Some(())
}

/// The place of a link among all of them: the focus returns there.
fn place_of(link: &Element) -> Option<u32> {
    let all = links(&window()?.document()?)?;
    (0..all.length()).find(|at| all.get(*at).is_some_and(|other| other.is_same_node(Some(link))))
}

fn links(document: &Document) -> Option<NodeList> {
    document.query_selector_all(LINK).ok()
}

fn start(address: String, focus: Option<u32>, is_new: bool) {
    let way = WAY.get() + 1;
    WAY.set(way);
    wasm_bindgen_futures::spawn_local(async move {
        let page = page(&address).await;
        if WAY.get() != way {
            return;
        }
        if page.and_then(|page| show(&page, &address, focus, is_new)).is_none()
            && let Some(window) = window()
        {
            let _ = window.location().set_href(&address);
        }
    });
}

/// The page at an address.
async fn page(address: &str) -> Option<Document> {
    let text = JsFuture::from(answer(address).await?.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()
}

/// Takes over the parts of a page and wakes its islands. All of it is there
/// before any is changed.
fn show(page: &Document, address: &str, focus: Option<u32>, is_new: bool) -> Option<()> {
    let window = window()?;
    let document = window.document()?;
    let wake: Function = Reflect::get(&window, &JsValue::from_str("__hydrateIsland")).ok()?.dyn_into().ok()?;
    let part = |selector: &str| Some((document.query_selector(selector).ok()??, page.query_selector(selector).ok()??));
    let parts: Vec<(Element, Element)> = PARTS.into_iter().map(part).collect::<Option<_>>()?;
    if is_new {
        window.history().ok()?.push_state_with_url(&JsValue::NULL, "", Some(address)).ok()?;
    }
    SHOWN.set(here(&window));
    document.set_title(&page.title());
    for (old, new) in parts {
        old.replace_with_with_node_1(&new).ok()?;
    }
    let islands = document.query_selector_all("leptos-island").ok()?;
    for at in 0..islands.length() {
        let island: Element = islands.get(at)?.dyn_into().ok()?;
        let name = island.get_attribute("data-component").unwrap_or_default();
        let _ = wake.call2(&JsValue::NULL, &island, &JsValue::from_str(&name));
    }
    let link = focus.and_then(|at| links(&document)?.get(at)?.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        let _ = link.focus();
    }
    Some(())
}

/// Path and query of the address that the browser shows.
fn here(window: &Window) -> String {
    let location = window.location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
