//! What of a chart can be switched, as plain links, so that each state has an
//! address: range, window, unit, scale and frequency.

use crate::asked::Asked;
use crate::i18n::words;
use crate::wording;
use leptos::prelude::*;
use lumbung_data::model::chart::{Measure, Range, Span, TrendChart, View};
use lumbung_data::model::{Frequency, Lang};

/// All switches, in one row that wraps.
#[component]
pub(crate) fn ChartSwitches<'a>(trend: &'a TrendChart, asked: Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let switches = Switches { view: &trend.view, asked: &asked };
    let ranges = Range::ALL.map(|range| {
        let (label, name) = wording::range(range, lang);
        switches.link(label, name, View { span: Span::Range(range), ..trend.view.clone() })
    });
    let is_forced = trend.measure == Measure::Index && trend.view.measure != Measure::Index;
    let measures = if is_forced {
        let note = words!(lang, chart.index_only);
        view! { <li><span class="switch-only" title=note>{words!(lang, chart.index)}<span class="unseen">" – "{note}</span></span></li> }
            .into_any()
    } else {
        let link = |label, name, measure| switches.link(label, name, View { measure, ..trend.view.clone() });
        let real = trend.real.map(|_| link(words!(lang, chart.real), words!(lang, chart.real_long), Measure::Real));
        [
            link(words!(lang, chart.rupiah), words!(lang, chart.rupiah_long), Measure::Rupiah),
            link(words!(lang, chart.index), words!(lang, chart.index_long), Measure::Index),
        ]
        .into_iter()
        .chain(real)
        .collect_view()
        .into_any()
    };
    let scale = |label, name, log| switches.link(label, name, View { log, ..trend.view.clone() });
    let scales = [
        scale(words!(lang, chart.linear), words!(lang, chart.linear_long), false),
        scale(words!(lang, chart.log), words!(lang, chart.log_long), true),
    ];
    let paces = Frequency::ALL.map(|pace| {
        let (label, name) = pace_words(pace, lang);
        switches.link(label, name, View { pace, ..trend.view.clone() })
    });
    view! {
        <div class="chart-switches">
            <nav class="ranges" aria-label=words!(lang, commodity.range)>
                <ul>{ranges.into_iter().collect_view()}</ul>
            </nav>
            {moves(trend, &asked)}
            <div class="ranges" role="group" aria-label=words!(lang, chart.measure)>
                <ul>{measures}</ul>
            </div>
            <div class="ranges" role="group" aria-label=words!(lang, chart.scale)>
                <ul>{scales.into_iter().collect_view()}</ul>
            </div>
            <div class="ranges" role="group" aria-label=words!(lang, chart.pace)>
                <ul>{paces.into_iter().collect_view()}</ul>
            </div>
        </div>
    }
}

/// A state's place among the others.
struct Switches<'a> {
    view: &'a View,
    asked: &'a Asked,
}

impl Switches<'_> {
    /// One link, marked where it is what is shown. The name is what the label is
    /// short for.
    fn link(&self, label: &'static str, name: &'static str, to: View) -> impl IntoView + use<> {
        let full = (label != name).then(|| view! { <span class="unseen">" – "{name}</span> });
        let current = (to == *self.view).then_some("true");
        view! {
            <li>
                <a href=self.asked.here_showing(&to) aria-current=current title=name data-swap>
                    {label}
                    {full}
                </a>
            </li>
        }
    }
}

/// The window's steps: a step that leads nowhere keeps its place.
fn moves(trend: &TrendChart, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let zoom = trend.zoom;
    let steps = [
        ("◀", words!(lang, chart.earlier), zoom.earlier),
        ("−", words!(lang, chart.wider), zoom.wider),
        ("+", words!(lang, chart.closer), zoom.closer),
        ("▶", words!(lang, chart.later), zoom.later),
    ];
    let steps = steps.map(|(sign, name, span)| {
        let sign = view! { <span aria-hidden="true">{sign}</span> };
        let step = match span {
            Some(span) => {
                let to = asked.here_showing(&trend.view.over(span));
                view! { <a href=to title=name data-swap>{sign}<span class="unseen">{name}</span></a> }.into_any()
            }
            None => view! { <span class="switch-off">{sign}</span> }.into_any(),
        };
        view! { <li>{step}</li> }
    });
    view! {
        <div class="ranges" role="group" aria-label=words!(lang, chart.steps)>
            <ul>{steps.into_iter().collect_view()}</ul>
        </div>
    }
}

fn pace_words(pace: Frequency, lang: Lang) -> (&'static str, &'static str) {
    match pace {
        Frequency::Daily => (words!(lang, chart.daily), words!(lang, chart.daily_long)),
        Frequency::Weekly => (words!(lang, chart.weekly), words!(lang, chart.weekly_long)),
        Frequency::Monthly => (words!(lang, chart.monthly), words!(lang, chart.monthly_long)),
    }
}
