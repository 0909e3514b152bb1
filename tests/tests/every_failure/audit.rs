//! Whether every allocating item of the collections has a case: the sources say.
//!
//! An item, also a method of a public trait, is allocating if its name begins with `try_`, if the
//! feature `infallible` gates it, or if it implements a trait that has no other way to get room
//! ([`ALWAYS`]), or does without the room it asks for ([`CONTENT`]). A case counts if its code uses
//! the item, as far as the text shows.

use crate::case::Case;
use exalloc_tests::sources::{breaches, collections, subject};
use std::collections::BTreeSet;
use std::iter;
use std::path::{Path, PathBuf};

const LACKS: &str = "allocates, and no case runs it without memory";

/// Traits whose implementations allocate without being gated.
const ALWAYS: [&str; 3] = ["FromIteratorIn", "fmt::Write", "io::Write"];

/// Methods that ask for memory, and are content without.
const CONTENT: [&str; 2] = ["shrink_to", "shrink_to_fit"];

/// The allocating items of a source file; `gated` says whether the feature gates all of it.
fn items(source: &str, gated: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (mut owner, mut gate, mut inner, mut header) =
        (String::new(), false, false, None::<String>);
    let mut in_trait = false;
    for line in source.lines() {
        let code = line.trim();
        if code.starts_with("//") || code.is_empty() {
            continue;
        }
        // rustfmt closes what is at the top level in the first column.
        if line == "}" {
            (inner, in_trait) = (false, false);
        }
        if code == "#[cfg(feature = \"infallible\")]" {
            gate = true;
            continue;
        }
        if code.starts_with("#[") {
            continue;
        }
        if let Some(name) = line.strip_prefix("pub trait ") {
            let end = name.find(['<', ':', ' ']).unwrap_or(name.len());
            (owner, gate, in_trait) = (name[..end].to_string(), false, !line.ends_with('}'));
            continue;
        }
        if code.starts_with("impl") || code.starts_with("unsafe impl") {
            header = Some(String::new());
        }
        if let Some(text) = &mut header {
            text.push_str(code);
            text.push(' ');
            if !code.contains('{') {
                continue;
            }
            let (name, of_trait) = subject(text);
            let always = ALWAYS.iter().any(|of| Some(*of) == of_trait.as_deref());
            if let Some(of_trait) = of_trait.filter(|_| always || gate || gated || inner) {
                found.insert(format!("{of_trait} for {name}"));
            }
            (owner, header, gate) = (name, None, false);
            continue;
        }
        if let Some(name) = code.strip_prefix("macro_rules! ")
            && (gate || name.starts_with("try_"))
        {
            found.insert(format!("{}!", name.trim_end_matches(" {")));
        }
        let words = ["pub ", "const ", "unsafe ", "extern \"C\" "];
        let method = words.iter().fold(code, |code, word| code.strip_prefix(word).unwrap_or(code));
        let public = code.starts_with("pub ") || in_trait;
        if let Some(name) = method.strip_prefix("fn ").filter(|_| public) {
            let name: String =
                name.chars().take_while(|ch| ch.is_alphanumeric() || *ch == '_').collect();
            let named = name.starts_with("try_") || CONTENT.contains(&name.as_str());
            // Two underscores: for the macros, which have cases themselves.
            if (gate || gated || inner || named) && !name.starts_with("__") {
                found.insert(format!("{owner}::{name}"));
            }
        }
        inner |= gate && code.starts_with("mod ") && code.ends_with('{');
        gate = false;
    }
    found
}

/// The files that a `mod` line gates.
fn gated_files(module: &Path, source: &str) -> Vec<PathBuf> {
    let lines = || source.lines().map(str::trim);
    iter::zip(lines(), lines().skip(1))
        .filter(|(attr, _)| *attr == "#[cfg(feature = \"infallible\")]")
        .filter_map(|(_, line)| line.strip_prefix("mod ")?.strip_suffix(';'))
        .map(|name| module.with_file_name(format!("{name}.rs")))
        .collect()
}

