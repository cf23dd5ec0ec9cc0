//! What can be had of a chart: its files, its link, and the code that puts it
//! into another page; and the buttons that its reader serves.

use crate::asked::Asked;
use crate::components::figures_path;
use crate::i18n::words;
use crate::reader::site;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::chart::TrendChart;

/// The formats, as people call them.
const FORMATS: [(&str, &str); 3] = [("svg", "SVG"), ("png", "PNG"), ("csv", "CSV")];

/// The height of an embedded chart, in pixels.
const EMBEDDED: u32 = 560;

/// Buttons, files and code in one row. The buttons are hidden until the reader
/// wakes, since nothing else serves them.
#[component]
pub(crate) fn ChartFiles<'a>(trend: &'a TrendChart, asked: Asked, islands: bool) -> impl IntoView + use<> {
    let lang = asked.lang;
    let files = FORMATS.map(|(format, name)| {
        let to = in_language(figures_path(&trend.commodity, &trend.place, &trend.view, format), &asked);
        view! { " " <a href=to download>{name}</a> }
    });
    let tools = islands.then(|| tools(trend, lang));
    view! {
        <div class="chart-tools">
            {tools}
            <p class="series-links">{words!(lang, chart.files)}{files.into_iter().collect_view()}</p>
            <details class="chart-embed">
                <summary>{words!(lang, chart.embed)}</summary>
                <p class="fine">{words!(lang, chart.embed_how)}</p>
                <pre tabindex="0"><code>{code(trend, &asked)}</code></pre>
            </details>
        </div>
    }
}

/// Lines that have a colour of their own: the strong one and six beside it.
const OWN_COLOURS: usize = 7;

/// Buttons that only a browser with islands can serve.
fn tools(trend: &TrendChart, lang: Lang) -> impl IntoView + use<> {
    let lines: Vec<_> = trend
        .lines
        .iter()
        .filter(|_| (2..=OWN_COLOURS).contains(&trend.lines.len()))
        .map(|line| {
            let swatch = format!("swatch swatch-{}", line.role);
            view! {
                <button type="button" class="tool" data-act="line" data-role=line.role.clone() aria-pressed="false" hidden>
                    <span class=swatch aria-hidden="true"></span>
                    {line.name.clone()}
                </button>
            }
        })
        .collect();
    let done = words!(lang, reader.copied);
    view! {
        <div class="reader-tools" role="group" aria-label=words!(lang, reader.tools)>
            {lines}
            <button type="button" class="tool" data-act="full" hidden>{words!(lang, reader.full)}</button>
            <button type="button" class="tool" data-act="copy" data-done=done hidden>{words!(lang, reader.copy)}</button>
        </div>
    }
}

/// The frame around the chart alone.
fn code(trend: &TrendChart, asked: &Asked) -> String {
    let path = figures_path(&trend.commodity, &trend.place, &trend.view, "");
    let path = path.replacen("/grafik/", "/sematkan/", 1);
    let address = format!("{}{}", site(asked), in_language(path, asked));
    let attribute = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{EMBEDDED}\" loading=\"lazy\"></iframe>",
        attribute(&address),
        attribute(&trend.chart.title)
    )
}

/// The address in the language that the page's own address names.
fn in_language(address: String, asked: &Asked) -> String {
    match asked.named_language() {
        None => address,
        Some(lang) => format!("{address}{}lang={}", if address.contains('?') { '&' } else { '?' }, lang.code()),
    }
}
