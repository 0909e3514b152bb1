//! Which items of the collections call foreign code: what their sources say.
//!
//! An item does if
//!
//! - it has a bound or a parameter that stands for code of others ([`FOREIGN`]), or is in an impl
//!   that has one;
//! - it owns elements, and takes `self` by value or by `&mut`, or a value: it may drop one. Methods
//!   that are `const` can't.
//!
//! The methods of public traits are items too. What only moves elements, by its author's word, is
//! in [`EXEMPT`].

use exalloc_tests::sources::{parameters, subject};
use std::collections::BTreeSet;
use std::path::Path;

/// The names of traits and types that stand for code of others.
const FOREIGN: [&str; 33] = [
    "Arguments",
    "AsMut",
    "AsRef",
    "Borrow",
    "BorrowMut",
    "CallOnce",
    "Clone",
    "CloneBoxed",
    "Concat",
    "Context",
    "Debug",
    "Default",
    "Display",
    "DoubleEndedIterator",
    "Eq",
    "Error",
    "ExactSizeIterator",
    "Fn",
    "FnMut",
    "FnOnce",
    "Formatter",
    "FromIteratorIn",
    "Future",
    "Hash",
    "Hasher",
    "IntoIterator",
    "Iterator",
    "Join",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Pattern",
    "RangeBounds",
];

/// Items that move, lend or count elements, and neither drop one nor call anything of theirs.
///
/// With the reason why. A case would show nothing: there is no foreign call that could panic.
pub(crate) const EXEMPT: [(&str, &[&str]); 4] = [
    (
        "asks for memory only, and moves bytes",
        &[
            "ExVec::extend_from_slice_copy",
            "ExVec::reserve",
            "ExVec::reserve_exact",
            "ExVec::shrink_to",
            "ExVec::shrink_to_fit",
            "ExVec::try_extend_from_slice_copy",
            "ExVec::try_reserve",
            "ExVec::try_reserve_exact",
            "ExVec::try_shrink_to",
            "ExVec::try_shrink_to_fit",
            "SliceExt::to_ascii_lowercase_in",
            "SliceExt::to_ascii_uppercase_in",
            "SliceExt::try_to_ascii_lowercase_in",
            "SliceExt::try_to_ascii_uppercase_in",
        ],
    ),
    (
        "lends",
        &[
            "AsMut for ExBox",
            "AsMut for ExVec",
            "BorrowMut for ExBox",
            "BorrowMut for ExVec",
            "DerefMut for ExBox",
            "DerefMut for ExVec",
            "IndexMut for ExString",
            "IndexMut for ExVec",
            "IntoIter::as_mut_slice",
            "Search for ExString",
        ],
    ),
    (
        "moves, takes apart, or gives away for good",
        &[
            "ExBox::assume_init",
            "ExBox::erase_alloc",
            "ExBox::erase_alloc_sync",
            "ExBox::into_pin",
            "ExBox::into_raw",
            "ExBox::into_raw_parts",
            "ExBox::leak",
            "ExVec::erase_alloc",
            "ExVec::erase_alloc_sync",
            "ExVec::into_flattened",
            "ExVec::into_raw_parts",
            "ExVec::leak",
            "unsize!",
            "unsize_pin!",
        ],
    ),
    (
        "refuses elements that need dropping, when code is generated",
        &[
            "ExBox::into_cpp_array",
            "ExBox::into_cpp_single",
            "ExBox::into_malloc",
            "ExVec::into_cpp_array",
            "ExVec::into_cpp_operator_new",
            "ExVec::into_malloc",
        ],
    ),
];

/// The types whose items are looked at.
pub(crate) const OWNERS: [&str; 10] = [
    "Drain",
    "ExBox",
    "ExCString",
    "ExString",
    "ExVec",
    "ExtractIf",
    "IntoIter",
    "Option",
    "Result",
    "Splice",
];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|ch: char| !ch.is_alphanumeric() && ch != '_').filter(|word| !word.is_empty())
}

fn is_foreign(text: &str) -> bool {
    words(text).any(|word| FOREIGN.contains(&word))
}

/// Whether the parameters of an impl name more than allocators.
fn owns_elements(parameters: &str) -> bool {
    words(parameters).any(|word| word.len() == 1 && !["A", "B", "a", "b", "N"].contains(&word))
}

