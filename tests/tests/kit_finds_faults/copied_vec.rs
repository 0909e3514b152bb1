//! Copies of some methods of `ExVec`, each with a fault of its own that can be planted.

use core::alloc::Layout;
use core::mem::{self, ManuallyDrop};
use core::ptr::{self, NonNull};
use exalloc::{Allocator, grow};

/// What is wrong with a [`CopiedVec`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing: the copy is as good as the original.
    None,
    /// A push that finds no memory drops the value.
    ValueDropped,
    /// A push that finds no memory forgets the value.
    ValueForgotten,
    /// A clone that finds no memory forgets what it has made so far.
    LeakOnFailure,
    /// An extension that finds no memory says that all is well.
    Swallowed,
    /// Truncation corrects the length after the drops instead of before.
    DoubleDropOnPanic,
    /// A clone is forgotten with what it has so far, if the next element's panics.
    LeakOnPanic,
    /// Growth that finds no memory forgets the block that there was.
    LeakOnGrowth,
    /// Insertion moves one element more than there is.
    OneTooMany,
    /// Growth copies one element less than there is.
    OneTooFew,
    /// A block goes back with the layout of its length instead of its capacity.
    LengthForCapacity,
    /// A truncation to zero forgets the block, as one that had never been there.
    BlockForgotten,
}

/// No memory; and the value that isn't in the vector, if it wasn't lost.
#[derive(Debug)]
pub(crate) struct NoMemory<T>(pub(crate) Option<T>);

/// A vector like `ExVec`, but for the fault.
///
/// # Invariants
///
/// 1. If `cap > 0`, `ptr` denotes a live block of `alloc` for `cap` elements.
/// 2. The first `len <= cap` elements are initialised.
///
/// Faults break them, but no fault reaches beyond the canaries of a checked block.
#[derive(Debug)]
pub(crate) struct CopiedVec<T, A: Allocator> {
    ptr: NonNull<T>,
    len: usize,
    cap: usize,
    alloc: A,
    fault: Fault,
}

fn layout<T>(elements: usize) -> Layout {
    Layout::array::<T>(elements).expect("the tests' vectors are small")
}

impl<T, A: Allocator> CopiedVec<T, A> {
    pub(crate) const fn new(alloc: A, fault: Fault) -> Self {
        Self { ptr: NonNull::dangling(), len: 0, cap: 0, alloc, fault }
    }

    pub(crate) fn as_slice(&self) -> &[T] {
        // SAFETY: invariant 2; where there is no block, the pointer dangles and is aligned.
        unsafe { core::slice::from_raw_parts(self.ptr.as_ptr(), self.len) }
    }

    pub(crate) fn try_reserve(&mut self, additional: usize) -> Result<(), NoMemory<T>> {
        if additional <= self.cap - self.len {
            return Ok(());
        }
        let cap = (self.len + additional).max(self.cap * 2).max(2);
        let new = layout::<T>(cap);
        let block = if self.cap == 0 {
            // SAFETY: no element of the tests is zero-sized, and there is at least one.
            unsafe { self.alloc.alloc(new) }
        } else {
            let live = self.len - usize::from(self.fault == Fault::OneTooFew && self.len > 0);
            // SAFETY: invariant 1; `live` elements are within both blocks.
            unsafe {
                grow(
                    &self.alloc,
                    self.ptr.cast(),
                    layout::<T>(self.cap),
                    new,
                    layout::<T>(live).size(),
                )
            }
        };
        let Some(block) = block else {
            if self.fault == Fault::LeakOnGrowth {
                (self.len, self.cap) = (0, 0);
            }
            return Err(NoMemory(None));
        };
        (self.ptr, self.cap) = (block.cast(), cap);
        Ok(())
    }

    pub(crate) fn try_push(&mut self, value: T) -> Result<(), NoMemory<T>> {
        if let Err(failed) = self.try_reserve(1) {
            return Err(match self.fault {
                Fault::ValueDropped => failed,
                Fault::ValueForgotten => {
                    mem::forget(value);
                    failed
                }
                _ => NoMemory(Some(value)),
            });
        }
        // SAFETY: there is room for one element more.
        unsafe { self.ptr.add(self.len).write(value) };
        self.len += 1;
        Ok(())
    }

