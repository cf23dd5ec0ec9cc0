//! What a plan assumes, as a form that asks for the page anew.

use super::Desk;
use crate::i18n::words;
use crate::wording::plan::variant as name_of;
use leptos::prelude::*;
use lumbung_data::model::Lang;
use lumbung_data::model::plan::{PlanPage, VariantKind};

pub(super) fn part(page: &PlanPage, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let general = [
        ("anggaran", Some("budget"), words!(lang, plan.budget), "100000"),
        ("potongan", Some("discount"), words!(lang, plan.discount), "any"),
        ("rt", Some("households"), words!(lang, plan.households), "1"),
        ("jiwa", Some("household"), words!(lang, plan.household), "any"),
        ("terlayani", Some("served"), words!(lang, plan.served), "any"),
        ("titik_per_hari", Some("per_day"), words!(lang, plan.per_day), "1"),
        ("persiapan", Some("lead"), words!(lang, plan.lead_days), "1"),
    ];
    let general = general.map(|(key, basis, label, step)| number(page, key, basis, label, step, lang)).into_iter();
    let weekends = page.assumptions.weekends;
    let named = !desk.asked.link("").is_empty();
    let hidden = named.then(|| view! { <input type="hidden" name="lang" value=lang.code() /> });
    let variants = VariantKind::ALL.map(|kind| {
        let key = |name: &str| format!("{}_{name}", kind.as_str());
        view! {
            <fieldset class="field plan-set">
                <legend>{name_of(kind, lang)}</legend>
                <div class="plan-fields">
                    {number(page, &key("titik"), None, words!(lang, plan.most_places), "1", lang)}
                    {number(page, &key("komoditas"), None, words!(lang, plan.most_commodities), "1", lang)}
                    {number(page, &key("muatan"), None, words!(lang, plan.load), "any", lang)}
                </div>
            </fieldset>
        }
    });
    let items = page
        .chosen
        .iter()
        .filter_map(|chosen| {
            let item = page.assumptions.items.get(chosen.item)?;
            let basis = item
                .basis
                .as_ref()
                .map_or_else(|| words!(lang, plan.no_basis).to_owned(), |basis| basis.get(lang).to_owned());
            let key = |name: &str| format!("{name}_{}", item.id);
            Some(view! {
                <fieldset class="field plan-set">
                    <legend>{chosen.name.clone()}" ("{chosen.unit.clone()}")"</legend>
                    <p class="field-hint">{basis}</p>
                    <div class="plan-fields">
                        {number(page, &key("kebutuhan"), None, words!(lang, plan.need), "any", lang)}
                        {number(page, &key("batas"), None, words!(lang, plan.limit), "any", lang)}
                        {number(page, &key("stok"), None, words!(lang, plan.site_stock), "any", lang)}
                    </div>
                </fieldset>
            })
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="anggapan">
            <h2 id="anggapan">{words!(lang, plan.terms)}</h2>
            <p>{words!(lang, plan.terms_lead)}</p>
            <form method="get" action=desk.asked.link("/intervensi/rencana") class="form plan-form">
                {hidden}
                <div class="plan-fields">{general.collect_view()}</div>
                <div class="field">
                    <label for="anggapan-akhir_pekan">{words!(lang, plan.weekends)}</label>
                    <select id="anggapan-akhir_pekan" name="akhir_pekan">
                        <option value="tidak" selected=!weekends>{words!(lang, plan.weekends_no)}</option>
                        <option value="ya" selected=weekends>{words!(lang, plan.weekends_yes)}</option>
                    </select>
                </div>
                {variants.into_iter().collect_view()}
                {items}
                <button type="submit">{words!(lang, plan.again)}</button>
            </form>
        </section>
    }
}

/// A number of the form with where it comes from; `basis` is the figure's name in the profile.
fn number(
    page: &PlanPage,
    key: &str,
    basis: Option<&str>,
    label: &'static str,
    step: &'static str,
    lang: Lang,
) -> impl IntoView + use<> {
    let value = page.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    let id = format!("anggapan-{key}");
    let hint_id = format!("{id}-petunjuk");
    let hint = basis.map(|figure| {
        let known = page.basis.iter().find(|(name, _)| name == figure);
        let text =
            known.map_or_else(|| words!(lang, plan.no_basis).to_owned(), |(_, basis)| basis.get(lang).to_owned());
        view! { <p class="field-hint" id=hint_id.clone()>{text}</p> }
    });
    let described = hint.is_some().then_some(hint_id);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint}
            <input
                type="number"
                inputmode="decimal"
                min="0"
                step=step
                id=id
                name=key.to_owned()
                value=value
                aria-describedby=described
            />
        </div>
    }
}
