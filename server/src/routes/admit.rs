//! Whether the rule of a door lets somebody in.

use super::AppState;
use super::asking::{Asking, value_in};
use super::door::Rule;
use super::refusal::Refusal;
use crate::auth::{Person, Proof};
use crate::book::Entry;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lumbung_data::model::Role;

/// Whether a method only reads. Whatever is not known to is a write.
pub(super) fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Lets in whom the door's rule lets in.
pub(super) async fn admit(
    State((app, rule)): State<(AppState, Rule)>,
    asking: Asking,
    request: Request,
    next: Next,
) -> Response {
    match decide(rule, asking.person.as_ref(), |person| app.must_set_up(person)) {
        Ok(()) => next.run(request).await,
        Err(refusal) => turn_away(&app, &asking, request.method(), refusal).await,
    }
}

/// Whether somebody may.
fn decide(rule: Rule, person: Option<&Person>, must_set_up: impl Fn(&Person) -> bool) -> Result<(), Refusal> {
    let least = match rule {
        Rule::Anybody => return Ok(()),
        Rule::SignedIn => Role::Viewer,
        Rule::AtLeast(least) | Rule::Script(least, _) => least,
    };
    let person = person.ok_or(Refusal::SignInFirst)?;
    if let Proof::Token(scopes) = &person.by {
        match rule {
            Rule::Script(_, scope) if scopes.contains(&scope) => {}
            _ => return Err(Refusal::NotAllowed),
        }
    }
    if person.role < least {
        Err(Refusal::NotAllowed)
    } else if rule != Rule::SignedIn && person.session().is_some() && must_set_up(person) {
        Err(Refusal::SetUpFirst)
    } else {
        Ok(())
    }
}

/// Shows a reader the way in, and everybody else why not. That somebody tried
/// what they may not is in the audit log.
async fn turn_away(state: &AppState, asking: &Asking, method: &Method, refusal: Refusal) -> Response {
    let reads_page = is_safe(method) && !asking.is_api;
    match refusal {
        Refusal::SignInFirst if reads_page => {
            let path = asking.uri.path_and_query().map_or("/", |path| path.as_str());
            let next: String = form_encoded(path);
            asking.on_to(&format!("/masuk?lanjut={next}"), None).into_response()
        }
        Refusal::SetUpFirst if reads_page => asking.on_to("/akun/dua-langkah", None).into_response(),
        Refusal::NotAllowed => {
            let subject = format!("{method} {}", asking.uri.path());
            let noted = state.live.store.book.note(&asking.who(), state.now(), &Entry::of("denied", &subject)).await;
            if let Err(error) = noted {
                return Refusal::failed(&error).into_response();
            }
            refusal.into_response()
        }
        refusal => refusal.into_response(),
    }
}

/// A text as it stands in a query.
pub(super) fn form_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A text that stood in a query.
pub(super) fn form_decoded(text: &str) -> String {
    let uri = format!("/?text={text}").parse().ok();
    uri.and_then(|uri| value_in(&uri, "text")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::model::Scope;

    #[test]
    fn what_was_written_into_a_query_is_read_back() {
        for text in ["", "/unggah?lang=en&x=1", "/a+b c%20d", "é\"#"] {
            assert_eq!(form_decoded(&form_encoded(text)), text);
        }
    }

    fn person(role: Role, by: Proof) -> Person {
        Person { id: 1, name: "siti".into(), full_name: "Siti".into(), role, second_factor: true, by }
    }

    #[test]
    fn a_rule_lets_in_its_role_and_those_above() {
        for needed in Role::OF_ACCOUNTS {
            for role in Role::OF_ACCOUNTS {
                let found = decide(Rule::AtLeast(needed), Some(&person(role, Proof::Session(1))), |_| false);
                assert_eq!(found.is_ok(), role >= needed, "{role} at a door for {needed}");
            }
            assert_eq!(decide(Rule::AtLeast(needed), None, |_| false), Err(Refusal::SignInFirst));
        }
    }

    #[test]
    fn a_token_opens_doors_of_its_scope_only() {
        let script = person(Role::Admin, Proof::Token(vec![Scope::Upload]));
        let open = |rule| decide(rule, Some(&script), |_| false).is_ok();
        assert!(open(Rule::Script(Role::Officer, Scope::Upload)));
        assert!(!open(Rule::Script(Role::Officer, Scope::Withdraw)));
        assert!(!open(Rule::AtLeast(Role::Officer)) && !open(Rule::SignedIn));
    }

    #[test]
    fn without_a_second_factor_only_its_set_up_is_open() {
        let new = person(Role::Admin, Proof::Session(1));
        let decide = |rule| decide(rule, Some(&new), |_| true);
        assert_eq!(decide(Rule::AtLeast(Role::Officer)), Err(Refusal::SetUpFirst));
        assert_eq!(decide(Rule::SignedIn), Ok(()));
    }
}
