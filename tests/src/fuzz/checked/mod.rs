//! `CheckedAllocator`, used rightly and wrongly, beside a model that foretells its findings.

mod model;

use super::STEPS;
use super::blocks::{absurd, align, resize_name, size};
use super::coverage::{Coverage, End, Plan, Unreachable};
use super::input::{Input, Step};
use super::memory::ROOM;
use crate::{Disaligning, Heap, Moving, ReallocHeap};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::layout::max_size_for_align;
use exalloc::testing::{BookEntry, CheckedAllocator, DropCheck, Report};
use exalloc::{Allocator, BumpAllocator, LimitAllocator};
use model::{BEHIND, Found, Model, Refused, State, before, outer};

const OPS: &[&str] = &[
    "alloc",
    "alloc_zeroed",
    "alloc_nothing",
    "dealloc",
    "resize_larger",
    "resize_smaller",
    "resize_equal",
    "remap_larger",
    "remap_smaller",
    "remap_equal",
    "dealloc_wrong_layout",
    "dealloc_again",
    "dealloc_inside",
    "dealloc_foreign",
    "resize_wrong_layout",
    "resize_wrong_size",
    "resize_freed",
    "resize_foreign",
    "remap_wrong_layout",
    "remap_wrong_size",
    "remap_freed",
    "remap_foreign",
    "write_before",
    "write_behind",
    "write_freed",
    "check",
    "end",
];

const ENDS: &[End] = &[End::Done, End::NoOp, End::InPlace, End::Moved, End::Refused, End::Found];

/// What of the table stays empty.
pub(super) const PLAN: Plan = Plan { ops: OPS, ends: ENDS, unreachable: UNREACHABLE };

const UNREACHABLE: &[Unreachable] = &[
    Unreachable {
        ops: &["alloc", "alloc_zeroed"],
        ends: &[End::NoOp, End::InPlace, End::Moved, End::Found],
        why: "the call is right, and the block is new",
    },
    Unreachable {
        ops: &["dealloc"],
        ends: &[End::NoOp, End::InPlace, End::Moved, End::Refused, End::Found],
        why: "the call is right",
    },
    Unreachable {
        ops: &["dealloc_wrong_layout"],
        ends: &[End::NoOp, End::InPlace, End::Moved, End::Refused],
        why: "the layout is wrong, or happens to be right",
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
        ends: &[End::Done, End::NoOp, End::Found],
        why: "the call is right, and the block has a place",
    },
    Unreachable {
        ops: &["resize_wrong_layout", "remap_wrong_layout"],
        ends: &[End::Done, End::NoOp],
        why: "the layout is wrong, or happens to be right",
    },
    Unreachable {
        ops: &[
            "resize_larger",
            "resize_smaller",
            "resize_equal",
            "resize_wrong_layout",
            "remap_equal",
        ],
        ends: &[End::Moved],
        why: "the block must stay",
    },
    Unreachable {
        ops: &["resize_equal", "remap_equal"],
        ends: &[End::Refused],
        why: "a block keeps its size",
    },
    Unreachable {
        ops: &[
            "alloc_nothing",
            "dealloc_again",
            "dealloc_inside",
            "dealloc_foreign",
            "resize_wrong_size",
            "resize_freed",
            "resize_foreign",
            "remap_wrong_size",
            "remap_freed",
            "remap_foreign",
        ],
        ends: &[End::Done, End::NoOp, End::InPlace, End::Moved, End::Refused],
        why: "the call is wrong",
    },
    Unreachable {
        ops: &["write_before", "write_behind", "write_freed"],
        ends: &[End::NoOp, End::InPlace, End::Moved, End::Refused, End::Found],
        why: "it is found later",
    },
    Unreachable {
        ops: &["check"],
        ends: &[End::Done, End::InPlace, End::Moved, End::Refused],
        why: "it finds something, or nothing",
    },
    Unreachable {
        ops: &["end"],
        ends: &[End::NoOp, End::InPlace, End::Moved, End::Refused],
        why: "it finds something, or nothing",
    },
];

/// How many blocks are known at once at most: one for each step.
const BOOKS: usize = STEPS + 2;

