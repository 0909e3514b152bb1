//! From a box of a value to a box of what it can be seen as.

/// Turns a box of a type into a box of a trait object or a slice: `unsize!(b => dyn Trait)`.
///
/// `Box` does this by itself; only the language's own pointers can. The box's pointer is coerced by
/// the compiler, which knows what may become what; allocator and block stay the same.
///
/// # Examples
///
/// ```
/// use core::fmt::Display;
/// use exalloc::{ExBox, ExVec, SystemAllocator, unsize};
///
/// let mut shown: ExVec<ExBox<dyn Display, SystemAllocator>, _> = ExVec::new(SystemAllocator);
/// shown.push(unsize!(ExBox::new(5, SystemAllocator) => dyn Display));
/// shown.push(unsize!(ExBox::new("five", SystemAllocator) => dyn Display));
/// assert_eq!(format!("{} {}", shown[0], shown[1]), "5 five");
///
/// let array = ExBox::new([1, 2, 3], SystemAllocator);
/// let slice: ExBox<[i32], SystemAllocator> = unsize!(array => [i32]);
/// assert_eq!(slice.len(), 3);
/// ```
///
/// What the language wouldn't do to a pointer doesn't compile:
///
/// ```compile_fail,E0308
/// use exalloc::{ExBox, SystemAllocator, unsize};
///
/// let b = unsize!(ExBox::new(5u32, SystemAllocator) => u64);
/// ```
///
/// ```compile_fail,E0277
/// use exalloc::{ExBox, SystemAllocator, unsize};
///
/// struct Silent;
/// let b = unsize!(ExBox::new(Silent, SystemAllocator) => dyn core::fmt::Display);
/// ```
#[macro_export]
macro_rules! unsize {
    ($boxed:expr => $target:ty) => {
        match $crate::ExBox::into_raw_parts($boxed) {
            (ptr, alloc) => {
                // A coercion, never a cast: it can change nothing but what the pointer says of its
                // target. What the caller wrote stays outside `unsafe`.
                let ptr: *mut $target = ptr;
                // SAFETY: the parts of one box, used once. The coercion kept the address, the value
                // and its layout.
                unsafe { $crate::ExBox::from_raw_parts(ptr, alloc) }
            }
        }
    };
}

/// [`unsize!`](crate::unsize) for pinned boxes: `unsize_pin!(b => dyn Future<Output = ()>)`.
///
/// The value stays pinned where it is. The allocator is a
/// [`StaticAllocator`](exalloc_core::StaticAllocator), as that of every pinned box.
///
/// # Examples
///
/// ```
/// use core::future::Future;
/// use core::pin::Pin;
/// use core::task::{Context, Poll, Waker};
/// use exalloc::{ExBox, SystemAllocator, unsize_pin};
///
/// type Task = Pin<ExBox<dyn Future<Output = u32>, SystemAllocator>>;
///
/// let five = ExBox::pin(async { 5 }, SystemAllocator);
/// let mut five: Task = unsize_pin!(five => dyn Future<Output = u32>);
/// let mut cx = Context::from_waker(Waker::noop());
/// assert_eq!(five.as_mut().poll(&mut cx), Poll::Ready(5));
/// ```
///
/// What isn't pinned doesn't become so:
///
/// ```compile_fail,E0308
/// use exalloc::{ExBox, SystemAllocator, unsize_pin};
///
/// let b = unsize_pin!(ExBox::new(5, SystemAllocator) => dyn core::fmt::Debug);
/// ```
#[macro_export]
macro_rules! unsize_pin {
    ($pinned:expr => $target:ty) => {
        match $crate::ExBox::__pinned_into_raw_parts($pinned) {
            (ptr, alloc) => {
                // A coercion, never a cast, as in `unsize!`.
                let ptr: *mut $target = ptr;
                // SAFETY: the parts of one box, used once. The coercion kept the address, the value
                // and its layout. Until it is pinned again, at once, nothing touches the value.
                let boxed = unsafe { $crate::ExBox::from_raw_parts(ptr, alloc) };
                $crate::ExBox::into_pin(boxed)
            }
        }
    };
}
