//! See `invariants::documents::subtitles`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::documents::subtitles(bytes));
