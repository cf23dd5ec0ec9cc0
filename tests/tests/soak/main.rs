//! What kills, a disk, a crowd and long hours can do to a home and its server. Each part has a
//! short form here; `cargo xtask soak` runs them at length, where each prints its figures.
//!
//! Malformed files that are uploaded are `suite/malformed/http.rs`.

mod crash;
mod crash_sending;
mod disk;
mod faults;
mod flips;
mod mixed;
mod overload;
mod restore;
