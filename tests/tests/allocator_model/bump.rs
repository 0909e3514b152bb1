//! Bump allocators: buffers of any size and alignment, and storage of their own.

use crate::program::{always_and, check};
use Outcome::{InPlace, Refused, Served};
use core::alloc::Layout;
use core::mem::MaybeUninit;
use exalloc::{Allocator, BumpAllocator, CountingAllocator, InlineBump};
use exalloc_tests::allocator_model::{Outcome, Row};

/// What a bump allocator does: only the last block grows, any block shrinks; none ever moves.
fn must() -> Vec<(Row, &'static [Outcome])> {
    always_and(&[
        (Row::ResizeLarger, &[Refused, InPlace]),
        (Row::ResizeSmaller, &[InPlace]),
        (Row::RemapLarger, &[Refused, InPlace]),
        (Row::RemapSmaller, &[InPlace]),
    ])
}

fn must_reset() -> Vec<(Row, &'static [Outcome])> {
    must().into_iter().chain([(Row::Reset, &[Served] as &[Outcome])]).collect()
}

/// Resets, and has the whole buffer in one block: that no byte was lost is more than a count.
fn reset(bump: &mut BumpAllocator<'_>) -> Result<(), String> {
    bump.reset();
    if (bump.used(), bump.remaining()) != (0, bump.capacity()) {
        return Err(format!("after reset: {bump:?}"));
    }
    let all = Layout::from_size_align(bump.capacity(), 1).map_err(|error| error.to_string())?;
    // SAFETY: the buffers of these tests have sizes above zero.
    let block = unsafe { bump.alloc(all) };
    bump.reset();
    block.map(|_| ()).ok_or_else(|| format!("not all of it after reset: {bump:?}"))
}

/// A buffer of `size` bytes that begins `offset` bytes after a multiple of 64.
fn with_buffer<R>(size: usize, offset: usize, f: impl FnOnce(&mut [MaybeUninit<u8>]) -> R) -> R {
    let mut memory = vec![MaybeUninit::uninit(); size + offset + 64];
    let first = (64 - memory.as_ptr().addr() % 64) % 64 + offset;
    f(&mut memory[first..first + size])
}

#[test]
fn over_buffers_of_any_size_and_alignment() {
    for (size, offset) in [(1 << 16, 0), (1 << 18, 1), (4099, 7), (20_000, 63)] {
        check(&format!("BumpAllocator, {size} bytes at {offset}"), &must_reset(), &[], |run| {
            with_buffer(size, offset, |buffer| {
                run.drive(BumpAllocator::new(buffer), Some(&reset), 0)
            })
        });
    }
}

#[test]
fn over_bytes_that_never_come_back() {
    static mut BYTES: [u8; 1 << 16] = [0; 1 << 16];
    // SAFETY: nothing else names it, and this runs once.
    let bytes = unsafe { (&raw mut BYTES).as_mut() }.expect("a static");
    let mut bump = BumpAllocator::from_static(bytes);
    let bump = core::cell::RefCell::new(&mut bump);
    check("BumpAllocator::from_static", &must(), &[], |run| {
        let mut bump = bump.borrow_mut();
        bump.reset();
        run.drive(&**bump, None, 0)
    });
}

#[test]
fn inline() {
    check("&InlineBump", &must(), &[], |run| {
        let bump = InlineBump::<65_536>::new();
        run.drive(&bump, None, 0)
    });
    check("&dyn Allocator, InlineBump", &must(), &[], |run| {
        let bump = InlineBump::<4_001>::new();
        run.drive::<&dyn Allocator>(&&bump, None, 0)
    });
}

#[test]
fn counting() {
    check("CountingAllocator<BumpAllocator>", &must(), &[], |run| {
        with_buffer(1 << 15, 3, |buffer| {
            run.drive(CountingAllocator::new(BumpAllocator::new(buffer)), None, 0)
        })
    });
}
