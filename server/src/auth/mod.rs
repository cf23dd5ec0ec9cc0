//! How people prove who they are: passwords, second factors, secrets that are
//! handed out. Pure functions; who has which is in the book, and what a page
//! does with it in the routes.

pub mod name;
pub mod password;
pub mod second_factor;
pub mod secret;

use lumbung_data::model::{Role, Scope};

/// Who did something, for the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The account's name, or the operating system's user at the command line.
    pub actor: String,
    /// Where from.
    pub address: String,
    /// The request's id, to be found in the logs.
    pub request: String,
}

impl Who {
    /// The server itself, by the clock.
    #[must_use]
    pub fn lumbung() -> Self {
        Self { actor: "lumbung".to_owned(), address: String::new(), request: String::new() }
    }

    /// Somebody at the command line.
    #[must_use]
    pub fn at_command_line() -> Self {
        let actor = std::env::var("USER").unwrap_or_else(|_| "lumbung".to_owned());
        Self { actor, address: "command line".to_owned(), request: String::new() }
    }
}

/// Somebody who has proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account's number.
    pub id: i64,
    /// The name to sign in with.
    pub name: String,
    /// The name to be called by.
    pub full_name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they have a second factor, here or at an identity provider.
    pub second_factor: bool,
    /// How they proved it.
    pub by: Proof,
}

/// How somebody proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A session, by its number.
    Session(i64),
    /// A script's token with these scopes.
    Token(Vec<Scope>),
}

impl Person {
    /// The session's number.
    #[must_use]
    pub fn session(&self) -> Option<i64> {
        match self.by {
            Proof::Session(id) => Some(id),
            Proof::Token(_) => None,
        }
    }
}
