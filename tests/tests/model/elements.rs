//! Elements of several kinds, counted for ours and for std's apart.
//!
//! An element is a plain value: what it counts in belongs to the thread. So a vector that gives out
//! an element which it doesn't have is found by the counts and values, and not by a wild pointer.

use core::cell::{Cell, RefCell};
use core::marker::PhantomData;
use exalloc::{Allocator, ExVec, SliceExt, TryReserveError};
use exalloc_tests::fuzz::Plant;
use std::thread::LocalKey;

/// What became of the elements of one side, and when its foreign code panics.
pub(crate) struct Book {
    made: RefCell<Vec<u32>>,
    dropped: RefCell<Vec<u32>>,
    alive: Cell<isize>,
    plant: Cell<Plant>,
}

impl Book {
    const fn new() -> Self {
        Self {
            made: RefCell::new(Vec::new()),
            dropped: RefCell::new(Vec::new()),
            alive: Cell::new(0),
            plant: Cell::new(Plant::None),
        }
    }

    fn made(&self, value: u32) {
        self.alive.set(self.alive.get() + 1);
        self.made.borrow_mut().push(value);
    }

    fn dropped(&self, value: u32) {
        self.alive.set(self.alive.get() - 1);
        self.dropped.borrow_mut().push(value);
    }
}

/// A side: ours, or std's.
pub(crate) trait Who: Copy + PartialEq + 'static {
    fn book() -> &'static LocalKey<Book>;

    /// Plants a panic.
    fn plant(plant: Plant) {
        Self::book().with(|book| book.plant.set(plant));
    }

    /// How many elements there are.
    fn alive() -> isize {
        Self::book().with(|book| book.alive.get())
    }

    /// The values of the elements made and dropped since this was last asked, each sorted.
    fn take() -> [Vec<u32>; 2] {
        Self::book().with(|book| {
            [&book.made, &book.dropped].map(|all| {
                let mut all = all.take();
                all.sort_unstable();
                all
            })
        })
    }

    /// Forgets all counts.
    fn reset() {
        Self::plant(Plant::None);
        Self::take();
        Self::book().with(|book| book.alive.set(0));
    }

    /// Foreign code that isn't an element's.
    fn call() {
        burn::<Self>("a call", |plant| match plant {
            Plant::Call(k) => Some((k, Plant::Call)),
            _ => None,
        });
    }
}

type Planted = fn(Plant) -> Option<(usize, fn(usize) -> Plant)>;

/// Panics at the planted call of the kind that `of` picks out.
fn burn<W: Who>(what: &str, of: Planted) {
    let now = W::book().with(|book| {
        let Some((k, rest)) = of(book.plant.get()) else { return false };
        book.plant.set(if k > 1 { rest(k - 1) } else { Plant::None });
        k <= 1
    });
    if now {
        panic!("planted in {what}");
    }
}

/// Our side.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Ours;

/// std's.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Theirs;

impl Who for Ours {
    fn book() -> &'static LocalKey<Book> {
        thread_local!(static BOOK: Book = const { Book::new() });
        &BOOK
    }
}

impl Who for Theirs {
    fn book() -> &'static LocalKey<Book> {
        thread_local!(static BOOK: Book = const { Book::new() });
        &BOOK
    }
}

/// What a vector holds.
pub(crate) trait Element: Clone + PartialEq + Sized + 'static {
    type Who: Who;

    fn new(value: u32) -> Self;
    fn value(&self) -> u32;

    /// `try_extend_from_slice_copy`, for elements that are `Copy`.
    fn try_extend_copy<A: Allocator>(
        v: &mut ExVec<Self, A>,
        more: &[Self],
    ) -> Result<(), TryReserveError> {
        v.try_extend_from_slice(more)
    }

    /// `extend_from_slice_copy`.
    fn extend_copy<A: Allocator>(v: &mut ExVec<Self, A>, more: &[Self]) {
        v.extend_from_slice(more);
    }

    /// `try_repeat_in`, for elements that are `Copy`.
    fn try_repeat<A: Allocator>(
        all: &[Self],
        n: usize,
        alloc: A,
    ) -> Result<ExVec<Self, A>, TryReserveError> {
        vec![all; n].try_concat_in(alloc)
    }

    /// `repeat_in`.
    fn repeat<A: Allocator>(all: &[Self], n: usize, alloc: A) -> ExVec<Self, A> {
        vec![all; n].concat_in(alloc)
    }
}