type Checked<'b, 'm> = CheckedAllocator<'b, &'m dyn Allocator>;

/// Runs a program on a checked allocator.
///
/// # Panics
///
/// If its findings aren't those that the model foretells, its counts are wrong, a wrong call does
/// anything, or a right one doesn't.
#[must_use]
pub fn checked(data: &[u8]) -> Coverage {
    let mut seen = Coverage::new();
    let mut input = Input::new(data);
    let (kind, quarantine) = (input.byte(), input.byte());
    let limit = match quarantine % 4 {
        0 => 1 << 16,
        1 => 0,
        2 => usize::from(quarantine),
        _ => usize::from(quarantine) * 8,
    };
    // The only one that resizes in place; as much as no program takes.
    let mut buffer = Vec::<u8>::with_capacity(if kind % 4 == 3 { 2 << 20 } else { 0 });
    let bump = BumpAllocator::new(buffer.spare_capacity_mut());
    let heaps: [&dyn Allocator; 4] = [
        &LimitAllocator::new(ReallocHeap, ROOM),
        &Moving(LimitAllocator::new(Heap, ROOM)),
        &Disaligning(LimitAllocator::new(ReallocHeap, ROOM)),
        &bump,
    ];
    let mut books = Vec::<BookEntry>::with_capacity(BOOKS);
    let alloc =
        CheckedAllocator::with_books(heaps[usize::from(kind % 4)], books.spare_capacity_mut());
    let alloc = alloc.with_quarantine(limit).with_drop_check(DropCheck::Silent);
    let mut model = Model { limit, ..Model::default() };
    let (mut requests, mut deallocs) = (0, 0);
    for _ in 0..STEPS {
        let Some(step) = input.step(OPS) else { break };
        let Some((op, end)) = one(&step, &alloc, &mut model) else { continue };
        match op {
            "check" | "write_before" | "write_behind" | "write_freed" => {}
            _ if op.starts_with("dealloc") => deallocs += 1,
            _ => requests += 1,
        }
        seen.count(op, end);
        assert_eq!(alloc.live_blocks(), model.live().count(), "after {step:?}");
        assert_eq!(alloc.live_bytes(), model.live().map(model::Entry::size).sum());
        assert_eq!(alloc.quarantined_blocks(), model.quarantine.len(), "after {step:?}");
        assert_eq!(alloc.quarantined_bytes(), model.quarantined_bytes(), "after {step:?}");
        assert_eq!((alloc.requests(), alloc.deallocs()), (requests, deallocs), "after {step:?}");
        // So that a report can keep them.
        if model.found.len() > 10 {
            compare(alloc.check().err(), model.check());
        }
    }
    if kind / 4 % 2 == 0 {
        for entry in model.live().cloned().collect::<Vec<_>>() {
            // SAFETY: live, with that layout.
            unsafe { alloc.dealloc(entry.ptr, entry.layout) };
            assert!(model.dealloc(entry.address(), entry.layout));
        }
    }
    assert_eq!(alloc.refused_for_books(), 0);
    let expected = model.finish();
    seen.count("end", if expected.is_empty() { End::Done } else { End::Found });
    compare(alloc.finish().err(), expected);
    seen
}

/// Fails unless a report has these findings.
fn compare(report: Option<Report>, expected: Vec<Found>) {
    let count = report.as_ref().map_or(0, Report::count);
    assert_eq!(count, expected.len(), "{report:?} isn't {expected:?}");
    let Some(report) = report else { return };
    let kept: Vec<Found> = report.findings().map(|one| (one.kind(), one.number())).collect();
    let sorted = |found: &[Found]| {
        let mut lines: Vec<_> = found.iter().map(|one| format!("{one:?}")).collect();
        lines.sort();
        lines
    };
    let (kept, mut expected) = (sorted(&kept), sorted(&expected));
    if count > kept.len() {
        // The others were counted only.
        expected.retain(|line| kept.contains(line));
        assert!(kept.iter().all(|line| expected.contains(line)), "{kept:?} isn't {expected:?}");
    } else {
        assert_eq!(kept, expected);
    }
}

