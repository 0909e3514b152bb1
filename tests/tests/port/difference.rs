//! What the port changed: types and constructors, and so many of them as the chapter says.

use crate::tokens::{closing, replace, tokens};
use core::fmt::Write;
use std::collections::BTreeSet;

/// The chapter of the guide.
const PAGE: &str = include_str!("../../../src/guide/coming_from_vec.md");

/// Name, source with std, source with exalloc.
type File = (&'static str, &'static str, &'static str);

macro_rules! files {
    ($($name:literal)+) => {
        [$((
            $name,
            include_str!(concat!("with_std/", $name)),
            include_str!(concat!("with_exalloc/", $name)),
        )),+]
    };
}

const FILES: [File; 6] = files!("mod.rs" "note.rs" "query.rs" "rank.rs" "store.rs" "tree.rs");

/// What stands in std's place: a row of the chapter's table, and patterns with what they become in
/// std's source. Applied one after the other.
const RULES: [(&str, &[(&str, &str)]); 9] = [
    ("| `vec![x]` | `ex_vec![in alloc; x]` |", &[("ex_vec ! [ in alloc ;", "vec ! [")]),
    (
        "| `format!(\"…\")` | `ex_format!(in alloc, \"…\")` |",
        &[("ex_format ! ( in alloc ,", "format ! (")],
    ),
    (
        "| `String::from(text)`, `Vec::from_iter(iter)` | `from_str_in`, `from_iter_in` |",
        &[("from_str_in", "from"), ("from_iter_in", "from_iter")],
    ),
    (
        "| `Vec::new()`, `Box::new(x)` | the allocator as the last argument: `ExVec::new(alloc)` |",
        &[(", alloc )", ")"), ("( alloc )", "( )")],
    ),
    (
        "| | a parameter `alloc: A` of an own constructor |",
        &[(", alloc : A )", ")"), ("( alloc : A )", "( )")],
    ),
    ("| | a field `alloc`, declared or filled |", &[(", alloc : A }", "}"), (", alloc }", "}")]),
    (
        "| `struct Note`, `impl Note`, `trait Rank` | `<A: Allocator>`, `<A: Allocator + Copy>` |",
        &[
            ("< A : Allocator >", ""),
            (", A : Allocator >", ">"),
            ("< A : Allocator + Copy >", ""),
            (", A : Allocator + Copy >", ">"),
        ],
    ),
    ("| `Note`, `Vec<T>` as types | `Note<A>`, `ExVec<T, A>` |", &[("< A >", ""), (", A >", ">")]),
    (
        "| `Vec`, `String`, `Box` by name | `ExVec`, `ExString`, `ExBox` |",
        &[("ExVec", "Vec"), ("ExString", "String"), ("ExBox", "Box")],
    ),
];

/// Calls an allocator goes to, beside exalloc's macros: constructors, all of them.
const CONSTRUCTORS: &str = "`ExBox::new`, `ExString::from_str_in`, `ExString::new`, \
    `ExString::with_capacity`, `ExVec::from_iter_in`, `ExVec::new`, `ExVec::with_capacity`, \
    `Note::new`, `Query::parse`, `Tree::new`";

/// Makes std's source of exalloc's, and says how often each rule was needed.
fn undo_the_port(mut source: Vec<&'static str>) -> (Vec<&'static str>, Vec<(String, usize)>) {
    let mut rows = Vec::new();

    // Imports.
    let mut imports = 0;
    while let Some(start) = source.windows(2).position(|two| two == ["use", "exalloc"]) {
        let end = source[start..].iter().position(|token| *token == ";").unwrap();
        source.drain(start..=start + end);
        imports += 1;
    }
    // Where the allocator comes from.
    let own = replace(&mut source, "self . alloc", "alloc");
    let lent = replace(&mut source, "* self . _ . allocator ( )", "alloc")
        + replace(&mut source, "* _ . allocator ( )", "alloc");
    // `unsize!(boxed => dyn Trait)` becomes `boxed`.
    let mut unsized_boxes = 0;
    while let Some(start) = source.windows(3).position(|three| three == ["unsize", "!", "("]) {
        let end = closing(&source, start + 2);
        let arrow = source[..end].windows(2).rposition(|two| two == ["=", ">"]).unwrap();
        assert_eq!(source[arrow + 2], "dyn");
        source.drain(arrow..=end);
        source.drain(start..start + 3);
        unsized_boxes += 1;
    }
    assert_eq!(constructors(&source), CONSTRUCTORS);
    for (row, patterns) in RULES {
        let times = patterns.iter().map(|(with, std)| replace(&mut source, with, std)).sum();
        rows.push((row.to_string(), times));
    }
    rows.push((
        "| `Box::new(x)` as a `Box<dyn Rank>` | `unsize!(ExBox::new(x, alloc) => dyn Rank<A>)` |"
            .to_string(),
        unsized_boxes,
    ));
    rows.push(("| | `use exalloc::…;` |".to_string(), imports));
    rows.push(("| of the allocators | `self.alloc` |".to_string(), own));
    rows.push(("| | `*self.lines.allocator()`, a vector's own |".to_string(), lent));
    (source, rows)
}

/// The calls that have the allocator as their last argument.
fn constructors(source: &[&str]) -> String {
    let mut called = BTreeSet::new();
    for open in 3..source.len() {
        if source[open] == "(" {
            let close = closing(source, open);
            let last = &source[..close];
            if last.ends_with(&[",", "alloc"]) || last.ends_with(&["(", "alloc"]) {
                called.insert(source[open - 4..open].concat());
            }
        }
    }
    let called: Vec<String> = called.iter().map(|name| format!("`{name}`")).collect();
    called.join(", ")
}

/// The lines that are neither empty nor comments.
fn lines(source: &str) -> Vec<&str> {
    source.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")).collect()
}

/// How many lines two sources have in common, in the same order.
fn common(a: &[&str], b: &[&str]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for a in a {
        let mut diagonal = 0;
        for (at, b) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// The chapter's two tables.
fn tables() -> (String, String) {
    let mut files = String::from(
        "| file | lines with std | of these changed | lines with exalloc |\n|---|---|---|---|\n",
    );
    let mut total = [0; 3];
    for (name, std, exalloc) in FILES {
        let (std, exalloc) = (lines(std), lines(exalloc));
        let counts = [std.len(), std.len() - common(&std, &exalloc), exalloc.len()];
        let [std, changed, exalloc] = counts;
        writeln!(files, "| `{name}` | {std} | {changed} | {exalloc} |").unwrap();
        total = [0, 1, 2].map(|at| total[at] + counts[at]);
    }
    let [std, changed, exalloc] = total;
    writeln!(files, "| all | {std} | {changed} | {exalloc} |").unwrap();
    assert!(std >= 500, "{std} lines");

    let all = |side: fn(&File) -> &'static str| {
        FILES.iter().flat_map(|file| tokens(side(file))).collect::<Vec<_>>()
    };
    let (undone, rows) = undo_the_port(all(|file| file.2));
    assert_eq!(undone, all(|file| file.1), "more than types and constructors differ");
    let mut rules = String::from("| with std | with exalloc | times |\n|---|---|---|\n");
    for (row, times) in rows {
        writeln!(rules, "{row} {times} |").unwrap();
    }
    (files, rules)
}

/// Rust's code in a chapter that is said to be from a file: the file, and its visible lines.
fn snippets() -> Vec<(&'static str, Vec<&'static str>)> {
    let parts = PAGE.split("<!-- from: ").skip(1);
    parts
        .map(|part| {
            let (file, rest) = part.split_once(" -->\n```\n").expect("code behind the mark");
            let (code, _) = rest.split_once("\n```\n").expect("an end");
            let visible = code.lines().filter(|line| !line.starts_with('#'));
            (file, visible.map(str::trim).filter(|line| !line.is_empty()).collect())
        })
        .collect()
}

#[test]
fn types_and_constructors_alone_differ_and_the_chapter_counts_them() {
    let (files, rules) = tables();
    for table in [files, rules, CONSTRUCTORS.to_string()] {
        assert!(PAGE.contains(&table), "the chapter lacks\n{table}");
    }
}

#[test]
fn snippets_are_in_the_sources() {
    let snippets = snippets();
    assert!(snippets.len() >= 8);
    for (file, snippet) in snippets {
        let (side, name) = file.split_once('/').unwrap();
        let (_, std, exalloc) = FILES.into_iter().find(|have| have.0 == name).unwrap();
        let source = lines(if side == "with_std" { std } else { exalloc });
        // An ellipsis stands for lines that are left out.
        for part in snippet.split(|line| *line == "// …") {
            let found = source.windows(part.len()).any(|window| window == part);
            assert!(found, "{file} lacks\n{}", part.join("\n"));
        }
    }
}
