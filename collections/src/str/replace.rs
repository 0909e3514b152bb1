//! What is found, replaced.

use super::pattern::Pattern;
use crate::error::TryReserveError;
use crate::string::ExString;
use exalloc_core::Allocator;

/// Copies `text` with `to` in place of the first `count` matches of `from`.
///
/// Room for as much as `text` has is asked for at first.
pub(super) fn try_replacen_in<P: Pattern, A: Allocator>(
    text: &str,
    from: P,
    to: &str,
    count: usize,
    alloc: A,
) -> Result<ExString<A>, TryReserveError> {
    let mut replaced = ExString::try_with_capacity(text.len(), alloc)?;
    let mut done = 0;
    for (start, found) in from.find_in(text).take(count) {
        replaced.try_push_str(&text[done..start])?;
        replaced.try_push_str(to)?;
        done = start + found.len();
    }
    replaced.try_push_str(&text[done..])?;
    Ok(replaced)
}
