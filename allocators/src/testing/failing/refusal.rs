//! What was refused.

use crate::testing::Trace;
use core::alloc::Layout;
use core::fmt;

/// One call of a method of the trait.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) layout: Layout,
    /// In bytes; only resizes have one.
    pub(super) new_size: Option<usize>,
}

impl Request {
    /// How many bytes more it asks for.
    pub(super) fn bytes(&self) -> usize {
        let size = self.layout.size();
        self.new_size.map_or(size, |new_size| new_size.saturating_sub(size))
    }
}

/// A request that a [`FailingAllocator`](super::FailingAllocator) refused.
///
/// Its text names it, and where it came from if that is known.
///
/// # Examples
///
/// ```
/// use exalloc::testing::FailingAllocator;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let failing = FailingAllocator::always(SystemAllocator).only_resize();
/// let mut v = ExVec::<u8, _>::try_with_capacity(10, &failing)?;
/// v.try_reserve_exact(30)?;
/// let refusal = failing.last_refusal().expect("the vector tries to grow its block");
/// assert_eq!((refusal.layout().size(), refusal.new_size()), (10, Some(30)));
/// assert!(!refusal.trace().is_known());
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Refusal {
    pub(super) number: u64,
    pub(super) request: Request,
    pub(super) trace: Trace,
}

impl Refusal {
    /// Which one of the counted requests it is: the first is 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The name of the method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.request.method
    }

    /// The layout asked for, or the one that the block to be resized has.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.request.layout
    }

    /// The size in bytes to which a block was to be resized.
    #[must_use]
    pub const fn new_size(&self) -> Option<usize> {
        self.request.new_size
    }

    /// Where the request came from, if traces are [on](super::FailingAllocator::with_traces).
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Request { method, layout, new_size } = self.request;
        let (size, align) = (layout.size(), layout.align());
        write!(
            f,
            "request {} refused, `{method}` of {size} bytes aligned to {align}",
            self.number
        )?;
        if let Some(new_size) = new_size {
            write!(f, " to {new_size} bytes")?;
        }
        if self.trace.is_known() {
            write!(f, ", from\n{}", self.trace)?;
        }
        Ok(())
    }
}
