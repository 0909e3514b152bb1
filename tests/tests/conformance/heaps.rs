//! The heaps of the platform.

use exalloc::testing::conformance;

#[cfg(feature = "std")]
mod system {
    use super::conformance;
    use exalloc::{ArenaAllocator, CountingAllocator, LimitAllocator, SystemAllocator};

    conformance!(system => SystemAllocator);
    conformance!(borrowed => &SystemAllocator);
    conformance!(boxed => Box::new(SystemAllocator));
    conformance!(in_an_arc => std::sync::Arc::new(SystemAllocator));
    conformance!(arena => ArenaAllocator::new(SystemAllocator));
    conformance!(arena_4096 => ArenaAllocator::<_, 4096>::with_min_align(SystemAllocator));
    conformance!(nested => CountingAllocator::new(LimitAllocator::new(SystemAllocator, 1 << 20)));

    #[test]
    fn blocks_move_and_threads_share_it() {
        let tally = conformance::remap(&SystemAllocator);
        assert!(tally.moved + tally.grown_in_place > 30, "{tally}");
        assert!(conformance::shared(&SystemAllocator).served > 100);
        assert!(conformance::sent(ArenaAllocator::new(SystemAllocator)).served > 50);
    }
}

#[cfg(feature = "alloc")]
mod global {
    use super::conformance;
    use exalloc::GlobalAllocator;
    use std::rc::Rc;

    conformance!(global => GlobalAllocator);
    conformance!(in_an_rc => Rc::new(GlobalAllocator));
}

#[cfg(feature = "malloc")]
mod malloc {
    use super::conformance;
    use exalloc::{ArenaAllocator, MallocAllocator};

    conformance!(malloc => MallocAllocator);
    conformance!(arena => ArenaAllocator::new(MallocAllocator));
}

#[cfg(any(feature = "cpp", feature = "cpp-symbols"))]
mod cpp {
    use super::conformance;
    use exalloc::{ArenaAllocator, CppNewAllocator, CppNewArrayAllocator};

    conformance!(new => CppNewAllocator);
    conformance!(new_array => CppNewArrayAllocator);
    conformance!(arena => ArenaAllocator::new(CppNewArrayAllocator));
}

#[cfg(all(feature = "pages", any(unix, windows)))]
mod pages {
    use super::conformance;
    use exalloc::{ArenaAllocator, PageAllocator};

    conformance!(pages => PageAllocator::new());
    conformance!(huge => PageAllocator::new().with_huge_pages());
    conformance!(guarded => PageAllocator::new().with_guard_pages());
    conformance!(borrowed => &PageAllocator::new().with_guard_pages().with_huge_pages());
    conformance!(arena => ArenaAllocator::new(PageAllocator::new()));
    conformance!(arena_guarded => ArenaAllocator::new(PageAllocator::new().with_guard_pages()));

    #[test]
    fn blocks_shrink_move_and_are_shared() {
        let pages = PageAllocator::new();
        assert!(conformance::resize_in_place(&pages).shrunk_in_place > 50);
        let tally = conformance::remap(&pages);
        assert!(!cfg!(target_os = "linux") || tally.moved + tally.grown_in_place > 100, "{tally}");
        assert!(conformance::shared(&pages).served > 100);
        assert!(conformance::sent(ArenaAllocator::new(pages)).served > 50);
    }
}
