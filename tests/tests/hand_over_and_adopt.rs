//! Hand-over to C and C++, and adoption from them: what the collections ask of the allocator, and
//! when. What C and C++ make of it is the business of `tests/handoff` and `tests/border`.

use core::alloc::Layout;
use core::cell::RefCell;
use core::ptr::{self, NonNull};
use exalloc::{
    Allocator, CppNewArrayFamily, CppNewFamily, ExBox, ExVec, FreeByPointer, MallocFamily,
};
use exalloc_tests::Heap;
use std::rc::Rc;

/// What was asked of a [`Routine`], in order; addresses in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Event {
    Alloc(Layout),
    Dealloc(usize, Layout),
    /// The value itself ended.
    End,
}

/// A heap with a diary, which stands for the routines of a foreign language. A block may be made
/// and freed from outside: by [`Routine::foreign`].
#[derive(Debug, Default)]
struct Routine {
    diary: Rc<RefCell<Vec<Event>>>,
}

impl Routine {
    fn new() -> (Self, Rc<RefCell<Vec<Event>>>) {
        let routine = Self::default();
        let diary = Rc::clone(&routine.diary);
        (routine, diary)
    }

    /// What the other side allocates for `count` elements of `T`, zeroed; one of no size is a block
    /// of one byte, as in C++.
    fn foreign<T>(count: usize) -> *mut T {
        let layout = Self::real(Layout::array::<T>(count).unwrap());
        // SAFETY: the size is above zero.
        let block = unsafe { Heap.alloc_zeroed(layout) };
        block.expect("a small block").as_ptr().cast()
    }

    /// The layout that [`Heap`] knows a block by.
    fn real(layout: Layout) -> Layout {
        Layout::from_size_align(layout.size().max(1), layout.align()).unwrap()
    }
}

impl Drop for Routine {
    fn drop(&mut self) {
        self.diary.borrow_mut().push(Event::End);
    }
}

// SAFETY: forwards to `Heap`, whose rules are ours.
unsafe impl Allocator for Routine {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.diary.borrow_mut().push(Event::Alloc(layout));
        // SAFETY: forwarded.
        unsafe { Heap.alloc(Self::real(layout)) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.diary.borrow_mut().push(Event::Dealloc(ptr.addr().get(), layout));
        // SAFETY: forwarded; a foreign block of size zero was made with this layout.
        unsafe { Heap.dealloc(ptr, Self::real(layout)) }
    }
}

// What the markers promise: 1. `Heap`'s blocks live until they are freed. 2, 3. Foreign blocks are
// those of `Routine::foreign`, which `dealloc` frees with the layout that they were made with.
// SAFETY: as above.
unsafe impl MallocFamily for Routine {}
// SAFETY: as above.
unsafe impl CppNewFamily for Routine {}
// SAFETY: as above.
unsafe impl CppNewArrayFamily for Routine {}
// SAFETY: as above; blocks are freed with the layout that they were made with, which these tests
// keep to.
unsafe impl FreeByPointer for Routine {}

/// A vector's way out of Rust, and its way in.
struct Way<T> {
    name: &'static str,
    out: fn(ExVec<T, Routine>) -> (*mut T, usize, usize),
    back: Entry<T>,
}

fn ways<T>() -> [Way<T>; 3] {
    [
        Way {
            name: "cpp_array",
            out: ExVec::into_cpp_array,
            back: ExVec::<T, Routine>::from_cpp_array,
        },
        Way {
            name: "cpp_operator_new",
            out: ExVec::into_cpp_operator_new,
            back: ExVec::<T, Routine>::from_cpp_operator_new,
        },
        Way { name: "malloc", out: ExVec::into_malloc, back: ExVec::<T, Routine>::from_malloc },
    ]
}

/// A vector's way in.
type Entry<T> = unsafe fn(*mut T, usize, usize, Routine) -> ExVec<T, Routine>;

/// All ways in.
fn entries<T>() -> Vec<Entry<T>> {
    let mut entries: Vec<_> = ways().into_iter().map(|way| way.back).collect();
    entries.push(ExVec::<T, Routine>::from_free_with);
    entries
}

#[repr(align(64))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line([u8; 64]);

