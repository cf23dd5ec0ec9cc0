//! One intervention: what, where and when, what it did to prices, and its history.

use super::interventions::phase;
use super::{Desk, Sheet};
use crate::asked::Asked;
use crate::components::{Moment, Room};
use crate::i18n::words;
use crate::still::still;
use crate::wording::intervention::{days, part, span, verdict, volume};
use crate::wording::place_path;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::intervention::page::{
    Between, Change, Effect, EffectDay, EffectFigures, Effects, InterventionPage,
};
use lumbung_data::model::intervention::{Item, Phase};
use lumbung_data::model::{Lang, date_short, percent, rupiah, rupiah_per, signed_percent};

/// From what it is to what it did.
pub(super) fn lay_out(page: &InterventionPage, desk: &Desk) -> Sheet {
    let (lang, asked, one) = (desk.lang, &desk.asked, &page.entry.intervention);
    let path = format!("/intervensi/{}", page.entry.id);
    let change = page.may_change.then(|| {
        let link = asked.link(&format!("{path}/ubah"));
        view! { <p class="buttons no-print"><a class="button-plain" href=link>{words!(lang, intervention.change)}</a></p> }
    });
    let note = (!one.note.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="catatan">
                <h2 id="catatan">{words!(lang, intervention.note)}</h2>
                <p class="as-written">{one.note.clone()}</p>
            </section>
        }
    });
    let body = view! {
        <p class="page-day">{one.kind.name(lang)}" · "{phase(page.phase, lang)}</p>
        {still(facts(page, asked))}
        {change}
        {still(items(page, asked))}
        {outcome(page, lang)}
        {effects(page, asked)}
        {note}
        {still(history(&page.history, lang))}
    };
    Sheet::new(one.title.clone(), Room::Interventions, path, body)
        .below(asked.link("/intervensi"), words!(lang, intervention.title))
}

fn fact(name: &'static str, value: impl IntoView) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

fn facts(page: &InterventionPage, asked: &Asked) -> impl IntoView + use<> {
    let (lang, one) = (asked.lang, &page.entry.intervention);
    let lasting = (one.from != one.to).then(|| format!(" ({})", days(one.days(), lang)));
    let district = page.district.as_ref().map(|name| format!("Kecamatan {name}"));
    let location = Some(one.location.clone()).filter(|text| !text.is_empty());
    let at: Vec<String> = location.into_iter().chain(district).collect();
    let near = (!page.places.is_empty()).then(|| {
        let links: Vec<_> = page
            .places
            .iter()
            .enumerate()
            .map(|(at, (place, name))| {
                let link = asked.link(&place_path(place));
                view! { {if at == 0 { "" } else { ", " }} <a href=link>{name.clone()}</a> }
            })
            .collect();
        fact(words!(lang, intervention.near), links)
    });
    let partner = (!one.partner.is_empty()).then(|| fact(words!(lang, intervention.partner), one.partner.clone()));
    let subsidy = one.subsidy().map(|amount| {
        let by = if one.items.iter().any(|item| item.realised.is_some()) {
            words!(lang, intervention.subsidy_realised)
        } else {
            words!(lang, intervention.subsidy_planned)
        };
        let value = view! { <strong>{rupiah(amount, lang)}</strong> " " <span class="age">{by}</span> };
        fact(words!(lang, intervention.subsidy_total), value)
    });
    let warning = page.warning.as_ref().map(|(id, what)| {
        let link = asked.link(&format!("/peringatan/{id}"));
        let told = words!(lang, intervention.warning_of, id = id, what = what.as_str());
        fact(words!(lang, intervention.warning), view! { <a href=link>{told}</a> })
    });
    view! {
        <dl class="facts">
            {fact(words!(lang, intervention.when), format!("{}{}", span(one.from, one.to, lang), lasting.unwrap_or_default()))}
            {fact(words!(lang, intervention.at), at.join(", "))}
            {near}
            {fact(words!(lang, intervention.organiser), one.organiser.clone())}
            {partner}
            {subsidy}
            {warning}
        </dl>
    }
}

fn items(page: &InterventionPage, asked: &Asked) -> Option<impl IntoView + use<>> {
    let (lang, items) = (asked.lang, &page.entry.intervention.items);
    if items.is_empty() {
        return None;
    }
    let rows = items.iter().zip(&page.names).map(|(item, name)| row(item, name, asked)).collect_view();
    Some(view! {
        <section class="part" aria-labelledby="barang">
            <h2 id="barang">{words!(lang, intervention.items)}</h2>
            <table class="sheet cards">
                <caption class="unseen">{words!(lang, intervention.items_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, intervention.commodity)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.volume)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.price)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.reference)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.discount)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.subsidy_unit)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.limit)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.realised)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    })
}

