//! Pages of the operating system.
//!
//! - **Guarantees.** Blocks are whole pages of their own. Allocators with
//!   [guard pages](PageAllocator::with_guard_pages) are [equivalent](Allocator#equivalence) to each
//!   other, and so are those without; advice on huge pages makes no difference. Only
//!   [`dealloc`](Allocator::dealloc) invalidates a block. Every alignment is served for which there
//!   are addresses. Fresh blocks are zero. Memory goes back to the system at once; addresses do
//!   too, [but where it has no record left](PageAllocator#when-the-system-runs-out-of-mappings).
//! - **Design.** `mmap` on unix, `VirtualAlloc` on Windows, and no state: where a block's pages
//!   begin follows from its address, its layout, and whether there are guards. For an alignment
//!   above a page, more is mapped and the surplus is given back.
//! - **Cost.** A system call per operation (three for a large alignment, a guard or advice), and a
//!   fault for each page that is touched first. On Linux a block grows, here or elsewhere, without
//!   copying: its pages move (`mremap`).
//! - **Thread-safety.** [`Send`] and [`Sync`]: any thread may free what another allocated.
//!
//! ```text
//! plain:             | block | slack |
//!                    ^ start of a page
//!
//! guarded:   | guard | slack | block | guard |
//!                            ^ the highest multiple of the alignment
//! ```

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

#[cfg_attr(unix, path = "page/unix.rs")]
#[cfg_attr(windows, path = "page/windows.rs")]
mod system;

mod span;
#[cfg(test)]
mod tests;

/// An allocator that takes whole pages from the operating system, for each block.
///
/// It is there to stand behind an [`ArenaAllocator`](crate::ArenaAllocator), and for blocks of many
/// pages: their memory shares nothing with the heap, isn't touched before its owner touches it,
/// and goes back when they are given back. For anything small it is the wrong one: a byte takes a
/// page and a system call.
///
/// Two options: [guard pages](Self::with_guard_pages) around each block, and advice on
/// [huge pages](Self::with_huge_pages). Two values with the same choice of guards are
/// [equivalent](Allocator#equivalence); where one has guards and the other hasn't, they aren't.
///
/// | method | without guards | with guards |
/// |---|---|---|
/// | [`alloc`](Allocator::alloc), [`alloc_zeroed`](Allocator::alloc_zeroed) | maps zeroed pages, and touches none | the same, with a page before and behind that nobody can access |
/// | [`dealloc`](Allocator::dealloc) | unmaps them | the same |
/// | [`resize_in_place`](Allocator::resize_in_place) | gives pages at the end back; grows where nothing is mapped behind (Linux), or into what a larger alignment or a smaller size has left (Windows); refuses to grow elsewhere | refuses, but for an equal size |
/// | [`remap`](Allocator::remap) | the same; on Linux the pages move if they must, for alignments up to a page | the same |
///
/// Who chose `std::alloc::System` or `SystemAllocator` for large blocks got pages as well, through
/// the heap, which keeps a header of its own in front.
///
/// # When the system runs out of mappings
///
/// The system keeps a record of each mapping, and sees neighbours of one kind as one; Linux has
/// room for 65,530 records in a process, unless `vm.max_map_count` says otherwise. To unmap a block
/// within such a neighbourhood takes a record more. Where there is none:
///
/// - `dealloc` gives the block's memory back (on Linux and Android, unless the program has locked
///   its memory), and its addresses are lost: they stay mapped for the rest of the process, and
///   count in its virtual size.
/// - A smaller size by `resize_in_place` or `remap` is refused.
/// - `alloc` is refused where it would have to unmap a part of what it got, for an alignment above
///   a page, and where it has to map anew.
///
/// That takes tens of thousands of blocks: a chunk of an arena each, and not a small thing each.
///
/// # Examples
///
/// ```
/// # #[cfg(all(feature = "pages", any(unix, windows)))] {
/// use exalloc::{ArenaAllocator, ArenaBuilder, ExVec, PageAllocator};
///
/// const ARENA: ArenaBuilder = ArenaBuilder::new().first_chunk_size(64 << 10);
///
/// let mut arena = ARENA.build(PageAllocator::new());
/// let mut squares = ExVec::new(&arena);
/// for n in 0..1000_u64 {
///     squares.try_push(n * n)?;
/// }
/// assert_eq!(squares.iter().sum::<u64>(), 332_833_500);
/// assert_eq!(arena.reserved_bytes(), 64 << 10);
/// # }
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "an allocator that nobody allocates from does nothing"]
#[doc(alias = "mmap", alias = "mremap", alias = "VirtualAlloc", alias = "page_allocator")]
pub struct PageAllocator {
    guarded: bool,
    huge: bool,
}

