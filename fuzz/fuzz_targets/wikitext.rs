//! See `invariants::text::wikitext`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::text::wikitext(bytes));
