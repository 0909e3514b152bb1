//! Routines in one set of words, whatever a checker calls them.

use crate::Heap;

/// What made a block: `new`, `new[]`, `malloc`; or the routine's own name.
pub(super) fn made_by(routine: &str) -> String {
    match plain(routine).as_str() {
        "calloc" | "realloc" | "aligned_alloc" | "memalign" | "posix_memalign" | "strdup" => {
            Heap::Malloc.made().to_owned()
        }
        other => other.to_owned(),
    }
}

/// What freed a block: `delete`, `delete[]`, `free`; or the routine's own name.
pub(super) fn freed_by(routine: &str) -> String {
    match plain(routine).as_str() {
        "realloc" => Heap::Malloc.freed().to_owned(),
        other => other.to_owned(),
    }
}

/// `operator delete[](void*) (file:1)`, `operator delete []`, `__interceptor_free`: without what is
/// decoration.
fn plain(routine: &str) -> String {
    let routine = routine.strip_prefix("__interceptor_").unwrap_or(routine);
    let routine = routine.strip_prefix("operator ").unwrap_or(routine).replace(" []", "[]");
    routine.split(['(', ' ']).next().unwrap_or_default().to_owned()
}
