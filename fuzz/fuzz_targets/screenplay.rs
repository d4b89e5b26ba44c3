//! See `invariants::documents::screenplay`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::screenplay(bytes));
