//! What exalloc costs, measured beside its peers in the same run.
//!
//! | what | binary | gates |
//! |---|---|---|
//! | instructions per operation | `instructions` | yes |
//! | everything that the goals name; writes `results/speed.json` | `goals` | never |
//! | the docs' table and chart, from that file | `render` | a test: they are up to date |
//! | large memory: time, page faults | `pages` | never |
//! | time, in detail | `cargo bench` | never |
//!
//! ```sh
//! cargo run --release --manifest-path benches/Cargo.toml --bin goals
//! ```
//!
//! A [workload](workloads) is one generic body; a [contender](contenders) implements the small
//! trait which that body speaks through. So every contender runs the same loop over the same seeded
//! input, and the same body, looking on instead of measuring, proves that the work was done: its
//! checksums must agree. `NOTES.md` keeps what was measured, and why.

mod blind;
pub mod build_time;
pub mod callgrind;
pub mod contenders;
pub mod goals;
mod input;
pub mod large;
pub mod link_order;
pub mod machine;
pub mod record;
pub mod render;
pub mod results;
pub mod size;
pub mod stopwatch;
mod watch;
pub mod workloads;

pub use input::Input;
