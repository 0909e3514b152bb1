//! `ArenaAllocator` over a checked heap that may refuse, beside a model of blocks.

use super::STEPS;
use super::blocks::{Block, Blocks, absurd, align, resize_name, size};
use super::coverage::{Coverage, End, Plan, Unreachable};
use super::input::{Input, Plant, Step};
use super::memory::{ROOM, failing};
use super::panics::outcome;
use crate::{Disaligning, ReallocHeap};
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Fuse, OverAligned};
use exalloc::{Allocator, ArenaAllocator, ArenaBuilder, LimitAllocator};

const OPS: &[&str] = &[
    "alloc",
    "alloc_zeroed",
    "dealloc",
    "resize_larger",
    "resize_smaller",
    "resize_equal",
    "remap_larger",
    "remap_smaller",
    "remap_equal",
    "value",
    "value_no_drop",
    "uninit",
    "uninit_slice",
    "slice_copy",
    "slice_clone",
    "slice_fill",
    "str",
    "reserve",
    "reset",
    "reset_with_limit",
    "free_all",
    "move",
];

const ENDS: &[End] = &[End::Done, End::NoOp, End::InPlace, End::Moved, End::Refused, End::Panicked];

/// What of the table stays empty.
pub(super) const PLAN: Plan = Plan { ops: OPS, ends: ENDS, unreachable: UNREACHABLE };

const UNREACHABLE: &[Unreachable] = &[
    Unreachable {
        ops: &["alloc", "alloc_zeroed"],
        ends: &[End::NoOp],
        why: "there is a block more",
    },
    Unreachable {
        ops: &["value", "value_no_drop", "uninit"],
        ends: &[End::NoOp],
        why: "the value has a size",
    },
    Unreachable {
        ops: &[
            "alloc",
            "alloc_zeroed",
            "dealloc",
            "value",
            "value_no_drop",
            "uninit",
            "uninit_slice",
            "slice_copy",
            "slice_clone",
            "slice_fill",
            "str",
            "reserve",
            "reset",
            "reset_with_limit",
            "free_all",
            "move",
        ],
        ends: &[End::InPlace, End::Moved],
        why: "no block has another size",
    },
    Unreachable {
        ops: &[
            "resize_larger",
            "resize_smaller",
            "resize_equal",
            "remap_larger",
            "remap_smaller",
            "remap_equal",
        ],
        ends: &[End::Done, End::NoOp],
        why: "the block has a place",
    },
    Unreachable {
        ops: &["resize_larger", "resize_smaller", "resize_equal", "remap_equal"],
        ends: &[End::Moved],
        why: "the block must stay",
    },
    Unreachable {
        ops: &["resize_smaller", "resize_equal", "remap_smaller", "remap_equal"],
        ends: &[End::Refused],
        why: "every block shrinks, and keeps its size",
    },
    Unreachable {
        ops: &["dealloc", "reset", "reset_with_limit", "free_all", "move"],
        ends: &[End::Refused],
        why: "no memory is asked for",
    },
    Unreachable { ops: &["reset"], ends: &[End::Done], why: "all chunks are kept" },
    Unreachable { ops: &["move"], ends: &[End::NoOp], why: "it always is" },
    Unreachable {
        ops: &[
            "alloc",
            "alloc_zeroed",
            "dealloc",
            "resize_larger",
            "resize_smaller",
            "resize_equal",
            "remap_larger",
            "remap_smaller",
            "remap_equal",
            "value",
            "value_no_drop",
            "uninit",
            "uninit_slice",
            "slice_copy",
            "slice_clone",
            "str",
            "reserve",
            "reset",
            "reset_with_limit",
            "free_all",
            "move",
        ],
        ends: &[End::Panicked],
        why: "no foreign code is called",
    },
];

/// What the arena's chunks come from: what it asks for is checked, and may be refused.
type Chunks<'m> = &'m CheckedAllocator<'static, FailingAllocator<&'m dyn Allocator>>;

