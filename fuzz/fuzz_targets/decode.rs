//! See `invariants::text::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::text::decode(bytes));
