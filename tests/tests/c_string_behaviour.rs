//! What a C string does, in the words of `CString` where that has any.

use core::cell::Cell;
use core::ffi::CStr;
use core::hash::BuildHasher;
use exalloc::c_string::TryNewError;
use exalloc::testing::CheckedAllocator;
use exalloc::{
    Allocator, ArenaAllocator, ExCString, ExString, ExVec, FreeWith, InlineBump,
    TryReserveErrorKind,
};
use exalloc_tests::{Heap, has};
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::error::Error;
use std::ffi::CString;
use std::hash::RandomState;
use std::rc::Rc;

type Plain = ExCString<Heap>;

const _: () = {
    let word = size_of::<usize>();
    assert!(size_of::<Plain>() == 2 * word);
    assert!(size_of::<Option<Plain>>() == 2 * word);
    assert!(size_of::<ExCString<&Heap>>() == 3 * word);
    assert!(size_of::<ExCString<&dyn Allocator>>() == 4 * word);
};

fn plain(text: &CStr) -> Plain {
    ExCString::try_from_c_str_in(text, Heap).unwrap()
}

fn vec(bytes: &[u8], cap: usize) -> ExVec<u8, Heap> {
    let mut v = ExVec::try_with_capacity(cap, Heap).unwrap();
    v.try_extend_from_slice(bytes).unwrap();
    v
}

