//! `push`, and what it calls, for a program without std: what a linker keeps of it is counted.
//!
//! The heap itself (`size_alloc`, `size_realloc`, `size_dealloc`) is somebody else's, so that no
//! contender's number contains it.

#![no_std]

#[cfg(any(feature = "api2", feature = "std"))]
extern crate alloc;

#[cfg(any(feature = "api2", feature = "std"))]
mod global;

#[cfg_attr(feature = "exalloc", path = "exalloc.rs")]
#[cfg_attr(feature = "api2", path = "api2.rs")]
#[cfg_attr(feature = "std", path = "std.rs")]
#[cfg_attr(feature = "zigzag", path = "zigzag.rs")]
mod contender;

#[cfg(not(feature = "zigzag"))]
mod heap;

use contender::Vector;

/// Appends a number.
#[unsafe(no_mangle)]
pub extern "C" fn push_u64(v: &mut Vector<u64>, element: u64) {
    v.push(element);
}

/// Appends a byte.
#[cfg(feature = "three")]
#[unsafe(no_mangle)]
pub extern "C" fn push_u8(v: &mut Vector<u8>, element: u8) {
    v.push(element);
}

/// Appends three numbers.
#[cfg(feature = "three")]
#[unsafe(no_mangle)]
pub extern "C" fn push_triple(v: &mut Vector<[u64; 3]>, element: &[u64; 3]) {
    v.push(*element);
}

// zigzag-alloc brings its own.
#[cfg(not(feature = "zigzag"))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
