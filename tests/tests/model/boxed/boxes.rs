//! What the two boxes don't spell alike.

use crate::elements::{Element, Ours, Small, Theirs, Who};
use crate::memory::At;
use crate::told::values;
use core::any::Any;
use core::mem::MaybeUninit;
use core::ops::DerefMut;
use exalloc::boxed::{CallOnce, MoveBoxed};
use exalloc::{ExBox, ExString, ExVec, TryReserveError, unsize};
use exalloc_tests::Heap;
use exalloc_tests::fuzz::Plant;

/// What a trait object tells.
pub(crate) trait Tells {
    fn tell(&self) -> u32;
}

impl<W: Who> Tells for Small<W> {
    fn tell(&self) -> u32 {
        self.value()
    }
}

type Made<T> = Result<T, TryReserveError>;

/// A box under another allocator, or as it was.
pub(crate) type Moved<B> = Result<B, (B, TryReserveError)>;

/// Makes boxes, and uses them up.
pub(crate) trait Boxes {
    type Who: Who;
    type Box<T: ?Sized + 'static>: DerefMut<Target = T>;

    fn make<T: Element>(&self, value: T) -> Made<Self::Box<T>>;
    fn write<T: Element>(&self, value: T) -> Made<Self::Box<T>>;
    fn zeroed<T: Element>(&self, value: T) -> Made<Self::Box<T>>;
    fn make_with<T: Element>(&self, f: impl FnOnce() -> T) -> Made<Self::Box<T>>;
    fn slice<T: Element>(&self, all: Vec<T>, room: usize) -> Made<Self::Box<[T]>>;
    fn uninit_slice<T: Element>(&self, all: Vec<T>) -> Made<Self::Box<[T]>>;
    fn zeroed_slice<T: Element>(&self, all: Vec<T>) -> Made<Self::Box<[T]>>;
    fn array<T: Element>(&self, all: [T; 3]) -> Made<Self::Box<[T]>>;
    fn text(&self, text: &str, room: usize) -> Made<Self::Box<str>>;
    fn dynamic(boxed: Self::Box<Small<Self::Who>>) -> Self::Box<dyn Tells>;

    /// Through `dyn Any`, and an attempt at another type.
    fn through_any(boxed: Self::Box<Small<Self::Who>>) -> Self::Box<Small<Self::Who>>;
    /// The slice again, and whether it could be an array of three.
    fn through_array<T: Element>(boxed: Self::Box<[T]>) -> (Self::Box<[T]>, bool);
    /// Calls a box of a closure whose type has gone.
    fn call_once(
        &self,
        f: impl FnOnce(u32) -> Small<Self::Who> + 'static,
        n: u32,
    ) -> Made<Small<Self::Who>>;
    fn moved<T: ?Sized + MoveBoxed>(&self, boxed: Self::Box<T>) -> Moved<Self::Box<T>>;
    /// Looks at a value whose box has a type without its allocator's, and then another allocator.
    fn erased<T: ?Sized + MoveBoxed, R>(boxed: Self::Box<T>, look: impl FnOnce(&T) -> R) -> R;

    fn clone_value<T: Element>(&self, boxed: &Self::Box<T>) -> Made<Self::Box<T>>;
    fn clone_slice<T: Element>(&self, boxed: &Self::Box<[T]>) -> Made<Self::Box<[T]>>;
    fn clone_text(&self, boxed: &Self::Box<str>) -> Made<Self::Box<str>>;
    fn copy_value<T: Element>(to: &mut Self::Box<T>, from: &Self::Box<T>);
    fn copy_slice<T: Element>(to: &mut Self::Box<[T]>, from: &Self::Box<[T]>);
    fn copy_text(to: &mut Self::Box<str>, from: &Self::Box<str>);
    fn equal<T: PartialEq + ?Sized>(a: &Self::Box<T>, b: &Self::Box<T>) -> bool;

    fn into_inner<T: Element>(boxed: Self::Box<T>) -> T;
    fn taken_apart<T: ?Sized>(boxed: Self::Box<T>, leaked: bool) -> Self::Box<T>;
    fn through_vec<T: Element>(boxed: Self::Box<[T]>) -> Self::Box<[T]>;
    fn through_string(boxed: Self::Box<str>) -> Self::Box<str>;
    fn into_iter<T: Element>(
        boxed: Self::Box<[T]>,
    ) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator;
}

/// std's boxes.
pub(crate) struct Std;

impl Boxes for Std {
    type Who = Theirs;
    type Box<T: ?Sized + 'static> = Box<T>;

    fn make<T: Element>(&self, value: T) -> Made<Box<T>> {
        Ok(Box::new(value))
    }

    fn write<T: Element>(&self, value: T) -> Made<Box<T>> {
        Ok(Box::new(value))
    }

