//! Everything that is tried through the front doors: command line, HTTP, pages, lake. One
//! file is what one of them promises, and all files are one program, since linking a program
//! takes longer than most of its tests. `cargo test --release --workspace --exclude xtask
//! --test suite backtest::` runs one file of them.
//!
//! Tests run beside each other in one process. What cannot bear that is a program of its
//! own beside this folder: `bombs.rs` looks at what its process holds in memory, `soak/` kills
//! processes, fills disks and crowds servers.

mod api;
mod api_lists;
mod api_prices;
mod api_series;
mod backtest;
mod backup;
mod basket;
mod board;
mod chart;
mod compact;
mod cross_site;
mod data_pages;
mod dcat;
mod decisions;
mod doors;
mod export;
mod fetch;
mod figures;
mod floor;
mod follow;
mod impact;
mod inbox;
mod indicators;
mod ingest;
mod interventions;
mod lake;
mod ledger;
mod limits;
mod malformed;
mod mapped;
mod mapping_form;
mod metadata;
mod operations;
mod outside;
mod pages;
mod people;
mod plan;
mod promtool;
mod publish;
mod real_files;
mod real_sources;
mod schemathesis;
mod sdmx;
mod sending;
mod sessions;
mod sign_in;
mod sources;
mod supply;
mod tables;
mod upgrades;
mod uploads;
mod verify;
mod versions;
mod vintages;
mod warnings;
mod weekly;

/// What is no module here would be compiled by nobody, and its tests missed by nobody.
#[test]
fn every_file_of_this_folder_is_a_part_of_this_program() {
    let main = include_str!("main.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite");
    let left_out: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "main" && !main.lines().any(|line| line == format!("mod {name};")))
        .collect();
    assert!(left_out.is_empty(), "no module of main.rs: {}", left_out.join(", "));
}