/// Whether a signature takes something whose elements may be dropped.
fn takes(signature: &str) -> bool {
    // A signature of several lines has a space there.
    let signature = signature.replace("( ", "(");
    ["(self", "(mut self", "&mut self", "this: Self", "this: &mut", ": T,", ": T)", ": [T; N]"]
        .iter()
        .any(|text| signature.contains(text))
}

/// From here to the line that ends a header.
fn header(lines: &[&str], from: usize) -> (String, usize) {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate().skip(from) {
        text.push_str(line.trim());
        text.push(' ');
        if line.ends_with(['{', ';', '}']) {
            return (text, at);
        }
    }
    (text, lines.len())
}

/// The items of a source file that call foreign code.
pub(crate) fn items(path: &Path, source: &str) -> BTreeSet<String> {
    let code = |line: &&str| !line.trim().starts_with("//") && !line.trim().starts_with("#[");
    let lines: Vec<&str> = source.lines().filter(code).collect();
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        if let Some(name) = line.strip_prefix("macro_rules! ") {
            let name = name.trim_end_matches(" {");
            // Those of a file's own repeat an impl that is written out beside them.
            if source.contains(&format!("#[macro_export]\nmacro_rules! {name} ")) {
                found.insert(format!("{name}!"));
            }
        }
        if lines[at].starts_with("pub trait ") && !line.ends_with("{}") {
            let (text, end) = header(&lines, at);
            let body_end = (end..lines.len()).find(|&n| lines[n] == "}").unwrap_or(lines.len());
            found.extend(of_trait(&text, &lines[end + 1..body_end]));
            at = body_end + 1;
            continue;
        }
        if !line.starts_with("impl") && !line.starts_with("unsafe impl") || line.contains('$') {
            at += 1;
            continue;
        }
        let indent = &lines[at][..lines[at].len() - lines[at].trim_start().len()];
        let close = format!("{indent}}}");
        let (text, end) = header(&lines, at);
        let body_end = match text.trim_end().ends_with("{}") || text.trim_end().ends_with("{ }") {
            true => end,
            false => (end..lines.len()).find(|&n| lines[n] == close).unwrap_or(lines.len()),
        };
        let body = lines.get(end + 1..body_end).unwrap_or_default();
        found.extend(of_impl(path, &text, body));
        at = body_end + 1;
    }
    found
}

/// The items of one public trait.
fn of_trait(text: &str, body: &[&str]) -> BTreeSet<String> {
    let text = text.trim_start_matches("pub trait ");
    let (name, bounds) = text.split_at(text.find(['<', ':', ' ']).unwrap_or(text.len()));
    let methods = (0..body.len()).filter_map(|at| {
        let method = body[at].strip_prefix("    fn ")?;
        let (signature, _) = header(body, at);
        let calls = is_foreign(name)
            || is_foreign(bounds)
            || is_foreign(&signature)
            || owns_elements(bounds) && takes(&signature);
        let end = method.find(['(', '<']).unwrap_or(method.len());
        calls.then(|| format!("{name}::{}", &method[..end]))
    });
    methods.collect()
}

/// The items of one impl.
fn of_impl(path: &Path, text: &str, body: &[&str]) -> BTreeSet<String> {
    let (bounds, rest) = parameters(text);
    let (owner, of_trait) = subject(text);
    if !OWNERS.contains(&owner.as_str()) || body.is_empty() {
        return BTreeSet::new();
    }
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    let owner = match (folder, owner.as_str()) {
        (Some("string"), "Drain") => "string::Drain".to_string(),
        _ => owner,
    };
    let foreign =
        is_foreign(bounds) || rest.split_once(" where ").is_some_and(|(_, w)| is_foreign(w));
    let mut found = BTreeSet::new();
    for at in 0..body.len() {
        let line = body[at].trim();
        let words = ["pub ", "unsafe ", "extern \"C\" "];
        let method = words.iter().fold(line, |line, word| line.strip_prefix(word).unwrap_or(line));
        let Some(name) = method.strip_prefix("fn ") else { continue };
        let (signature, _) = header(body, at);
        let calls = foreign || is_foreign(&signature) || owns_elements(bounds) && takes(&signature);
        match &of_trait {
            Some(of_trait) if calls => found.insert(format!("{of_trait} for {owner}")),
            None if calls && line.starts_with("pub ") => {
                let end = name.find(['(', '<']).unwrap_or(name.len());
                found.insert(format!("{owner}::{}", &name[..end]))
            }
            _ => false,
        };
    }
    found
}
