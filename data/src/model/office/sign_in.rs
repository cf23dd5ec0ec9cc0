//! The ways in: signing in, one-time links, setting up a second factor.

use crate::model::Role;

/// The sign-in form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The name as it was entered.
    pub name: String,
    /// Where to go afterwards; a path of ours.
    pub next: Option<String>,
    /// The identity provider's name, where one is configured; its button leads
    /// to `/masuk/oidc`.
    pub provider: Option<String>,
    /// Whether this address is not safe for passwords: plain HTTP from afar.
    /// The page then says so and shows no form.
    pub unsafe_address: bool,
    /// Whether there is no account yet: the page then says how the first comes
    /// to be.
    pub nobody: bool,
}

/// Why there is a one-time link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// A new account.
    Invitation,
    /// A forgotten password.
    Reset,
    /// The first admin, who also chooses their name.
    FirstAdmin,
}

/// The form behind a one-time link, sent to the address it is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Why.
    pub purpose: LinkPurpose,
    /// The secret in its address, `/tautan/{token}`.
    pub token: String,
    /// The account's name; what was entered, for the first admin.
    pub name: String,
    /// The name to be called by; what was entered, for the first admin.
    pub full_name: String,
    /// The account's role.
    pub role: Role,
    /// The least length of a password, in characters.
    pub least: usize,
}

/// The set-up of a second factor: an authenticator app reads the picture or
/// the secret, and a code from it confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// Whether nothing else can be done before.
    pub required: bool,
    /// Whether it replaces a factor, which needs the password again.
    pub replaces: bool,
    /// The secret in base32, in groups of four.
    pub secret: String,
    /// The `otpauth:` address, for a phone that reads this page.
    pub uri: String,
    /// The width and height of the picture, in modules with its quiet zone.
    pub size: usize,
    /// The dark modules as the data of an SVG path over that square.
    pub path: String,
}
