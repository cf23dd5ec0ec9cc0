//! Prices from the market floor: what officers hand in is checked and kept in the book as it
//! was noted ([`Desk`]), and laid into the lake a few seconds later, through the same gate as
//! files ([`follow`]). Forms and pages are left to the routes, all SQL to the book.

mod check;
mod desk;
mod fault;
mod gather;
mod hint;
mod photo;
pub mod remind;
mod survey;

pub use check::{Sent, bounds, check, prices};
pub use desk::{Desk, DeskError};
pub use fault::Fault;
pub(crate) use gather::in_force;
pub use gather::{Gathered, follow, gather};
pub use hint::{Hint, hint};
pub use photo::{MOST_BYTES, without_metadata};
pub use survey::{since, survey};
