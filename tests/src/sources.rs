//! The sources of the collections, and whether every item that needs a case has one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// An item of the collections, and the code that uses it.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// `Type::method`, `Trait for Type`, or `macro!`.
    pub item: &'static str,
    /// The text of the body.
    pub code: &'static str,
}

/// What code must contain that uses an impl of a trait, one of these.
const USES: [(&str, &[&str]); 32] = [
    ("Add", &["+"]),
    ("AddAssign", &["+="]),
    ("Clone", &[".clone()", ".clone_from("]),
    ("Debug", &[":?}"]),
    ("Default", &["Default::default"]),
    ("Display", &["{}"]),
    ("DoubleEndedIterator", &[".next_back()"]),
    ("Drop", &["drop("]),
    ("Error", &[".source()"]),
    ("ExactSizeIterator", &[".len()"]),
    ("Extend", &[".extend("]),
    ("From", &["::from("]),
    ("FromIterator", &[".collect::<"]),
    ("FromIteratorIn", &[".try_collect_in::<", ".collect_in::<"]),
    ("FromStr", &[".parse::<"]),
    ("Future", &[".poll("]),
    ("Hash", &[".hash("]),
    ("Hasher", &[".finish()"]),
    ("IntoIterator", &[".into_iter()"]),
    ("Iterator", &[".next()"]),
    ("Ord", &[".cmp("]),
    ("PartialEq", &["=="]),
    ("PartialOrd", &["<"]),
    ("error::Error", &[".source()"]),
    ("fmt::Debug", &[":?}"]),
    ("fmt::Display", &["{}"]),
    ("fmt::Pointer", &[":p}"]),
    ("fmt::Write", &[".write_str("]),
    ("io::BufRead", &[".fill_buf()"]),
    ("io::Read", &[".read("]),
    ("io::Seek", &[".seek("]),
    ("io::Write", &[".write_all("]),
];

/// The files of the collections with their texts, tests aside.
///
/// # Panics
///
/// If they can't be read.
#[must_use]
pub fn collections() -> Vec<(PathBuf, String)> {
    fn find(folder: &Path, found: &mut Vec<(PathBuf, String)>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                find(&path, found)?;
            } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs")
            {
                let text = fs::read_to_string(&path)?;
                found.push((path, text));
            }
        }
        Ok(())
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../collections/src");
    let mut found = Vec::new();
    find(&folder, &mut found).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    found
}

/// The parameters of an impl, with their bounds, and what follows them.
#[must_use]
pub fn parameters(header: &str) -> (&str, &str) {
    let text = header.trim_start_matches("unsafe ").trim_start_matches("impl");
    let mut depth = 0_usize;
    let end = text.char_indices().find(|&(at, ch)| {
        depth = match ch {
            '<' => depth + 1,
            '>' if !text[..at].ends_with(['-', '=']) => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0
    });
    let end = end.map_or(0, |(at, ch)| at + ch.len_utf8());
    (&text[..end], text[end..].trim())
}

/// The type that an impl is for, and the trait, both without parameters.
#[must_use]
pub fn subject(header: &str) -> (String, Option<String>) {
    // Behind the impl's own parameters.
    let (_, text) = parameters(header);
    let bare = |text: &str| text.split(['<', ' ', '{']).next().unwrap_or_default().to_string();
    match text.split_once(" for ") {
        Some((of_trait, rest)) => (bare(rest.trim_start_matches('&')), Some(bare(of_trait))),
        None => (bare(text), None),
    }
}

/// Whether the code of a case uses its item.
fn uses(case: &Case) -> bool {
    let code: String = case.code.chars().filter(|ch| !ch.is_whitespace()).collect();
    if let Some((of_trait, _)) = case.item.split_once(" for ") {
        let used = USES.iter().find(|(name, _)| *name == of_trait);
        return used.is_some_and(|(_, texts)| texts.iter().any(|text| code.contains(text)));
    }
    if case.item.ends_with('!') {
        return code.contains(case.item);
    }
    let Some((_, method)) = case.item.rsplit_once("::") else { return false };
    code.match_indices(method).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + method.len()..]);
        (before.ends_with('.') || before.ends_with("::")) && after.starts_with(['(', ':'])
    })
}

/// What is wrong: items without a case, of which it is said what they do; cases without an item,
/// cases that don't use their item.
#[must_use]
pub fn breaches(required: &BTreeSet<String>, cases: &[&Case], lacks: &str) -> Vec<String> {
    let named: BTreeSet<&str> = cases.iter().map(|case| case.item).collect();
    let missing = required.iter().filter(|item| !named.contains(item.as_str()));
    let stale = named.iter().filter(|item| !required.contains(**item));
    let idle = cases.iter().filter(|case| !uses(case));
    missing
        .map(|item| format!("{item} {lacks}"))
        .chain(stale.map(|item| format!("a case is named {item}, which no source has")))
        .chain(idle.map(|case| format!("the case {} doesn't use it", case.item)))
        .collect()
}
