//! What the optimiser can't see through, at no cost.
//!
//! `core::hint::black_box` takes its argument through memory, which costs two or three instructions
//! where operations take a dozen. These take it in a register, and cost none.

use core::arch::asm;

/// Lets the optimiser believe that someone reads and changes what `p` points to, and everything
/// that can be reached from there.
#[inline(always)]
pub(crate) fn escape<T>(p: *const T) {
    // SAFETY: there are no instructions in it.
    unsafe { asm!("/* {0} */", in(reg) p, options(nostack, preserves_flags)) }
}

/// The same number, of which the optimiser knows nothing.
#[inline(always)]
pub(crate) fn opaque(mut number: u64) -> u64 {
    // SAFETY: there are no instructions in it.
    unsafe { asm!("/* {0} */", inout(reg) number, options(nomem, nostack, preserves_flags)) }
    number
}
