#![no_main]
//! Any text where a price should stand.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    lumbung_fuzz::check_row("03/01/2023", text);
    lumbung_fuzz::check_row("2023-01-03", text);
});
