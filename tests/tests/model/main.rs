//! Long random programs, on our types and on std's, compared after every step.
//!
//! What is compared: what a caller sees, contents, panics with their messages, the values of the
//! elements made and dropped, capacities where they are promised. Each program runs from some
//! starting capacity, on some allocator of a kind, in the panicking and in the `try_` form; clones,
//! drops, comparisons, closures and iterators panic at chosen calls. Memory is checked for leaks
//! and wrong frees; where it is refused, everything is as it was.
//!
//! | file | what is in it |
//! |---|---|
//! | `program` | the generator |
//! | `drive` | runs programs, counts what came of them, shows the smallest that fails |
//! | `elements` | elements that are counted, and panic |
//! | `memory` | kinds of allocators |
//! | `told` | what a caller sees |
//! | `vec`, `string`, `boxed` | the steps, on both sides; which outcomes are impossible, and why |
//!
//! The programs are the same each time. `MODEL_PROGRAMS` runs another number of them on each kind
//! of allocator, `MODEL_SEED` others.

#![cfg(feature = "infallible")]

mod boxed;
mod drive;
mod elements;
mod memory;
mod program;
mod string;
mod told;
mod vec;

use drive::programs;
use memory::Memory;

macro_rules! models {
    ($($model:ident { $($name:ident: $memory:ident,)+ })+) => {
        $($(
            #[test]
            fn $name() {
                programs(&$model::MODEL, Memory::$memory);
            }
        )+)+
    };
}

models! {
    vec {
        vec_on_a_heap: Heap,
        vec_on_an_arena: Arena,
        vec_on_a_bump: Bump,
        vec_refused_at_random: Refusing,
    }
    string {
        string_on_a_heap: Heap,
        string_on_an_arena: Arena,
        string_on_a_bump: Bump,
        string_refused_at_random: Refusing,
    }
    boxed {
        boxed_on_a_heap: Heap,
        boxed_on_an_arena: Arena,
        boxed_on_a_bump: Bump,
        boxed_refused_at_random: Refusing,
    }
}
