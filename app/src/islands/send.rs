//! Takes a file from a drop or a choice, and sends the form that holds it.

use super::upload_box::{Chosen, State, UploadWords};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DragEvent, Element, Event, EventTarget, FileList, FormData, HtmlFormElement, HtmlInputElement, ProgressEvent,
    SubmitEvent, XmlHttpRequest, XmlHttpRequestResponseType, XmlHttpRequestUpload, window,
};

const FILE: &str = "input[type=file]";

/// Puts the dropped file into the form that the box stands around.
pub(super) fn dropped(event: &DragEvent) -> Option<Chosen> {
    let files = event.data_transfer()?.files()?;
    let around: Element = event.current_target()?.dyn_into().ok()?;
    let input: HtmlInputElement = around.query_selector(FILE).ok()??.dyn_into().ok()?;
    let chosen = first(&files)?;
    input.set_files(Some(&files));
    Some(chosen)
}

/// The file that the form holds now.
pub(super) fn picked(event: &Event) -> Option<Chosen> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    first(&input.files()?)
}

fn first(files: &FileList) -> Option<Chosen> {
    let file = files.get(0)?;
    // Whole bytes of a file stay far below 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of files are whole and small")]
    Some(Chosen { name: file.name(), bytes: file.size() as u64 })
}

/// Begins to send the form in place of the browser; none where it cannot.
pub(super) fn send(event: &SubmitEvent, state: RwSignal<State>, words: StoredValue<UploadWords>) -> Option<()> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", &form.action()).ok()?;
    request.set_response_type(XmlHttpRequestResponseType::Document);

    let upload: XmlHttpRequestUpload = request.upload().ok()?;
    listen(&upload, "progress", move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
            let percent = (event.loaded() / event.total() * 100.0) as u8;
            state.set(State::Sending(percent.min(100)));
        }
    })?;
    let answered = request.clone();
    listen(&request, "load", move |_: ProgressEvent| {
        let status = answered.status().unwrap_or_default();
        if !(200..300).contains(&status) || !follow(&answered.response_url()) {
            let why = reason(&answered).unwrap_or_else(|| words.with_value(|words| words.refused.clone()));
            state.set(State::Stuck(why));
        }
    })?;
    for event in ["error", "abort", "timeout"] {
        listen(&request, event, move |_: ProgressEvent| {
            state.set(State::Stuck(words.with_value(|words| words.failed.clone())));
        })?;
    }
    request.send_with_opt_form_data(Some(&data)).ok()
}

/// Listens for as long as the page lives: one upload leaves it.
fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &EventTarget,
    name: &str,
    then: impl FnMut(E) + 'static,
) -> Option<()> {
    let then: JsValue = Closure::<dyn FnMut(E)>::new(then).into_js_value();
    target.add_event_listener_with_callback(name, then.unchecked_ref()).ok()
}

fn follow(address: &str) -> bool {
    window().is_some_and(|window| window.location().set_href(address).is_ok())
}

/// What the page of a refusal says is wrong.
fn reason(request: &XmlHttpRequest) -> Option<String> {
    let page = request.response_xml().ok()??;
    let text = page.query_selector(".troubles li").ok()??.text_content()?;
    (!text.is_empty()).then_some(text)
}
