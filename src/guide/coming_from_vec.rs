// The text is read by a test too, which counts what it says: `tests/tests/port/difference.rs`.
#![doc = include_str!("coming_from_vec.md")]
