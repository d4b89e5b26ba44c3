//! See `invariants::kept::cache`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::kept::cache(bytes));