/// Runs a program on an arena.
///
/// # Panics
///
/// If a block isn't where it may be, has changed, or is refused without a reason; if the arena's
/// books aren't those of its backing allocator, or a reset keeps what it shouldn't.
#[must_use]
pub fn arena(data: &[u8]) -> Coverage {
    let mut seen = Coverage::new();
    let mut input = Input::new(data);
    let kind = input.byte();
    let (heap, moving) = (
        LimitAllocator::new(ReallocHeap, ROOM),
        Disaligning(LimitAllocator::new(ReallocHeap, ROOM)),
    );
    let inside: &dyn Allocator = if kind.is_multiple_of(2) { &heap } else { &moving };
    let (failing, _) = failing(&mut input, inside);
    let chunks = CheckedAllocator::new(failing).with_quarantine(1 << 13);
    let builder = ArenaBuilder::new()
        .first_chunk_size(usize::from(input.byte()) * 8)
        .growth_factor(usize::from(input.byte() % 5))
        .max_chunk_size(usize::from(input.byte()) * 64);
    match kind / 2 % 5 {
        1 => run::<1>(&mut input, builder.build_with_min_align(&chunks), &mut seen),
        2 => run::<2>(&mut input, builder.build_with_min_align(&chunks), &mut seen),
        3 => run::<16>(&mut input, builder.build_with_min_align(&chunks), &mut seen),
        4 => run::<128>(&mut input, builder.build_with_min_align(&chunks), &mut seen),
        _ => run::<8>(&mut input, builder.build(&chunks), &mut seen),
    }
    assert_eq!(chunks.live_blocks(), 0, "chunks are left");
    if let Err(report) = chunks.finish() {
        panic!("{report}");
    }
    seen
}

fn run<const MIN: usize>(
    input: &mut Input<'_>,
    mut arena: ArenaAllocator<Chunks<'_>, MIN>,
    seen: &mut Coverage,
) {
    let mut blocks = Blocks::default();
    for _ in 0..STEPS {
        let Some(step) = input.step(OPS) else { break };
        let done = match step.op {
            "reset" | "reset_with_limit" | "free_all" => {
                blocks.check();
                blocks.live.clear();
                Some((step.op, reset(&step, &mut arena)))
            }
            "move" => {
                arena = *Box::new(arena);
                Some((step.op, End::Done))
            }
            "alloc" | "alloc_zeroed" | "dealloc" | "resize_larger" | "resize_smaller"
            | "resize_equal" | "remap_larger" | "remap_smaller" | "remap_equal" => {
                raw(&step, &arena, &mut blocks)
            }
            _ => Some((step.op, typed(&step, &arena, &mut blocks))),
        };
        if let Some((op, end)) = done {
            seen.count(op, end);
        }
        let chunks = *arena.backing();
        assert_eq!(arena.reserved_bytes(), chunks.live_bytes(), "after {step:?}");
        assert_eq!(arena.chunk_count(), chunks.live_blocks(), "after {step:?}");
        let used: usize =
            blocks.live.iter().map(|block| block.layout.size().next_multiple_of(MIN)).sum();
        assert!(arena.used_bytes() >= used, "less is used than there is, after {step:?}");
        assert!(arena.used_bytes() <= arena.reserved_bytes(), "after {step:?}");
        for block in &blocks.live {
            assert_eq!(block.ptr.addr().get() % MIN, 0, "{block:?} isn't aligned to {MIN}");
        }
    }
    blocks.check();
}

/// All blocks go.
fn reset<const MIN: usize>(step: &Step, arena: &mut ArenaAllocator<Chunks<'_>, MIN>) -> End {
    let (requests, reserved) = (arena.backing().requests(), arena.reserved_bytes());
    let limit = usize::from(step.a) * 32;
    match step.op {
        "reset" => {
            arena.reset();
            assert_eq!(arena.reserved_bytes(), reserved, "a reset keeps all chunks");
        }
        "reset_with_limit" => {
            arena.reset_with_limit(limit);
            assert!(arena.reserved_bytes() <= limit, "a reset keeps more than {limit}");
            if reserved <= limit {
                assert_eq!(arena.reserved_bytes(), reserved, "a reset gives back what fits");
            }
        }
        _ => {
            arena.free_all();
            assert_eq!(arena.reserved_bytes(), 0, "chunks are kept");
        }
    }
    assert_eq!(arena.used_bytes(), 0, "bytes are used after a reset");
    assert_eq!(arena.backing().requests(), requests, "a reset asks for memory");
    if arena.reserved_bytes() == reserved { End::NoOp } else { End::Done }
}

