//! Calling a box of a closure that runs once.

use super::ExBox;
use super::block::FreeOnDrop;
use core::alloc::Layout;
use core::ptr;
use exalloc_core::Allocator;

/// A closure that a box runs once: what makes `dyn FnOnce` of use outside std.
///
/// Only the language can call a `Box<dyn FnOnce(u32)>`, since only it can move a value out whose
/// size isn't known. Boxes of `dyn CallOnce<(u32,), Output = ()>` are called by
/// [`ExBox::call_once`]. Everything that is `FnOnce`, with up to eight arguments, is `CallOnce`;
/// nothing else can be. The arguments are a tuple.
///
/// # Examples
///
/// ```
/// use exalloc::{CallOnce, ExBox, ExVec, SystemAllocator, unsize};
///
/// type Job = ExBox<dyn CallOnce<(u32,), Output = String> + Send, SystemAllocator>;
///
/// let mut jobs = ExVec::<Job, _>::new(SystemAllocator);
/// let text = String::from("x");
/// let repeat = ExBox::new(move |n: u32| text.repeat(n as usize), SystemAllocator);
/// jobs.push(unsize!(repeat => dyn CallOnce<(u32,), Output = String> + Send));
///
/// let results = std::thread::spawn(|| {
///     jobs.into_iter().map(|job| ExBox::call_once(job, (3,))).collect::<Vec<_>>()
/// });
/// assert_eq!(results.join().unwrap(), ["xxx"]);
/// ```
///
/// Arguments that are borrowed for the call alone:
///
/// ```
/// use exalloc::{CallOnce, ExBox, SystemAllocator, unsize};
///
/// let length = ExBox::new(|text: &str| text.len(), SystemAllocator);
/// let length = unsize!(length => dyn for<'t> CallOnce<(&'t str,), Output = usize>);
/// assert_eq!(ExBox::call_once(length, (String::from("Ada").as_str(),)), 3);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be called once with arguments `{Args}`",
    note = "closures and functions of up to eight arguments are `CallOnce`; the arguments are a tuple: `(u32,)`"
)]
pub trait CallOnce<Args>: sealed::Closure<Args> {
    /// What the closure returns.
    type Output;

    /// Moves the closure out, and calls it.
    ///
    /// Not for callers: [`ExBox::call_once`] is.
    ///
    /// # Safety
    ///
    /// The closure isn't used, nor dropped, after this, also when this unwinds; what holds it stays
    /// valid until this ends.
    #[doc(hidden)]
    unsafe fn __call_once(&mut self, args: Args) -> Self::Output;
}

/// Nobody outside can name it, so nobody can implement [`CallOnce`] for what isn't `FnOnce`.
mod sealed {
    pub trait Closure<Args> {}
}

/// The impls for closures of so many arguments.
macro_rules! call_once {
    ($($argument:ident: $type:ident),*) => {
        impl<Function, Output, $($type),*> sealed::Closure<($($type,)*)> for Function
        where
            Function: FnOnce($($type),*) -> Output,
        {
        }

        impl<Function, Output, $($type),*> CallOnce<($($type,)*)> for Function
        where
            Function: FnOnce($($type),*) -> Output,
        {
            type Output = Output;

            #[inline]
            unsafe fn __call_once(&mut self, ($($argument,)*): ($($type,)*)) -> Output {
                // SAFETY: valid for reads: a reference. The closure isn't used after this, so it
                // exists once: our caller's promise.
                let function = unsafe { ptr::read(self) };
                function($($argument),*)
            }
        }
    };
}

call_once!();
call_once!(a: A);
call_once!(a: A, b: B);
call_once!(a: A, b: B, c: C);
call_once!(a: A, b: B, c: C, d: D);
call_once!(a: A, b: B, c: C, d: D, e: E);
call_once!(a: A, b: B, c: C, d: D, e: E, f: F);
call_once!(a: A, b: B, c: C, d: D, e: E, f: F, g: G);
call_once!(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H);

impl<F: ?Sized, A: Allocator> ExBox<F, A> {
    /// Calls the closure with the arguments, a tuple; the box is used up.
    ///
    /// The block goes back when the closure has run, also when it panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CallOnce, ExBox, SystemAllocator, unsize};
    ///
    /// let name = String::from("Ada");
    /// let greet = move |greeting: &str, mark| format!("{greeting} {name}{mark}");
    /// let greet = ExBox::new(greet, SystemAllocator);
    /// let greet = unsize!(greet => dyn CallOnce<(&'static str, char), Output = String>);
    /// assert_eq!(ExBox::call_once(greet, ("Dear", '!')), "Dear Ada!");
    /// ```
    #[inline]
    #[doc(alias = "FnOnce")]
    pub fn call_once<Args>(this: Self, args: Args) -> F::Output
    where
        F: CallOnce<Args>,
    {
        let (ptr, alloc) = Self::into_raw_parts(this);
        // SAFETY: invariant 1: initialised, aligned, and nobody else's. It is never dropped in the
        // block: the call moves it out.
        let closure = unsafe { &mut *ptr };
        let layout = Layout::for_value(closure);
        // SAFETY: the closure's, so not null.
        let block = unsafe { ptr::NonNull::new_unchecked(ptr) }.cast();
        // Drops before `alloc`, also while unwinding.
        // SAFETY: invariant 2; the box has given up the block, which is used by the call alone.
        let block = unsafe { FreeOnDrop::new(block, layout, &alloc) };
        // SAFETY: not used nor dropped after this; the block stays until then.
        let output = unsafe { closure.__call_once(args) };
        drop(block);
        // While the output is a local value: dropped behind the result, an allocator whose
        // destructor panics would leak it (rust-lang/rust#47949).
        drop(alloc);
        output
    }
}
