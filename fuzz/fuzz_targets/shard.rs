//! See `invariants::kept::shard`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::kept::shard(bytes));
