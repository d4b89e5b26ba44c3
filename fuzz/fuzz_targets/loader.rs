//! See `invariants::episode::loader`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::episode::loader(bytes));
