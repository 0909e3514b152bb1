//! The latency case: a thread updates an order book, message by message, while another one churns
//! the system's heap.
//!
//! | file | concept |
//! |---|---|
//! | `feed.rs` | the messages, as text: insert, cancel |
//! | `book.rs` | price levels, first come first served; orders that cross are matched |
//! | `session.rs` | what happens to a message: parsed, applied, answered; scratch memory of its own |
//! | `memory.rs` | where scratch memory and the book come from: the contenders |
//! | `churn.rs` | the other thread |
//! | `histogram.rs` | latencies, without allocation |
//! | `run.rs` | one run of one contender |
//! | `report.rs` | five runs of each, and what must hold |

pub mod book;
pub mod churn;
pub mod feed;
pub mod histogram;
pub mod memory;
pub mod report;
pub mod run;
pub mod session;
