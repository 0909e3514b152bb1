//! Which operations are tried, how often, and what they may come to.

use exalloc_tests::fuzz::{End, Plan, Unreachable};

const OPS: &[&str] = &[
    "new",
    "new, aligned",
    "new, no size",
    "new_uninit, write",
    "new_uninit_slice",
    "new_zeroed",
    "new_zeroed_slice",
    "new_with",
    "call_once",
    "into_boxed_slice",
    "into_boxed_str",
    "unsize an array",
    "unsize",
    "downcast",
    "drop",
    "clone",
    "clone_from",
    "eq",
    "set",
    "set last",
    "into_inner",
    "into_raw_parts",
    "into_vec",
    "into_iter",
    "into an array",
    "into_alloc",
    "erase_alloc",
];

/// All, and those that are for many kinds of boxes more often.
pub(super) const PICKS: &[&str] = &{
    const MORE: [&str; 6] =
        ["new", "into_boxed_slice", "into_boxed_slice", "clone", "clone", "clone_from"];
    let mut all = [""; OPS.len() + MORE.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < OPS.len() { OPS[at] } else { MORE[at - OPS.len()] };
        at += 1;
    }
    all
};

const ENDS: &[End] = &[End::Done, End::NoOp, End::Refused, End::Panicked];

/// On memory that is never refused, on a bump allocator, and on memory that is refused at random.
pub(super) const PLANS: [Plan; 3] = [
    Plan { ops: OPS, ends: ENDS, unreachable: NEVER_REFUSED },
    Plan { ops: OPS, ends: ENDS, unreachable: ALWAYS },
    Plan { ops: OPS, ends: ENDS, unreachable: ALWAYS },
];

const ALWAYS: &[Unreachable] = &[ONE_MORE, NOTHING_ASKED, NO_PANIC];

const NEVER_REFUSED: &[Unreachable] = &[
    ONE_MORE,
    NOTHING_ASKED,
    NO_PANIC,
    Unreachable { ops: REFUSED_FOR_MEMORY, ends: &[End::Refused], why: "there is memory" },
];

const ONE_MORE: Unreachable = Unreachable {
    ops: &[
        "new",
        "new, aligned",
        "new, no size",
        "new_uninit, write",
        "new_uninit_slice",
        "new_zeroed",
        "new_zeroed_slice",
        "new_with",
        "call_once",
        "into_boxed_slice",
        "into_boxed_str",
        "unsize an array",
    ],
    ends: &[End::NoOp],
    why: "there is a box more, or was",
};

const NOTHING_ASKED: Unreachable = Unreachable {
    ops: &[
        "new, no size",
        "unsize",
        "downcast",
        "drop",
        "eq",
        "set",
        "set last",
        "into_inner",
        "into_raw_parts",
        "into_vec",
        "into_iter",
        "into an array",
        "erase_alloc",
    ],
    ends: &[End::Refused],
    why: "no memory is asked for",
};

const NO_PANIC: Unreachable = Unreachable {
    ops: &[
        "new",
        "new, aligned",
        "new, no size",
        "new_uninit, write",
        "new_uninit_slice",
        "new_zeroed",
        "new_zeroed_slice",
        "into_boxed_slice",
        "into_boxed_str",
        "unsize an array",
        "unsize",
        "downcast",
        "into_raw_parts",
        "into_vec",
        "into an array",
        "into_alloc",
    ],
    ends: &[End::Panicked],
    why: "no foreign code is called",
};

const REFUSED_FOR_MEMORY: &[&str] = &[
    "new",
    "new, aligned",
    "new_uninit, write",
    "new_uninit_slice",
    "new_zeroed",
    "new_zeroed_slice",
    "new_with",
    "call_once",
    "into_boxed_slice",
    "into_boxed_str",
    "unsize an array",
    "into_alloc",
    "clone",
    "clone_from",
];
