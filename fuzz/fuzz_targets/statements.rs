//! See `invariants::settings::statements`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::settings::statements(bytes));
