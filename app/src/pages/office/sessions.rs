//! The own sessions, each with a button that ends it.

use super::Desk;
use crate::asked::Asked;
use crate::components::{ActionForm, Moment};
use crate::i18n::words;
use crate::wording::agent::browser;
use leptos::prelude::*;
use lumbung_data::model::office::SessionRow;

/// The sessions as a table, and one button for all.
pub(super) fn sessions(sessions: Vec<SessionRow>, desk: &Desk) -> impl IntoView + use<> {
    let lang = desk.lang;
    let rows = sessions.into_iter().map(|session| row(session, &desk.asked)).collect_view();
    view! {
        <section class="part" aria-labelledby="sesi">
            <h2 id="sesi">{words!(lang, account.sessions_title)}</h2>
            <div class="sheet-frame" role="group" tabindex="0" aria-labelledby="sesi">
                <table class="sheet">
                    <caption>{words!(lang, account.sessions_caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words!(lang, account.browser)}</th>
                            <th scope="col">{words!(lang, account.address)}</th>
                            <th scope="col">{words!(lang, account.began)}</th>
                            <th scope="col">{words!(lang, account.seen)}</th>
                            <th scope="col">{words!(lang, account.action)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ActionForm action=desk.asked.link("/akun/sesi/akhiri-semua") text=words!(lang, account.end_all) />
        </section>
    }
}

fn row(session: SessionRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let name = browser(&session.agent, lang);
    let own = session.own.then(|| view! { " "<strong class="mark">{words!(lang, account.own)}</strong> });
    let action = asked.link(&format!("/akun/sesi/{}/akhiri", session.id));
    let of = words!(lang, account.end_which, browser = name.as_str());
    view! {
        <tr>
            <th scope="row">{name}{own}</th>
            <td>{session.address}</td>
            <td><Moment at=session.began lang /></td>
            <td><Moment at=session.seen lang /></td>
            <td><ActionForm action text=words!(lang, account.end) of /></td>
        </tr>
    }
}
