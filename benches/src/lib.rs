//! What exalloc costs, measured beside std, bumpalo and bump-scope in the same run.
//!
//! | what | command | gates |
//! |---|---|---|
//! | instructions per operation | `cargo run --release --manifest-path benches/Cargo.toml --bin instructions` | yes |
//! | time, as ratios against the goals | `cargo run --release --manifest-path benches/Cargo.toml --bin goals` | never |
//! | time, in detail | `cargo bench --manifest-path benches/Cargo.toml` | never |
//!
//! A [workload](workloads) is one generic body; a [contender](contenders) implements the small
//! trait which that body speaks through. So every contender runs the same loop over the same seeded
//! input, and the same body, looking on instead of measuring, proves that the work was done: its
//! checksums must agree. `NOTES.md` keeps what was measured, and why.

mod blind;
pub mod callgrind;
pub mod contenders;
pub mod goals;
mod input;
pub mod record;
pub mod stopwatch;
mod watch;
pub mod workloads;

pub use input::Input;
