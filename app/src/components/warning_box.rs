//! A warning in full: level and reason.

use crate::components::Badge;
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::{Lang, Warning};

/// The warning in force, with its reason in one sentence.
#[component]
pub(crate) fn WarningBox(warning: Warning, lang: Lang) -> impl IntoView {
    let label = words!(lang, commodity.warning, level = warning.level.word());
    let record = warning.record.map(|record| format!(" {}", record.sentence(warning.kind, lang)));
    view! {
        <section class=format!("warning warning-{}", warning.level.as_str()) aria-label=label>
            <Badge level=warning.level />
            <p>{warning.reason} {record}</p>
        </section>
    }
}