    /// Inserts into a vector that has room.
    pub(crate) fn insert_within_capacity(&mut self, index: usize, value: T) {
        assert!(index <= self.len && self.len < self.cap);
        let moved = self.len - index + usize::from(self.fault == Fault::OneTooMany);
        // SAFETY: there is room for one element more; with the fault planted, an element of no more
        // than a canary's size goes into the canary behind a full block.
        unsafe {
            let place = self.ptr.add(index);
            place.copy_to(place.add(1), moved);
            place.write(value);
        }
        self.len += 1;
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        if len > self.len {
            return;
        }
        // SAFETY: these elements are initialised (invariant 2).
        let rest =
            unsafe { ptr::slice_from_raw_parts_mut(self.ptr.add(len).as_ptr(), self.len - len) };
        if self.fault != Fault::DoubleDropOnPanic {
            self.len = len;
        }
        // SAFETY: initialised, and outside of the vector from now on, or else the fault.
        unsafe { ptr::drop_in_place(rest) };
        self.len = len;
        if self.fault == Fault::BlockForgotten && len == 0 {
            self.cap = 0;
        }
    }

    pub(crate) fn try_extend_from_slice(&mut self, items: &[T]) -> Result<(), NoMemory<T>>
    where
        T: Copy,
    {
        match self.try_reserve(items.len()) {
            Err(_) if self.fault == Fault::Swallowed => return Ok(()),
            reserved => reserved?,
        }
        for &item in items {
            // SAFETY: there is room for all items.
            unsafe { self.ptr.add(self.len).write(item) };
            self.len += 1;
        }
        Ok(())
    }

    /// A copy whose elements are made by `clone`, which may find no memory.
    pub(crate) fn try_clone_with(
        &self,
        mut clone: impl FnMut(&T) -> Result<T, NoMemory<T>>,
    ) -> Result<Self, NoMemory<T>>
    where
        A: Copy,
    {
        let mut copy = Self::new(self.alloc, self.fault);
        copy.try_reserve(self.len)?;
        for item in self.as_slice() {
            let cloned = if self.fault == Fault::LeakOnPanic {
                let held = mem::replace(&mut copy, Self::new(self.alloc, self.fault));
                let held = ManuallyDrop::new(held);
                let cloned = clone(item);
                copy = ManuallyDrop::into_inner(held);
                cloned
            } else {
                clone(item)
            };
            match cloned {
                Ok(item) => copy.try_push(item)?,
                Err(failed) => {
                    if self.fault == Fault::LeakOnFailure {
                        mem::forget(copy);
                    }
                    return Err(failed);
                }
            }
        }
        Ok(copy)
    }
}

impl<T, A: Allocator> Drop for CopiedVec<T, A> {
    fn drop(&mut self) {
        let elements = ptr::slice_from_raw_parts_mut(self.ptr.as_ptr(), self.len);
        // Also when an element's destructor panics.
        let _block = FreeBlock(self);
        // SAFETY: initialised (invariant 2), and not used any more.
        unsafe { ptr::drop_in_place(elements) };
    }
}

/// Gives the block of a vector back that has dropped its elements.
struct FreeBlock<'v, T, A: Allocator>(&'v CopiedVec<T, A>);

impl<T, A: Allocator> Drop for FreeBlock<'_, T, A> {
    fn drop(&mut self) {
        let CopiedVec { ptr, len, cap, alloc, fault } = self.0;
        if *cap > 0 {
            let elements = match fault {
                Fault::LengthForCapacity => (*len).max(1),
                _ => *cap,
            };
            // SAFETY: invariant 1, but for the fault, which a checked allocator refuses.
            unsafe { alloc.dealloc(ptr.cast(), layout::<T>(elements)) };
        }
    }
}
