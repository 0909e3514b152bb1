//! zigzag-alloc's vector, which has the allocator as `&dyn Allocator`.

pub(crate) type Vector<T> = zigzag_alloc::ExVec<'static, T>;