#[test]
fn a_vector_without_a_block_is_null_and_asks_nothing() {
    fn check<T>() {
        for way in ways::<T>() {
            let (routine, diary) = Routine::new();
            let (ptr, length, capacity) = (way.out)(ExVec::new(routine));
            assert!(ptr.is_null(), "{}: {ptr:?}", way.name);
            assert_eq!((length, capacity), (0, 0), "{}", way.name);
            assert_eq!(*diary.borrow(), [Event::End], "{}", way.name);
        }
    }
    check::<u8>();
    check::<u64>();
    check::<Line>();
}

#[test]
fn length_and_capacity_cross_in_both_directions() {
    for way in ways::<u32>() {
        let (routine, diary) = Routine::new();
        let mut v = ExVec::try_with_capacity(10, routine).unwrap();
        v.try_extend_from_slice(&[1, 2, 3]).unwrap();
        let inside = v.as_ptr();
        let (ptr, length, capacity) = (way.out)(v);
        assert_eq!((ptr.cast_const(), length, capacity), (inside, 3, 10), "{}", way.name);
        let ten = Layout::array::<u32>(10).unwrap();
        assert_eq!(*diary.borrow(), [Event::Alloc(ten), Event::End], "{}", way.name);

        let (routine, diary) = Routine::new();
        // SAFETY: what was handed over, once.
        let v = unsafe { (way.back)(ptr, length, capacity, routine) };
        assert_eq!((&v[..], v.capacity()), (&[1, 2, 3][..], 10), "{}", way.name);
        drop(v);
        let freed = Event::Dealloc(ptr.addr(), ten);
        assert_eq!(*diary.borrow(), [freed, Event::End], "{}", way.name);
    }
}

#[test]
fn an_adopted_block_grows_and_goes_back() {
    for way in ways::<Line>() {
        let (routine, diary) = Routine::new();
        let made = Routine::foreign::<Line>(2);
        // SAFETY: two zeroed elements, made with that layout, nobody else's.
        let mut v = unsafe { (way.back)(made, 2, 2, routine) };
        v.try_push(Line([7; 64])).unwrap();
        assert_eq!(v[..], [Line([0; 64]), Line([0; 64]), Line([7; 64])], "{}", way.name);
        let grown = Layout::array::<Line>(v.capacity()).unwrap();
        let (ptr, length, capacity) = (way.out)(v);
        let freed = Event::Dealloc(made.addr(), Layout::array::<Line>(2).unwrap());
        assert_eq!(*diary.borrow(), [Event::Alloc(grown), freed, Event::End], "{}", way.name);
        // SAFETY: what was handed over, once.
        drop(unsafe { (way.back)(ptr, length, capacity, Routine::default()) });
    }
}

#[test]
fn a_block_without_capacity_is_freed_at_once() {
    fn check<T>() {
        for entry in entries::<T>() {
            let (routine, diary) = Routine::new();
            let made = Routine::foreign::<T>(0);
            // SAFETY: a block of no size, nobody else's.
            let v = unsafe { entry(made, 0, 0, routine) };
            let freed = Event::Dealloc(made.addr(), Layout::new::<[T; 0]>());
            assert_eq!(diary.borrow()[..], *core::slice::from_ref(&freed));
            assert_eq!(v.capacity(), 0);
            drop(v);
            assert_eq!(*diary.borrow(), [freed, Event::End]);
        }
    }
    check::<u8>();
    check::<Line>();
}

#[test]
fn null_without_capacity_is_an_empty_vector() {
    for entry in entries::<u16>() {
        let (routine, diary) = Routine::new();
        // SAFETY: null, without capacity.
        let mut v = unsafe { entry(ptr::null_mut(), 0, 0, routine) };
        assert!(diary.borrow().is_empty());
        v.try_push(9).unwrap();
        assert_eq!(v[..], [9]);
    }
}

#[test]
#[cfg(debug_assertions)]
fn null_with_capacity_is_noticed_in_debug_builds() {
    for entry in entries::<u16>() {
        let outcome = std::panic::catch_unwind(|| {
            // SAFETY: none: null has no room. Debug builds look before they use it.
            let _ = unsafe { entry(ptr::null_mut(), 0, 4, Routine::default()) };
        });
        let message = *outcome.unwrap_err().downcast::<String>().unwrap();
        assert_eq!(message, "a null pointer has no capacity (is 4): did the allocation fail?");
    }
}

