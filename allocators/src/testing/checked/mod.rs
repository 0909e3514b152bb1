//! An allocator that finds misuse of memory.
//!
//! - **Guarantees.** Memory is that of the allocator inside. A call that is wrong does nothing but
//!   leave a [`Finding`]: the allocator inside never sees it. Whatever was taken from the allocator
//!   inside goes back to it at the end, leaked blocks included, but for blocks that it lost itself.
//! - **Design.** Each block lies in the middle of a wider block of the allocator inside, between
//!   watched bytes. A table sorted by address knows each block's layout and number; calls are
//!   judged by it alone, and no memory is touched before. Freed blocks stay in the table, filled
//!   with one byte, until the quarantine has no more room for them.
//! - **Cost.** Filling and comparing the bytes of each block; a binary search per call, and moving
//!   the table's entries behind it where one comes or goes; with traces, microseconds more. Each
//!   block takes its alignment, at least 16 bytes, and 16 bytes more of the allocator inside, and
//!   an entry in the books.
//! - **Thread-safety.** With `std`, [`Sync`] when the allocator inside is: of two threads that free
//!   or resize one block, one does so and the other is a finding. Never [`Sync`] without `std`.
//!
//! ```text
//! | front: canary, a multiple of the alignment | the caller's block | canary |
//! ^ block of the allocator inside              ^ what is handed out, aligned in any case
//! ```
//!
//! No lock is held while the allocator inside, a hook, or a destructor of a trace runs; and the
//! lock takes no memory, so that this may be the heap of the whole program.

use super::exclusive::Exclusive;
use core::alloc::Layout;
use core::fmt;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;

mod allocator;
mod books;
mod end;
mod finding;
mod frame;
mod held;
mod inside;
mod pattern;
mod quarantine;
mod report;
mod state;

#[cfg(test)]
mod tests;

pub use books::BookEntry;
pub use finding::{Finding, FindingKind};
pub use pattern::{FREED_BYTE, FRESH_BYTE};
pub use report::Report;

use books::Books;
use state::State;

/// How many bytes the quarantine holds unless [`CheckedAllocator::with_quarantine`] says otherwise.
pub(super) const QUARANTINE: usize = if usize::BITS > 16 { 64 << 10 } else { 4 << 10 };

