//! Whether every item that calls foreign code has a case: the sources say.

use crate::case::Case;
use crate::items::{EXEMPT, items};
use exalloc_tests::sources::{breaches, collections};
use std::collections::BTreeSet;
use std::path::Path;

const LACKS: &str = "calls foreign code, and no case lets that panic";

/// The items of all collections that call foreign code, exempt ones included.
fn all() -> BTreeSet<String> {
    collections().iter().flat_map(|(path, text)| items(path, text)).collect()
}

/// Those that need a case: not what is exempt, and not what the macros call, by two underscores,
/// since they have cases themselves.
fn required() -> BTreeSet<String> {
    let is_exempt = |item: &String| {
        item.contains("::__") || EXEMPT.iter().any(|(_, names)| names.contains(&item.as_str()))
    };
    all().into_iter().filter(|item| !is_exempt(item)).collect()
}

/// All cases that this build has.
fn cases() -> Vec<&'static Case> {
    let cases = [
        crate::vec::CASES,
        crate::vec_exchange::CASES,
        crate::boxed::CASES,
        crate::box_moves::CASES,
        crate::box_traits::CASES,
        crate::string::CASES,
        crate::ext::CASES,
    ];
    let cases = cases.into_iter().flatten();
    #[cfg(feature = "infallible")]
    let cases = cases.chain(crate::infallible::CASES).chain(crate::vec_traits::CASES);
    #[cfg(feature = "infallible")]
    let cases = cases
        .chain(crate::ext_infallible::CASES)
        .chain(crate::box_infallible::CASES)
        .chain(crate::string_infallible::CASES);
    cases.collect()
}

#[cfg(feature = "infallible")]
#[test]
fn every_item_that_calls_foreign_code_has_a_case() {
    let required = required();
    assert!(required.len() > 100, "the sources aren't read as they should be: {required:#?}");
    let breaches = breaches(&required, &cases(), LACKS);
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn what_is_exempt_is_there_and_listed_once() {
    let (all, mut seen) = (all(), BTreeSet::new());
    for name in EXEMPT.iter().flat_map(|(_, names)| *names) {
        assert!(all.contains(*name), "{name} is exempt, and no source has it");
        assert!(seen.insert(name), "{name} is exempt twice");
    }
    let both = cases().into_iter().find(|case| seen.contains(&case.item));
    assert!(both.is_none_or(|case| case.item == "unsize!"), "a case of what is exempt: {both:?}");
}

/// Errors aside, which only hold what they give back.
#[test]
fn every_public_type_is_looked_at() {
    for (path, text) in collections() {
        let names = text.lines().filter_map(|line| line.strip_prefix("pub struct "));
        for name in names {
            let end = name.find(['<', ' ', '(', ';', '{']).unwrap_or(name.len());
            let known =
                crate::items::OWNERS.contains(&&name[..end]) || name[..end].ends_with("Error");
            assert!(known || &name[..end] == "TryReserveErrorKind", "{}: {name}", path.display());
        }
    }
}

/// An item of each sort, as rustfmt writes them.
const PLANTED: &str = "\
impl<T, A: Allocator> ExVec<T, A> {
    /// Calls a closure: `fn quiet(&mut self)`.
    #[inline]
    pub fn planted<F>(&self, f: F)
    where
        F: FnMut(&T) -> bool,
    {
        f(&self[0]);
    }

    pub fn drops(&mut self) {}

    pub fn takes<const N: usize>(values: [T; N], alloc: A) -> Self {
        todo_later()
    }

    pub const fn moves(self) -> (*mut T, A) {}

    pub fn looks(&self) -> Option<&T> {}

    fn private(&mut self) {}

    pub(crate) fn inside(&mut self) {}
}

impl<T: Clone, A: Allocator> ExVec<T, A> {
    pub fn in_an_impl(&self) {}
}

impl<T, A: Allocator> ExBox<T, A>
where
    T: PartialEq,
{
    pub fn by_where(this: &Self) {}
}

impl<A: Allocator> ExString<A> {
    pub fn bytes(&mut self) {}

    pub unsafe fn ranged(&mut self, range: impl RangeBounds<usize>) {}
}

mod gated {
    impl<A: Allocator> Hash for ExString<A> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            state.write(self.as_bytes());
        }
    }
}

impl<T: Ord, A: Allocator> Eq for ExVec<T, A> {}

impl<T, A: Allocator> Drop for Hidden<T, A> {
    fn drop(&mut self) {}
}

impl<T, A: Allocator> Drop for Drain<'_, T, A> {
    fn drop(&mut self) {}
}
#[macro_export]
macro_rules! planted_macro {
    () => {};
}
macro_rules! of_the_file {
    () => {};
}
pub trait PlantedExt<T>: elements::Elements<T> {
    /// Calls a closure.
    fn asks<F: Fn() -> bool>(&self, f: F) -> bool {
        f()
    }

    #[track_caller]
    fn compares<A: Allocator>(&self, alloc: A)
    where
        T: Ord,
    {
        quiet()
    }

    fn moves(&mut self);

    fn looks(&self) -> Option<&T>;
}

pub trait Closed: search::Search {}

pub trait OfIterators: Iterator {
    fn consumes(self);
}
";

#[test]
fn items_are_found() {
    let found = items(Path::new("src/vec/planted.rs"), PLANTED);
    let expected = [
        "Drop for Drain",
        "ExBox::by_where",
        "ExString::ranged",
        "ExVec::drops",
        "ExVec::in_an_impl",
        "ExVec::planted",
        "ExVec::takes",
        "Hash for ExString",
        "OfIterators::consumes",
        "PlantedExt::asks",
        "PlantedExt::compares",
        "PlantedExt::moves",
        "planted_macro!",
    ];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let found = items(Path::new("src/string/planted.rs"), PLANTED);
    assert!(found.contains("Drop for string::Drain"), "{found:?}");
}

#[test]
fn an_omission_is_found() {
    let mut required = required();
    required.insert("ExVec::planted".into());
    let breaches = breaches(&required, &cases(), LACKS);
    let text = "ExVec::planted calls foreign code, and no case lets that panic";
    assert!(breaches.iter().any(|breach| breach == text), "{breaches:?}");
}

#[test]
fn a_case_without_an_item_is_found() {
    let stale = Case { item: "ExVec::planted", code: "v.planted()" };
    let breaches = breaches(&BTreeSet::new(), &[&stale], LACKS);
    assert_eq!(breaches, ["a case is named ExVec::planted, which no source has"]);
}
