//! The own account: its sessions and tokens.

use crate::model::Scope;
use chrono::{DateTime, Utc};

/// The own account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Its e-mail address.
    pub email: Option<String>,
    /// Whether it has a password; with an identity provider it may have none.
    pub has_password: bool,
    /// The least length of a password, in characters.
    pub least: usize,
    /// Whether there is a second factor, and how many recovery codes are left.
    pub second_factor: Option<usize>,
    /// Own sessions, the latest used first.
    pub sessions: Vec<SessionRow>,
    /// Own tokens, the latest first.
    pub tokens: Vec<TokenRow>,
    /// A token that was just made: shown once.
    pub new_token: Option<String>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its number, for the form that ends it.
    pub id: i64,
    /// Whether it is the one that asks.
    pub own: bool,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it was last used.
    pub seen: DateTime<Utc>,
    /// Where from.
    pub address: String,
    /// The browser, as it names itself.
    pub agent: String,
}

/// One API token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Its number, for the form that revokes it.
    pub id: i64,
    /// What it is for, in the owner's words.
    pub label: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// When it ends.
    pub expires: DateTime<Utc>,
    /// When it was last used.
    pub used: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked: Option<DateTime<Utc>>,
}

/// Recovery codes that were just made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codes {
    /// The codes, each to be used once.
    pub codes: Vec<String>,
    /// Where its owner wanted to go when they signed in; a path of ours.
    pub next: Option<String>,
}
