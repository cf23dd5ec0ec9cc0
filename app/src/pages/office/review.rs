//! A reported value, what stands around it, and the form of the decision.

use super::{Desk, Sheet};
use crate::components::{Day, Form, LongField, Moment, RadioField, Room, TextField};
use crate::i18n::words;
use crate::wording::{self, doubt, ruling};
use chrono::NaiveDate;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::count;
use lumbung_data::model::office::{Around, EnteredRuling, Field, Review, RulingRow};
use lumbung_data::model::{Lang, ObsStatus, date_long, rupiah, rupiah_per};

const FORM: &str = "putusan";

/// From what was reported to the decision, in the order in which one thinks.
pub(super) fn lay_out(page: Review, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let path = wording::review_path(&page.key, page.date);
    let title = words!(
        lang,
        review.title,
        commodity = page.commodity.as_str(),
        place = page.place.as_str(),
        date = date_long(page.date, lang)
    );
    let body = view! {
        {facts(&page, lang)}
        <section class="part" aria-labelledby="sekitar">
            <h2 id="sekitar">{words!(lang, review.around_title)}</h2>
            {around(&page, lang)}
        </section>
        {decide(&page, &path, desk)}
        {history(page.history, &page.reported_unit, lang)}
    };
    Sheet::new(title, Room::Quality, path, body).sent(FORM).below(desk.asked.link("/mutu"), words!(lang, quality.title))
}

fn facts(page: &Review, lang: Lang) -> impl IntoView + use<> {
    let said = doubt::sentence(page.rule, &page.grounds, lang);
    let said = if said.is_empty() { words!(lang, review.no_doubt).to_owned() } else { said };
    let used = page
        .price
        .map_or_else(|| words!(lang, review.not_used).to_owned(), |price| rupiah_per(price, &page.unit, lang));
    let state = match page.status {
        ObsStatus::U => words!(lang, review.suspect),
        _ => words!(lang, review.used),
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{words!(lang, quality.value)}</dt>
                <dd>
                    <strong>{rupiah_per(page.reported, &page.reported_unit, lang)}</strong>
                    " "
                    <span class="age">{wording::source(&page.key.source, lang)} ", " {wording::price_level(page.key.level, lang)}</span>
                </dd>
            </div>
            <div>
                <dt>{words!(lang, review.state)}</dt>
                <dd>{state}</dd>
            </div>
            <div>
                <dt>{words!(lang, review.price)}</dt>
                <dd>{used}</dd>
            </div>
            <div>
                <dt>{words!(lang, quality.why)}</dt>
                <dd>{said}</dd>
            </div>
        </dl>
    }
}