/// Whether the backing allocator has refused anything since then, for its own reasons or as
/// planned.
struct Watch<'m>(Chunks<'m>, u64);

impl<'m> Watch<'m> {
    fn new(chunks: Chunks<'m>) -> Self {
        Self(chunks, chunks.inner().refusals())
    }

    /// A refusal must have a reason.
    fn refused(&self, step: &Step, size: usize) -> End {
        let reason = self.0.inner().refusals() > self.1 || absurd(size);
        assert!(reason, "{step:?}: {size} bytes are refused without a reason");
        End::Refused
    }
}

/// The five methods.
fn raw<const MIN: usize>(
    step: &Step,
    arena: &ArenaAllocator<Chunks<'_>, MIN>,
    blocks: &mut Blocks,
) -> Option<(&'static str, End)> {
    let watch = Watch::new(arena.backing());
    if let "alloc" | "alloc_zeroed" = step.op {
        let align = align(step.c);
        let layout = Layout::from_size_align(size(step.a, step.b, align), align).ok()?;
        let zeroed = step.op == "alloc_zeroed";
        let answer = if zeroed {
            // SAFETY: the size is above zero.
            unsafe { arena.alloc_zeroed(layout) }
        } else {
            // SAFETY: as above.
            unsafe { arena.alloc(layout) }
        };
        let Some(ptr) = answer else {
            return Some((step.op, watch.refused(step, layout.size())));
        };
        assert!(!absurd(layout.size()), "{layout:?} is served");
        blocks.enter(ptr, layout, zeroed, false);
        return Some((step.op, End::Done));
    }
    let index = blocks.pick(step.c)?;
    if blocks.live[index].stays {
        return None;
    }
    let block = blocks.take(index);
    let old = block.layout;
    if step.op == "dealloc" {
        let used = arena.used_bytes();
        // SAFETY: the block is live, its layout fits it, and the model has forgotten it.
        unsafe { arena.dealloc(block.ptr, old) };
        return Some((step.op, if arena.used_bytes() < used { End::Done } else { End::NoOp }));
    }
    resize(step, (index, block), arena, blocks)
}

fn resize<const MIN: usize>(
    step: &Step,
    (index, block): (usize, Block),
    arena: &ArenaAllocator<Chunks<'_>, MIN>,
    blocks: &mut Blocks,
) -> Option<(&'static str, End)> {
    let (old, start) = (block.layout, block.ptr);
    let new_size = match step.op {
        "resize_equal" | "remap_equal" => old.size(),
        _ => size(step.a, step.b, old.align()),
    };
    let op = resize_name(step.op, old.size(), new_size);
    let used = arena.used_bytes();
    let answer = if step.op.starts_with("remap") {
        // SAFETY: the block is live, `old` fits it, the new size is within bounds.
        unsafe { arena.remap(block.ptr, old, new_size) }
    } else {
        // SAFETY: as above.
        unsafe { arena.resize_in_place(block.ptr, old, new_size) }
    };
    let Some(ptr) = answer else {
        assert!(new_size > old.size(), "{step:?}: a block isn't made smaller");
        assert_eq!(arena.used_bytes(), used, "{step:?}: a refusal has changed something");
        blocks.put(index, block);
        return Some((op, End::Refused));
    };
    assert!(!absurd(new_size), "{new_size} bytes are served");
    blocks.resized(index, block, ptr, new_size);
    if ptr == start {
        return Some((op, End::InPlace));
    }
    assert!(op.starts_with("remap") && op != "remap_equal", "{step:?}: {op} has moved the block");
    Some((op, End::Moved))
}

