//! The markets at which prices can be noted, and what all pages of the floor have in common:
//! the line that says what is still on the phone, and the words of the script.

use super::{Desk, Sheet};
use crate::components::Room;
use crate::i18n::words;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use lumbung_data::model::floor::Cause;
use lumbung_data::model::office::{FloorMarket, FloorMarkets, Visitor};
use lumbung_data::model::{Lang, Role};

/// The list, nearest first where the phone says where it is.
pub(super) fn lay_out(page: &FloorMarkets, desk: &Desk) -> Sheet {
    let lang = desk.lang;
    let markets = page.markets.iter().map(|market| choice(market, page.asked, desk)).collect_view();
    let may_plan = desk.visitor.as_ref().is_some_and(|visitor: &Visitor| visitor.role >= Role::Leader);
    let plan = may_plan.then(|| {
        view! { <p><a href=desk.asked.link("/catat/rencana")>{words!(lang, floor.to_plan)}</a></p> }
    });
    let list = if page.markets.is_empty() {
        Either::Left(view! { <p>{words!(lang, floor.no_markets)}</p> })
    } else {
        Either::Right(view! { <ul class="catat-markets" id="catat-pasar">{markets}</ul> })
    };
    let body = view! {
        <p class="lead">{words!(lang, floor.lead)}</p>
        {status()}
        <div id="catat" data-person=page.person.to_string()>
            <p><button type="button" class="button-plain" id="catat-dekat" hidden>{words!(lang, floor.nearest)}</button></p>
            {list}
        </div>
        {plan}
        {script_words(lang)}
    };
    Sheet::new(words!(lang, floor.title), Room::Floor, "/catat", body)
}

fn choice(market: &FloorMarket, asked: usize, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let link = desk.asked.link(&format!("/catat/{}", market.code));
    let came = words!(lang, floor.came, came = market.came, asked = asked);
    let own = market.own.then(|| view! { <strong class="catat-own">{words!(lang, floor.own)}</strong> });
    let (lat, lon) = (market.at.map(|at| at.lat.to_string()), market.at.map(|at| at.lon.to_string()));
    view! {
        <li data-lat=lat data-lon=lon>
            <a href=link>{market.name.clone()}</a>
            <span class="catat-came">{came}{own}</span>
        </li>
    }
}

/// What is still on the phone; the script fills it.
pub(super) fn status() -> impl IntoView {
    view! {
        <div class="catat-status">
            <p id="catat-status" role="status"></p>
            <p id="catat-masuk" hidden></p>
        </div>
        <ul id="catat-ditolak" class="catat-refused" hidden></ul>
    }
}

/// A cause in words.
pub(super) fn cause(cause: Cause, lang: Lang) -> &'static str {
    match cause {
        Cause::Changed => words!(lang, floor.cause_changed),
        Cause::Scarce => words!(lang, floor.cause_scarce),
        Cause::Quality => words!(lang, floor.cause_quality),
        Cause::Other => words!(lang, floor.cause_other),
    }
}

/// The words that the script says, as JSON that no browser runs.
pub(super) fn script_words(lang: Lang) -> InertElement {
    let causes: Vec<_> = Cause::ALL.map(|one| (one.as_str(), cause(one, lang))).to_vec();
    let said = [
        ("locale", lang.pick("id-ID", "en-GB")),
        ("waiting", words!(lang, floor.say_waiting)),
        ("all_sent", words!(lang, floor.say_all_sent)),
        ("ready", words!(lang, floor.say_ready)),
        ("offline", words!(lang, floor.say_offline)),
        ("on_phone", words!(lang, floor.say_on_phone)),
        ("sent", words!(lang, floor.say_sent)),
        ("no_goods", words!(lang, floor.no_goods)),
        ("closed", words!(lang, floor.closed)),
        ("ask_last", words!(lang, floor.ask_last)),
        ("ask_others", words!(lang, floor.ask_others)),
        ("fix", words!(lang, floor.say_fix)),
        ("bad_price", words!(lang, floor.say_bad_price)),
        ("sign_in", words!(lang, floor.say_sign_in)),
        ("other_person", words!(lang, floor.say_other_person)),
        ("refused", words!(lang, floor.say_refused)),
        ("discard", words!(lang, floor.say_discard)),
        ("clock", words!(lang, floor.say_clock)),
        ("no_store", words!(lang, floor.say_no_store)),
        ("nowhere", words!(lang, floor.say_nowhere)),
        ("photo_ready", words!(lang, floor.say_photo_ready)),
        ("photo_refused", words!(lang, floor.say_photo_refused)),
        ("photos_waiting", words!(lang, floor.say_photos_waiting)),
        ("open", words!(lang, floor.say_open)),
        ("no_answer", words!(lang, floor.say_no_answer)),
        ("absurd", words!(lang, floor.say_absurd)),
        ("ask_closed", words!(lang, floor.ask_closed)),
        ("ask_leave", words!(lang, floor.ask_leave)),
        ("span_days", words!(lang, floor.span_days)),
        ("span_hours", words!(lang, floor.span_hours)),
        ("span_minutes", words!(lang, floor.span_minutes)),
        ("photo_failed", words!(lang, floor.say_photo_failed)),
    ];
    let pair = |(key, text): &(&str, &str)| format!("{}:{}", quoted(key), quoted(text));
    let list = |pairs: &[(&str, &str)]| pairs.iter().map(pair).collect::<Vec<_>>().join(",");
    let json = format!("{{{},\"causes\":{{{}}}}}", list(&said), list(&causes));
    InertElement::new(format!("<script type=\"application/json\" id=\"catat-kata\">{json}</script>"))
}

/// A text as JSON that cannot end the element around it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '<' => quoted.push_str("\\u003c"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use crate::harness::office_page;
    use crate::harness::samples::{floor_markets, office};
    use lumbung_data::model::Role;
    use lumbung_data::model::office::OfficePage;

    #[test]
    fn the_words_of_the_script_cannot_end_it() {
        assert_eq!(quoted("a \"b\" </script>"), r#""a \"b\" \u003c/script>""#);
    }

    #[tokio::test]
    async fn a_market_says_how_much_came_in_and_only_leaders_are_led_to_the_plan() {
        let page = OfficePage::FloorMarkets(floor_markets());
        let shown = office_page(office(Some(Role::Officer), page.clone()), "/catat").await;
        assert!(shown.has(r#"href="/catat/3273/kosambi""#) && shown.has("3 dari 21 komoditas"));
        assert!(shown.has(r#"src="/catat.js""#) && !shown.has("/catat/rencana"));
        assert!(office_page(office(Some(Role::Leader), page), "/catat").await.has("/catat/rencana"));
    }
}