impl PageAllocator {
    /// Makes an allocator without guards and without advice.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(all(feature = "pages", any(unix, windows)))] {
    /// use exalloc::{ExBox, PageAllocator};
    ///
    /// let table = ExBox::try_new([0_u32; 5000], PageAllocator::new()).unwrap();
    /// assert_eq!((&raw const *table).addr() % PageAllocator::page_size(), 0);
    /// # }
    /// ```
    #[inline]
    pub const fn new() -> Self {
        Self { guarded: false, huge: false }
    }

    /// Puts a page before and behind each block that nobody can access.
    ///
    /// A program that reads or writes there ends at once, by a signal or an exception, instead of
    /// spoiling other memory. Blocks lie at the end of their pages, so nothing is between a block
    /// and the guard behind it but the padding to its alignment; before it there may be up to a
    /// page. Blocks don't change their size: collections grow by copying.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(all(feature = "pages", any(unix, windows)))] {
    /// use exalloc::{ExVec, PageAllocator};
    ///
    /// let guarded = PageAllocator::new().with_guard_pages();
    /// let mut v = ExVec::try_with_capacity(1000, guarded)?;
    /// v.try_push(1_u8)?;
    /// let end = v.as_ptr().addr() + v.capacity();
    /// assert_eq!(end % PageAllocator::page_size(), 0, "behind the last byte is the guard");
    /// # }
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[inline]
    #[doc(alias = "PROT_NONE", alias = "PAGE_NOACCESS")]
    pub const fn with_guard_pages(mut self) -> Self {
        self.guarded = true;
        self
    }

    /// Advises the system to use huge pages for blocks, and begins blocks where these can begin, if
    /// there are addresses for that.
    ///
    /// A huge page is one fault and one entry of the processor's address cache where there would be
    /// hundreds, and may take that much more memory than is touched. Linux follows the advice
    /// (`MADV_HUGEPAGE`) if it is configured so and has some; elsewhere nothing changes.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(all(feature = "pages", any(unix, windows)))] {
    /// use exalloc::{ArenaBuilder, PageAllocator};
    ///
    /// let arena = ArenaBuilder::new()
    ///     .first_chunk_size(16 << 20)
    ///     .build(PageAllocator::new().with_huge_pages());
    /// assert_eq!(*arena.try_alloc_value(7).unwrap(), 7);
    /// # }
    /// ```
    #[inline]
    #[doc(alias = "MADV_HUGEPAGE", alias = "THP")]
    pub const fn with_huge_pages(mut self) -> Self {
        self.huge = true;
        self
    }

    /// The size of a page in bytes, to which blocks are rounded up.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(all(feature = "pages", any(unix, windows)))]
    /// assert!(exalloc::PageAllocator::page_size().is_power_of_two());
    /// ```
    #[inline]
    #[must_use]
    pub fn page_size() -> usize {
        system::page_size()
    }

    /// The size of the guard on each side of a block.
    #[inline]
    fn guard(self) -> usize {
        if self.guarded { system::page_size() } else { 0 }
    }