fn around(page: &Review, lang: Lang) -> impl IntoView + use<> {
    let (on, unit) = (page.date, page.unit.clone());
    let rows = page.around.iter().map(|day| row(day, on, lang)).collect_view();
    view! {
        <table class="sheet around">
            <caption>{words!(lang, review.around_caption, unit = unit)}</caption>
            <thead>
                <tr>
                    <th scope="col">{words!(lang, quality.date)}</th>
                    <th scope="col" class="number">{words!(lang, review.own)}</th>
                    <th scope="col" class="number">{words!(lang, review.others)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(day: &Around, on: NaiveDate, lang: Lang) -> impl IntoView + use<> {
    let own = day.own.map_or_else(|| "–".to_owned(), |own| rupiah(own, lang));
    let doubted = day.doubted.then(|| view! { " " <span class="age">{words!(lang, review.doubted)}</span> });
    let own = if day.date == on { Either::Left(view! { <strong>{own}</strong> }) } else { Either::Right(own) };
    let others = match day.others {
        Some((median, markets)) => Either::Left(view! {
            {rupiah(median, lang)}
            " "
            <span class="age of-markets">{of_markets(markets, lang)}</span>
        }),
        None => Either::Right("–"),
    };
    view! {
        <tr class=(day.date == on).then_some("chosen")>
            <th scope="row"><Day date=day.date lang /></th>
            <td class="number">{own}{doubted}</td>
            <td class="number">{others}</td>
        </tr>
    }
}

fn of_markets(markets: u32, lang: Lang) -> String {
    match markets {
        1 => words!(lang, review.market_one).to_owned(),
        more => words!(lang, review.markets, count = count(more.into(), lang)),
    }
}

fn decide(page: &Review, path: &str, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let form: Form = desk.form(FORM, true);
    let EnteredRuling { ruling: chosen, price, reason } = page.entered.clone().unwrap_or_default();
    let mut options = vec![
        ("accept", words!(lang, ruling.accept_long)),
        ("correct", words!(lang, ruling.correct_long)),
        ("reject", words!(lang, ruling.reject_long)),
    ];
    if page.is_decided {
        options.push(("undo", words!(lang, ruling.undo_long)));
    }
    let price_hint = words!(lang, review.price_hint, unit = page.reported_unit.as_str());
    let reported = page.reported.to_string();
    let latest = page.history.first().map_or(0, |latest| latest.version).to_string();
    view! {
        <section class="part" aria-labelledby="keputusan">
            <h2 id="keputusan">{words!(lang, review.decide_title)}</h2>
            <p>{words!(lang, review.decide_lead)}</p>
            <form method="post" action=desk.asked.link(path) class="form">
                <input type="hidden" name="dilaporkan" value=reported />
                <input type="hidden" name="sesudah" value=latest />
                <RadioField form=&form field=Field::Ruling label=words!(lang, field.ruling) options chosen />
                <TextField
                    form=&form
                    field=Field::Price
                    label=words!(lang, field.right_price)
                    hint=price_hint
                    value=price
                    inputmode="decimal"
                    autocomplete="off"
                    required=false
                />
                <LongField
                    form=&form
                    field=Field::Reason
                    label=words!(lang, review.reason)
                    hint=words!(lang, review.reason_hint)
                    value=reason
                />
                <button type="submit">{words!(lang, review.submit)}</button>
            </form>
        </section>
    }
}

fn history(rows: Vec<RulingRow>, unit: &str, lang: Lang) -> impl IntoView + use<> {
    let item = |row: RulingRow| {
        let said = ruling::sentence(row.ruling, row.reported, unit, lang);
        view! {
            <li>
                {said}
                " "
                {words!(lang, batch.reason, reason = row.reason)}
                <br />
                <span class="age">
                    {row.actor} ", " <Moment at=row.at lang /> ", " {words!(lang, review.version, version = row.version)}
                </span>
            </li>
        }
    };
    (!rows.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="riwayat">
                <h2 id="riwayat">{words!(lang, review.history_title)}</h2>
                <ol class="history">{rows.into_iter().map(item).collect_view()}</ol>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::harness::office_page;
    use crate::harness::samples::{office, review, wrong};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::{EnteredRuling, Field, Office, OfficePage, Review, RulingRow, Trouble, What};

    const PATH: &str = "/tinjau/2021-07-14/cabai-rawit-merah/retail/pihps/daily/3273/pasar-agung";

    fn page(page: Review) -> Office {
        office(Some(Role::Officer), OfficePage::Review(Box::new(page)))
    }

    #[tokio::test]
    async fn a_value_shows_why_it_is_doubted_and_what_stood_around_it() {
        let shown = office_page(page(review()), PATH).await;
        assert!(shown.has("<h1>Cabai rawit merah, Pasar Agung, 14 Juli 2021</h1>") && shown.has("Rp387.500/kg"));
        assert!(shown.has("Di luar kisaran wajar komoditas ini: biasanya Rp75.000, berikutnya Rp72.500."));
        assert!(shown.has("Rp71.000") && shown.has("4 pasar"));
        assert!(shown.has(&format!(r#"action="{PATH}""#)) && shown.has(r#"name="dilaporkan" value="387500""#));
        assert!(!shown.has(r#"value="undo""#), "there is nothing to take back");
    }

    #[tokio::test]
    async fn a_decision_is_told_with_who_and_why_and_can_be_taken_back() {
        let history = vec![RulingRow {
            version: 9,
            reported: 387_500.0,
            ruling: Some(lumbung_data::model::Ruling::Correct(38_750.0)),
            reason: "Kelebihan satu nol".to_owned(),
            actor: "sari".to_owned(),
            at: crate::harness::samples::at(0),
        }];
        let shown = office_page(page(Review { is_decided: true, history, ..review() }), PATH).await;
        assert!(shown.has("Rp387.500/kg dikoreksi menjadi Rp38.750/kg.") && shown.has("Alasan: Kelebihan satu nol"));
        assert!(shown.has("versi 9") && shown.has(r#"value="undo""#));
    }

    #[tokio::test]
    async fn what_was_entered_is_still_there_when_the_form_comes_back() {
        let entered = EnteredRuling {
            ruling: "correct".to_owned(),
            price: "387500".to_owned(),
            reason: "Salah ketik".to_owned(),
        };
        let troubles = vec![Trouble { field: Field::Price, what: What::PriceRange(5_000, 300_000) }];
        let shown = office_page(wrong(page(Review { entered: Some(entered), ..review() }), troubles), PATH).await;
        assert!(shown.has("antara Rp5.000 dan Rp300.000") && shown.has("Salah ketik</textarea>"));
        assert!(shown.has(r#"value="387500""#) && shown.has("checked"));
        assert!(shown.has(r##"<a href="#putusan-harga">"##));
    }
}
