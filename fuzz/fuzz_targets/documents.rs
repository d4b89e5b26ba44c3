//! See `invariants::documents::any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::any(bytes));
