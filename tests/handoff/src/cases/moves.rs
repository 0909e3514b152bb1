//! The moves that cases are made of: a block crosses, and its elements are checked on both sides.
//!
//! Each move is generic over the routine on the other side, so that a wrong case is the right one
//! with another routine.

use crate::element::{Element, Make, Take};
use exalloc::{Allocator, CppNewAllocator, CppNewArrayAllocator, ExBox, ExVec, MallocAllocator};

/// A vector of `capacity`, of which `length` are in use.
pub(super) fn filled<T: Element, A: Allocator>(
    length: usize,
    capacity: usize,
    alloc: A,
) -> ExVec<T, A> {
    let mut v = ExVec::with_capacity(capacity, alloc);
    v.extend((1..=length).map(T::nth));
    assert_eq!((v.len(), v.capacity()), (length, capacity));
    v
}

/// What the first `length` elements add up to.
fn sum_of<T: Element>(length: usize) -> u64 {
    (1..=length).map(|n| T::nth(n).number()).sum()
}

/// Sees to it that the other side wrote what it was to write.
pub(super) fn check<T: Element>(elements: &[T], length: usize) {
    assert_eq!(T::cpp_layout(), (size_of::<T>(), align_of::<T>()), "the sides differ on a type");
    let numbers = elements.iter().map(|element| element.number());
    assert!(numbers.eq((1..=length).map(|n| T::nth(n).number())), "the elements changed");
}

/// Gives the block to `take`, and sees to it that the elements arrived.
///
/// # Safety
///
/// `take` frees the block by a routine of the family that the block is from; or else the case is
/// deliberately wrong.
pub(super) unsafe fn give<T: Element>(
    (block, length, capacity): (*mut T, usize, usize),
    take: Take<T>,
) {
    assert_eq!(block.is_null(), capacity == 0, "null is for capacity zero, and for nothing else");
    // SAFETY: our caller's promise; the first `length` elements are initialised.
    let sum = unsafe { take(block, length, capacity) };
    assert_eq!(sum, sum_of::<T>(length), "the elements changed on the way out");
}

/// Hands out a vector on `operator new[]`.
///
/// # Safety
///
/// As [`give`].
pub(super) unsafe fn array_out<T: Element>(length: usize, capacity: usize, take: Take<T>) {
    let v: ExVec<T, _> = filled(length, capacity, CppNewArrayAllocator);
    // SAFETY: forwarded.
    unsafe { give(v.into_cpp_array(), take) }
}

/// Hands out a vector on `::operator new`.
///
/// # Safety
///
/// As [`give`].
pub(super) unsafe fn storage_out<T: Element>(length: usize, capacity: usize, take: Take<T>) {
    let v: ExVec<T, _> = filled(length, capacity, CppNewAllocator);
    // SAFETY: forwarded.
    unsafe { give(v.into_cpp_operator_new(), take) }
}

/// Hands out a vector on `malloc`.
///
/// # Safety
///
/// As [`give`].
pub(super) unsafe fn malloc_out<T: Element>(length: usize, capacity: usize, take: Take<T>) {
    let v: ExVec<T, _> = filled(length, capacity, MallocAllocator);
    // SAFETY: forwarded.
    unsafe { give(v.into_malloc(), take) }
}

/// Hands out a box on `::operator new`.
///
/// # Safety
///
/// As [`give`].
pub(super) unsafe fn single_out<T: Element>(take: Take<T>) {
    let b = ExBox::new(T::nth(1), CppNewAllocator);
    // SAFETY: forwarded.
    unsafe { give((ExBox::into_cpp_single(b), 1, 1), take) }
}

/// Adopts an array.
///
/// # Safety
///
/// `make` gives an array of `new T[capacity]`, or of more; or else the case is deliberately wrong.
pub(super) unsafe fn array_in<T: Element>(
    length: usize,
    capacity: usize,
    make: Make<T>,
) -> ExVec<T, CppNewArrayAllocator> {
    // SAFETY: the other side fills no more than it has room for.
    let block = unsafe { make(length, capacity) };
    // SAFETY: an array that nobody else owns, of which `length` elements are initialised; that it
    // is one is our caller's promise.
    let v = unsafe { ExVec::from_cpp_array(block, length, capacity, CppNewArrayAllocator) };
    check(&v, length);
    v
}

/// Adopts storage.
///
/// # Safety
///
/// `make` gives storage of `::operator new` for exactly `capacity` elements; or else the case is
/// deliberately wrong.
pub(super) unsafe fn storage_in<T: Element>(
    length: usize,
    capacity: usize,
    make: Make<T>,
) -> ExVec<T, CppNewAllocator> {
    // SAFETY: the other side fills no more than it has room for.
    let block = unsafe { make(length, capacity) };
    // SAFETY: storage that nobody else owns, of which `length` elements are initialised; that it is
    // of the family, the size and the alignment is our caller's promise.
    let v = unsafe { ExVec::from_cpp_operator_new(block, length, capacity, CppNewAllocator) };
    check(&v, length);
    v
}

/// Adopts a block of `malloc`.
///
/// # Safety
///
/// `make` gives a block of C's heap with room for `capacity` elements; or else the case is
/// deliberately wrong.
pub(super) unsafe fn malloc_in<T: Element>(
    length: usize,
    capacity: usize,
    make: Make<T>,
) -> ExVec<T, MallocAllocator> {
    // SAFETY: the other side fills no more than it has room for.
    let block = unsafe { make(length, capacity) };
    // SAFETY: a block that nobody else owns, of which `length` elements are initialised; that it is
    // of C's heap is our caller's promise.
    let v = unsafe { ExVec::from_malloc(block, length, capacity, MallocAllocator) };
    check(&v, length);
    v
}

/// Adopts an object.
///
/// # Safety
///
/// `make` gives what `new T` gave; or else the case is deliberately wrong.
pub(super) unsafe fn single_in<T: Element>(make: Make<T>) -> ExBox<T, CppNewAllocator> {
    // SAFETY: one element has room in one.
    let object = unsafe { make(1, 1) };
    // SAFETY: an object that nobody else owns, initialised; that `new T` made it is our caller's
    // promise.
    let b = unsafe { ExBox::from_cpp_single(object, CppNewAllocator) }.expect("an object");
    assert_eq!(b.number(), 1);
    b
}

/// Grows the vector by as many elements as make it move, each holding its number.
pub(super) fn grow<T: Element, A: Allocator>(v: &mut ExVec<T, A>) {
    let (length, capacity) = (v.len(), v.capacity());
    v.extend((length + 1..=2 * capacity + 100).map(T::nth));
    assert!(v.capacity() > capacity);
    check(v, 2 * capacity + 100);
}
