//! Who may do what: the roles of people, each of which may all that the one
//! before it may, and the scopes of their scripts' tokens.

use super::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a person may do in a Lumbung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everybody, signed in or not: reads.
    Viewer,
    /// Uploads files, judges suspects, keeps warnings and interventions.
    Officer,
    /// Publishes snapshots and decides.
    Leader,
    /// Keeps the accounts and reads the audit log.
    Admin,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Officer, Self::Leader, Self::Admin];
    /// The roles that an account can have.
    pub const OF_ACCOUNTS: [Self; 3] = [Self::Officer, Self::Leader, Self::Admin];

    /// Its name in the database and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Officer => "officer",
            Self::Leader => "leader",
            Self::Admin => "admin",
        }
    }

    /// The role that an account's record names.
    ///
    /// # Errors
    /// When it is none that an account can have.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::OF_ACCOUNTS
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| ParseError::new(text, "role", "officer, leader or admin"))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What an API token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Check and store price files.
    Upload,
    /// Withdraw a batch.
    Withdraw,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::Upload, Self::Withdraw];

    /// Its name in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Withdraw => "withdraw",
        }
    }

    /// The scope of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.into_iter().find(|scope| scope.as_str() == text);
        found.ok_or_else(|| ParseError::new(text, "scope", "upload or withdraw"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_one_before_it_may() {
        assert!(Role::ALL.is_sorted());
        assert!(Role::Admin > Role::Officer && Role::Officer > Role::Viewer);
    }

    #[test]
    fn an_account_is_never_a_mere_viewer() {
        for role in Role::OF_ACCOUNTS {
            assert_eq!(Role::parse(role.as_str()), Ok(role));
        }
        assert!(Role::parse("viewer").is_err() && Role::parse("Admin").is_err());
    }

    #[test]
    fn scopes_are_read_as_they_are_written() {
        assert!(Scope::ALL.into_iter().all(|scope| Scope::parse(scope.as_str()) == Ok(scope)));
        assert!(Scope::parse("all").is_err());
    }
}
