//! The inbox of warnings: what officers do about them, and what follows from it.
//!
//! Each act is a row that nobody changes. Who owns a warning, whether it is acknowledged
//! and how long it is silenced follow from the last ones ([`Handling::of`]).

mod act;
mod handling;
mod page;

pub use act::{Act, ActKind, Actor, Acts, Named};
pub use handling::{Handling, Silence, acts_about, handling};
pub use page::{ActDesk, ActRow, EnteredAct, Handled, InboxFilter, Tally, Whose};

#[cfg(test)]
mod tests;
