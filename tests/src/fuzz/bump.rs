//! `BumpAllocator` and `InlineBump` beside a model that foretells each address.

use super::STEPS;
use super::blocks::{Block, Blocks, align, resize_name, size};
use super::coverage::{Coverage, End, Plan, Unreachable};
use super::input::{Input, Step};
use core::alloc::Layout;
use core::mem::MaybeUninit;
use exalloc::{Allocator, BumpAllocator, InlineBump};

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
    "reset",
    "move",
];

const ENDS: &[End] = &[End::Done, End::NoOp, End::InPlace, End::Refused];

/// What of the table stays empty.
pub(super) const PLAN: Plan = Plan { ops: OPS, ends: ENDS, unreachable: UNREACHABLE };

const UNREACHABLE: &[Unreachable] = &[
    Unreachable {
        ops: &["alloc", "alloc_zeroed"],
        ends: &[End::NoOp, End::InPlace],
        why: "a new block has no place yet",
    },
    Unreachable {
        ops: &["dealloc", "reset", "move"],
        ends: &[End::InPlace, End::Refused],
        why: "no size is asked for",
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
        ops: &["resize_smaller", "resize_equal", "remap_smaller", "remap_equal"],
        ends: &[End::Refused],
        why: "every block shrinks, and keeps its size",
    },
];

/// What both kinds have.
trait Bump {
    /// Whether it may be moved while blocks are live.
    const MOVES: bool;

    /// Lends it as an allocator.
    fn with<R>(&self, body: impl FnOnce(&dyn Allocator) -> R) -> R;
    fn reset(&mut self);
    fn used(&self) -> usize;
    fn remaining(&self) -> usize;
    fn capacity(&self) -> usize;
}

macro_rules! bump {
    ($kind:ty, $moves:expr, |$this:ident| $alloc:expr) => {
        impl Bump for $kind {
            const MOVES: bool = $moves;

            fn with<R>(&self, body: impl FnOnce(&dyn Allocator) -> R) -> R {
                let $this = self;
                body($alloc)
            }

            fn reset(&mut self) {
                self.reset();
            }

            fn used(&self) -> usize {
                self.used()
            }

            fn remaining(&self) -> usize {
                self.remaining()
            }

            fn capacity(&self) -> usize {
                self.capacity()
            }
        }
    };
}

