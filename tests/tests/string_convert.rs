//! Strings made of other things, and other things of strings, as with `String`; and strings that
//! move to another allocator.

use core::ops::{Index, IndexMut};
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{Allocator, ExString, InlineBump};
use exalloc::{TryIntoAllocError, TryReserveErrorKind};
use exalloc_tests::{Heap, has};
#[cfg(feature = "alloc")]
use std::borrow::Cow;

type Plain = ExString<Heap>;

fn text(s: &str) -> Plain {
    ExString::try_from_str_in(s, Heap).unwrap()
}

#[test]
fn parts_by_index() {
    let mut s = text("Grüße");
    let std = String::from("Grüße");
    assert_eq!((&s[..], &s[2..], &s[..2], &s[2..=5], &s[1..1]), ("Grüße", "üße", "Gr", "üß", ""));
    assert_eq!(s[2..4], std[2..4]);
    s[..2].make_ascii_uppercase();
    assert_eq!(s, "GRüße");
    assert_eq!(Index::index(&s, 2..), "üße");
    IndexMut::index_mut(&mut s, ..).make_ascii_lowercase();
    assert_eq!(s, "grüße");
    fn first<S: Index<core::ops::RangeTo<usize>, Output = str>>(s: &S) -> &str {
        &s[..1]
    }
    assert_eq!((first(&s), first(&std)), ("g", "G"));
}

#[cfg(feature = "alloc")]
#[test]
fn cows_are_text() {
    let s = text("Ada");
    for cow in [Cow::Borrowed("Ada"), Cow::Owned(String::from("Ada"))] {
        let pair = (text("Ada"), text("Adb"));
        assert_eq!(
            (s == cow, cow == pair.0, pair.1 == cow, cow == pair.1),
            (true, true, false, false)
        );
    }
    let lent = Cow::from(&s);
    assert!(matches!(lent, Cow::Borrowed(text) if text.as_ptr() == s.as_ptr()));
    fn owned<'a>(text: impl Into<Cow<'a, str>>) -> String {
        text.into().into_owned()
    }
    assert_eq!(owned(&s), "Ada");
}

#[test]
fn text_into_another_allocator() {
    let strict = CheckedAllocator::new(Heap);
    let bump = InlineBump::<64>::new();
    let mut s = ExString::try_with_capacity(20, &bump).unwrap();
    s.try_push_str("Grüße").unwrap();
    let at = s.as_ptr();

    let nothing = FailingAllocator::always(&strict);
    let TryIntoAllocError { value: s, alloc, error, .. } = s.try_into_alloc(&nothing).unwrap_err();
    assert!(core::ptr::eq(alloc, &nothing));
    let TryReserveErrorKind::AllocError { layout, .. } = error.kind() else { panic!("{error}") };
    assert_eq!(layout.size(), 7);
    assert_eq!((s.as_str(), s.capacity(), s.as_ptr()), ("Grüße", 20, at));

    let s = s.try_into_alloc(&strict).unwrap();
    drop(bump);
    assert_eq!((s.as_str(), s.capacity(), strict.live_bytes()), ("Grüße", 7, 7));
    let s = s.try_into_alloc(Heap).unwrap();
    assert_eq!((s.as_str(), strict.live_bytes()), ("Grüße", 0));
    let s = ExString::new(Heap).try_into_alloc(&nothing).unwrap_or_else(|_| panic!("{s}"));
    assert_eq!((s.capacity(), s.as_str()), (0, ""));
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn text_that_forgets_its_allocator() {
    let strict = CheckedAllocator::new(Heap);
    let s = ExString::try_from_str_in("Ada", &strict).unwrap();
    let at = s.as_ptr();
    let mut s: ExString<&dyn Allocator> = s.erase_alloc();
    assert_eq!((s.as_ptr(), s.as_str(), s.capacity()), (at, "Ada", 3));
    s.try_push_str(" Lovelace").unwrap();
    drop(s);
    assert_eq!(strict.live_blocks(), 0);
    strict.finish().unwrap();

    // In one list with others, and as long as what is erased.
    let bump = &InlineBump::<64>::new();
    let near = ExString::try_from_str_in("near", &bump).unwrap();
    let all = [near.erase_alloc(), ExString::try_from_str_in("far", &Heap).unwrap().erase_alloc()];
    assert_eq!(all.iter().map(ExString::as_str).collect::<String>(), "nearfar");

    let s = ExString::try_from_str_in("sent", &Heap).unwrap().erase_alloc_sync();
    assert!(has!(ExString<&'static (dyn Allocator + Sync)>: Send + Sync));
    assert!(!has!(ExString<&'static dyn Allocator>: Send));
    let s = std::thread::spawn(move || s).join().unwrap();
    assert_eq!(s, "sent");
}

#[cfg(feature = "std")]
#[test]
fn what_std_takes_text_for() {
    use std::ffi::OsStr;
    use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
    use std::path::Path;

    let s = text("127.0.0.1:0");
    let local: Vec<SocketAddr> = s.to_socket_addrs().unwrap().collect();
    assert_eq!(local, ["127.0.0.1:0".parse().unwrap()]);
    assert!(TcpListener::bind(&s).is_ok());
    let wrong = text("no port").to_socket_addrs().unwrap_err();
    assert_eq!(wrong.to_string(), "no port".to_socket_addrs().unwrap_err().to_string());

    let path: &Path = s.as_ref();
    let name: &OsStr = s.as_ref();
    assert_eq!((path, name), (Path::new("127.0.0.1:0"), OsStr::new("127.0.0.1:0")));
    assert!(!std::fs::exists(text("/no/such/file")).unwrap());
}

#[cfg(all(feature = "infallible", feature = "alloc"))]
mod infallible {
    use super::*;
    use exalloc::ExBox;

    #[test]
    fn from_what_string_is_from() {
        let mut word = String::from("Ada");
        assert_eq!(Plain::from(word.as_mut_str()), *String::from(word.clone().as_mut_str()));
        for ch in ['a', 'ß', '→', '😀'] {
            let s = Plain::from(ch);
            assert_eq!((s.as_str(), s.capacity()), (&*String::from(ch), ch.len_utf8()));
        }
        assert_eq!(Plain::from(Cow::Borrowed("Ada")), "Ada");
        assert_eq!(Plain::from(Cow::<str>::Owned(word)), "Ada");
        let s: Plain = "Ada".into();
        let copy = Plain::from(&s);
        assert_eq!(copy, s);
        assert_ne!(copy.as_ptr(), s.as_ptr());
        let b: ExBox<str, Heap> = s.into();
        assert_eq!(&*b, "Ada");
        assert_eq!(Plain::from(b), copy);
    }

    /// A copy belongs to the same allocator.
    #[test]
    fn a_copy_of_a_reference_is_on_a_clone_of_the_allocator() {
        let strict = CheckedAllocator::new(Heap);
        let s = ExString::from_str_in("Ada", &strict);
        let copy = ExString::from(&s);
        assert_eq!(strict.live_blocks(), 2);
        let copy = copy.into_alloc(Heap);
        assert_eq!((strict.live_blocks(), copy == s), (1, true));
        drop(s);
        strict.finish().unwrap();
    }
}
