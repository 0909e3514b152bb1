//! The stable sort by keys that are made once.

use crate::error::TryReserveError;
use crate::vec::ExVec;
use exalloc_core::Allocator;

/// Sorts stably by keys that are made once for each element, and kept in memory of `alloc`
/// meanwhile.
///
/// Memory is asked for before the first key is made.
pub(super) fn try_sort_by_cached_key<T, K: Ord, A: Allocator, F: FnMut(&T) -> K>(
    v: &mut [T],
    mut key: F,
    alloc: A,
) -> Result<(), TryReserveError> {
    if v.len() < 2 {
        return Ok(());
    }
    let mut keys = ExVec::try_with_capacity(v.len(), alloc)?;
    for (place, element) in v.iter().enumerate() {
        keys.try_push((key(element), place))?;
    }
    // The places make all of them different, so this is stable.
    keys.sort_unstable();
    for target in 0..v.len() {
        let mut source = keys[target].1;
        // What belongs here may have made way for another element: then its place says where it
        // went.
        while source < target {
            source = keys[source].1;
        }
        keys[target].1 = source;
        v.swap(target, source);
    }
    Ok(())
}