/// The allocating items of all collections.
fn required() -> BTreeSet<String> {
    let sources = collections();
    let gated: Vec<PathBuf> = sources.iter().flat_map(|(p, text)| gated_files(p, text)).collect();
    let found = sources.iter().flat_map(|(path, text)| items(text, gated.contains(path)));
    // Private types are tested through what uses them.
    let public = |name: &str| {
        let declared = format!("pub struct {name}<");
        let of_core = ["Option", "Result"].contains(&name);
        of_core || sources.iter().any(|(_, text)| text.contains(&declared))
    };
    found.filter(|item| item.split_once(" for ").is_none_or(|(_, name)| public(name))).collect()
}

/// All cases that this build has.
fn cases() -> Vec<&'static Case> {
    let cases =
        [crate::vec::CASES, crate::boxed::CASES, crate::string::CASES, crate::c_string::CASES];
    let cases = cases.into_iter().flatten().chain(crate::vec_exchange::CASES);
    let cases = cases.chain(crate::string_from::CASES).chain(crate::ext::CASES);
    #[cfg(feature = "infallible")]
    let cases = cases.chain(crate::infallible::CASES).chain(crate::ext_infallible::CASES);
    #[cfg(all(feature = "infallible", feature = "alloc"))]
    let cases = cases
        .chain(crate::vec_traits::CASES)
        .chain(crate::box_infallible::CASES)
        .chain(crate::string_infallible::CASES);
    #[cfg(feature = "std")]
    let cases = cases.chain(crate::io::CASES);
    #[cfg(all(feature = "infallible", feature = "itoa", feature = "zmij"))]
    let cases = cases.chain(crate::numbers::CASES);
    cases.collect()
}

/// With all features that gate items.
#[cfg(all(feature = "infallible", feature = "std", feature = "itoa", feature = "zmij"))]
#[test]
fn every_allocating_item_has_a_case() {
    let required = required();
    assert!(required.len() > 100, "the sources aren't read as they should be: {required:#?}");
    let breaches = breaches(&required, &cases(), LACKS);
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn an_omission_is_found() {
    let planted = "impl<T, A: Allocator> ExVec<T, A> {\n    \
                   #[inline]\n    pub const fn try_planted(&mut self) {}\n    \
                   #[cfg(feature = \"infallible\")]\n    #[track_caller]\n    pub fn planted() {}\n    \
                   pub fn quiet() {}\n}\n\
                   #[cfg(feature = \"infallible\")]\nimpl<'a, T: Copy + 'a, A> Extend<&'a T>\n    \
                   for ExPlanted<T, A>\n{\n}\n\
                   #[cfg(feature = \"infallible\")]\nmod gated {\n    impl<A: Default> From<&str> for \
                   ExPlanted<A> {\n    }\n}\nimpl<A> From<u8> for ExVec<u8, A> {\n}\n\
                   pub trait PlantedExt<T>: Sized {\n    fn try_planted<A>(&self);\n\n    \
                   #[cfg(feature = \"infallible\")]\n    #[must_use]\n    fn planted(&self) {\n        \
                   fill()\n    }\n\n    fn quiet(&self) {}\n}\nfn try_private() {}\n";
    let found = items(planted, false);
    let expected = [
        "ExVec::planted",
        "ExVec::try_planted",
        "Extend for ExPlanted",
        "From for ExPlanted",
        "PlantedExt::planted",
        "PlantedExt::try_planted",
    ];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);

    let mut required = required();
    required.insert("ExVec::try_planted".into());
    let breaches = breaches(&required, &cases(), LACKS);
    let text = "ExVec::try_planted allocates, and no case runs it without memory";
    assert!(breaches.iter().any(|breach| breach == text), "{breaches:?}");
}

#[test]
fn a_case_that_uses_something_else_is_found() {
    let wrong = Case { item: "ExVec::try_push", code: "{ v.try_push_mut(1)?; }" };
    let right = Case { item: "ExVec::try_push", code: "{ v . try_push (1)?; }" };
    let required = BTreeSet::from(["ExVec::try_push".to_string()]);
    assert_eq!(breaches(&required, &[&wrong], LACKS), ["the case ExVec::try_push doesn't use it"]);
    assert!(breaches(&required, &[&right], LACKS).is_empty());
    assert_eq!(breaches(&BTreeSet::new(), &[&right], LACKS).len(), 1, "a case without an item");
}