/// Does a step; says which operation it was, and what came of it. `None` where there is no block
/// for it.
fn one(step: &Step, alloc: &Checked<'_, '_>, model: &mut Model) -> Option<(&'static str, End)> {
    match step.op {
        "alloc" | "alloc_zeroed" => Some((step.op, allocate(step, alloc, model))),
        "alloc_nothing" => {
            let nothing = Layout::from_size_align(0, align(step.c)).ok()?;
            // SAFETY: not kept: wrong calls are what is tested, and are findings here.
            let answer = unsafe {
                if step.a.is_multiple_of(2) {
                    alloc.alloc(nothing)
                } else {
                    alloc.alloc_zeroed(nothing)
                }
            };
            assert_eq!(answer, None);
            model.note(exalloc::testing::FindingKind::ZeroSize, None);
            Some((step.op, End::Found))
        }
        "write_before" | "write_behind" | "write_freed" => write(step, model),
        "check" => {
            let expected = model.check();
            let end = if expected.is_empty() { End::NoOp } else { End::Found };
            compare(alloc.check().err(), expected);
            Some((step.op, end))
        }
        "end" => None,
        _ => {
            let (ptr, layout) = target(step, model)?;
            if step.op.starts_with("dealloc") {
                if let Ok(index) = model.judge(ptr.addr().get(), layout, FREED) {
                    model.entries[index].verify(layout.size());
                }
                // SAFETY: right or wrong: wrong calls are findings here.
                unsafe { alloc.dealloc(ptr, layout) };
                let right = model.dealloc(ptr.addr().get(), layout);
                return Some((step.op, if right { End::Done } else { End::Found }));
            }
            Some(change(step, (ptr, layout), alloc, model))
        }
    }
}

const FREED: exalloc::testing::FindingKind = exalloc::testing::FindingKind::UseAfterFree;

/// A block, or what isn't one, and a layout for the call.
fn target(step: &Step, model: &Model) -> Option<(NonNull<u8>, Layout)> {
    static FOREIGN: [u64; 4] = [0; 4];
    let freed = step.op.ends_with("again") || step.op.ends_with("freed");
    let of = |entry: &&model::Entry| (entry.state == State::Freed) == freed;
    if step.op.ends_with("foreign") {
        let ptr = NonNull::from(&FOREIGN[usize::from(step.c % 4)]).cast();
        return Some((ptr, Layout::from_size_align(usize::from(step.a) + 1, align(step.b)).ok()?));
    }
    let count = model.entries.iter().filter(of).count();
    let nth = usize::from(step.c).checked_rem(count)?;
    let entry = model.entries.iter().filter(of).nth(nth)?;
    let (has_size, has_align) = (entry.layout.size(), entry.layout.align());
    let layout = if step.op.ends_with("wrong_layout") {
        let size = if step.b % 4 == 3 { has_size } else { usize::from(step.a) + 1 };
        let align = if step.b.is_multiple_of(4) { has_align } else { align(step.b / 4) };
        Layout::from_size_align(size, align).ok()?
    } else {
        entry.layout
    };
    if step.op.ends_with("inside") {
        // Sometimes the first byte behind it, sometimes of one that was freed.
        let entry = &model.entries[usize::from(step.c) % model.entries.len()];
        let offset = (usize::from(step.a) % (entry.size() + 1)).max(1);
        let ptr = entry.ptr.as_ptr().wrapping_add(offset);
        return Some((NonNull::new(ptr)?, layout));
    }
    Some((entry.ptr, layout))
}

fn allocate(step: &Step, alloc: &Checked<'_, '_>, model: &mut Model) -> End {
    let align = align(step.c);
    let layout = Layout::from_size_align(size(step.a, step.b, align), align);
    let layout = layout.expect("sizes are within bounds");
    let zeroed = step.op == "alloc_zeroed";
    // SAFETY: the size is above zero.
    let answer = unsafe { if zeroed { alloc.alloc_zeroed(layout) } else { alloc.alloc(layout) } };
    let Some(ptr) = answer else {
        assert!(absurd(layout.size()), "{layout:?} is refused");
        if outer(layout).is_some() {
            // It was asked for in vain, and then again, with all memory that there is.
            model.trim(0);
        }
        return End::Refused;
    };
    assert!(!absurd(layout.size()), "{layout:?} is served");
    assert_eq!(ptr.addr().get() % align, 0, "misaligned");
    let byte = if zeroed { 0 } else { exalloc::testing::FRESH_BYTE };
    for index in 0..layout.size() {
        // SAFETY: within the fresh block, which is filled.
        assert_eq!(unsafe { ptr.add(index).read() }, byte, "byte {index} of a fresh block");
    }
    model.enter(ptr, layout);
    End::Done
}