#[test]
fn threads_and_variance() {
    assert!(has!(Plain: Send + Sync));
    assert!(!has!(ExCString<&'static dyn Allocator>: Send));
    assert!(!has!(ExCString<&'static ArenaAllocator<Heap>>: Send));
    assert!(has!(ExCString<ArenaAllocator<Heap>>: Send));
    fn _covariant<'a>(s: ExCString<&'static Heap>) -> ExCString<&'a Heap> {
        s
    }
}

#[test]
fn anything_that_lends_bytes_is_copied_with_a_nul_behind() {
    let owned = String::from("Ada");
    assert_eq!(ExCString::try_new("Ada", Heap).unwrap(), c"Ada");
    assert_eq!(ExCString::try_new(owned, Heap).unwrap(), c"Ada");
    assert_eq!(ExCString::try_new(b"A\xFF", Heap).unwrap(), c"A\xFF");
    assert_eq!(ExCString::try_new(vec(b"Ada", 9), Heap).unwrap(), c"Ada");
    assert_eq!(ExCString::try_new("", Heap).unwrap(), c"");
    let all: Vec<u8> = (1..=255).collect();
    assert_eq!(ExCString::try_new(&all, Heap).unwrap().as_bytes(), all);
}

#[test]
fn a_nul_inside_is_named_and_the_bytes_come_back() {
    for (text, at) in [("\0", 0), ("A\0da", 1), ("Ada\0", 3), ("A\0d\0", 1)] {
        let error = ExCString::try_new(String::from(text), Heap).unwrap_err();
        let std = CString::new(text).unwrap_err();
        assert_eq!((at, error.to_string()), (std.nul_position(), std.to_string()));
        let TryNewError::Nul(error) = error else { panic!("{error:?}") };
        assert_eq!((error.nul_position(), error.into_bytes()), (at, String::from(text)));
    }
}

#[test]
fn errors_are_shown_without_what_they_hold() {
    struct Opaque;
    impl AsRef<[u8]> for Opaque {
        fn as_ref(&self) -> &[u8] {
            b"A\0"
        }
    }
    fn show<E: Error>(error: E) -> [String; 2] {
        [format!("{error:?}"), error.to_string()]
    }
    let error = ExCString::try_new(Opaque, Heap).map(drop).unwrap_err();
    assert_eq!(
        show(error),
        ["Nul(NulError { position: 1, .. })", "nul byte found in provided data at position: 1"]
    );
    let error = ExCString::try_from_vec_with_nul(vec(b"A", 1)).unwrap_err();
    assert_eq!(
        show(error),
        [
            "Nul(FromVecWithNulError { position: None, bytes: [65] })",
            "data provided is not nul terminated"
        ]
    );
    let error = ExCString::try_new("Ada", &InlineBump::<2>::new()).unwrap_err();
    assert!(
        error
            .source()
            .is_some_and(|cause| cause.to_string().starts_with("no memory for a block of 4 bytes"))
    );
    let TryNewError::NoRoom(failed) = error else { panic!("{error:?}") };
    let TryReserveErrorKind::AllocError { layout, .. } = failed.error.kind() else { panic!() };
    assert_eq!((layout.size(), failed.value), (4, "Ada"));
    let error = plain(c"A\xFF").into_string().unwrap_err();
    assert_eq!(
        show(error),
        [
            "IntoStringError { c_string: \"A\\xff\", error: Utf8Error { valid_up_to: 1, error_len: Some(1) } }",
            "C string contained non-utf8 bytes"
        ]
    );
}

/// Bytes that are others each time.
#[derive(Debug)]
struct Changing(Cell<bool>);

impl AsRef<[u8]> for Changing {
    fn as_ref(&self) -> &[u8] {
        if self.0.replace(true) { b"two\0three\0" } else { b"one" }
    }
}

#[test]
fn bytes_are_asked_for_once() {
    let s = ExCString::try_new(Changing(Cell::new(false)), Heap).unwrap();
    assert_eq!(s, c"one");
    let error = ExCString::try_new(Changing(Cell::new(true)), Heap).unwrap_err();
    assert_eq!(error.to_string(), "nul byte found in provided data at position: 3");
}

#[test]
fn a_vector_keeps_its_block_where_the_nul_fits() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::try_with_capacity(4, &strict).unwrap();
    v.try_extend_from_slice(b"Ada").unwrap();
    let (block, requests) = (v.as_ptr(), strict.requests());
    let s = ExCString::try_from_vec(v).unwrap();
    assert_eq!((s.as_ptr().cast(), strict.requests()), (block, requests));
    // And on the way back. The NUL's place remains.
    let v = s.into_bytes();
    assert_eq!((v.as_ptr(), &v[..], v.capacity()), (block, &b"Ada"[..], 4));
    let s = ExCString::try_from_vec(v).unwrap();
    let v = s.into_bytes_with_nul();
    assert_eq!((v.as_ptr(), &v[..], v.capacity()), (block, &b"Ada\0"[..], 4));
    let s = ExCString::try_from_vec_with_nul(v).unwrap();
    let s = s.into_string().unwrap();
    assert_eq!((s.as_ptr(), s.as_str(), s.capacity()), (block, "Ada", 4));
    let s = s.try_into_c_string().unwrap();
    assert_eq!((s.as_ptr().cast(), strict.requests()), (block, requests));
    drop(s);
    assert_eq!(strict.deallocs(), 1);
    strict.finish().unwrap();
}

#[test]
fn a_vector_changes_its_size_once_at_most() {
    for (len, cap) in [(0, 0), (3, 3), (3, 4), (3, 5), (3, 100), (0, 10)] {
        let strict = CheckedAllocator::new(Heap);
        let mut v = ExVec::try_with_capacity(cap, &strict).unwrap();
        v.try_extend_from_slice(&b"Ada"[..len]).unwrap();
        let blocks = strict.deallocs();
        let s = ExCString::try_from_vec(v).unwrap();
        // The layout is that of the bytes, which `from_raw_parts` counts on.
        assert_eq!((s.as_bytes(), strict.live_bytes()), (&b"Ada"[..len], len + 1));
        // The heap moves a block to change its size.
        let moved = u64::from(cap != 0 && cap != len + 1);
        assert_eq!(strict.deallocs() - blocks, moved, "{len} of {cap}");
        drop(s);
        strict.finish().unwrap();
    }
}

#[test]
fn a_vector_with_a_nul_in_the_wrong_place_comes_back() {
    for bytes in [&b""[..], b"A", b"A\0a\0", b"\0\0", b"A\0a"] {
        let error = ExCString::try_from_vec_with_nul(vec(bytes, 7)).unwrap_err();
        let std = CString::from_vec_with_nul(bytes.into()).unwrap_err();
        assert_eq!(error.to_string(), std.to_string());
        let TryNewError::Nul(error) = error else { panic!("{error:?}") };
        let at = bytes.iter().position(|&b| b == 0);
        assert_eq!((error.nul_position(), error.as_bytes()), (at, bytes));
        assert_eq!(error.into_bytes().capacity(), 7);
    }
    let s = ExCString::try_from_vec_with_nul(vec(b"\0", 7)).unwrap();
    assert!(s.is_empty());
}

#[test]
fn unchecked_forms_take_what_they_get() {
    // SAFETY: no NUL.
    let s = unsafe { ExCString::try_from_vec_unchecked(vec(b"Ada", 3)) }.unwrap();
    assert_eq!(s, c"Ada");
    // SAFETY: one NUL, the last.
    let s = unsafe { ExCString::try_from_vec_with_nul_unchecked(vec(b"Ada\0", 9)) }.unwrap();
    assert_eq!(s, c"Ada");
}

#[test]
fn what_it_lends() {
    let s = plain(c"Ada");
    assert_eq!((s.as_c_str(), s.count_bytes()), (c"Ada", 3));
    assert_eq!((s.as_bytes(), s.as_bytes_with_nul()), (&b"Ada"[..], &b"Ada\0"[..]));
    assert_eq!(AsRef::<CStr>::as_ref(&s), c"Ada");
    assert_eq!(Borrow::<CStr>::borrow(&s), c"Ada");
    // SAFETY: a C string, which `s` keeps.
    assert_eq!(unsafe { CStr::from_ptr(s.as_ptr()) }, c"Ada");
    let text = c"\"\n\\\x7F\xC3\xBC";
    assert_eq!(format!("{:?}", plain(text)), format!("{:?}", CString::from(text)));
}

#[test]
fn comparisons_and_hashes_are_those_of_the_c_str() {
    let texts = [c"", c"A", c"Ada", c"B", c"\x7F", c"\x80", c"\xFF"];
    let hasher = RandomState::new();
    for a in texts {
        for b in texts {
            let (x, y) = (plain(a), ExCString::try_from_c_str_in(b, &Heap).unwrap());
            assert_eq!(x == y, a == b);
            assert_eq!((x == *b, x == b, *a == y, a == y), (a == b, a == b, a == b, a == b));
            assert_eq!(x.partial_cmp(&y), a.partial_cmp(b));
            assert_eq!(x.cmp(&plain(b)), a.cmp(b));
        }
        assert_eq!(hasher.hash_one(plain(a)), hasher.hash_one(a));
    }
    let set: BTreeSet<Plain> = texts.into_iter().map(plain).collect();
    assert!(texts.into_iter().all(|text| set.contains(text)));
    assert!(!set.contains(c"C"));
}

#[test]
fn copies_are_on_the_allocator_they_are_told() {
    let (one, other) = (CheckedAllocator::new(Heap), CheckedAllocator::new(Heap));
    let s = ExCString::try_from_c_str_in(c"Ada", &one).unwrap();
    let t = s.try_clone().unwrap();
    let u = s.try_clone_in(&other).unwrap();
    assert_eq!((&t, u.as_c_str()), (&s, c"Ada"));
    assert!(core::ptr::eq(*t.allocator(), &one) && core::ptr::eq(*u.allocator(), &other));
    assert_eq!((one.live_bytes(), other.live_bytes()), (8, 4));
    drop((s, t, u));
    one.finish().unwrap();
    other.finish().unwrap();
}

#[test]
fn taken_apart_and_put_together_it_is_the_same_block() {
    let strict = CheckedAllocator::new(Heap);
    let s = ExCString::try_from_c_str_in(c"Ada", &strict).unwrap();
    let inside = s.as_ptr();
    let (ptr, alloc) = s.into_raw_parts();
    assert_eq!((ptr.cast_const(), strict.deallocs()), (inside, 0));
    // SAFETY: within the block, and not zero.
    unsafe { ptr.cast::<u8>().write(b'I') };
    // SAFETY: the parts of one C string, used once; the NUL is where it was.
    let s = unsafe { ExCString::from_raw_parts(ptr, alloc) };
    assert_eq!(s, c"Ida");
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn an_allocator_by_value_moves_along_and_ends_once() {
    struct Ends(Rc<Cell<u32>>);
    // SAFETY: forwarded to `Heap`.
    unsafe impl Allocator for Ends {
        unsafe fn alloc(&self, layout: core::alloc::Layout) -> Option<core::ptr::NonNull<u8>> {
            // SAFETY: forwarded.
            unsafe { Heap.alloc(layout) }
        }
        unsafe fn dealloc(&self, ptr: core::ptr::NonNull<u8>, layout: core::alloc::Layout) {
            assert_eq!(self.0.get(), 0, "freed by an allocator that is gone");
            // SAFETY: forwarded.
            unsafe { Heap.dealloc(ptr, layout) }
        }
    }
    impl Drop for Ends {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let ends = Rc::new(Cell::new(0));
    let s = ExCString::try_new("Ada", Ends(Rc::clone(&ends))).unwrap_or_else(|_| panic!());
    let s = ExCString::try_from_vec(s.into_bytes()).unwrap_or_else(|_| panic!());
    let s = s.into_string().unwrap().try_into_c_string().unwrap_or_else(|_| panic!());
    let (ptr, alloc) = s.into_raw_parts();
    assert_eq!(ends.get(), 0);
    // SAFETY: the parts of one C string, used once.
    drop(unsafe { ExCString::from_raw_parts(ptr, alloc) });
    assert_eq!(ends.get(), 1);
    assert!(ExCString::try_new("A\0", Ends(Rc::clone(&ends))).is_err());
    assert_eq!(ends.get(), 2);
}

#[test]
fn leaked_text_lives_as_long_as_its_memory() {
    let mut arena = ArenaAllocator::new(CheckedAllocator::new(Heap));
    let name: &CStr = ExCString::try_new("Ada", &arena).unwrap().leak();
    assert_eq!(name, c"Ada");
    arena.reset();
}

#[test]
fn text_comes_and_goes() {
    let s = ExString::try_from_str_in("Grüße", Heap).unwrap().try_into_c_string().unwrap();
    assert_eq!(s.to_bytes(), "Grüße".as_bytes());
    let s: ExString<Heap> = s.try_into().unwrap();
    assert_eq!(s, "Grüße");
    let error = ExString::try_from(plain(c"Gr\xFC\xDFe")).unwrap_err();
    assert_eq!(error.utf8_error().valid_up_to(), 2);
    assert_eq!(error.into_c_string(), c"Gr\xFC\xDFe");
    let bytes: ExVec<u8, Heap> = plain(c"Ada").into();
    assert_eq!(bytes[..], *b"Ada");

    let s = ExString::try_from_str_in("Gr\0ße", Heap).unwrap();
    let error = s.try_into_c_string().unwrap_err();
    assert_eq!(error.to_string(), "nul byte found in provided data at position: 2");
    assert_eq!(error.into_bytes(), "Gr\0ße");
}

/// What only frees can't give a byte more; the text isn't lost by that.
#[test]
fn no_room_for_the_nul_in_a_block_that_cannot_grow() {
    let freed = Cell::new(0);
    let mut storage = *b"Ada and Charles";
    let block = storage.as_mut_ptr();
    let alloc = FreeWith::from_fn(|_| freed.set(freed.get() + 1));
    // SAFETY: all 15 bytes, which nobody uses until the vector is gone; ASCII.
    let mut full = unsafe { ExString::from_raw_parts(block, 15, 15, alloc) };
    let error = full.try_into_c_string().unwrap_err();
    let TryNewError::NoRoom(failed) = error else { panic!("{error:?}") };
    full = failed.value;
    assert_eq!((full.as_str(), full.capacity(), freed.get()), ("Ada and Charles", 15, 0));
    full.truncate(3);
    let s = full.try_into_c_string().unwrap();
    assert_eq!((s.as_c_str(), freed.get()), (c"Ada", 0));
    drop(s);
    assert_eq!(freed.get(), 1);
    assert_eq!(&storage[..4], b"Ada\0");
}

#[cfg(feature = "infallible")]
mod infallible {
    use super::{CStr, CString, ExCString, ExString, ExVec, Heap, Plain, plain, vec};
    use exalloc::testing::{CheckedAllocator, FailingAllocator};

    use exalloc_tests::panic_of;

    #[test]
    fn plain_forms() {
        assert_eq!(ExCString::new("Ada", Heap).unwrap(), c"Ada");
        assert_eq!(ExCString::new("A\0", Heap).unwrap_err().nul_position(), 1);
        assert_eq!(ExCString::from_vec(vec(b"Ada", 3)).unwrap(), c"Ada");
        assert_eq!(ExCString::from_vec(vec(b"\0", 3)).unwrap_err().into_bytes()[..], *b"\0");
        assert_eq!(ExCString::from_vec_with_nul(vec(b"Ada\0", 9)).unwrap(), c"Ada");
        assert!(ExCString::from_vec_with_nul(vec(b"Ada", 9)).is_err());
        let s = ExString::from_str_in("Ada", Heap);
        assert_eq!(s.into_c_string().unwrap(), c"Ada");
        let s = ExString::from_str_in("A\0", Heap);
        assert_eq!(s.into_c_string().unwrap_err().into_bytes(), "A\0");
        // SAFETY: no NUL.
        assert_eq!(unsafe { ExCString::from_vec_unchecked(vec(b"Ada", 3)) }, c"Ada");
        // SAFETY: one NUL, the last.
        assert_eq!(unsafe { ExCString::from_vec_with_nul_unchecked(vec(b"A\0", 3)) }, c"A");
        assert_eq!(plain(c"Ada").clone_in(&Heap), c"Ada");
        assert_eq!(Plain::default(), CString::default().as_c_str());
        assert_eq!(Plain::from(c"Ada"), c"Ada");
    }

    #[test]
    fn cloning_into_keeps_allocator_and_block_where_that_is_as_long() {
        let (one, other) = (CheckedAllocator::new(Heap), CheckedAllocator::new(Heap));
        let mut s = ExCString::new("Ada", &one).unwrap();
        let block = s.as_ptr();
        s.clone_from(&ExCString::new("Bob", &other).unwrap());
        assert_eq!((s.as_c_str(), s.as_ptr()), (c"Bob", block));
        s.clone_from(&ExCString::new("Charles", &other).unwrap());
        assert_eq!((s.as_c_str(), one.live_bytes()), (c"Charles", 8));
        assert!(core::ptr::eq(*s.allocator(), &one));
        drop((s.clone(), s));
        one.finish().unwrap();
        other.finish().unwrap();
    }

    /// On an allocator that refuses all but the first call, which makes what `f` gets.
    fn out_of_memory(
        f: impl FnOnce(ExVec<u8, &FailingAllocator<&CheckedAllocator<'static, Heap>>>),
    ) -> String {
        let strict = CheckedAllocator::new(Heap);
        let alloc = FailingAllocator::from_nth(&strict, 2);
        let mut v = ExVec::with_capacity(3, &alloc);
        v.try_extend_from_slice(b"Ada").unwrap();
        let message = panic_of(|| f(v));
        strict.finish().unwrap();
        message
    }

    #[test]
    fn out_of_memory_panics_in_our_words_and_leaks_nothing() {
        let words = "no memory for a block of 4 bytes aligned to 1";
        assert_eq!(out_of_memory(|v| drop(ExCString::from_vec(v))), words);
        assert_eq!(out_of_memory(|v| drop(ExCString::new("Ada", *v.allocator()))), words);
        assert_eq!(
            out_of_memory(|v| drop(ExCString::from_c_str_in(c"Ada", *v.allocator()))),
            words
        );
        assert_eq!(out_of_memory(|v| drop(ExString::from_utf8(v).unwrap().into_c_string())), words);
        // SAFETY: no NUL.
        assert_eq!(out_of_memory(|v| drop(unsafe { ExCString::from_vec_unchecked(v) })), words);
        assert_eq!(
            out_of_memory(|mut v| {
                v.truncate(1);
                v.push(0);
                drop(ExCString::from_vec_with_nul(v));
            }),
            "no memory for a block of 2 bytes aligned to 1"
        );
        let words = "no memory for a block of 3 bytes aligned to 1";
        let text: &CStr = c"Ad";
        assert_eq!(out_of_memory(|v| drop(ExCString::from_c_str_in(text, *v.allocator()))), words);
    }
}
