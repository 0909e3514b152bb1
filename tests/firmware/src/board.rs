//! What the processor finds at address 0, and what it does about faults and panics.

use crate::semihosting;
use core::panic::PanicInfo;

unsafe extern "C" {
    // SAFETY: each program defines it, without conditions.
    safe fn reset() -> !;
}

/// What the processor jumps to; the linker script puts the first stack pointer before it.
#[unsafe(no_mangle)]
#[unsafe(link_section = ".vectors")]
static VECTORS: [extern "C" fn() -> !; 15] = {
    let mut vectors: [extern "C" fn() -> !; 15] = [fault; 15];
    vectors[0] = start;
    vectors
};

extern "C" fn start() -> ! {
    reset()
}

extern "C" fn fault() -> ! {
    semihosting::write0("fault\n\0");
    semihosting::exit(false)
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    semihosting::write0("panic\n\0");
    semihosting::exit(false)
}
