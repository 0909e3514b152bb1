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

/// Moves the code behind it by `16 * PLACE` bytes, so that the same loops exist in several places.
#[inline(always)]
pub(crate) fn displace<const PLACE: usize>() {
    // SAFETY: instructions that do nothing.
    unsafe {
        asm!(
            ".rept {count}",
            "nop",
            ".endr",
            count = const PLACE * 16 / NOP,
            options(nomem, nostack, preserves_flags),
        );
    }
}

/// The size in bytes of the instruction that does nothing.
const NOP: usize = if cfg!(any(target_arch = "x86_64", target_arch = "x86")) { 1 } else { 4 };
