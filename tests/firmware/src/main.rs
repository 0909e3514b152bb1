//! Collections on a buffer, on a microcontroller. Says what it did through semihosting, and ends
//! with success only if every result is right and memory that runs out is reported.

#![no_std]
#![no_main]

mod board;
mod semihosting;

use core::fmt::Write;
use core::mem::MaybeUninit;
use exalloc::{BumpAllocator, ExBox, ExString, ExVec, TryReserveError};

/// Counts, sums and tells, in memory from `bump`.
fn job(bump: &BumpAllocator<'_>, count: u32) -> Result<u32, TryReserveError> {
    let mut numbers = ExVec::new(bump);
    for n in 0..count {
        numbers.try_push(n)?;
    }
    let sum = ExBox::try_new(numbers.iter().sum::<u32>(), bump)?;
    let mut line = ExString::new(bump);
    line.try_push_str("sum ")?;
    let written = write!(line, "{} of {} numbers\n\0", *sum, numbers.len());
    semihosting::write0(if written.is_ok() { &line } else { "the line is cut off\n\0" });
    Ok(*sum)
}

#[unsafe(no_mangle)]
extern "C" fn reset() -> ! {
    let mut memory = [MaybeUninit::uninit(); 1024];
    let mut bump = BumpAllocator::new(&mut memory);
    let fits = job(&bump, 100);
    bump.reset();
    let does_not_fit = job(&bump, 1000);
    semihosting::exit(fits == Ok(4950) && does_not_fit.is_err())
}
