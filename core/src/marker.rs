//! What an allocator may promise beyond the contract.

use crate::Allocator;

/// An allocator whose blocks are [invalidated](Allocator#invalidation) by
/// [`dealloc`](Allocator::dealloc) only.
///
/// Dropping every such allocator, or changing it through `&mut`, leaves the blocks alive. Pinning
/// needs exactly this: a pinned value must stay where it is until its destructor has run, also when
/// the box around it is forgotten. `A: 'static` is not enough, for an arena owned by value can be
/// dropped under a forgotten box.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "std")] {
/// use exalloc::{StaticAllocator, SystemAllocator};
///
/// fn can_pin<A: StaticAllocator>(_: &A) {}
/// can_pin(&SystemAllocator);
/// # }
/// ```
///
/// A reference to an allocator isn't one: the allocator behind it may be dropped when the borrow
/// has ended.
///
/// ```compile_fail,E0277
/// use exalloc::{InlineBump, StaticAllocator};
///
/// fn can_pin<A: StaticAllocator>(_: &A) {}
/// let bump = InlineBump::<64>::new();
/// can_pin(&&bump);
/// ```
///
/// # Safety
///
/// No block of the implementing type, or of an allocator [equivalent](Allocator#equivalence) to a
/// value of it, is invalidated other than by `dealloc` or a successful
/// [`remap`](Allocator::remap).
#[diagnostic::on_unimplemented(
    message = "blocks of `{Self}` may be invalidated without `dealloc`",
    label = "`exalloc::StaticAllocator` is not implemented for `{Self}`"
)]
pub unsafe trait StaticAllocator: Allocator {}
