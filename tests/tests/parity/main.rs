//! std's functions under std's names, with std's argument and result types; and their `try_` twins.
//!
//! `calls.rs` and `twins.rs` are made of std's API as data (`tests/parity`): one that is missing or
//! has another signature doesn't compile. The bodies of `calls.rs` are the same for std's types and
//! for exalloc's.

#![cfg(feature = "infallible")]

mod calls;
#[expect(
    dead_code,
    clippy::needless_question_mark,
    reason = "what is tested is that it compiles, and that errors convert"
)]
mod twins;

/// std's types.
#[expect(
    dead_code,
    clippy::incompatible_msrv,
    reason = "what is tested is that it compiles, also what is newer than the minimum Rust version"
)]
mod with_std {
    use std::any::Any;
    use std::collections::TryReserveError;
    use std::mem::MaybeUninit;
    use std::ops::RangeBounds;
    use std::pin::Pin;
    use std::string::{Drain as StringDrain, FromUtf8Error, FromUtf16Error};
    use std::vec::{Drain, ExtractIf, Splice};

    fn owned(text: std::borrow::Cow<'_, str>) -> String {
        text.into_owned()
    }

    super::calls::calls!();
}

/// exalloc's, by the names of std's.
#[expect(dead_code, reason = "what is tested is that it compiles")]
mod with_exalloc {
    pub(crate) use exalloc::string::{FromUtf16Error, TryFromUtf16Error};
    pub(crate) use exalloc::{SystemAllocator, TryReserveError};
    pub(crate) use std::any::Any;
    pub(crate) use std::mem::MaybeUninit;
    pub(crate) use std::ops::RangeBounds;
    pub(crate) use std::pin::Pin;

    pub(crate) const ALLOC: SystemAllocator = SystemAllocator;
    pub(crate) type Vec<T> = exalloc::ExVec<T, SystemAllocator>;
    pub(crate) type String = exalloc::ExString<SystemAllocator>;
    pub(crate) type Box<T> = exalloc::ExBox<T, SystemAllocator>;
    type FromUtf8Error = exalloc::string::FromUtf8Error<SystemAllocator>;
    type Drain<'a, T> = exalloc::vec::Drain<'a, T, SystemAllocator>;
    type Splice<'a, I> = exalloc::vec::Splice<'a, I, SystemAllocator>;
    type ExtractIf<'a, T, F> = exalloc::vec::ExtractIf<'a, T, F, SystemAllocator>;
    type StringDrain<'a> = exalloc::string::Drain<'a, SystemAllocator>;

    const fn owned(text: String) -> String {
        text
    }

    super::calls::calls!(ALLOC);
}

/// As many as the issue names: 46, 38 and 13, and 17, 16 and 6 twins.
#[test]
fn none_is_forgotten() {
    assert_eq!(with_std::COUNT, 46 + 38 + 13);
    assert_eq!(with_exalloc::COUNT, with_std::COUNT);
    assert_eq!(twins::COUNT, 17 + 16 + 6);
}
