//! Measurements in memory of C++'s operators, for a C++ program: `measurements.h` is the header,
//! and says who owns what. Without `std`, without the alloc crate, without a C++ compiler.

#![no_std]

use core::ffi::c_char;
use core::fmt::Write;
use core::panic::PanicInfo;
use core::{ptr, slice};
use exalloc::{
    CppNewAllocator, CppNewArrayAllocator, ExBox, ExCString, ExString, ExVec, TryReserveError,
};

/// `Point` of the header.
#[repr(C)]
pub struct Point {
    x: f64,
    y: f64,
}

/// `Line` of the header.
#[repr(C, align(64))]
pub struct Line {
    key: u64,
    values: [u64; 7],
}

const _: () = assert!(size_of::<Point>() == 16 && align_of::<Point>() == 8);
const _: () = assert!(size_of::<Line>() == 64 && align_of::<Line>() == 64);

impl Line {
    fn new(key: u64) -> Self {
        Self { key, values: [key; 7] }
    }
}

/// `Array` of the header.
#[repr(C)]
pub struct Array<T> {
    elements: *mut T,
    length: usize,
    capacity: usize,
}

impl<T> Array<T> {
    fn of((elements, length, capacity): (*mut T, usize, usize)) -> Self {
        Self { elements, length, capacity }
    }
}

/// Writes a result to where the caller wants it, and says whether there was one.
///
/// # Safety
///
/// `into` may be written.
unsafe fn answer<T>(result: Result<T, TryReserveError>, into: *mut T) -> bool {
    match result {
        Ok(value) => {
            // SAFETY: our caller's promise.
            unsafe { into.write(value) };
            true
        }
        Err(_) => false,
    }
}

/// See `measurements.h`.
///
/// # Safety
///
/// `into` may be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_squares(n: u64, into: *mut Array<u64>) -> bool {
    let squares = || {
        let mut squares = ExVec::new(CppNewArrayAllocator);
        for number in 0..n {
            squares.try_push(number * number)?;
        }
        Ok(Array::of(squares.into_cpp_array()))
    };
    // SAFETY: our caller's promise.
    unsafe { answer(squares(), into) }
}

/// See `measurements.h`.
///
/// # Safety
///
/// - `numbers` are `length` numbers, which nothing changes meanwhile.
/// - `into` may be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_report(
    numbers: *const u64,
    length: usize,
    into: *mut Array<u8>,
) -> bool {
    let numbers = if numbers.is_null() {
        &[]
    } else {
        // SAFETY: our caller's promise; not null, which is no slice, also of length zero.
        unsafe { slice::from_raw_parts(numbers, length) }
    };
    let report = || {
        let mut report = ExString::new(CppNewArrayAllocator);
        let sum: u64 = numbers.iter().sum();
        report.try_push_str("measured: ")?;
        // The only reason to fail is memory, of which the reservation makes sure.
        report.try_reserve(64)?;
        let _ = write!(report, "{} numbers, sum {sum}", numbers.len());
        Ok(Array::of(report.into_bytes().into_cpp_array()))
    };
    // SAFETY: our caller's promise.
    unsafe { answer(report(), into) }
}

/// See `measurements.h`.
///
/// # Safety
///
/// `text` is a C string of `new char[]`, which its owner gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_shout(text: *mut c_char) -> *mut c_char {
    // SAFETY: our caller's promise.
    let quiet = unsafe { ExCString::from_cpp_array(text, CppNewArrayAllocator) };
    let shout = |quiet: &ExCString<CppNewArrayAllocator>| {
        let mut loud = quiet.try_clone().ok()?.into_bytes_with_nul();
        loud.make_ascii_uppercase();
        ExCString::try_from_vec_with_nul(loud).ok()
    };
    quiet.as_ref().and_then(shout).map_or(ptr::null_mut(), ExCString::into_cpp_array)
}

/// See `measurements.h`.
#[unsafe(no_mangle)]
pub extern "C" fn measurements_point(x: f64, y: f64) -> *mut Point {
    ExBox::try_new(Point { x, y }, CppNewAllocator).map_or(ptr::null_mut(), ExBox::into_cpp_single)
}

/// See `measurements.h`.
///
/// # Safety
///
/// `point` is null, or a point of `new`, which its owner gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_distance2(point: *mut Point) -> f64 {
    // SAFETY: our caller's promise.
    let point = unsafe { ExBox::from_cpp_single(point, CppNewAllocator) };
    point.map_or(0.0, |point| point.x * point.x + point.y * point.y)
}

/// See `measurements.h`.
///
/// # Safety
///
/// `lines` may be read and written, and its elements are lines of `new[]`, which their owner gives
/// up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_sort(lines: *mut Array<Line>) -> bool {
    // SAFETY: our caller's promise.
    let Array { elements, length, capacity } = unsafe { lines.read() };
    // SAFETY: our caller's promise.
    let mut sorted =
        unsafe { ExVec::from_cpp_array(elements, length, capacity, CppNewArrayAllocator) };
    let enough = sorted.try_reserve(2).is_ok();
    if enough {
        for key in [u64::MAX, 0] {
            // There is room: what can't be pushed would be dropped here.
            let _ = sorted.push_within_capacity(Line::new(key));
        }
        sorted.sort_unstable_by_key(|line| line.key);
    }
    // SAFETY: our caller's promise.
    unsafe { lines.write(Array::of(sorted.into_cpp_array())) };
    enough
}

/// See `measurements.h`.
///
/// # Safety
///
/// `storage` may be read and written, and is of `std::allocator` with exactly that capacity, which
/// its owner gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_fill(storage: *mut Array<u64>, count: u64) -> bool {
    // SAFETY: our caller's promise.
    let Array { elements, length, capacity } = unsafe { storage.read() };
    // SAFETY: our caller's promise.
    let mut numbers =
        unsafe { ExVec::from_cpp_operator_new(elements, length, capacity, CppNewAllocator) };
    let filled = (0..count).try_for_each(|number| numbers.try_push(number));
    if filled.is_err() {
        numbers.truncate(length);
    }
    // SAFETY: our caller's promise.
    unsafe { storage.write(Array::of(numbers.into_cpp_operator_new())) };
    filled.is_ok()
}

/// See `measurements.h`.
///
/// # Safety
///
/// `sum` may be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn measurements_table(n: u64, sum: *mut u64) -> bool {
    let job = || {
        let mut table = ExVec::new(CppNewAllocator);
        for key in 0..n {
            let line = ExBox::try_new(Line::new(key), CppNewAllocator)?;
            table.try_push(line)?;
        }
        Ok(table.iter().map(|line| line.values[6]).sum())
    };
    // SAFETY: our caller's promise.
    unsafe { answer(job(), sum) }
}

unsafe extern "C" {
    safe fn abort() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    abort()
}

/// What the compiled `core` names as the routine that unwinds its frames, which `std` would define.
/// An optimised build doesn't mention it any more; others do. Nothing unwinds here: panics abort,
/// and no function that is called throws.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() -> ! {
    abort()
}