/// Methods that put values and slices into the arena.
fn typed<const MIN: usize>(
    step: &Step,
    arena: &ArenaAllocator<Chunks<'_>, MIN>,
    blocks: &mut Blocks,
) -> End {
    let watch = Watch::new(arena.backing());
    let len = usize::from(step.a % 100);
    let values: Vec<u32> = (0..len as u32).map(|n| n * 7 + u32::from(step.b)).collect();
    let fuse = Fuse::never();
    if let Plant::Call(k) = step.plant {
        fuse.arm(k);
    }
    let mut enter = |ptr: NonNull<u8>, layout: Layout| {
        if layout.size() == 0 {
            return End::NoOp;
        }
        blocks.enter(ptr, layout, false, true);
        End::Done
    };
    /// Takes a slice over, which must contain these values.
    macro_rules! taken {
        ($answer:expr, $size:expr, $expected:expr) => {
            match $answer {
                Ok(slice) => {
                    assert_eq!(*slice, *$expected, "other values");
                    let layout = Layout::for_value(slice);
                    enter(NonNull::from(slice).cast(), layout)
                }
                Err(_) => watch.refused(step, $size),
            }
        };
    }
    match step.op {
        "value" => match arena.try_alloc_value(OverAligned(step.b)) {
            Ok(place) => {
                assert_eq!(*place, OverAligned(step.b));
                enter(NonNull::from(place).cast(), Layout::new::<OverAligned<u8>>())
            }
            Err(failed) => {
                assert_eq!(failed.value, OverAligned(step.b), "another value is given back");
                watch.refused(step, 64)
            }
        },
        "value_no_drop" => match arena.try_alloc_value_no_drop(vec![step.b]) {
            Ok(place) => {
                let taken = core::mem::take(place);
                assert_eq!(taken, [step.b]);
                enter(NonNull::from(place).cast(), Layout::new::<Vec<u8>>())
            }
            Err(failed) => {
                assert_eq!(failed.value, [step.b], "another value is given back");
                watch.refused(step, size_of::<Vec<u8>>())
            }
        },
        "uninit" => match arena.try_alloc_uninit::<[u16; 5]>() {
            Ok(place) => enter(NonNull::from(place).cast(), Layout::new::<[u16; 5]>()),
            Err(_) => watch.refused(step, 10),
        },
        "uninit_slice" => {
            let len = if step.a >= 250 { usize::MAX >> (step.a - 250) } else { len };
            match arena.try_alloc_uninit_slice::<u64>(len) {
                Ok(slice) => {
                    let layout = Layout::for_value::<[MaybeUninit<u64>]>(slice);
                    assert_eq!(slice.len(), len);
                    enter(NonNull::from(slice).cast(), layout)
                }
                Err(_) => watch.refused(step, len.saturating_mul(8)),
            }
        }
        "slice_copy" => taken!(arena.try_alloc_slice_copy(&values), len * 4, values),
        "slice_clone" => taken!(arena.try_alloc_slice_clone(&values), len * 4, values),
        "slice_fill" => {
            let filled = outcome(|| {
                arena.try_alloc_slice_fill_with(len, |index| {
                    fuse.burn("a closure");
                    values[index]
                })
            });
            match filled {
                Ok(answer) => taken!(answer, len * 4, values),
                Err(_) => End::Panicked,
            }
        }
        "str" => {
            let text = "aß€😀".repeat(len / 4);
            match arena.try_alloc_str(&text) {
                Ok(place) => {
                    assert_eq!(*place, *text, "other text");
                    let layout = Layout::for_value(place);
                    enter(NonNull::from(place).cast(), layout)
                }
                Err(_) => watch.refused(step, text.len()),
            }
        }
        "reserve" => reserve(step, arena, blocks),
        op => unreachable!("an operation without a body: {op}"),
    }
}

/// What is reserved is there: it is used up, without a request.
fn reserve<const MIN: usize>(
    step: &Step,
    arena: &ArenaAllocator<Chunks<'_>, MIN>,
    blocks: &mut Blocks,
) -> End {
    let chunks = *arena.backing();
    let watch = Watch::new(chunks);
    let bytes = if step.a >= 250 { usize::MAX >> (step.a - 250) } else { usize::from(step.a) * 4 };
    let requests = chunks.requests();
    if arena.try_reserve(bytes).is_err() {
        return watch.refused(step, bytes);
    }
    assert!(bytes < ROOM, "{bytes} bytes are reserved");
    let end = if chunks.requests() == requests { End::NoOp } else { End::Done };
    let requests = chunks.requests();
    // In two parts, the first of which is a multiple of the minimum alignment.
    let first = bytes / 2 / MIN * MIN;
    for size in [first, bytes - first] {
        if size > 0 {
            let layout = Layout::from_size_align(size, 1).expect("a small size");
            // SAFETY: the size is above zero.
            let ptr = unsafe { arena.alloc(layout) }.expect("it was reserved");
            blocks.enter(ptr, layout, false, false);
        }
    }
    assert_eq!(chunks.requests(), requests, "more is asked for than was reserved");
    end
}
