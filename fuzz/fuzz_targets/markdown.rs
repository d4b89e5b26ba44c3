//! See `invariants::text::markdown`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::text::markdown(bytes));
