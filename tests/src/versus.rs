//! One body on std's vector and on ours: the same result, the same contents, the same panic.

use crate::panics::caught;
use core::fmt::Debug;

/// What a body gave: its result as text, or the message of its panic.
///
/// # Errors
///
/// The message.
pub fn outcome<R: Debug>(body: impl FnOnce() -> R) -> Result<String, String> {
    caught(body).map(|result| format!("{result:?}"))
}

/// Runs one body on a `Vec` and on an `ExVec` with the same elements, full and with places left.
///
/// Compares what it gives or the message of its panic, and the contents afterwards. Our memory is
/// that of a checked allocator.
#[macro_export]
macro_rules! same_as_vec {
    ([$($init:tt)*], |$v:ident| $body:expr) => {{
        let mut theirs = vec![$($init)*];
        let wanted = $crate::versus::outcome(|| {
            let $v = &mut theirs;
            $body
        });
        for spare in [0, 1, 30] {
            let checked = exalloc::testing::CheckedAllocator::new($crate::Heap);
            {
                let strict = $crate::Disaligning(&checked);
                let mut ours = exalloc::ExVec::try_from_array_in([$($init)*], &strict)
                    .expect("memory");
                ours.try_reserve_exact(spare).expect("memory");
                let got = $crate::versus::outcome(|| {
                    let $v = &mut ours;
                    $body
                });
                assert_eq!(got, wanted, "result of {}", stringify!($body));
                assert_eq!(ours[..], theirs[..], "contents after {}", stringify!($body));
            }
            checked.finish().expect("no misuse and no leak");
        }
    }};
}
