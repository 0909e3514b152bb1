//! Notes that can be edited, undone and searched, on std's `Vec`, `String` and `Box`.
//!
//! | file | concept |
//! |---|---|
//! | `note.rs` | one note: a title, lines, tags |
//! | `tree.rs` | an ordered index from words to notes: a B+-tree |
//! | `query.rs` | what is searched for: a tree, read from text |
//! | `rank.rs` | orders of what was found, behind one trait |
//! | `store.rs` | all notes with their index and history |

mod note;
mod query;
mod rank;
mod store;
mod tree;

pub(crate) use store::Store;
