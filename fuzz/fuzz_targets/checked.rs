//! See `exalloc_tests::fuzz::checked`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| drop(exalloc_tests::fuzz::checked(data)));
