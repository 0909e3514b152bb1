//! C strings adopted and handed over: what is asked of the allocator, and when. What C and C++ make
//! of it is the business of `tests/handoff`.

use core::alloc::Layout;
use core::cell::RefCell;
use core::ffi::{CStr, c_char};
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use exalloc::{Allocator, CppNewArrayFamily, ExCString, FreeByPointer, MallocFamily};
use exalloc_tests::Heap;
use std::collections::BTreeMap;

#[derive(Default)]
struct Books {
    /// The blocks that live, by address, with what they were asked for.
    live: BTreeMap<usize, Layout>,
    /// What was given back: address, and the layout that came with it.
    freed: Vec<(usize, Layout)>,
    /// Addresses that were given back and weren't blocks.
    wrong: Vec<usize>,
}

thread_local! {
    static BOOKS: RefCell<Books> = RefCell::default();
}

/// A foreign heap of this thread, which stands for C's and C++'s.
///
/// It takes a block back by its address, whatever the layout, and writes down what came.
#[derive(Clone, Copy, Debug, Default)]
struct Foreign {
    /// Its blocks are those of one thread.
    thread: PhantomData<*const ()>,
}

const FOREIGN: Foreign = Foreign { thread: PhantomData };

// SAFETY: the blocks are those of `Heap`, under the layouts they were asked for with. What isn't a
// block of this thread is noted, and not forwarded. Nothing unwinds: the books are borrowed within
// the methods only.
unsafe impl Allocator for Foreign {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        let block = unsafe { Heap.alloc(layout) }?;
        BOOKS.with_borrow_mut(|books| books.live.insert(block.addr().get(), layout));
        Some(block)
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let address = ptr.addr().get();
        let asked = BOOKS.with_borrow_mut(|books| {
            books.freed.push((address, layout));
            let asked = books.live.remove(&address);
            if asked.is_none() {
                books.wrong.push(address);
            }
            asked
        });
        if let Some(asked) = asked {
            // SAFETY: a block of `Heap` with this layout, live until now.
            unsafe { Heap.dealloc(ptr, asked) }
        }
    }
}

// What the markers promise, for blocks of one thread, which no other can get at: 1. `Heap`'s blocks
// live until they are freed. 2. `dealloc` looks at the address only, so any layout fits that isn't
// larger. 3. Size zero included.
// SAFETY: as above.
unsafe impl MallocFamily for Foreign {}
// SAFETY: as above.
unsafe impl CppNewArrayFamily for Foreign {}
// SAFETY: as above.
unsafe impl FreeByPointer for Foreign {}

