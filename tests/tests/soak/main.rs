//! What a disk, a crowd and long hours can do to a home and its server. Each part has a
//! short form here; `cargo xtask soak` runs them at length, where each prints its figures.
//!
//! Processes that are killed are `crash.rs` and `crash_sending.rs`, malformed files that are
//! uploaded `malformed/http.rs`.

mod disk;
mod faults;
mod flips;
mod mixed;
mod overload;
mod restore;
