//! The harness: a home of one's own, the `lumbung` program, a served router,
//! and price files built like sentences.

mod browser;
mod city;
mod file;
pub mod load;
pub mod made_up;
mod post_box;
mod program;
mod python;
mod reading;
mod running;
mod script;
mod served;
mod soak;
mod workbook;

pub use browser::{Browser, PASSWORD};
pub use city::HomeDir;
pub use file::PihpsFile;
pub use post_box::{Letter, PostBox};
pub use program::{Answer, lumbung, lumbung_command};
pub use python::{python, python_tool};
pub use reading::{Read, read, read_as};
pub use running::{Memory, Running};
pub use script::Script;
pub use served::{Page, Served};
pub use soak::{SmallDisk, at_length, cannot_be_tried, succeeds};
pub use workbook::{Filled, Workbook, understating};

use std::path::PathBuf;

/// The folder of real price files. Tests that call it are ignored without one.
///
/// # Panics
/// When the variable is not set.
#[must_use]
pub fn real_data() -> PathBuf {
    PathBuf::from(
        std::env::var_os("LUMBUNG_REAL_DATA").expect("LUMBUNG_REAL_DATA names the folder of real price files"),
    )
}

/// PIHPS Jawa Barat 2019–2023, bawang merah.
#[must_use]
pub fn real_shallots() -> PathBuf {
    real_data().join("pihps-long/bawang-merah-jawa-barat-2019-2023.csv")
}

/// PIHPS Jawa Barat 2019–2023, cabai rawit merah.
#[must_use]
pub fn real_chillies() -> PathBuf {
    real_data().join("pihps-long/cabai-rawit-merah-jawa-barat-2019-2023.csv")
}
