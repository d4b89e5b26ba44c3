//! See `invariants::documents::play`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::play(bytes));
