//! See `invariants::query::query`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::query::query(bytes));