/// A block of exactly these bytes, as the other side allocates it.
fn foreign(bytes: &[u8]) -> *mut c_char {
    let layout = Layout::array::<u8>(bytes.len()).unwrap();
    // SAFETY: the size is above zero.
    let block = unsafe { FOREIGN.alloc(layout) }.expect("a small block");
    // SAFETY: as many bytes, just allocated.
    unsafe { block.as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    block.as_ptr().cast()
}

/// What was freed since the last call, as sizes.
#[track_caller]
fn freed() -> Vec<(usize, Layout)> {
    BOOKS.with_borrow_mut(|books| {
        assert_eq!(books.wrong, [], "freed, and no block");
        core::mem::take(&mut books.freed)
    })
}

#[track_caller]
fn nothing_is_live() {
    assert_eq!(BOOKS.with_borrow(|books| books.live.len()), 0);
}

type In<A> = unsafe fn(*mut c_char, A) -> Option<ExCString<A>>;
type Out<A> = fn(ExCString<A>) -> *mut c_char;

/// All ways in, and the way out of the same family, where there is one.
fn ways<A: MallocFamily + CppNewArrayFamily + FreeByPointer>() -> [(In<A>, Option<Out<A>>); 3] {
    [
        (ExCString::from_malloc, Some(ExCString::into_malloc)),
        (ExCString::from_cpp_array, Some(ExCString::into_cpp_array)),
        (ExCString::from_free_with, None),
    ]
}

#[test]
fn an_adopted_string_is_freed_once_with_the_layout_up_to_its_nul() {
    for (adopt, _) in ways() {
        for (bytes, text) in [
            (&b"Ada\0"[..], c"Ada"),
            (b"\0", c""),
            (b"Ada\0and more\0", c"Ada"),
            (b"\0\0\0\0", c""),
            (b"\xFF\x80\0", c"\xFF\x80"),
        ] {
            let ptr = foreign(bytes);
            // SAFETY: a C string that begins a block, nobody else's.
            let s = unsafe { adopt(ptr, FOREIGN) }.unwrap();
            assert_eq!((s.as_c_str(), s.as_ptr()), (text, ptr.cast_const()));
            assert_eq!(freed(), []);
            drop(s);
            let layout = Layout::array::<u8>(text.count_bytes() + 1).unwrap();
            assert_eq!(freed(), [(ptr.addr(), layout)]);
            nothing_is_live();
        }
    }
}

#[test]
fn null_is_no_string() {
    for (adopt, _) in ways() {
        // SAFETY: null.
        assert!(unsafe { adopt(ptr::null_mut(), FOREIGN) }.is_none());
        assert_eq!(freed(), []);
    }
}

#[test]
fn a_string_crosses_both_ways_and_may_change_there() {
    for (adopt, hand_over) in ways() {
        let Some(hand_over) = hand_over else { continue };
        let s = ExCString::try_new("Charles", FOREIGN).unwrap();
        let inside = s.as_ptr();
        let ptr = hand_over(s);
        assert_eq!((ptr.cast_const(), freed()), (inside, vec![]));
        // SAFETY: a C string until it is freed.
        assert_eq!(unsafe { CStr::from_ptr(ptr) }, c"Charles");
        // The other side makes it shorter.
        // SAFETY: within the block.
        unsafe { ptr.add(4).write(0) };
        // SAFETY: a C string that begins a block, nobody else's.
        let s = unsafe { adopt(ptr, FOREIGN) }.unwrap();
        assert_eq!(s, c"Char");
        drop(s);
        assert_eq!(freed(), [(ptr.addr(), Layout::new::<[u8; 5]>())]);
        nothing_is_live();
    }
}

#[test]
fn an_adopted_string_grows_and_goes_back() {
    for (adopt, hand_over) in ways() {
        let ptr = foreign(b"Ada\0");
        // SAFETY: a C string that begins a block, nobody else's.
        let s = unsafe { adopt(ptr, FOREIGN) }.unwrap();
        let mut text = s.into_string().unwrap();
        text.try_push_str(" and Charles").unwrap();
        assert_eq!(freed(), [(ptr.addr(), Layout::new::<[u8; 4]>())]);
        let s = text.try_into_c_string().unwrap();
        assert_eq!(s, c"Ada and Charles");
        freed();
        if let Some(hand_over) = hand_over {
            let ptr = hand_over(s);
            assert_eq!(freed(), []);
            // SAFETY: the other side frees its block.
            unsafe { FOREIGN.dealloc(NonNull::new(ptr.cast()).unwrap(), Layout::new::<u8>()) };
            freed();
        } else {
            drop(s);
            assert_eq!(freed().len(), 1);
        }
        nothing_is_live();
    }
}

/// A reference is of the families of what it refers to; the block outlives it.
#[test]
fn a_block_by_reference_outlives_the_reference() {
    for k in 0..2 {
        let ptr = {
            let local = Foreign::default();
            let s = ExCString::try_new("Ada", &local).unwrap();
            let (_, hand_over) = ways()[k];
            hand_over.unwrap()(s)
        };
        let (adopt, _) = ways()[k];
        // SAFETY: what was handed over, once.
        assert_eq!(unsafe { adopt(ptr, FOREIGN) }.unwrap(), c"Ada");
        assert_eq!(freed(), [(ptr.addr(), Layout::new::<[u8; 4]>())]);
    }
    nothing_is_live();
}

#[test]
fn an_adopted_string_that_panics_pass_by_is_freed_once() {
    let ptr = foreign(b"Ada\0");
    let outcome = std::panic::catch_unwind(|| {
        // SAFETY: a C string that begins a block, nobody else's.
        let s = unsafe { ExCString::from_malloc(ptr, FOREIGN) };
        assert_eq!(s.as_deref(), Some(c"Bob"));
    });
    assert!(outcome.is_err());
    assert_eq!(freed(), [(ptr.addr(), Layout::new::<[u8; 4]>())]);
    nothing_is_live();
}

/// The real thing: `strdup` and `free`.
#[test]
#[cfg(feature = "malloc")]
fn what_strdup_gives_is_adopted_and_what_is_handed_over_is_freed() {
    use core::ffi::c_void;
    use exalloc::MallocAllocator;
    unsafe extern "C" {
        #[cfg_attr(windows, link_name = "_strdup")]
        fn strdup(text: *const c_char) -> *mut c_char;
        fn free(block: *mut c_void);
    }
    // SAFETY: the argument is a C string.
    let copy = unsafe { strdup(c"from C".as_ptr()) };
    // SAFETY: null, or a C string that begins a block of C's heap, nobody else's.
    let copy = unsafe { ExCString::from_malloc(copy, MallocAllocator) }.expect("7 bytes");
    assert_eq!(copy, c"from C");
    let mut bytes = copy.into_bytes();
    bytes.try_extend_from_slice(b", and back").unwrap();
    let text = ExCString::try_from_vec(bytes).unwrap().into_malloc();
    // SAFETY: a C string until it is freed.
    assert_eq!(unsafe { CStr::from_ptr(text) }, c"from C, and back");
    // SAFETY: handed over to C, freed once.
    unsafe { free(text.cast()) };
}
