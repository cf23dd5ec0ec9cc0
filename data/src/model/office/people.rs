//! The accounts, for admins.

use super::LinkPurpose;
use crate::model::Role;
use chrono::{DateTime, Utc};

/// The accounts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct People {
    /// Every account, in the order of names.
    pub rows: Vec<PersonRow>,
    /// The form of a new account as it was sent.
    pub entered: Entered,
    /// A one-time link that was just made.
    pub link: Option<NewLink>,
}

/// A new account as it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// `nama`
    pub name: String,
    /// `nama_lengkap`
    pub full_name: String,
    /// `surel`
    pub email: String,
    /// `peran`
    pub role: Option<Role>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Its number, for the forms that change it.
    pub id: i64,
    /// The name to sign in with.
    pub name: String,
    /// The name to be called by.
    pub full_name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether it is the one that asks.
    pub own: bool,
    /// Whether the invitation is still open.
    pub invited: bool,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// When it was closed.
    pub disabled: Option<DateTime<Utc>>,
    /// When they last signed in.
    pub seen: Option<DateTime<Utc>>,
}

/// A one-time link that was just made: shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// Why.
    pub purpose: LinkPurpose,
    /// Whose.
    pub full_name: String,
    /// The whole address.
    pub url: String,
    /// When it ends.
    pub expires: DateTime<Utc>,
    /// The address it was mailed to. Without mail, or when mailing failed, the
    /// admin hands the link over.
    pub mailed: Option<String>,
    /// Whether mailing was tried and failed.
    pub mail_failed: bool,
}