    fn zeroed<T: Element>(&self, value: T) -> Made<Box<T>> {
        Ok(Box::new(value))
    }

    fn make_with<T: Element>(&self, f: impl FnOnce() -> T) -> Made<Box<T>> {
        Ok(Box::new(f()))
    }

    fn slice<T: Element>(&self, all: Vec<T>, _: usize) -> Made<Box<[T]>> {
        Ok(all.into_boxed_slice())
    }

    fn uninit_slice<T: Element>(&self, all: Vec<T>) -> Made<Box<[T]>> {
        Ok(all.into_boxed_slice())
    }

    fn zeroed_slice<T: Element>(&self, all: Vec<T>) -> Made<Box<[T]>> {
        Ok(all.into_boxed_slice())
    }

    fn array<T: Element>(&self, all: [T; 3]) -> Made<Box<[T]>> {
        Ok(Box::new(all))
    }

    fn text(&self, text: &str, _: usize) -> Made<Box<str>> {
        Ok(text.into())
    }

    fn dynamic(boxed: Box<Small<Theirs>>) -> Box<dyn Tells> {
        boxed
    }

    fn through_any(boxed: Box<Small<Theirs>>) -> Box<Small<Theirs>> {
        boxed
    }

    fn through_array<T: Element>(boxed: Box<[T]>) -> (Box<[T]>, bool) {
        match Box::<[T; 3]>::try_from(boxed) {
            Ok(array) => (array, true),
            Err(slice) => (slice, false),
        }
    }

    fn call_once(
        &self,
        f: impl FnOnce(u32) -> Small<Theirs> + 'static,
        n: u32,
    ) -> Made<Small<Theirs>> {
        let boxed: Box<dyn FnOnce(u32) -> Small<Theirs>> = Box::new(f);
        Ok(boxed(n))
    }

    fn moved<T: ?Sized + MoveBoxed>(&self, boxed: Box<T>) -> Moved<Box<T>> {
        Ok(boxed)
    }

    fn erased<T: ?Sized + MoveBoxed, R>(boxed: Box<T>, look: impl FnOnce(&T) -> R) -> R {
        let seen = look(&boxed);
        drop(boxed);
        seen
    }

    fn clone_value<T: Element>(&self, boxed: &Box<T>) -> Made<Box<T>> {
        Ok(boxed.clone())
    }

    fn clone_slice<T: Element>(&self, boxed: &Box<[T]>) -> Made<Box<[T]>> {
        Ok(boxed.clone())
    }

    fn clone_text(&self, boxed: &Box<str>) -> Made<Box<str>> {
        Ok(boxed.clone())
    }

    fn copy_value<T: Element>(to: &mut Box<T>, from: &Box<T>) {
        to.clone_from(from);
    }

    fn copy_slice<T: Element>(to: &mut Box<[T]>, from: &Box<[T]>) {
        to.clone_from(from);
    }

    fn copy_text(to: &mut Box<str>, from: &Box<str>) {
        to.clone_from(from);
    }

    fn equal<T: PartialEq + ?Sized>(a: &Box<T>, b: &Box<T>) -> bool {
        a == b
    }

    fn into_inner<T: Element>(boxed: Box<T>) -> T {
        *boxed
    }

    fn taken_apart<T: ?Sized>(boxed: Box<T>, _: bool) -> Box<T> {
        boxed
    }

    fn through_vec<T: Element>(boxed: Box<[T]>) -> Box<[T]> {
        boxed.into_vec().into_boxed_slice()
    }

    fn through_string(boxed: Box<str>) -> Box<str> {
        boxed.into_string().into_boxed_str()
    }

    fn into_iter<T: Element>(
        boxed: Box<[T]>,
    ) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator {
        boxed.into_iter()
    }
}

/// Ours, in one form or the other.
pub(crate) struct Ex<'m> {
    pub(crate) alloc: At<'m>,
    pub(crate) tried: bool,
}

/// An error with the values that were given back, which are those that were given.
fn back<T: Element>(given: &[u32], back: &[T], error: TryReserveError) -> TryReserveError {
    Ours::plant(Plant::None);
    assert_eq!(values(back), given, "other values were given back");
    error
}

/// Whether all bytes are zero.
///
/// # Safety
///
/// They are initialised.
unsafe fn is_zero<T>(room: &[MaybeUninit<T>]) -> bool {
    let bytes = room.as_ptr().cast::<u8>();
    (0..size_of_val(room)).all(|at| {
        // SAFETY: within the slice.
        let byte = unsafe { bytes.add(at) };
        // SAFETY: readable, as the slice is; initialised, as our caller says.
        let byte = unsafe { byte.read() };
        byte == 0
    })
}

impl<'m> Boxes for Ex<'m> {
    type Who = Ours;
    type Box<T: ?Sized + 'static> = ExBox<T, At<'m>>;

