#![no_main]
//! Any text where a date should stand.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| lumbung_fuzz::check_row(text, "31000"));
