//! Which operations are tried, how often, and what they may come to.

use exalloc_tests::fuzz::{End, Plan, Unreachable};

const OPS: &[&str] = &[
    "push",
    "pop",
    "insert",
    "remove",
    "swap_remove",
    "truncate",
    "clear",
    "set",
    "swap",
    "push_mut",
    "insert_mut",
    "push_within_capacity",
    "pop_if",
    "extend",
    "extend_from_slice",
    "extend_from_slice_copy",
    "extend_from_within",
    "append",
    "split_off",
    "resize",
    "resize_with",
    "drain",
    "drain, forgotten",
    "retain",
    "retain_mut",
    "dedup",
    "dedup_by_key",
    "dedup_by",
    "reserve",
    "reserve_exact",
    "shrink_to_fit",
    "shrink_to",
    "into_boxed_slice",
    "into_raw_parts",
    "clone",
    "clone_from",
    "into_iter",
    "with_capacity",
    "from_slice",
    "from_array",
    "from_elem",
    "from_iter",
    "eq",
];

/// The same, and what makes a vector longer more often.
pub(super) const PICKS: &[&str] = &{
    const MORE: [&str; 17] = [
        "push",
        "push",
        "insert",
        "insert",
        "push_mut",
        "insert_mut",
        "push_within_capacity",
        "push_within_capacity",
        "extend",
        "extend",
        "extend_from_slice",
        "extend_from_within",
        "append",
        "resize",
        "resize_with",
        "drain",
        "remove",
    ];
    let mut all = [""; OPS.len() + MORE.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < OPS.len() { OPS[at] } else { MORE[at - OPS.len()] };
        at += 1;
    }
    all
};

const ENDS: &[End] = &[End::Done, End::NoOp, End::Grew, End::Shrank, End::Refused, End::Panicked];

/// On memory that is never refused, on a bump allocator, and on memory that is refused at random.
pub(super) const PLANS: [Plan; 3] = [
    Plan { ops: OPS, ends: ENDS, unreachable: NEVER_REFUSED },
    Plan { ops: OPS, ends: ENDS, unreachable: ON_A_BUMP },
    Plan { ops: OPS, ends: ENDS, unreachable: ALWAYS },
];

const ALWAYS: &[Unreachable] = &[
    ELEMENTS_CHANGE,
    BUILT,
    ELEMENTS_STAY,
    NOTHING_GROWS,
    NOTHING_SHRINKS,
    NOTHING_ASKED,
    NO_PANIC,
];

const ON_A_BUMP: &[Unreachable] = &[
    ELEMENTS_CHANGE,
    BUILT,
    ELEMENTS_STAY,
    NOTHING_GROWS,
    NOTHING_SHRINKS,
    NOTHING_ASKED,
    NO_PANIC,
    Unreachable {
        ops: &["shrink_to_fit", "shrink_to", "into_boxed_slice"],
        ends: &[End::Refused],
        why: "every block shrinks where it is",
    },
];

const NEVER_REFUSED: &[Unreachable] = &[
    ELEMENTS_CHANGE,
    BUILT,
    ELEMENTS_STAY,
    NOTHING_GROWS,
    NOTHING_SHRINKS,
    NOTHING_ASKED,
    NO_PANIC,
    Unreachable { ops: REFUSED_FOR_MEMORY, ends: &[End::Refused], why: "there is memory" },
];

const ELEMENTS_CHANGE: Unreachable = Unreachable {
    ops: &[
        "push",
        "insert",
        "remove",
        "swap_remove",
        "push_mut",
        "insert_mut",
        "push_within_capacity",
    ],
    ends: &[End::NoOp],
    why: "an element is made, or taken out",
};

const ELEMENTS_STAY: Unreachable = Unreachable {
    ops: &[
        "reserve",
        "reserve_exact",
        "shrink_to_fit",
        "shrink_to",
        "into_boxed_slice",
        "into_raw_parts",
    ],
    ends: &[End::Done],
    why: "elements stay as they are",
};

/// The operations that build a vector anew, which is something even if it is as the old one.
pub(super) const BUILDS: &[&str] =
    &["with_capacity", "from_slice", "from_array", "from_elem", "from_iter"];

const BUILT: Unreachable =
    Unreachable { ops: BUILDS, ends: &[End::NoOp], why: "a vector is built" };

const NOTHING_GROWS: Unreachable = Unreachable {
    ops: &[
        "pop",
        "remove",
        "swap_remove",
        "truncate",
        "clear",
        "set",
        "swap",
        "push_within_capacity",
        "pop_if",
        "split_off",
        "drain",
        "drain, forgotten",
        "retain",
        "retain_mut",
        "dedup",
        "dedup_by_key",
        "dedup_by",
        "shrink_to_fit",
        "shrink_to",
        "into_boxed_slice",
        "into_raw_parts",
        "clone",
        "into_iter",
        "eq",
    ],
    ends: &[End::Grew],
    why: "no more capacity is asked for",
};

const NOTHING_SHRINKS: Unreachable = Unreachable {
    ops: &[
        "push",
        "pop",
        "insert",
        "remove",
        "swap_remove",
        "truncate",
        "clear",
        "set",
        "swap",
        "push_mut",
        "insert_mut",
        "push_within_capacity",
        "pop_if",
        "extend",
        "extend_from_slice",
        "extend_from_slice_copy",
        "extend_from_within",
        "append",
        "split_off",
        "resize",
        "resize_with",
        "drain",
        "drain, forgotten",
        "retain",
        "retain_mut",
        "dedup",
        "dedup_by_key",
        "dedup_by",
        "reserve",
        "reserve_exact",
        "into_raw_parts",
        "clone",
        "clone_from",
        "eq",
    ],
    ends: &[End::Shrank],
    why: "no capacity is given back",
};

const NOTHING_ASKED: Unreachable = Unreachable {
    ops: &[
        "pop",
        "remove",
        "swap_remove",
        "truncate",
        "clear",
        "set",
        "swap",
        "push_within_capacity",
        "pop_if",
        "drain",
        "drain, forgotten",
        "retain",
        "retain_mut",
        "dedup",
        "dedup_by_key",
        "dedup_by",
        "into_raw_parts",
        "into_iter",
        "eq",
    ],
    ends: &[End::Refused],
    why: "no memory is asked for",
};

const NO_PANIC: Unreachable = Unreachable {
    ops: &["push", "push_mut", "shrink_to_fit", "shrink_to", "into_boxed_slice", "into_raw_parts"],
    ends: &[End::Panicked],
    why: "no foreign code is called, and no index is given",
};

/// An absurd amount is refused by any memory, to `reserve` and `reserve_exact`.
const REFUSED_FOR_MEMORY: &[&str] = &[
    "push",
    "insert",
    "push_mut",
    "insert_mut",
    "extend",
    "extend_from_slice",
    "extend_from_slice_copy",
    "extend_from_within",
    "append",
    "split_off",
    "resize",
    "resize_with",
    "shrink_to_fit",
    "shrink_to",
    "into_boxed_slice",
    "clone",
    "clone_from",
    "with_capacity",
    "from_slice",
    "from_array",
    "from_elem",
    "from_iter",
];
