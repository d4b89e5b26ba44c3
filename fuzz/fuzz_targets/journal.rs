//! See `invariants::kept::journal`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::kept::journal(bytes));