/// An allocator that finds misuse of memory, and goes on: the analogue of Zig's safe allocator.
///
/// It verifies each call before the allocator inside sees it, and records what is wrong as a
/// [`Finding`], which names the method, the block's address and layout, and the order number of its
/// allocation: the first block that it hands out is #1. A test that fails so is run again with a
/// breakpoint at that number, or [with traces](Self::with_traces).
///
/// | misuse | found | what happens |
/// |---|---|---|
/// | a block of another instance, or none, or an address inside of one | when it is given back, resized or remapped | nothing |
/// | a layout that isn't the block's | as above | nothing: the block stays alive |
/// | a block that was given back before | as above, while it is in quarantine | nothing |
/// | a write just before or behind a block | when it is given back, resized or remapped; by [`check`](Self::check); at the end | it is reported once |
/// | a write to a block that was given back | when it leaves the quarantine; by `check`; at the end | it is reported once |
/// | a block that nobody gives back | at the end | it is reported, and given back |
/// | size zero, a new size that is too large | at once | `None` |
///
/// Faults of the allocator inside are found too: blocks that are misaligned, overlap what is in
/// use, or reach beyond the end of the address space are refused; zeroed memory that isn't zero is
/// made so. The answer to a resize or remap may be wrong too, when the old block may be gone:
///
/// - If it overlaps what is in use, or leaves the address space, it is refused, and nothing is
///   read or written there. The caller gets `None`, and the block is lost: it counts as live until
///   it is given back, but is never touched, resized or passed on to the allocator inside again.
/// - If it is misaligned, that is reported, and the caller's block is put to an aligned address
///   within it, with what it contains: there are watched bytes enough before it.
/// - If it moved where it was to stay, or has lost bytes, that is reported, and the caller gets it.
///
/// To see that zeroed memory is zero, and that a resize has kept what it must, it reads bytes that
/// the allocator inside owes to have written. Where that left them uninitialised, these reads are
/// undefined by Rust's rules, though a processor reads a byte there. So a use of uninitialised
/// memory that Miri or valgrind reports in this type is a fault of the allocator inside.
///
/// Findings are reported once each: by [`check`](Self::check), or else by
/// [`finish`](Self::finish), or else by the drop, which panics; and at once to a
/// [hook](Self::with_hook). No method of [`Allocator`] panics.
///
/// | method | verified | passed to the allocator inside | afterwards |
/// |---|---|---|---|
/// | [`alloc`](Allocator::alloc) | the size | `alloc` of the wider block | filled with [`FRESH_BYTE`] |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | the size | `alloc_zeroed` of the wider block | verified to be zero |
/// | [`dealloc`](Allocator::dealloc) | block and layout | `dealloc` of the wider block, when it leaves the quarantine | filled with [`FREED_BYTE`] |
/// | [`resize_in_place`](Allocator::resize_in_place) | block, layout, new size | `resize_in_place` of the wider block; not for an equal size, which succeeds | canary behind the new end, new bytes filled with [`FRESH_BYTE`] |
/// | [`remap`](Allocator::remap) | block, layout, new size | `remap` of the wider block; not for an equal size, which succeeds | as above |
///
/// What the allocator inside moves in `remap`, or keeps when it makes a block smaller, isn't ours
/// any more: the old place isn't poisoned, and isn't in quarantine.
///
/// The books that it keeps come from the allocator inside, or lie in a [caller's
/// buffer](Self::with_books). Where they have no room and get none, a request is refused, and
/// [`refused_for_books`](Self::refused_for_books) counts it. Where the books or the allocator
/// inside run out of memory, blocks leave the quarantine before a request is refused: for books one
/// by one, for a block or a larger size all of them, and then the allocator inside is asked a
/// second time. So a quarantine doesn't take memory away from the program under test if the
/// allocator inside can use what it is given back, in any order. An arena and a bump allocator
/// can't: there, [`with_quarantine(0)`](Self::with_quarantine) leaves their memory as it would be.
/// On an allocator that refuses to resize, each block that is to grow empties the quarantine.
///
/// Its methods may be called wrongly: any pointer and layout are judged by the books before memory
/// is touched, so that a wrong call is a finding and not undefined behaviour. What is rightly given
/// back mustn't be used any more, as ever; what can't be seen is listed below.
///
/// It isn't [equivalent](Allocator#equivalence) to the allocator inside, and no
/// [`StaticAllocator`](exalloc_core::StaticAllocator): all blocks are invalidated when it is
/// dropped.
///
/// # What it can't see
///
/// - A double free, or a write, after the block has left the quarantine. If its address was handed
///   out again with the same layout, the second `dealloc` frees the new block.
/// - A stray write of the byte that is there anyway, or beyond the watched bytes.
/// - A read of memory that isn't the reader's: only what it reads tells.
/// - Accesses to the old place of a block that the allocator inside moved.
///
/// # Examples
///
/// ```
/// use exalloc::testing::CheckedAllocator;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let checked = CheckedAllocator::new(SystemAllocator);
/// let mut v = ExVec::new(&checked);
/// v.try_extend_from_slice(&[1, 2, 3])?;
/// drop(v);
/// checked.finish()?; // Nothing was misused, nothing leaked.
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// Without a heap:
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::testing::{BookEntry, CheckedAllocator};
/// use exalloc::{BumpAllocator, ExBox};
///
/// let mut memory = [MaybeUninit::uninit(); 512];
/// let mut books = [const { MaybeUninit::<BookEntry>::uninit() }; 4];
/// let bump = BumpAllocator::new(&mut memory);
/// let checked = CheckedAllocator::with_books(&bump, &mut books);
/// let b = ExBox::try_new(7_u32, &checked)?;
/// assert_eq!((checked.live_blocks(), checked.live_bytes()), (1, 4));
/// drop(b);
/// assert!(checked.check().is_ok());
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[doc(alias = "DebugAllocator", alias = "GeneralPurposeAllocator", alias = "sanitizer")]
#[must_use = "what nobody allocates from finds nothing"]
pub struct CheckedAllocator<'books, A: Allocator> {
    backing: A,
    state: Exclusive<State>,
    quarantine: usize,
    traces: bool,
    hook: Option<fn(&Finding)>,
    drop_check: DropCheck,
    /// The buffer that the books may lie in.
    books: PhantomData<&'books mut [MaybeUninit<BookEntry>]>,
}

