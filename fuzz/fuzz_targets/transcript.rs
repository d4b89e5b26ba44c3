//! See `invariants::documents::transcript`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::transcript(bytes));