bump!(BumpAllocator<'_>, true, |this| this);
bump!(InlineBump<700>, false, |this| &this);

/// Runs a program on one of both.
///
/// # Panics
///
/// If a block isn't where the model has it, or is refused where there is room, or has changed.
#[must_use]
pub fn bump(data: &[u8]) -> Coverage {
    let mut seen = Coverage::new();
    let mut input = Input::new(data);
    let (kind, size) = (input.byte(), usize::from(input.byte()));
    if kind % 4 == 3 {
        run(&mut input, InlineBump::<700>::new(), &mut seen);
        return seen;
    }
    // Room before and behind the buffer, which must stay as it is.
    let mut memory = vec![MaybeUninit::new(0x5A_u8); 64 + size * 32 + 64];
    let inside = usize::from(kind / 4)..64 + size * 32;
    let bump = BumpAllocator::new(&mut memory[inside.clone()]);
    assert_eq!(bump.capacity(), inside.len());
    run(&mut input, bump, &mut seen);
    let outside = memory[..inside.start].iter().chain(&memory[inside.end..]);
    for byte in outside {
        // SAFETY: written above, and nobody has de-initialised what lies outside.
        assert_eq!(unsafe { byte.assume_init() }, 0x5A, "a byte outside has changed");
    }
    seen
}

/// What is foretold: the address of the first byte, and how many bytes are used.
struct Model {
    base: usize,
    used: usize,
    capacity: usize,
    blocks: Blocks,
}

impl Model {
    /// The address of a new block.
    fn start(&self, layout: Layout) -> Option<usize> {
        let start = (self.base + self.used).checked_next_multiple_of(layout.align())?;
        let end = start.checked_add(layout.size())?;
        (end <= self.base + self.capacity).then_some(start)
    }

    fn is_last(&self, block: &Block) -> bool {
        block.ptr.addr().get() + block.layout.size() == self.base + self.used
    }
}

fn run<B: Bump>(input: &mut Input<'_>, mut bump: B, seen: &mut Coverage) {
    let byte = Layout::new::<u8>();
    // SAFETY: the size is above zero.
    let first = bump.with(|alloc| unsafe { alloc.alloc(byte) });
    let base = first.map_or(1, |ptr| ptr.addr().get());
    bump.reset();
    let capacity = bump.capacity();
    let mut model = Model { base, used: 0, capacity, blocks: Blocks::default() };
    for _ in 0..STEPS {
        let Some(step) = input.step(OPS) else { break };
        if step.op == "move" {
            if B::MOVES {
                bump = *Box::new(bump);
            }
            seen.count(step.op, if B::MOVES { End::Done } else { End::NoOp });
        } else if step.op == "reset" {
            model.blocks.check();
            model.blocks.live.clear();
            seen.count(step.op, if model.used == 0 { End::NoOp } else { End::Done });
            model.used = 0;
            bump.reset();
        } else if let Some((op, end)) = bump.with(|alloc| one(&step, alloc, &mut model)) {
            seen.count(op, end);
        }
        assert_eq!((bump.used(), bump.remaining()), (model.used, capacity - model.used));
        assert_eq!(bump.capacity(), capacity);
    }
    model.blocks.check();
}

/// Does a step on a block; says which operation it was, and what came of it.
fn one(step: &Step, alloc: &dyn Allocator, model: &mut Model) -> Option<(&'static str, End)> {
    if let "alloc" | "alloc_zeroed" = step.op {
        let align = align(step.c);
        let layout = Layout::from_size_align(size(step.a, step.b, align), align).ok()?;
        let zeroed = step.op == "alloc_zeroed";
        let answer = if zeroed {
            // SAFETY: the size is above zero.
            unsafe { alloc.alloc_zeroed(layout) }
        } else {
            // SAFETY: as above.
            unsafe { alloc.alloc(layout) }
        };
        let expected = model.start(layout);
        assert_eq!(answer.map(|ptr| ptr.addr().get()), expected, "{step:?} of {layout:?}");
        let Some(ptr) = answer else { return Some((step.op, End::Refused)) };
        model.used = ptr.addr().get() + layout.size() - model.base;
        model.blocks.enter(ptr, layout, zeroed, false);
        return Some((step.op, End::Done));
    }
    let index = model.blocks.pick(step.c)?;
    let block = model.blocks.take(index);
    let (start, old, last) = (block.ptr.addr().get(), block.layout, model.is_last(&block));
    if step.op == "dealloc" {
        // SAFETY: the block is live, its layout fits it, and the model has forgotten it.
        unsafe { alloc.dealloc(block.ptr, old) };
        if last {
            model.used = start - model.base;
        }
        return Some((step.op, if last { End::Done } else { End::NoOp }));
    }
    let new_size = match step.op {
        "resize_equal" | "remap_equal" => old.size(),
        _ => size(step.a, step.b, old.align()),
    };
    let op = resize_name(step.op, old.size(), new_size);
    let answer = if step.op.starts_with("remap") {
        // SAFETY: the block is live, `old` fits it, the new size is within bounds.
        unsafe { alloc.remap(block.ptr, old, new_size) }
    } else {
        // SAFETY: as above.
        unsafe { alloc.resize_in_place(block.ptr, old, new_size) }
    };
    let fits = start.checked_add(new_size).is_some_and(|end| end <= model.base + model.capacity);
    let expected = new_size <= old.size() || (last && fits);
    assert_eq!(answer.map(|ptr| ptr.addr().get()), expected.then_some(start), "{step:?}: {op}");
    let Some(ptr) = answer else {
        model.blocks.put(index, block);
        return Some((op, End::Refused));
    };
    if last {
        model.used = start + new_size - model.base;
    }
    model.blocks.resized(index, block, ptr, new_size);
    Some((op, End::InPlace))
}
