//! A test module from an expression.

/// Writes a test module that shows whether an allocator keeps the
/// [contract](mod@crate::testing::conformance): one test for each check.
///
/// `conformance!(name => expression);` stands beside the tests that a crate has already; the module
/// `name` exists in tests only. The expression makes a fresh allocator for each test. `let`
/// statements may come before it, for what the allocator borrows; attributes and a visibility
/// before the name.
///
/// A test that fails says which rule is broken, and by what. The tests `shared` and `sent` say that
/// they were not run where the type isn't [`Sync`] or [`Send`].
///
/// # Examples
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::{ArenaAllocator, BumpAllocator, InlineBump, SystemAllocator};
/// use exalloc::testing::conformance;
///
/// conformance!(arena => ArenaAllocator::new(SystemAllocator));
///
/// conformance!(bump =>
///     let mut memory = [MaybeUninit::uninit(); 4096];
///     BumpAllocator::new(&mut memory)
/// );
///
/// // An allocator as `&InlineBump` only.
/// conformance!(pub(crate) inline_bump => let memory = InlineBump::<4096>::new(); &memory);
/// ```
#[macro_export]
macro_rules! conformance {
    // The tests of a module. `$fresh` is one parenthesis with everything after the arrow.
    (@tests $fresh:tt: $($check:ident)+) => {
        $(
            #[test]
            fn $check() {
                $crate::conformance!(@in $check $fresh);
            }
        )+
    };
    // Statements first; the last thing in the parenthesis is the allocator.
    (@in $check:ident ($statement:stmt; $($rest:tt)+)) => {
        $statement
        $crate::conformance!(@in $check ($($rest)+));
    };
    (@in moved ($alloc:expr)) => {
        std::println!("{}", $crate::testing::conformance::moved($alloc));
    };
    (@in forms ($alloc:expr)) => {
        std::println!("{}", $crate::testing::conformance::forms($alloc));
    };
    (@in shared ($alloc:expr)) => {
        std::println!("{}", $crate::testing::conformance::InThreads::new($alloc).shared());
    };
    (@in sent ($alloc:expr)) => {
        std::println!("{}", $crate::testing::conformance::InThreads::new($alloc).sent());
    };
    (@in $check:ident ($alloc:expr)) => {
        std::println!("{}", $crate::testing::conformance::$check(&$alloc));
    };
    ($(#[$attribute:meta])* $visibility:vis $name:ident => $($fresh:tt)+) => {
        $(#[$attribute])*
        #[cfg(test)]
        $visibility mod $name {
            extern crate std;
            use super::*;

            $crate::conformance!(@tests ($($fresh)+):
                sizes_and_alignments
                no_overlap
                zeroed
                resize_in_place
                remap
                equal_sizes
                refusals
                impossible_sizes
                exhaustion
                narrow_pointers
                mixed
                moved
                forms
                shared
                sent
            );
        }
    };
}