/// The same kind of element for both sides.
pub(crate) trait Family {
    const NAME: &'static str;
    type Ours: Element<Who = Ours>;
    type Theirs: Element<Who = Theirs>;
}

macro_rules! counted {
    ($(#[$doc:meta])* $name:ident, $family:ident, $text:literal, $value:ty, $pack:expr, $read:expr) => {
        $(#[$doc])*
        pub(crate) struct $name<W: Who>($value, PhantomData<W>);

        impl<W: Who> Element for $name<W> {
            type Who = W;

            fn new(value: u32) -> Self {
                let new = Self($pack(value), PhantomData);
                W::book().with(|book| book.made(new.value()));
                new
            }

            fn value(&self) -> u32 {
                $read(&self.0)
            }
        }

        impl<W: Who> Clone for $name<W> {
            fn clone(&self) -> Self {
                burn::<W>("a clone", |plant| match plant {
                    Plant::Clone(k) => Some((k, Plant::Clone)),
                    _ => None,
                });
                Self::new(self.value())
            }
        }

        impl<W: Who> Drop for $name<W> {
            fn drop(&mut self) {
                W::book().with(|book| book.dropped(self.value()));
                // While another panic unwinds, a second one would abort the program.
                if !std::thread::panicking() {
                    burn::<W>("a drop", |plant| match plant {
                        Plant::Drop(k) => Some((k, Plant::Drop)),
                        _ => None,
                    });
                }
            }
        }

        impl<W: Who> PartialEq for $name<W> {
            fn eq(&self, other: &Self) -> bool {
                burn::<W>("a comparison", |plant| match plant {
                    Plant::Compare(k) => Some((k, Plant::Compare)),
                    _ => None,
                });
                self.value() == other.value()
            }
        }

        #[doc = concat!($text, ".")]
        pub(crate) struct $family;

        impl Family for $family {
            const NAME: &'static str = $text;
            type Ours = $name<Ours>;
            type Theirs = $name<Theirs>;
        }
    };
}

counted!(
    /// An element of four bytes.
    Small, Smalls, "counted numbers", u32, |n| n, |n: &u32| *n
);
counted!(
    /// An element aligned to 64.
    Wide, Wides, "numbers aligned to 64", OverAligned, OverAligned, |n: &OverAligned| n.0
);
counted!(
    /// An element of no size.
    Unit, Units, "counted units", (), |_| (), |(): &()| 0
);

/// A number with an alignment of 64.
#[repr(align(64))]
struct OverAligned(u32);

/// An element that is `Copy`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Byte<W>(u8, PhantomData<W>);

impl<W: Who> Element for Byte<W> {
    type Who = W;

    fn new(value: u32) -> Self {
        Self(value.to_le_bytes()[0], PhantomData)
    }

    fn value(&self) -> u32 {
        self.0.into()
    }

    fn try_extend_copy<A: Allocator>(
        v: &mut ExVec<Self, A>,
        more: &[Self],
    ) -> Result<(), TryReserveError> {
        v.try_extend_from_slice_copy(more)
    }

    fn extend_copy<A: Allocator>(v: &mut ExVec<Self, A>, more: &[Self]) {
        v.extend_from_slice_copy(more);
    }

    fn try_repeat<A: Allocator>(
        all: &[Self],
        n: usize,
        alloc: A,
    ) -> Result<ExVec<Self, A>, TryReserveError> {
        all.try_repeat_in(n, alloc)
    }

    fn repeat<A: Allocator>(all: &[Self], n: usize, alloc: A) -> ExVec<Self, A> {
        all.repeat_in(n, alloc)
    }
}

/// Bytes.
pub(crate) struct Bytes;

impl Family for Bytes {
    const NAME: &'static str = "bytes";
    type Ours = Byte<Ours>;
    type Theirs = Byte<Theirs>;
}