    fn make<T: Element>(&self, value: T) -> Made<ExBox<T, At<'m>>> {
        let given = [value.value()];
        if self.tried {
            ExBox::try_new(value, self.alloc).map_err(|f| back(&given, &[f.value], f.error))
        } else {
            Ok(ExBox::new(value, self.alloc))
        }
    }

    fn write<T: Element>(&self, value: T) -> Made<ExBox<T, At<'m>>> {
        let room = if self.tried {
            ExBox::try_new_uninit(self.alloc).inspect_err(|_| Ours::plant(Plant::None))?
        } else {
            ExBox::new_uninit(self.alloc)
        };
        Ok(ExBox::write(room, value))
    }

    fn zeroed<T: Element>(&self, value: T) -> Made<ExBox<T, At<'m>>> {
        let room = if self.tried {
            ExBox::<T, _>::try_new_zeroed(self.alloc).inspect_err(|_| Ours::plant(Plant::None))?
        } else {
            ExBox::<T, _>::new_zeroed(self.alloc)
        };
        // SAFETY: all were just set to zero.
        let zero = unsafe { is_zero(core::slice::from_ref(&*room)) };
        assert!(zero, "not of zeros");
        Ok(ExBox::write(room, value))
    }

    fn make_with<T: Element>(&self, f: impl FnOnce() -> T) -> Made<ExBox<T, At<'m>>> {
        if !self.tried {
            return Ok(ExBox::new_with(f, self.alloc));
        }
        ExBox::try_new_with(f, self.alloc).map_err(|failed| {
            Ours::plant(Plant::None);
            drop((failed.value)());
            failed.error
        })
    }

    fn slice<T: Element>(&self, all: Vec<T>, room: usize) -> Made<ExBox<[T], At<'m>>> {
        let (mut v, len) = (ExVec::new(self.alloc), all.len());
        if !self.tried {
            v.reserve(room);
            v.extend(all);
            return Ok(v.into_boxed_slice());
        }
        let quiet = |error| {
            Ours::plant(Plant::None);
            error
        };
        v.try_reserve(room + len).map_err(quiet)?;
        v.extend(all);
        let given = values(&v);
        v.try_into_boxed_slice().map_err(|f| back(&given, &f.value, f.error))
    }

    fn uninit_slice<T: Element>(&self, all: Vec<T>) -> Made<ExBox<[T], At<'m>>> {
        let mut room = if self.tried {
            ExBox::<[T], _>::try_new_uninit_slice(all.len(), self.alloc)
                .inspect_err(|_| Ours::plant(Plant::None))?
        } else {
            ExBox::<[T], _>::new_uninit_slice(all.len(), self.alloc)
        };
        assert_eq!(room.len(), all.len());
        for (place, item) in room.iter_mut().zip(all) {
            place.write(item);
        }
        // SAFETY: all were just written.
        Ok(unsafe { room.assume_init() })
    }

    fn zeroed_slice<T: Element>(&self, all: Vec<T>) -> Made<ExBox<[T], At<'m>>> {
        let mut room = if self.tried {
            ExBox::<[T], _>::try_new_zeroed_slice(all.len(), self.alloc)
                .inspect_err(|_| Ours::plant(Plant::None))?
        } else {
            ExBox::<[T], _>::new_zeroed_slice(all.len(), self.alloc)
        };
        // SAFETY: all were just set to zero.
        let zero = unsafe { is_zero(&room) };
        assert!(room.len() == all.len() && zero, "not so many zeros");
        for (place, item) in room.iter_mut().zip(all) {
            place.write(item);
        }
        // SAFETY: all were just written.
        Ok(unsafe { room.assume_init() })
    }

    fn array<T: Element>(&self, all: [T; 3]) -> Made<ExBox<[T], At<'m>>> {
        let given = values(&all);
        let boxed = if self.tried {
            ExBox::try_new(all, self.alloc).map_err(|f| back(&given, &f.value, f.error))?
        } else {
            ExBox::new(all, self.alloc)
        };
        Ok(unsize!(boxed => [_]))
    }

    fn text(&self, text: &str, room: usize) -> Made<ExBox<str, At<'m>>> {
        if !self.tried {
            let mut s = ExString::with_capacity(room, self.alloc);
            s.push_str(text);
            return Ok(s.into_boxed_str());
        }
        let mut s = ExString::try_with_capacity(room, self.alloc)?;
        s.try_push_str(text)?;
        s.try_into_boxed_str().map_err(|f| {
            assert_eq!(f.value, *text, "text was lost");
            f.error
        })
    }

    fn dynamic(boxed: ExBox<Small<Ours>, At<'m>>) -> ExBox<dyn Tells, At<'m>> {
        unsize!(boxed => dyn Tells)
    }

    fn through_any(boxed: ExBox<Small<Ours>, At<'m>>) -> ExBox<Small<Ours>, At<'m>> {
        let Err(boxed) = unsize!(boxed => dyn Any).downcast::<Small<Theirs>>() else {
            panic!("of two types");
        };
        boxed.downcast().expect("the type that it had")
    }

    fn through_array<T: Element>(boxed: ExBox<[T], At<'m>>) -> (ExBox<[T], At<'m>>, bool) {
        match ExBox::<[T; 3], _>::try_from(boxed) {
            Ok(array) => (unsize!(array => [_]), true),
            Err(slice) => (slice, false),
        }
    }

    fn call_once(&self, f: impl FnOnce(u32) -> Small<Ours> + 'static, n: u32) -> Made<Small<Ours>> {
        let boxed = if self.tried {
            ExBox::try_new(f, self.alloc).map_err(|failed| {
                Ours::plant(Plant::None);
                drop((failed.value)(n));
                failed.error
            })?
        } else {
            ExBox::new(f, self.alloc)
        };
        Ok(ExBox::call_once(unsize!(boxed => dyn CallOnce<(u32,), Output = Small<Ours>>), (n,)))
    }

    fn moved<T: ?Sized + MoveBoxed>(&self, boxed: ExBox<T, At<'m>>) -> Moved<ExBox<T, At<'m>>> {
        if !self.tried {
            return Ok(ExBox::into_alloc(boxed, self.alloc));
        }
        ExBox::try_into_alloc(boxed, self.alloc).map_err(|f| {
            Ours::plant(Plant::None);
            (f.value, f.error)
        })
    }

    fn erased<T: ?Sized + MoveBoxed, R>(boxed: ExBox<T, At<'m>>, look: impl FnOnce(&T) -> R) -> R {
        let boxed = ExBox::into_alloc(ExBox::erase_alloc(boxed), Heap);
        let seen = look(&boxed);
        drop(boxed);
        seen
    }

    fn clone_value<T: Element>(&self, boxed: &ExBox<T, At<'m>>) -> Made<ExBox<T, At<'m>>> {
        if self.tried { ExBox::try_clone(boxed) } else { Ok(boxed.clone()) }
    }

    fn clone_slice<T: Element>(&self, boxed: &ExBox<[T], At<'m>>) -> Made<ExBox<[T], At<'m>>> {
        if self.tried { ExBox::try_clone(boxed) } else { Ok(boxed.clone()) }
    }

    fn clone_text(&self, boxed: &ExBox<str, At<'m>>) -> Made<ExBox<str, At<'m>>> {
        if self.tried { ExBox::try_clone(boxed) } else { Ok(boxed.clone()) }
    }

    fn copy_value<T: Element>(to: &mut ExBox<T, At<'m>>, from: &ExBox<T, At<'m>>) {
        to.clone_from(from);
    }

    fn copy_slice<T: Element>(to: &mut ExBox<[T], At<'m>>, from: &ExBox<[T], At<'m>>) {
        to.clone_from(from);
    }

    fn copy_text(to: &mut ExBox<str, At<'m>>, from: &ExBox<str, At<'m>>) {
        to.clone_from(from);
    }

    fn equal<T: PartialEq + ?Sized>(a: &ExBox<T, At<'m>>, b: &ExBox<T, At<'m>>) -> bool {
        a == b
    }

    fn into_inner<T: Element>(boxed: ExBox<T, At<'m>>) -> T {
        ExBox::into_inner(boxed)
    }

    fn taken_apart<T: ?Sized>(boxed: ExBox<T, At<'m>>, leaked: bool) -> ExBox<T, At<'m>> {
        let (ptr, alloc) = if leaked {
            let alloc: At<'m> = *ExBox::allocator(&boxed);
            (&raw mut *ExBox::leak(boxed), alloc)
        } else {
            ExBox::into_raw_parts(boxed)
        };
        // SAFETY: the parts of one box, used once, or what `leak` left behind.
        unsafe { ExBox::from_raw_parts(ptr, alloc) }
    }

    fn through_vec<T: Element>(boxed: ExBox<[T], At<'m>>) -> ExBox<[T], At<'m>> {
        let len = boxed.len();
        let v = ExBox::into_vec(boxed);
        assert!(v.len() == len && (size_of::<T>() == 0 || v.capacity() == len));
        v.into_boxed_slice()
    }

    fn through_string(boxed: ExBox<str, At<'m>>) -> ExBox<str, At<'m>> {
        let len = boxed.len();
        let s = ExBox::into_string(boxed);
        assert_eq!((s.len(), s.capacity()), (len, len));
        s.into_boxed_str()
    }

    fn into_iter<T: Element>(
        boxed: ExBox<[T], At<'m>>,
    ) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator {
        boxed.into_iter()
    }
}