fn row(item: &Item, (name, has_page): &(String, bool), asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let none = || "–".to_owned();
    let money =
        |amount: Option<u32>| amount.map_or_else(none, |amount| rupiah_per(f64::from(amount), &item.unit, lang));
    let name = if *has_page {
        let link = asked.link(&format!("/komoditas/{}", item.commodity));
        Either::Left(view! { <a href=link>{name.clone()}</a> })
    } else {
        Either::Right(name.clone())
    };
    let realised = item
        .realised
        .map_or_else(|| words!(lang, intervention.not_realised).to_owned(), |amount| volume(amount, &item.unit, lang));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number" data-label=words!(lang, intervention.volume)>{volume(item.volume, &item.unit, lang)}</td>
            <td class="number" data-label=words!(lang, intervention.price)>{money(item.price)}</td>
            <td class="number" data-label=words!(lang, intervention.reference)>{money(item.reference)}</td>
            <td class="number" data-label=words!(lang, intervention.discount)>
                {item.discount().map_or_else(none, |share| percent(share, lang))}
            </td>
            <td class="number" data-label=words!(lang, intervention.subsidy_unit)>{money(item.subsidy)}</td>
            <td class="number" data-label=words!(lang, intervention.limit)>
                {item.limit.map_or_else(none, |amount| volume(amount, &item.unit, lang))}
            </td>
            <td class="number" data-label=words!(lang, intervention.realised)>{realised}</td>
        </tr>
    }
}

/// What became of it; that nobody has said so, once it is over.
fn outcome(page: &InterventionPage, lang: Lang) -> Option<impl IntoView + use<>> {
    let one = &page.entry.intervention;
    let text = if !one.outcome.is_empty() {
        one.outcome.clone()
    } else if page.phase == Phase::Held && !one.is_realised() {
        words!(lang, intervention.no_outcome).to_owned()
    } else {
        return None;
    };
    Some(view! {
        <section class="part" aria-labelledby="realisasi">
            <h2 id="realisasi">{words!(lang, intervention.outcome)}</h2>
            <p class="as-written">{text}</p>
        </section>
    })
}

fn effects(page: &InterventionPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let told = match &page.effects {
        Effects::None => view! { <p>{words!(lang, intervention.effect_none)}</p> }.into_any(),
        Effects::Unplaced => view! { <p>{words!(lang, intervention.effect_unplaced)}</p> }.into_any(),
        Effects::Unsold => view! { <p>{words!(lang, intervention.effect_unsold)}</p> }.into_any(),
        Effects::Pending => {
            let link = asked.link(&format!("/intervensi/{}", page.entry.id));
            view! {
                <p role="status">
                    {words!(lang, intervention.effect_pending)} " " <a href=link>{words!(lang, intervention.reload)}</a>
                </p>
            }
            .into_any()
        }
        Effects::Told(effects) => effects.iter().map(|one| still(effect(one, lang))).collect_view().into_any(),
    };
    view! {
        <section class="part" aria-labelledby="dampak">
            <h2 id="dampak">{words!(lang, intervention.effect)}</h2>
            <p>
                {words!(lang, intervention.effect_lead)} " "
                <a href=asked.link("/metode")>{words!(lang, intervention.effect_method)}</a>
            </p>
            {told}
        </section>
    }
}

