//! A commodity's name, which leads to its page where it has one.

use crate::asked::Asked;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::region::Named;

/// The name, as a link where the city watches the commodity.
#[component]
pub(crate) fn CommodityName<'a>(commodity: &'a Named, asked: &'a Asked) -> impl IntoView + use<> {
    let name = commodity.name.clone();
    if commodity.watched {
        Either::Left(view! { <a href=asked.link(&format!("/komoditas/{}", commodity.id))>{name}</a> })
    } else {
        Either::Right(name)
    }
}
