//! Where the memory of a program comes from, as its first bytes say.

use super::input::Input;
use crate::{Disaligning, Heap, Moving, ReallocHeap};
use exalloc::testing::{BookEntry, CheckedAllocator, FailingAllocator};
use exalloc::{Allocator, ArenaBuilder, BumpAllocator, LimitAllocator};

/// What collections lie on: checked, maybe refusing, over anything.
pub(super) type Strict<'m> = CheckedAllocator<'m, FailingAllocator<&'m dyn Allocator>>;

/// How many blocks of a program can be live at once.
const BOOKS: usize = 300;

/// What no program needs in bytes, unless it asks for an absurd amount: a heap, and a sanitizer,
/// are not asked for more.
pub(super) const ROOM: usize = 1 << 22;

/// Memory for one program.
pub(super) struct Bench<'m> {
    pub(super) alloc: &'m Strict<'m>,
    /// Whether a request can be refused at all.
    pub(super) may_refuse: bool,
}

/// Which requests are refused: by two bytes.
pub(super) fn failing<'m>(
    input: &mut Input<'_>,
    inside: &'m dyn Allocator,
) -> (FailingAllocator<&'m dyn Allocator>, bool) {
    let (plan, k) = (input.byte(), input.byte());
    let n = u64::from(k) % 32 + 1;
    let refusing = match plan % 8 {
        1 => FailingAllocator::nth(inside, n),
        2 => FailingAllocator::every_kth(inside, n % 8 + 1),
        3 => FailingAllocator::after_bytes(inside, usize::from(k) * 16),
        4 => FailingAllocator::seeded(inside, n, 3),
        5 => FailingAllocator::always(inside).only_resize(),
        6 => FailingAllocator::from_nth(inside, n),
        _ => return (FailingAllocator::never(inside), false),
    };
    (refusing, true)
}

fn run<R>(
    input: &mut Input<'_>,
    inside: &dyn Allocator,
    (quarantine, full): (usize, bool),
    body: impl FnOnce(&mut Input<'_>, &Bench<'_>) -> R,
) -> R {
    let (failing, refuses) = failing(input, inside);
    let mut books = Vec::<BookEntry>::with_capacity(BOOKS);
    let strict = CheckedAllocator::with_books(failing, books.spare_capacity_mut());
    let strict = strict.with_quarantine(quarantine);
    let bench = Bench { alloc: &strict, may_refuse: refuses || full };
    let result = body(input, &bench);
    assert_eq!(strict.live_blocks(), 0, "leaked blocks");
    if let Err(report) = strict.finish() {
        panic!("{report}");
    }
    result
}

/// Runs a program's body on memory that the first bytes choose; then nothing was misused, and
/// nothing has leaked.
pub(super) fn over<R>(
    input: &mut Input<'_>,
    body: impl FnOnce(&mut Input<'_>, &Bench<'_>) -> R,
) -> R {
    let (kind, size) = (input.byte(), usize::from(input.byte()));
    match kind % 6 {
        1 => run(input, &Moving(LimitAllocator::new(Heap, ROOM)), (1 << 12, false), body),
        2 => run(input, &Disaligning(LimitAllocator::new(Heap, ROOM)), (1 << 12, false), body),
        3 => {
            let inside =
                CheckedAllocator::new(LimitAllocator::new(ReallocHeap, ROOM)).with_quarantine(0);
            let builder = ArenaBuilder::new().first_chunk_size(size * 4);
            let arena = builder.max_chunk_size(1 << 14).build(&inside);
            let result = run(input, &arena, (0, false), body);
            assert_eq!(arena.reserved_bytes(), inside.live_bytes());
            drop(arena);
            let _heap = inside.finish().expect("the arena is right");
            result
        }
        4 => {
            let mut buffer = Vec::<u8>::with_capacity(size * 128);
            let bump = BumpAllocator::new(buffer.spare_capacity_mut());
            run(input, &bump, (0, true), body)
        }
        5 => run(input, &LimitAllocator::new(Heap, ROOM), (1 << 16, false), body),
        _ => run(input, &LimitAllocator::new(ReallocHeap, ROOM), (1 << 12, false), body),
    }
}