fn effect(one: &Effect, lang: Lang) -> impl IntoView + use<> {
    let simulated = one
        .simulated
        .then(|| view! { <p class="notice" role="note"><strong>{words!(lang, intervention.simulated)}</strong></p> });
    let figures = one.figures.as_ref().map(|found| still(figures(one, found, lang)));
    let class = format!("verdict verdict-{}", one.verdict.as_str());
    view! {
        <div class="effect">
            <h3>{one.name.clone()}": "<span class=class>{verdict(one.verdict, lang)}</span></h3>
            {simulated}
            <p>{one.text.clone()}</p>
            {figures}
        </div>
    }
}

fn figures(one: &Effect, found: &EffectFigures, lang: Lang) -> impl IntoView + use<> {
    let between = |value: String, [low, high]: [String; 2]| {
        format!("{value} ({})", words!(lang, intervention.between, low = low, high = high))
    };
    let share = |(value, bounds): Between| {
        between(
            signed_percent(value, lang),
            bounds.map(|bound| if bound.is_finite() { signed_percent(bound, lang) } else { "∞".to_owned() }),
        )
    };
    let money = |(value, bounds): Between| {
        between(rupiah_per(value, &found.unit, lang), bounds.map(|bound| rupiah(bound, lang)))
    };
    let lasted = found.lasted.map(|(number, at_least)| {
        let told = days(number, lang);
        let told = if at_least { words!(lang, intervention.at_least, days = told) } else { told };
        fact(words!(lang, intervention.lasted), told)
    });
    let cost = found.cost.map(|(value, low, high)| {
        let low = rupiah(low, lang);
        let bounds = high.map(|high| rupiah(high, lang)).map_or_else(
            || words!(lang, intervention.at_least_rupiah, low = low.as_str()),
            |high| words!(lang, intervention.between, low = low.as_str(), high = high),
        );
        let note = words!(lang, intervention.cost_note, unit = found.unit.as_str());
        let told = view! { {rupiah(value, lang)} " (" {bounds} ") " <span class="age">{note}</span> };
        fact(words!(lang, intervention.cost), told)
    });
    let chart = found.chart.clone().map(|chart| {
        view! {
            <figure class="chart-figure">
                <figcaption>{chart.title.clone()}</figcaption>
                <p class="chart-swipe">{words!(lang, commodity.swipe)}</p>
                <div class="chart-frame" tabindex="0" role="group" aria-label=chart.title>
                    <div class="chart-drawing" inner_html=chart.svg></div>
                </div>
            </figure>
        }
    });
    view! {
        <dl class="facts">
            {fact(words!(lang, intervention.share), share(found.share))}
            {fact(words!(lang, intervention.rupiah), money(found.rupiah))}
            {lasted}
            {cost}
            {fact(words!(lang, intervention.controls), found.controls.join(", "))}
        </dl>
        {chart}
        {still(by_day(&one.name, &found.days, lang))}
    }
}

