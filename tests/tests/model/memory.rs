//! Where the memory of a program comes from.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc::testing::{BookEntry, CheckedAllocator, DropCheck};
use exalloc::{Allocator, ArenaBuilder, BumpAllocator, InlineBump, LimitAllocator};
use exalloc_tests::{Disaligning, Heap, Moving, ReallocHeap};

/// Kinds of allocators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// A heap: one that gives the alignment asked for and no more, or `realloc`, or one whose
    /// blocks always move.
    Heap,
    /// An arena over a heap.
    Arena,
    /// A bump allocator over a buffer, or inside itself; there may be too little.
    Bump,
    /// A heap that refuses one request in six.
    Refusing,
}

impl Memory {
    /// Whether a request may be refused.
    pub(crate) const fn may_refuse(self) -> bool {
        matches!(self, Self::Bump | Self::Refusing)
    }
}

/// What collections lie on: counts refusals, and may refuse at random.
pub(crate) struct Probe<'m> {
    inside: &'m dyn Allocator,
    /// Zero: nothing is refused.
    random: Cell<u32>,
    refused: Cell<u32>,
    may_refuse: bool,
}

/// Whether the message of a panic is that of a refusal; without `std` some are shorter.
pub(crate) fn is_refusal(message: &str) -> bool {
    message.starts_with("no memory for a block") || message == "no room for another element"
}

/// A probe as collections have it.
pub(crate) type At<'m> = &'m Probe<'m>;

impl Probe<'_> {
    /// How many requests were answered with `None`.
    pub(crate) const fn refused(&self) -> u32 {
        self.refused.get()
    }

    /// Whether anything but an absurd request may be.
    pub(crate) const fn may_refuse(&self) -> bool {
        self.may_refuse
    }

    fn ask(
        &self,
        request: impl FnOnce(&dyn Allocator) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        // Marsaglia's xorshift.
        let mut random = self.random.get();
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        self.random.set(random);
        let answer =
            if random > 0 && random.is_multiple_of(6) { None } else { request(self.inside) };
        self.refused.set(self.refused.get() + u32::from(answer.is_none()));
        answer
    }
}

// SAFETY: forwarded, or refused before anything has happened; equal sizes are never refused.
unsafe impl Allocator for Probe<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        self.ask(|inside| unsafe { inside.alloc(layout) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.inside.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        self.ask(|inside| unsafe { inside.alloc_zeroed(layout) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        if new_size == old.size() {
            // SAFETY: forwarded.
            return unsafe { self.inside.resize_in_place(ptr, old, new_size) };
        }
        // SAFETY: forwarded.
        self.ask(|inside| unsafe { inside.resize_in_place(ptr, old, new_size) })
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if new_size == old.size() {
            // SAFETY: forwarded.
            return unsafe { self.inside.remap(ptr, old, new_size) };
        }
        // SAFETY: forwarded.
        self.ask(|inside| unsafe { inside.remap(ptr, old, new_size) })
    }
}

/// How many blocks of a program can be live, or freed and still watched, at once.
const BOOKS: usize = 300;

/// What no program needs, unless it asks for an absurd amount, which a sanitizer isn't asked for.
const ROOM: usize = 1 << 22;

/// Runs `body` on memory checked for leaks and wrong frees.
fn strictly<R>(
    inside: &dyn Allocator,
    (memory, random, quarantine): (Memory, u32, usize),
    body: impl FnOnce(At<'_>) -> R,
) -> R {
    let mut books = Vec::<BookEntry>::with_capacity(BOOKS);
    let strict = CheckedAllocator::with_books(inside, books.spare_capacity_mut())
        .with_quarantine(quarantine)
        // Where a program fails, its blocks are nobody's concern.
        .with_drop_check(DropCheck::Silent)
        .with_traces(false);
    let probe = Probe {
        inside: &strict,
        random: Cell::new(random),
        refused: Cell::new(0),
        may_refuse: memory.may_refuse(),
    };
    let result = body(&probe);
    if let Err(report) = strict.finish() {
        panic!("{report}");
    }
    result
}

/// Runs `body` on memory of that kind; `kind` says which of several, and how much.
pub(crate) fn on<R>(memory: Memory, kind: u8, body: impl FnOnce(At<'_>) -> R) -> R {
    let random = if memory == Memory::Refusing { u32::from(kind) * 0x9E37 + 1 } else { 0 };
    let room = usize::from(kind);
    match memory {
        Memory::Heap | Memory::Refusing => {
            let how = (memory, random, 1 << 12);
            match kind % 3 {
                0 => strictly(&Disaligning(LimitAllocator::new(Heap, ROOM)), how, body),
                1 => strictly(&LimitAllocator::new(ReallocHeap, ROOM), how, body),
                _ => strictly(&Moving(LimitAllocator::new(Heap, ROOM)), how, body),
            }
        }
        Memory::Arena => {
            let heap = CheckedAllocator::new(LimitAllocator::new(ReallocHeap, ROOM));
            let heap =
                heap.with_quarantine(0).with_drop_check(DropCheck::Silent).with_traces(false);
            let arena = ArenaBuilder::new().first_chunk_size(room * 8).build(&heap);
            let result = strictly(&arena, (memory, random, 0), body);
            drop(arena);
            if let Err(report) = heap.finish() {
                panic!("{report}");
            }
            result
        }
        Memory::Bump if kind.is_multiple_of(4) => {
            let bump = InlineBump::<2048>::new();
            strictly(&&bump, (memory, random, 0), body)
        }
        Memory::Bump => {
            let mut buffer = Vec::<u8>::with_capacity(room * 64);
            let bump = BumpAllocator::new(buffer.spare_capacity_mut());
            strictly(&&bump, (memory, random, 0), body)
        }
    }
}
