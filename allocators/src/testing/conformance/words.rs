//! The words of a failed check: which rule is broken, and by what.

use core::alloc::Layout;
use core::fmt;

/// What a conforming allocator owes, in the words of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Moving,
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "unwinding is caught by `std`"))]
    Unwinding,
    Aligned,
    Exists,
    Disjoint,
    Untouched,
    InPlace,
    EqualInPlace,
    Kept,
    NewSize,
    NothingHappened,
    Zeroed,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Moving => "rule 2: moving the allocator doesn't invalidate blocks",
            Self::Unwinding => "rule 3: no method unwinds",
            Self::Aligned => "rule 4: a live block's address is a multiple of its alignment",
            Self::Exists => "rule 4: a live block is bytes that exist, inside one allocation",
            Self::Disjoint => "rule 4: live blocks are disjoint",
            Self::Untouched => "rule 4: nobody but its owner touches a live block",
            Self::InPlace => "rule 5: `resize_in_place` leaves the block at its address",
            Self::EqualInPlace => "rule 5: an equal size succeeds in place",
            Self::Kept => "rule 5: the first min(old, new) bytes are kept",
            Self::NewSize => "rule 5: after success the block has the new size",
            Self::NothingHappened => "rule 5: after `None` nothing has happened",
            Self::Zeroed => "the promise of `alloc_zeroed`: all bytes are zero",
        })
    }
}

/// Ends the test: a rule, and a text with its arguments as in `format_args!`.
macro_rules! broken {
    ($rule:expr, $($what:tt)+) => {
        $crate::testing::conformance::words::end($rule, format_args!($($what)+))
    };
}
pub(super) use broken;

/// Ends the test.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn end(rule: Rule, what: fmt::Arguments<'_>) -> ! {
    panic!("broken {rule}: {what}")
}

/// Ends a test that tested nothing.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn void(requests: usize) -> ! {
    panic!("nothing was tested: the allocator refused each of {requests} requests")
}

/// A layout in words.
pub(super) struct Of(pub(super) Layout);

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes aligned to {}", self.0.size(), self.0.align())
    }
}

/// A layout in words, after a preposition.
pub(super) struct For(pub(super) &'static str, pub(super) Of);

impl fmt::Display for For {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

/// A method of the trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Alloc,
    AllocZeroed,
    Dealloc,
    ResizeInPlace,
    Remap,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alloc => "`alloc`",
            Self::AllocZeroed => "`alloc_zeroed`",
            Self::Dealloc => "`dealloc`",
            Self::ResizeInPlace => "`resize_in_place`",
            Self::Remap => "`remap`",
        })
    }
}
