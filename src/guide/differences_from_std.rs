// The table is checked by a test, `tests/tests/missing.rs`.
#![doc = include_str!("differences_from_std.md")]
