//! See `exalloc_tests::fuzz::arena`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| drop(exalloc_tests::fuzz::arena(data)));