#[test]
#[cfg(debug_assertions)]
fn more_elements_than_room_are_noticed_in_debug_builds() {
    for entry in entries::<u16>() {
        let mut block = [0_u16; 4];
        let ptr = block.as_mut_ptr();
        let outcome = std::panic::catch_unwind(|| {
            // SAFETY: none: two elements have no room in one. Debug builds look before they use it.
            let _ = unsafe { entry(ptr, 2, 1, Routine::default()) };
        });
        let message = *outcome.unwrap_err().downcast::<String>().unwrap();
        assert_eq!(message, "length (is 2) is above capacity (is 1)");
    }
}

#[test]
fn boxes_cross_both_ways() {
    type Out = fn(ExBox<u64, Routine>) -> *mut u64;
    type Back = unsafe fn(*mut u64, Routine) -> Option<ExBox<u64, Routine>>;
    let single: (Out, Back) = (ExBox::into_cpp_single, ExBox::<u64, Routine>::from_cpp_single);
    let malloc: (Out, Back) = (ExBox::<u64, _>::into_malloc, ExBox::<u64, Routine>::from_malloc);
    for (out, back) in [single, malloc] {
        let (routine, diary) = Routine::new();
        let layout = Layout::new::<u64>();
        let ptr = out(ExBox::try_new(5, routine).unwrap());
        assert_eq!(*diary.borrow(), [Event::Alloc(layout), Event::End]);

        let (routine, diary) = Routine::new();
        // SAFETY: what was handed over, once.
        let b = unsafe { back(ptr, routine) }.unwrap();
        assert_eq!(*b, 5);
        drop(b);
        assert_eq!(*diary.borrow(), [Event::Dealloc(ptr.addr(), layout), Event::End]);
    }
}

#[test]
fn null_is_no_box() {
    type Back = unsafe fn(*mut u64, Routine) -> Option<ExBox<u64, Routine>>;
    let backs: [Back; 3] = [
        ExBox::<u64, Routine>::from_cpp_single,
        ExBox::<u64, Routine>::from_malloc,
        ExBox::<u64, Routine>::from_free_with,
    ];
    for back in backs {
        let (routine, diary) = Routine::new();
        // SAFETY: null.
        assert!(unsafe { back(ptr::null_mut(), routine) }.is_none());
        assert_eq!(*diary.borrow(), [Event::End]);
    }
}

#[test]
fn what_a_library_made_goes_to_its_function_with_the_value_dropped_first() {
    struct Says(Rc<RefCell<Vec<Event>>>);
    impl Drop for Says {
        fn drop(&mut self) {
            assert!(self.0.borrow().is_empty(), "freed before its value was dropped");
            self.0.borrow_mut().push(Event::Alloc(Layout::new::<Self>()));
        }
    }
    let (routine, diary) = Routine::new();
    let made = Routine::foreign::<Says>(1);
    // SAFETY: room for one, nobody else's.
    unsafe { made.write(Says(Rc::clone(&diary))) };
    // SAFETY: as above, and initialised.
    drop(unsafe { ExBox::from_free_with(made, routine) });
    let layout = Layout::new::<Says>();
    let expected = [Event::Alloc(layout), Event::Dealloc(made.addr(), layout), Event::End];
    assert_eq!(*diary.borrow(), expected);
}

#[test]
fn boxed_slices_cross() {
    let mut v = ExVec::try_with_capacity(3, Routine::default()).unwrap();
    v.try_extend_from_slice(&[1_u16, 2, 3]).unwrap();
    let (ptr, n) = ExBox::into_cpp_array(v.try_into_boxed_slice().unwrap());
    // SAFETY: what was handed over, once; its capacity is its length.
    let v = unsafe { ExVec::from_cpp_array(ptr, n, n, Routine::default()) };
    assert_eq!(v[..], [1, 2, 3]);

    let empty = ExVec::<u16, _>::new(Routine::default()).try_into_boxed_slice().unwrap();
    assert_eq!(ExBox::into_cpp_array(empty), (ptr::null_mut(), 0));
}

/// A reference is of the families of what it refers to; the block outlives it.
#[test]
fn a_block_by_reference_outlives_the_reference() {
    let (ptr, length, capacity) = {
        let routine = Routine::default();
        let mut v = ExVec::new(&routine);
        v.try_push(3_u32).unwrap();
        v.into_malloc()
    };
    // SAFETY: what was handed over, once.
    let v = unsafe { ExVec::from_malloc(ptr, length, capacity, Routine::default()) };
    assert_eq!(v[..], [3]);
}
