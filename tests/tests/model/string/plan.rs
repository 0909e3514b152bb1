//! Which operations are tried, how often, and what they may come to.

use exalloc_tests::fuzz::{End, Plan, Unreachable};

const OPS: &[&str] = &[
    "push",
    "push_str",
    "add_assign",
    "pop",
    "insert",
    "insert_str",
    "remove",
    "truncate",
    "clear",
    "retain",
    "drain",
    "drain, forgotten",
    "replace_range",
    "split_off",
    "extend",
    "extend of &str",
    "extend of &char",
    "extend of String",
    "extend of Box<str>",
    "extend of Cow",
    "extend_from_within",
    "reserve",
    "reserve_exact",
    "shrink_to_fit",
    "shrink_to",
    "into_boxed_str",
    "into_raw_parts",
    "make_ascii_uppercase",
    "clone",
    "clone_from",
    "write",
    "with_capacity",
    "from_str",
    "format",
    "from_utf8",
    "from_utf8_lossy",
    "into_utf8_lossy",
    "from_utf16",
    "from_utf16_lossy",
    "concat_in",
    "join_in",
    "replace_in, a char",
    "replace_in, a text",
    "replacen_in, a closure",
    "to_uppercase_in",
    "to_lowercase_in",
    "repeat_in",
    "into_alloc",
    "erase_alloc",
];

/// The same, and what makes a string longer more often.
pub(super) const PICKS: &[&str] = &{
    const MORE: [&str; 10] = [
        "push",
        "push_str",
        "push_str",
        "insert",
        "insert_str",
        "insert_str",
        "extend",
        "replace_range",
        "replace_range",
        "write",
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

const ALWAYS: &[Unreachable] =
    &[TEXT_CHANGES, BUILT, TEXT_STAYS, NOTHING_GROWS, NOTHING_SHRINKS, NOTHING_ASKED, NO_PANIC];

const ON_A_BUMP: &[Unreachable] = &[
    TEXT_CHANGES,
    BUILT,
    TEXT_STAYS,
    NOTHING_GROWS,
    NOTHING_SHRINKS,
    NOTHING_ASKED,
    NO_PANIC,
    Unreachable {
        ops: &["shrink_to_fit", "shrink_to", "into_boxed_str"],
        ends: &[End::Refused],
        why: "every block shrinks where it is",
    },
];

const NEVER_REFUSED: &[Unreachable] = &[
    TEXT_CHANGES,
    BUILT,
    TEXT_STAYS,
    NOTHING_GROWS,
    NOTHING_SHRINKS,
    NOTHING_ASKED,
    NO_PANIC,
    Unreachable { ops: REFUSED_FOR_MEMORY, ends: &[End::Refused], why: "there is memory" },
];

const TEXT_CHANGES: Unreachable = Unreachable {
    ops: &[
        "push",
        "insert",
        "remove",
        "extend of &str",
        "extend of String",
        "extend of Box<str>",
        "extend of Cow",
        "write",
    ],
    ends: &[End::NoOp],
    why: "there is a character more, or less",
};

const TEXT_STAYS: Unreachable = Unreachable {
    ops: &[
        "reserve",
        "reserve_exact",
        "shrink_to_fit",
        "shrink_to",
        "into_boxed_str",
        "into_raw_parts",
        "into_alloc",
        "erase_alloc",
    ],
    ends: &[End::Done],
    why: "the text stays as it is, or goes with its room",
};

/// The operations that build a string anew, which is something even if it is as the old one.
pub(super) const BUILDS: &[&str] = &[
    "with_capacity",
    "from_str",
    "format",
    "from_utf8",
    "from_utf8_lossy",
    "into_utf8_lossy",
    "from_utf16",
    "from_utf16_lossy",
    "concat_in",
    "join_in",
    "replace_in, a char",
    "replace_in, a text",
    "replacen_in, a closure",
    "to_uppercase_in",
    "to_lowercase_in",
    "repeat_in",
];

const BUILT: Unreachable =
    Unreachable { ops: BUILDS, ends: &[End::NoOp], why: "a string is built" };

const NOTHING_GROWS: Unreachable = Unreachable {
    ops: &[
        "pop",
        "remove",
        "truncate",
        "clear",
        "retain",
        "drain",
        "drain, forgotten",
        "split_off",
        "shrink_to_fit",
        "shrink_to",
        "into_boxed_str",
        "into_raw_parts",
        "make_ascii_uppercase",
        "clone",
        "into_alloc",
        "erase_alloc",
    ],
    ends: &[End::Grew],
    why: "no more capacity is asked for",
};

const NOTHING_SHRINKS: Unreachable = Unreachable {
    ops: &[
        "push",
        "push_str",
        "add_assign",
        "pop",
        "insert",
        "insert_str",
        "remove",
        "truncate",
        "clear",
        "retain",
        "drain",
        "drain, forgotten",
        "replace_range",
        "split_off",
        "extend",
        "extend of &str",
        "extend of &char",
        "extend of String",
        "extend of Box<str>",
        "extend of Cow",
        "extend_from_within",
        "reserve",
        "reserve_exact",
        "into_raw_parts",
        "make_ascii_uppercase",
        "clone",
        "clone_from",
        "write",
    ],
    ends: &[End::Shrank],
    why: "no capacity is given back",
};

const NOTHING_ASKED: Unreachable = Unreachable {
    ops: &[
        "pop",
        "remove",
        "truncate",
        "clear",
        "retain",
        "drain",
        "drain, forgotten",
        "into_raw_parts",
        "make_ascii_uppercase",
        "erase_alloc",
    ],
    ends: &[End::Refused],
    why: "no memory is asked for",
};

const NO_PANIC: Unreachable = Unreachable {
    ops: &[
        "push",
        "push_str",
        "add_assign",
        "pop",
        "clear",
        "shrink_to_fit",
        "shrink_to",
        "into_boxed_str",
        "into_raw_parts",
        "make_ascii_uppercase",
        "clone",
        "clone_from",
        "write",
        "with_capacity",
        "from_str",
        "format",
        "from_utf8",
        "from_utf8_lossy",
        "into_utf8_lossy",
        "from_utf16",
        "from_utf16_lossy",
        "concat_in",
        "join_in",
        "replace_in, a char",
        "replace_in, a text",
        "to_uppercase_in",
        "to_lowercase_in",
        "repeat_in",
        "into_alloc",
        "erase_alloc",
    ],
    ends: &[End::Panicked],
    why: "no foreign code is called, and no position is given",
};

/// An absurd amount is refused by any memory, to `reserve` and `reserve_exact`.
const REFUSED_FOR_MEMORY: &[&str] = &[
    "push",
    "push_str",
    "add_assign",
    "insert",
    "insert_str",
    "replace_range",
    "split_off",
    "extend",
    "extend of &str",
    "extend of &char",
    "extend of String",
    "extend of Box<str>",
    "extend of Cow",
    "extend_from_within",
    "shrink_to_fit",
    "shrink_to",
    "into_boxed_str",
    "clone",
    "clone_from",
    "write",
    "with_capacity",
    "from_str",
    "format",
    "from_utf8",
    "from_utf8_lossy",
    "into_utf8_lossy",
    "from_utf16",
    "from_utf16_lossy",
    "concat_in",
    "join_in",
    "replace_in, a char",
    "replace_in, a text",
    "replacen_in, a closure",
    "to_uppercase_in",
    "to_lowercase_in",
    "repeat_in",
    "into_alloc",
];
