//! See `invariants::text::html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::text::html(bytes));