/// Writes where nobody should.
fn write(step: &Step, model: &mut Model) -> Option<(&'static str, End)> {
    let freed = step.op == "write_freed";
    let of = |entry: &&mut model::Entry| (entry.state == State::Freed) == freed;
    let count = model.entries.iter_mut().filter(of).count();
    let nth = usize::from(step.c).checked_rem(count)?;
    let entry = model.entries.iter_mut().filter(of).nth(nth)?;
    let (front, size) = (before(entry.layout), entry.size());
    let offset = match step.op {
        "write_before" => -((usize::from(step.a) % front) as isize) - 1,
        "write_behind" => (size + usize::from(step.a) % BEHIND) as isize,
        _ => {
            let all = usize::from(step.a) * 16 + usize::from(step.b);
            (all % (front + size + BEHIND)) as isize - front as isize
        }
    };
    entry.spoil(offset);
    Some((step.op, End::Done))
}

/// `resize_in_place` and `remap`.
fn change(
    step: &Step,
    (ptr, layout): (NonNull<u8>, Layout),
    alloc: &Checked<'_, '_>,
    model: &mut Model,
) -> (&'static str, End) {
    let old_size = layout.size();
    let right = ["larger", "smaller", "equal"].iter().any(|end| step.op.ends_with(end));
    let new_size = if step.op.ends_with("equal") {
        old_size
    } else if step.op.ends_with("wrong_size") {
        if step.a.is_multiple_of(2) {
            0
        } else {
            max_size_for_align(layout.align()) + usize::from(step.b) + 1
        }
    } else {
        size(step.a, step.b, layout.align())
    };
    let op = if right { resize_name(step.op, old_size, new_size) } else { step.op };
    let remap = step.op.starts_with("remap");
    // SAFETY: right or wrong: wrong calls are findings here.
    let answer = unsafe {
        if remap {
            alloc.remap(ptr, layout, new_size)
        } else {
            alloc.resize_in_place(ptr, layout, new_size)
        }
    };
    let index = match model.begin_change(ptr.addr().get(), layout, new_size) {
        Ok(index) => index,
        Err(Refused::Wrong) => {
            assert_eq!(answer, None, "a wrong call is served");
            return (op, End::Found);
        }
    };
    let Some(place) = answer else {
        assert_ne!(new_size, old_size, "an equal size is refused");
        let asked = Layout::from_size_align(new_size, layout.align()).ok().and_then(outer);
        if new_size > old_size && asked.is_some() {
            model.trim(0);
        }
        return (op, End::Refused);
    };
    let number = model.entries[index].number;
    if new_size > old_size && alloc.quarantined_blocks() == 0 {
        // It may have been refused at first; what left the quarantine was what it lacked.
        model.trim(0);
    }
    moved(step, op, (ptr, place, number, new_size), model)
}

/// A block has another size now, and maybe another place.
fn moved(
    step: &Step,
    op: &'static str,
    (ptr, place, number, new_size): (NonNull<u8>, NonNull<u8>, u64, usize),
    model: &mut Model,
) -> (&'static str, End) {
    let entry = model.entries.iter_mut().find(|entry| entry.number == number);
    let entry = entry.expect("it is live");
    let (remap, old_size) = (step.op.starts_with("remap"), entry.size());
    entry.verify_moved(place, new_size);
    assert!(!absurd(new_size), "{new_size} bytes are served");
    if place == ptr {
        return (op, End::InPlace);
    }
    assert!(remap && new_size != old_size, "{op} has moved the block");
    (op, End::Moved)
}