/// What the drop of a [`CheckedAllocator`] does about findings that nobody asked for.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{CheckedAllocator, DropCheck};
/// use exalloc::{ExBox, SystemAllocator};
///
/// let checked = CheckedAllocator::new(SystemAllocator).with_drop_check(DropCheck::Silent);
/// std::mem::forget(ExBox::try_new(7, &checked)?);
/// drop(checked); // It would panic.
/// # Ok::<(), exalloc::TryPushError<i32>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DropCheck {
    /// Panics with the report; with `std`, unless the thread is already unwinding. Without `std`
    /// there is no way to know, and a panic while unwinding aborts.
    #[default]
    Panic,
    /// Nothing: only a hook is told.
    Silent,
}

impl<A: Allocator> CheckedAllocator<'static, A> {
    /// Wraps an allocator, which also provides memory for the books.
    ///
    /// With a quarantine of 64 KiB (4 KiB where addresses have 16 bits), no traces, no hook, and a
    /// drop that panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::CheckedAllocator;
    ///
    /// let checked = const { CheckedAllocator::new(SystemAllocator) };
    /// assert_eq!(checked.requests(), 0);
    /// ```
    pub const fn new(backing: A) -> Self {
        Self::with_state(backing, State::new(Books::growing()))
    }
}

impl<'books, A: Allocator> CheckedAllocator<'books, A> {
    /// Wraps an allocator, and keeps the books in a buffer: for firmware, or where the allocator
    /// inside is to see the blocks only.
    ///
    /// As many blocks as it has entries can be live at once; blocks in quarantine have entries too,
    /// and leave it early when these are needed. All else is as with [`new`](Self::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use exalloc::testing::{BookEntry, CheckedAllocator};
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let mut books = [const { MaybeUninit::<BookEntry>::uninit() }; 1];
    /// let checked = CheckedAllocator::with_books(SystemAllocator, &mut books);
    /// let first = ExBox::try_new(1, &checked)?;
    /// assert!(ExBox::try_new(2, &checked).is_err());
    /// assert_eq!(checked.refused_for_books(), 1);
    ///
    /// drop(first);
    /// assert!(ExBox::try_new(2, &checked).is_ok());
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    ///
    /// The buffer is lent as long as the allocator is there:
    ///
    /// ```compile_fail,E0505
    /// # use core::mem::MaybeUninit;
    /// # use exalloc::SystemAllocator;
    /// # use exalloc::testing::{BookEntry, CheckedAllocator};
    /// let mut books = [const { MaybeUninit::<BookEntry>::uninit() }; 1];
    /// let checked = CheckedAllocator::with_books(SystemAllocator, &mut books);
    /// drop(books);
    /// drop(checked);
    /// ```
    pub const fn with_books(backing: A, books: &'books mut [MaybeUninit<BookEntry>]) -> Self {
        let capacity = books.len();
        // SAFETY: a slice's pointer isn't null.
        let buffer = unsafe { NonNull::new_unchecked(books.as_mut_ptr()) };
        // SAFETY: the buffer is borrowed exclusively for `'books`, which the type remembers.
        let books = unsafe { Books::fixed(buffer.cast(), capacity) };
        Self::with_state(backing, State::new(books))
    }

    const fn with_state(backing: A, state: State) -> Self {
        Self {
            backing,
            state: Exclusive::new(state),
            quarantine: QUARANTINE,
            traces: false,
            hook: None,
            drop_check: DropCheck::Panic,
            books: PhantomData,
        }
    }

    /// Sets how many bytes of freed blocks are kept back, padding included.
    ///
    /// The most recently freed ones stay, as many as fit; a block that is larger than the whole
    /// quarantine passes by it. With zero, blocks go back at once, and a double free is an unknown
    /// block. What is in quarantine already, and too much now, leaves it in the next `dealloc`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = const { CheckedAllocator::new(SystemAllocator).with_quarantine(100) };
    /// for _ in 0..5 {
    ///     drop(ExBox::try_new([7_u8; 10], &checked)?); // 16 + 10 + 16 bytes.
    /// }
    /// assert_eq!((checked.quarantined_blocks(), checked.quarantined_bytes()), (2, 84));
    /// # Ok::<(), exalloc::TryPushError<[u8; 10]>>(())
    /// ```
    pub const fn with_quarantine(mut self, bytes: usize) -> Self {
        self.quarantine = bytes;
        self
    }

