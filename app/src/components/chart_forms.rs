//! The two small forms of a chart: its dates, and what it is compared with.

use crate::asked::{Asked, CHART};
use crate::i18n::words;
use leptos::prelude::*;
use lumbung_data::model::chart::{Compared, MOST_COMPARED, TrendChart, View};

/// Both forms, and what is compared, each with the way to take it out.
#[component]
pub(crate) fn ChartForms<'a>(trend: &'a TrendChart, asked: Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let action = format!("#{CHART}");
    let (first, last) = (trend.known.0.to_string(), trend.known.1.to_string());
    let kept = kept(&trend.view, &asked, &["rentang", "dari", "sampai"]);
    let compare = (trend.chosen.len() < MOST_COMPARED).then(|| compare(trend, &asked));
    let chosen = (!trend.chosen.is_empty()).then(|| chosen(trend, &asked));
    view! {
        {chosen}
        <div class="chart-forms">
            <form class="chart-form" method="get" action=action aria-label=words!(lang, chart.dates)>
                {kept}
                <span class="chart-date">
                    <label for="grafik-dari">{words!(lang, chart.from)}</label>
                    <input
                        type="date"
                        id="grafik-dari"
                        name="dari"
                        value=trend.shown.0.to_string()
                        min=first.clone()
                        max=last.clone()
                    />
                </span>
                <span class="chart-date">
                    <label for="grafik-sampai">{words!(lang, chart.to)}</label>
                    <input
                        type="date"
                        id="grafik-sampai"
                        name="sampai"
                        value=trend.shown.1.to_string()
                        min=first
                        max=last
                    />
                </span>
                <button type="submit">{words!(lang, chart.show)}</button>
            </form>
            {compare}
        </div>
    }
}

fn compare(trend: &TrendChart, asked: &Asked) -> Option<impl IntoView + use<>> {
    let lang = asked.lang;
    let groups: Vec<_> = [
        (words!(lang, chart.commodities), &trend.choices.commodities),
        (words!(lang, chart.markets), &trend.choices.markets),
        (words!(lang, chart.regions), &trend.choices.regions),
    ]
    .into_iter()
    .filter_map(|(label, choices)| {
        let open = choices.iter().filter(|(compared, _)| !trend.view.compared.contains(compared));
        let options: Vec<_> =
            open.map(|(compared, name)| view! { <option value=compared.to_string()>{name.clone()}</option> }).collect();
        (!options.is_empty()).then(|| view! { <optgroup label=label>{options}</optgroup> })
    })
    .collect();
    (!groups.is_empty()).then(|| {
        view! {
            <form class="chart-form" method="get" action=format!("#{CHART}") aria-label=words!(lang, chart.comparing)>
                {kept(&trend.view, asked, &[])}
                <label for="grafik-banding">{words!(lang, chart.compare)}</label>
                <select id="grafik-banding" name="banding" required>
                    <option value="">{words!(lang, chart.choose)}</option>
                    {groups}
                </select>
                <button type="submit">{words!(lang, chart.add)}</button>
            </form>
        }
    })
}

fn chosen(trend: &TrendChart, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let without = |gone: &Compared| -> View {
        let compared = trend.view.compared.iter().filter(|other| *other != gone).cloned().collect();
        View { compared, ..trend.view.clone() }
    };
    let items = trend.chosen.iter().map(|(compared, name)| {
        let to = asked.here_showing(&without(compared));
        let remove = words!(lang, chart.remove, name = name.as_str());
        view! {
            <li>
                {name.clone()}
                <a href=to title=remove.clone() data-swap>
                    <span aria-hidden="true">"×"</span>
                    <span class="unseen">{remove.clone()}</span>
                </a>
            </li>
        }
    });
    view! {
        <div class="chart-chosen">
            <p>{words!(lang, chart.compared_with)}</p>
            <ul>{items.collect_view()}</ul>
        </div>
    }
}

/// What a form keeps of the address that it is sent to: language and state, but
/// for what it asks itself.
fn kept(view: &View, asked: &Asked, but: &[&str]) -> impl IntoView + use<> {
    let language = asked.named_language().map(|lang| ("lang", lang.code().to_owned()));
    let pairs = view.pairs().into_iter().chain(language).filter(|(key, _)| !but.contains(key));
    pairs.map(|(key, value)| view! { <input type="hidden" name=key value=value /> }).collect_view()
}
