//! A port from std's collections to exalloc's: what it changes, and that it changes nothing else.
//!
//! `with_std` was written for this, against the documented API of `Vec`, `String` and `Box`;
//! `with_exalloc` is what became of it. The guide's chapter "Coming from Vec" is about the two.
//!
//! | file | what it shows |
//! |---|---|
//! | `program.rs` | random programs do the same on both, over several allocators, and leak nothing |
//! | `difference.rs` | only types and constructors differ; the chapter's numbers and snippets are true |
//! | `tokens.rs` | Rust's source as tokens, and rules that replace some |

#![cfg(all(feature = "std", feature = "infallible"))]

mod difference;
mod program;
mod tokens;
mod with_exalloc;
mod with_std;
