//! The test kit on a microcontroller: a checked allocator over a buffer, with its books in another,
//! tells through semihosting what it finds. Ends with success only if right code is clean, and each
//! planted misuse is found.

#![no_std]
#![no_main]

#[path = "../board.rs"]
mod board;
#[path = "../semihosting.rs"]
mod semihosting;

use core::alloc::Layout;
use core::fmt::Write;
use core::mem::MaybeUninit;
use exalloc::testing::{BookEntry, CheckedAllocator, FindingKind, Report};
use exalloc::{Allocator, BumpAllocator, ExString, ExVec, InlineBump, TryReserveError};

/// Room for so many blocks, live or in quarantine.
type Books = [MaybeUninit<BookEntry>; 16];

/// Grows a vector a few times.
fn right(alloc: impl Allocator) -> Result<u32, TryReserveError> {
    let mut numbers = ExVec::new(alloc);
    for n in 0..20_u32 {
        numbers.try_push(n)?;
    }
    Ok(numbers.iter().sum())
}

/// Writes behind a block, and gives it back twice.
fn wrong(alloc: impl Allocator) {
    let layout = Layout::new::<[u8; 24]>();
    // SAFETY: the size is above zero.
    let Some(block) = (unsafe { alloc.alloc(layout) }) else { return };
    // SAFETY: none: the byte behind the block. It is the checked allocator's, which watches it.
    unsafe { block.add(24).write(1) };
    // SAFETY: live, and the layout fits.
    unsafe { alloc.dealloc(block, layout) };
    // SAFETY: none: it isn't live any more, which the checked allocator notices.
    unsafe { alloc.dealloc(block, layout) };
}

fn show(report: &Report) {
    let memory = InlineBump::<1024>::new();
    let mut text = ExString::new(&memory);
    let written = write!(text, "{report}\n\0");
    semihosting::write0(if written.is_ok() { &text } else { "the report is cut off\n\0" });
}

#[unsafe(no_mangle)]
extern "C" fn reset() -> ! {
    let mut memory = [MaybeUninit::uninit(); 2048];
    let mut bump = BumpAllocator::new(&mut memory);
    let mut books: Books = [const { MaybeUninit::uninit() }; 16];
    let checked = CheckedAllocator::with_books(&bump, &mut books);
    let sum = right(&checked);
    let clean = checked.finish().is_ok();

    bump.reset();
    let checked = CheckedAllocator::with_books(&bump, &mut books);
    wrong(&checked);
    let found = match checked.finish() {
        Ok(_) => false,
        Err(report) => {
            show(&report);
            let overflow = FindingKind::Overflow { distance: 1, byte: 1 };
            report.findings().map(|finding| finding.kind()).eq([overflow, FindingKind::DoubleFree])
        }
    };
    semihosting::exit(sum == Ok(190) && clean && found)
}