fn by_day(name: &str, rows: &[EffectDay], lang: Lang) -> impl IntoView + use<> {
    let rows = rows
        .iter()
        .map(|row| {
            let interval = row.between.map_or_else(
                || words!(lang, intervention.unknown).to_owned(),
                |[low, high]| format!("{} … {}", signed_percent(low, lang), signed_percent(high, lang)),
            );
            view! {
                <tr>
                    <th scope="row">{date_short(row.date, lang)}</th>
                    <td class="number" data-label=words!(lang, intervention.reported)>{rupiah(row.price, lang)}</td>
                    <td class="number" data-label=words!(lang, intervention.expected)>{rupiah(row.expected, lang)}</td>
                    <td class="number" data-label=words!(lang, intervention.difference)>{signed_percent(row.share, lang)}</td>
                    <td class="number" data-label=words!(lang, intervention.interval)>{interval}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="more">
            <summary>{words!(lang, intervention.by_day)}<span class="unseen">": "{name.to_owned()}</span></summary>
            <table class="sheet cards">
                <caption class="unseen">{words!(lang, intervention.by_day_caption, name = name)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, intervention.day)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.reported)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.expected)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.difference)}</th>
                        <th scope="col" class="number">{words!(lang, intervention.interval)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

fn history(rows: &[Change], lang: Lang) -> impl IntoView + use<> {
    let items = rows
        .iter()
        .map(|one| {
            let what = if one.changed.is_empty() {
                words!(lang, intervention.first).to_owned()
            } else {
                let parts: Vec<&str> = one.changed.iter().map(|changed| part(*changed, lang)).collect();
                words!(lang, intervention.changed, parts = parts.join(", "))
            };
            let by =
                one.actor.as_ref().map(|actor| format!(", {}", words!(lang, intervention.by, actor = actor.as_str())));
            view! {
                <li>
                    {words!(lang, intervention.revision, number = one.revision)} ": " {what}
                    <br />
                    <span class="age"><Moment at=one.at lang />{by}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="riwayat">
            <h2 id="riwayat">{words!(lang, intervention.history)}</h2>
            <p>{words!(lang, intervention.history_lead)}</p>
            <ol class="history">{items}</ol>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::acts::{effect, one};
    use crate::harness::samples::office;
    use lumbung_data::model::Role;
    use lumbung_data::model::intervention::page::{Effects, InterventionPage};
    use lumbung_data::model::office::{Office, OfficePage};

    fn page(role: Option<Role>, page: InterventionPage) -> Office {
        office(role, OfficePage::Intervention(Box::new(page)))
    }

    #[tokio::test]
    async fn what_where_and_how_much_stand_above_the_effect_and_its_history() {
        let shown = office_page(page(None, one()), "/intervensi/7").await;
        let at = |text: &str| shown.html.find(text).unwrap_or_else(|| panic!("{text} is missing: {}", shown.html));
        assert!(at("<h1>Pasar murah Regol</h1>") < at("13–17 Maret 2026 (5 hari)"));
        assert!(at("Kecamatan Regol") < at("id=\"barang\"") && at("id=\"barang\"") < at("id=\"dampak\""));
        assert!(at("id=\"dampak\"") < at("id=\"riwayat\""));
        assert!(shown.has("500 kg") && shown.has("Rp25.000/kg") && shown.has("10,7%") && shown.has("2 kg"));
        assert!(shown.has(r#"href="/peringatan/3">Nomor 3: Telur ayam ras, Kota Bandung</a>"#));
        assert!(shown.has(r#"href="/pasar/3273/kosambi">Pasar Kosambi</a>"#));
        assert!(shown.has("bukan pengaruh pada inflasi kota") && shown.has("baru dapat diukur setelah"));
    }

    #[tokio::test]
    async fn an_effect_is_told_with_its_interval_its_days_and_what_it_is_compared_with() {
        let told = InterventionPage { effects: Effects::Told(vec![effect()]), ..one() };
        let shown = office_page(page(None, told), "/intervensi/7").await;
        assert!(shown.has("verdict-lower\">Lebih rendah") && shown.has("−8,0% (antara −12,0% dan −4,0%)"));
        assert!(shown.has("-Rp2.400/kg (antara -Rp3.600 dan -Rp1.200)") && shown.has("sedikitnya 12 hari"));
        assert!(shown.has("Pasar Andir, Pasar Baru") && shown.has("Harga simulasi, bukan harga pasar."));
        assert!(shown.has("<svg class=\"chart\"") && shown.has("Hari demi hari") && shown.has("tidak diketahui"));
    }

    #[tokio::test]
    async fn who_entered_it_and_the_way_to_change_it_are_for_the_office() {
        let shown = office_page(page(None, one()), "/intervensi/7").await;
        assert!(!shown.has("oleh sari") && !shown.has("/intervensi/7/ubah"));
        let mut officers = InterventionPage { may_change: true, ..one() };
        officers.history[0].actor = Some("sari".to_owned());
        let shown = office_page(page(Some(Role::Officer), officers), "/intervensi/7").await;
        assert!(shown.has("oleh sari") && shown.has(r#"href="/intervensi/7/ubah""#));
        assert!(shown.has("Revisi 2: mengubah waktu, barang") && shown.has("Revisi 1: dicatat"));
    }

    #[tokio::test]
    async fn what_is_being_computed_is_said_with_the_way_to_see_it() {
        let pending = InterventionPage { effects: Effects::Pending, ..one() };
        let shown = office_page(page(None, pending), "/intervensi/7?lang=en").await;
        assert!(shown.has("being computed") && shown.has(r#"href="/intervensi/7?lang=en">Load again"#));
    }
}