    /// Says whether each allocation records where in the program it was made; findings about its
    /// block show that. Only with `std`, where it takes microseconds and memory of the program's
    /// heap.
    ///
    /// Behind a `#[global_allocator]`, what recording a trace or showing one allocates has no trace
    /// itself, nor has what a thread allocates while it panics. A program there can't capture
    /// backtraces itself: [`Trace::here`](crate::testing::Trace::here) says why.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator).with_traces(true);
    /// std::mem::forget(ExBox::try_new(7, &checked)?);
    /// let report = checked.finish().expect_err("a leak");
    /// assert!(report.findings().all(|leak| leak.trace().is_known()));
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    pub const fn with_traces(mut self, traces: bool) -> Self {
        self.traces = traces;
        self
    }

    /// Sets a function that is told each finding at once, in the call that it is found in, before
    /// it is recorded.
    ///
    /// A hook may abort; that is what a panic in it does, after its message. It may use this
    /// allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{CheckedAllocator, Finding};
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// fn show(finding: &Finding) {
    ///     eprintln!("{finding}"); // Or `panic!("{finding}")`, to abort in the wrong call.
    /// }
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator).with_hook(show);
    /// assert!(ExBox::try_new(7, &checked).is_ok());
    /// ```
    pub const fn with_hook(mut self, hook: fn(&Finding)) -> Self {
        self.hook = Some(hook);
        self
    }

    /// Says what the drop does about findings that nobody asked for; [`DropCheck`] has an example.
    pub const fn with_drop_check(mut self, drop_check: DropCheck) -> Self {
        self.drop_check = drop_check;
        self
    }

    /// Looks at all canaries and at all of the quarantine, and tells what was found since the last
    /// time. Live blocks are no finding.
    ///
    /// # Errors
    ///
    /// A report, if anything was found. It is forgotten here then; a block that a wrong `dealloc`
    /// in it left alive is a leak at the end, unless it is given back.
    ///
    /// # Complexity
    ///
    /// The bytes of all padding, and of all blocks in quarantine, are read.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{CheckedAllocator, FindingKind};
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// let mut v = ExVec::new(&checked);
    /// v.try_reserve_exact(3)?;
    /// v.try_extend_from_slice(&[1_u8, 2, 3])?;
    /// // An off-by-one: the canary is hit, which the allocator owns.
    /// unsafe { v.as_mut_ptr().add(3).write(4) };
    /// let report = checked.check().expect_err("an overflow");
    /// assert!(report.to_string().contains("write behind allocation #1"));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn check(&self) -> Result<(), Report> {
        let mut last = None;
        while let Some((key, found)) = self.state.with(|state| state.inspect_after("check", last)) {
            self.tell(found);
            last = Some(key);
        }
        self.take_report().map_or(Ok(()), Err)
    }

    /// Ends: gives everything back to the allocator inside, and hands that out, if nothing is found
    /// and nothing leaked.
    ///
    /// Requests that were [refused because the books were full](Self::refused_for_books) are no
    /// misuse: success doesn't tell of them, so ask before.
    ///
    /// # Errors
    ///
    /// A report, if anything was found since the last [`check`](Self::check), or a block wasn't
    /// given back; one that a wrong `dealloc` in this report was to give back is no leak besides.
    /// The allocator inside is dropped then: lend it, to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{CountingAllocator, ExBox, SystemAllocator};
    ///
    /// let counting = CountingAllocator::new(SystemAllocator);
    /// let checked = CheckedAllocator::new(&counting);
    /// std::mem::forget(ExBox::try_new(7, &checked)?);
    /// assert!(checked.finish().is_err());
    /// assert_eq!(counting.stats().live_bytes, 0); // It was reported, and given back.
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn finish(self) -> Result<A, Report> {
        let mut this = ManuallyDrop::new(self);
        let report = this.end("finish");
        // SAFETY: `this` is never dropped, so both are moved out once.
        let backing = unsafe { ptr::read(&raw const this.backing) };
        // SAFETY: as above.
        let _state = unsafe { ptr::read(&raw const this.state) };
        report.map_or(Ok(backing), Err)
    }

    /// Tells how many blocks are live.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// let b = ExBox::try_new(7, &checked)?;
    /// assert_eq!(checked.live_blocks(), 1);
    /// drop(b);
    /// assert_eq!(checked.live_blocks(), 0);
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    #[must_use]
    pub fn live_blocks(&self) -> usize {
        self.state.with(|state| state.live_blocks)
    }

    /// Tells how many bytes live blocks have, as they were asked for.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// let b = ExBox::try_new(7_u32, &checked)?;
    /// assert_eq!(checked.live_bytes(), 4);
    /// drop(b);
    /// assert_eq!(checked.live_bytes(), 0);
    /// # Ok::<(), exalloc::TryPushError<u32>>(())
    /// ```
    #[must_use]
    pub fn live_bytes(&self) -> usize {
        self.state.with(|state| state.live_bytes)
    }

    /// Tells how often [`Allocator`]'s methods were called, but for `dealloc`: also for a size that
    /// a block had already, also where they were refused, and also by wrong calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// drop(ExBox::try_new(7, &checked)?);
    /// assert_eq!(checked.requests(), 1);
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.state.with(|state| state.requests)
    }

    /// Tells how often `dealloc` was called, rightly or wrongly.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// drop(ExBox::try_new(7, &checked)?);
    /// assert_eq!(checked.deallocs(), 1);
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    #[must_use]
    pub fn deallocs(&self) -> u64 {
        self.state.with(|state| state.deallocs)
    }

    /// Tells the layouts of the live blocks, in the order of their addresses.
    ///
    /// A block that comes or goes meanwhile may be told or not.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::alloc::Layout;
    /// use exalloc::testing::CheckedAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// let b = ExBox::try_new(7_u64, &checked)?;
    /// assert!(checked.live_layouts().eq([Layout::new::<u64>()]));
    /// drop(b);
    /// assert_eq!(checked.live_layouts().count(), 0);
    /// # Ok::<(), exalloc::TryPushError<u64>>(())
    /// ```
    pub fn live_layouts(&self) -> impl Iterator<Item = Layout> {
        let mut last = None;
        core::iter::from_fn(move || {
            let (key, layout) = self.state.with(|state| state.live_after(last))?;
            last = Some(key);
            Some(layout)
        })
    }

    /// Tells how many requests were refused because the books were full.
    ///
    /// No finding, so [`check`](Self::check) and [`finish`](Self::finish) may succeed; a report
    /// that there is for other reasons [shows it](Report::refused_for_books).
    ///
    /// [`with_books`](Self::with_books) has an example. With [`new`](Self::new), that happens when
    /// the allocator inside has no memory for the books.
    #[must_use]
    pub fn refused_for_books(&self) -> u64 {
        self.state.with(|state| state.refused_for_books)
    }

    /// Tells how many blocks are in quarantine.
    ///
    /// [`with_quarantine`](Self::with_quarantine) has an example.
    #[must_use]
    pub fn quarantined_blocks(&self) -> usize {
        self.state.with(|state| state.quarantine.blocks())
    }

    /// Tells how many bytes are in quarantine, padding included: what the allocator inside would
    /// have back without it.
    ///
    /// [`with_quarantine`](Self::with_quarantine) has an example.
    #[must_use]
    pub fn quarantined_bytes(&self) -> usize {
        self.state.with(|state| state.quarantine.bytes())
    }

    /// Lends the allocator inside. What is allocated from it directly isn't checked.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::CheckedAllocator;
    ///
    /// let checked = CheckedAllocator::new(SystemAllocator);
    /// assert_eq!(checked.inner(), &SystemAllocator);
    /// ```
    #[must_use]
    pub const fn inner(&self) -> &A {
        &self.backing
    }
}

impl<A: Allocator + Default> Default for CheckedAllocator<'static, A> {
    fn default() -> Self {
        Self::new(A::default())
    }
}

impl<A: Allocator + fmt::Debug> fmt::Debug for CheckedAllocator<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckedAllocator")
            .field("inner", &self.backing)
            .field("live_blocks", &self.live_blocks())
            .field("live_bytes", &self.live_bytes())
            .finish_non_exhaustive()
    }
}
