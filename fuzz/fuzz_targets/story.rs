//! See `invariants::documents::story`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::story(bytes));
