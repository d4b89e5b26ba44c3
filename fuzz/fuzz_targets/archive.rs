//! See `invariants::text::archive`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::text::archive(bytes));
