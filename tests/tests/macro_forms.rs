//! The forms that `vec!` and `format!` have, in the macros that take an allocator.

use core::cell::Cell;
use exalloc::{BumpAllocator, ExString, ExVec, InlineBump, TryReserveError};
use exalloc::{try_ex_format, try_ex_vec};
use exalloc_tests::Heap;

#[test]
fn vectors_in_every_form() -> Result<(), TryReserveError> {
    let bump = InlineBump::<256>::new();
    let empty: ExVec<u8, _> = try_ex_vec![in Heap]?;
    let also: ExVec<u8, _> = try_ex_vec![in Heap;]?;
    assert_eq!((empty.len(), also.len()), (0, 0));
    assert_eq!(try_ex_vec![in &bump; 1]?, [1]);
    assert_eq!(try_ex_vec![in &bump; 1,]?, [1]);
    assert_eq!(try_ex_vec![in &bump; 1, 2, 3]?, [1, 2, 3]);
    assert_eq!(try_ex_vec![in &bump; 1, 2, 3,]?, [1, 2, 3]);
    assert_eq!(try_ex_vec!(in &bump; 1u8; 3)?, [1; 3]);
    assert_eq!(try_ex_vec! { in &bump; "a"; 1 + 1 }?, ["a"; 2]);
    assert_eq!(try_ex_vec![in &bump; [0; 2]; 2]?, [[0; 2]; 2]);
    assert_eq!(try_ex_vec![in InlineBumpOf::get(&bump); 1, if true { 2 } else { 3 }]?, [1, 2]);
    // A name of the macro's own isn't seen by the elements.
    let alloc = 7;
    assert_eq!(try_ex_vec![in &bump; alloc, alloc + 1]?, [7, 8]);
    assert_eq!(try_ex_vec![in &bump; alloc; 2]?, [7, 7]);
    Ok(())
}

struct InlineBumpOf;

impl InlineBumpOf {
    const fn get(bump: &InlineBump<256>) -> &InlineBump<256> {
        bump
    }
}

#[test]
fn the_allocator_is_evaluated_once_and_first() -> Result<(), TryReserveError> {
    let order = Cell::new(0);
    let at = |place| {
        assert_eq!(order.replace(place + 1), place);
        place
    };
    let heap = |place| {
        at(place);
        Heap
    };
    assert_eq!(try_ex_vec![in heap(0); at(1), at(2)]?, [1, 2]);
    assert_eq!(try_ex_vec![in heap(3); at(4); 2]?, [4, 4]);
    let none: ExVec<u8, _> = try_ex_vec![in heap(5)]?;
    assert!(none.is_empty());
    Ok(())
}

#[test]
fn formats_in_every_form() -> Result<(), TryReserveError> {
    let (name, width, precision) = ("Ada", 6, 2);
    macro_rules! same {
        ($($args:tt)*) => {
            assert_eq!(try_ex_format!(in Heap, $($args)*)?, *format!($($args)*));
        };
    }
    same!("");
    same!("plain");
    same!("plain",);
    same!("{{}}");
    same!("{}", 1);
    same!("{}", 1,);
    same!("{} {0} {1:?}", 1, "two");
    same!("{name}");
    same!("{name:>width$}|{:.precision$}|{:+.*}", 1.0, 3, 2.5);
    same!("{name:?} {x}, {y:#x}", x = 1, y = 255);
    same!("{x}", x = name,);
    same!(concat!("a", "{}"), 1);
    same!(concat!("a", "b"));
    same!(r#"{name} "raw" {}"#, 'x');
    same!(
        "over \
         lines {}",
        name
    );
    // The braces of the macro are as one likes.
    assert_eq!(try_ex_format! { in Heap, "{name}" }?, "Ada");
    assert_eq!(try_ex_format![in Heap, "{name}"]?, "Ada");
    let bump = InlineBump::<64>::new();
    assert_eq!(try_ex_format!(in &bump, "{name}",)?, "Ada");
    Ok(())
}

#[test]
fn what_fails_is_an_error() {
    let nothing = BumpAllocator::new(&mut []);
    assert_eq!(try_ex_vec![in &nothing; 1, 2].unwrap_err().value, [1, 2]);
    assert_eq!(try_ex_vec![in &nothing; 'x'; 2].unwrap_err().value, 'x');
    assert!(try_ex_format!(in &nothing, "{}", 1).is_err());
    assert!(try_ex_format!(in &nothing, "plain").is_err());
    let empty: Result<ExVec<u8, _>, TryReserveError> = try_ex_vec![in &nothing];
    assert!(empty.is_ok());
    let empty: Result<ExString<_>, TryReserveError> = try_ex_format!(in &nothing, "");
    assert!(empty.is_ok());
}

#[cfg(feature = "infallible")]
mod infallible {
    use super::*;
    use exalloc::{ex_format, ex_vec};

    #[test]
    fn each_form_has_its_twin() {
        let bump = InlineBump::<256>::new();
        let empty: ExVec<u8, _> = ex_vec![in Heap];
        let also: ExVec<u8, _> = ex_vec![in Heap;];
        assert_eq!((empty.len(), also.len()), (0, 0));
        assert_eq!(ex_vec![in &bump; 1], [1]);
        assert_eq!(ex_vec![in &bump; 1,], [1]);
        assert_eq!(ex_vec![in &bump; 1, 2, 3], vec![1, 2, 3][..]);
        assert_eq!(ex_vec![in &bump; 1, 2, 3,], vec![1, 2, 3][..]);
        assert_eq!(ex_vec!(in &bump; 1u8; 3), vec![1; 3][..]);
        assert_eq!(ex_vec! { in &bump; "a"; 1 + 1 }, vec!["a"; 1 + 1][..]);
        let alloc = 7;
        assert_eq!(ex_vec![in &bump; alloc, alloc + 1], [7, 8]);
        assert_eq!(ex_vec![in &bump; alloc; 2], [7, 7]);

        let (name, width) = ("Ada", 6);
        assert_eq!(ex_format!(in Heap, ""), "");
        assert_eq!(ex_format!(in Heap, "plain",), "plain");
        assert_eq!(ex_format!(in &bump, "{name:>width$}"), "   Ada");
        assert_eq!(ex_format!(in &bump, "{} {x:?}", 1, x = name,), "1 \"Ada\"");
        assert_eq!(ex_format!(in &bump, concat!("a", "{}"), 1), "a1");
        assert_eq!(ex_format! { in Heap, "{{{name}}}" }, "{Ada}");
    }
}
