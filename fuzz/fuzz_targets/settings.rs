//! See `invariants::settings::settings`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::settings::settings(bytes));