    /// The size of the pages that hold a block, and the distance from their start to it.
    #[inline]
    fn span(self, layout: Layout) -> Option<(usize, usize)> {
        let len = span::in_pages(layout.size(), system::page_size())?;
        Some((len, if self.guarded { span::offset_of(layout, len) } else { 0 }))
    }

    /// Maps the pages of a block, and its guards.
    fn map(self, len: usize, align: usize) -> Option<NonNull<u8>> {
        let wider = if self.huge { system::align_for_huge(len, align) } else { align };
        let start = system::map(len, wider, self.guard());
        if wider == align {
            return start;
        }
        // A beginning for huge pages takes addresses besides. It is a wish only: where they aren't
        // to be had, those that the block needs may be.
        start.or_else(|| system::map(len, align, self.guard()))
    }

    /// Changes the size of a block: as `remap` if `may_move`, else as `resize_in_place`.
    ///
    /// # Safety
    ///
    /// Theirs.
    unsafe fn resize(
        self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
        may_move: bool,
    ) -> Option<NonNull<u8>> {
        if new_size == old.size() {
            return Some(ptr);
        }
        if self.guarded {
            return None;
        }
        let page = system::page_size();
        let (len, new_len) = (span::in_pages(old.size(), page)?, span::in_pages(new_size, page)?);
        let start = ptr.as_ptr();
        if new_size < old.size() {
            if new_len < len {
                // SAFETY: without guards a block begins where its pages do; our caller's promises
                // say that it has `len` bytes of pages, of which it needs `new_len`.
                let done = unsafe { system::cut(start, len, new_len) };
                return done.then_some(ptr);
            }
            return Some(ptr);
        }
        // What the caller's pointer may access ends with the old block, also where the pages don't.
        if may_move && old.align() <= page {
            // SAFETY: as above; `in_pages` keeps to the bound, and the new size is larger. Callers
            // go on with the answer, and any page is aligned enough.
            unsafe { system::relocate(start, len, new_len) }
        } else {
            // SAFETY: as above.
            unsafe { system::extend(start, len, new_len) }
        }
    }
}

// SAFETY:
// 1, 2. There is no method but the trait's that has to do with blocks, and no state but two
//    choices, which move along.
// 3. The functions of the system don't unwind, and nothing here panics.
// 4. `map` gives pages that are nobody else's, with the size rounded up to theirs; a block begins
//    at `offset_of` in them, where it fits, at a multiple of its alignment.
// 5. Equal sizes are answered with the same pointer. Cutting pages off, and mapping more behind
//    them, leaves the others as they are; moving them keeps their contents. Where the system
//    refuses, it has changed nothing.
// 6. The system takes addresses, and no pointer is kept here. A block that has grown is reached
//    through the pointer that the system answers with.
unsafe impl Allocator for PageAllocator {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (len, offset) = self.span(layout)?;
        let start = self.map(len, layout.align())?;
        if self.huge {
            // SAFETY: the span that was just mapped.
            unsafe { system::advise_huge(start, len) };
        }
        // SAFETY: the block lies within the span, by `offset_of`.
        Some(unsafe { start.add(offset) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        if let Some((len, offset)) = self.span(layout) {
            // Its address is all that is wanted of it.
            let start = ptr.as_ptr().wrapping_sub(offset);
            // SAFETY: the block is one of an allocator with the same choice of guards, and `layout`
            // fits it; so this is where its pages begin, and how many they are now. Our caller uses
            // the block no more.
            unsafe { system::unmap(start, len, self.guard()) };
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // Fresh pages are zero.
        // SAFETY: forwarded.
        unsafe { self.alloc(layout) }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.resize(ptr, old, new_size, false) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.resize(ptr, old, new_size, true) }
    }
}

// SAFETY: pages stay until they are unmapped, which only `dealloc` and `remap` do for a whole
// block, and `resize_in_place` for what is no part of it any more.
unsafe impl StaticAllocator for PageAllocator {}
