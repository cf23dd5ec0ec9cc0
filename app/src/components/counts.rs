//! What becomes of a file's rows, counted.

use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::count;
use lumbung_data::model::{FileReport, Lang};

/// Every count with what it means. What asks for a look stands out.
#[component]
pub(crate) fn Counts(report: FileReport, lang: Lang) -> impl IntoView {
    let all = [
        (report.read, words!(lang, counts.read), words!(lang, counts.read_means), false),
        (report.accepted, words!(lang, counts.accepted), words!(lang, counts.accepted_means), false),
        (report.revised, words!(lang, counts.revised), words!(lang, counts.revised_means), false),
        (report.unchanged, words!(lang, counts.unchanged), words!(lang, counts.unchanged_means), false),
        (report.suspect, words!(lang, counts.suspect), words!(lang, counts.suspect_means), true),
        (report.missing, words!(lang, counts.missing), words!(lang, counts.missing_means), false),
        (report.rejected, words!(lang, counts.rejected), words!(lang, counts.rejected_means), true),
    ];
    let items = all
        .into_iter()
        .map(|(number, name, meaning, notable)| {
            let class = match number {
                0 => "count count-none",
                _ if notable => "count count-notable",
                _ => "count",
            };
            view! {
                <div class=class>
                    <dt>{name}</dt>
                    <dd>
                        <span class="count-number">{count(number, lang)}</span>
                        " "
                        <span class="count-means">{meaning}</span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="counts">{items}</dl> }
}
