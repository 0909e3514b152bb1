//! Asking whether a type has a trait, without failing to compile where it hasn't.

/// Whether a type has a trait: `has!(ExVec<u8, Heap>: Send)`. For concrete types only.
///
/// # Examples
///
/// ```
/// use exalloc_tests::has;
///
/// assert!(has!(u8: Send + Sync));
/// assert!(!has!(*const u8: Send));
/// ```
#[macro_export]
macro_rules! has {
    ($type:ty: $($bound:tt)+) => {{
        struct Ask<X: ?Sized>(core::marker::PhantomData<X>);
        trait Yes {
            fn answer(&self) -> bool {
                true
            }
        }
        trait No {
            fn answer(&self) -> bool {
                false
            }
        }
        // Found first, without a further reference; but only where the bound holds.
        impl<X: ?Sized + $($bound)+> Yes for Ask<X> {}
        impl<X: ?Sized> No for &Ask<X> {}
        (&Ask::<$type>(core::marker::PhantomData)).answer()
    }};
}
