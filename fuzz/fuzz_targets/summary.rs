//! See `invariants::documents::summary`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::summary(bytes));
