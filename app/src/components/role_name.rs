//! What a person is called by what they may do.

use crate::wording::office::role;
use leptos::prelude::*;
use lumbung_data::model::{Lang, Role};

/// The name of a role.
#[component]
pub(crate) fn RoleName(role: Role, lang: Lang) -> impl IntoView {
    view! { <span class="role">{self::role(role, lang)}</span> }
}
