//! What the guide says is missing of std's API, and what is.
//!
//! `tests/parity/missing.tsv` has a row for each implementation that std's collections have and
//! exalloc's don't, with the reason and the way around it. The guide's chapter "differences from
//! std" shows them in a table, a row for all that have the same reason.

use core::fmt::Write;
use std::collections::BTreeSet;
use std::fs;

const MISSING: &str = include_str!("../parity/missing.tsv");
const PAGE: &str = include_str!("../../src/guide/differences_from_std.md");

/// What the rows of a table hold, in order.
fn rows<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let cells = |line: &'static str| -> [&str; N] {
        let cells: Vec<&str> = line.split('\t').collect();
        cells.try_into().unwrap_or_else(|cells| panic!("{N} cells, not {cells:?}"))
    };
    table.lines().skip(1).map(cells).collect()
}

#[test]
fn the_chapter_shows_every_reason_and_way_around() {
    let mut table = String::from("| missing | why | instead |\n|---|---|---|\n");
    let mut before = [""; 3];
    for [_, _, missing, why, instead] in rows::<5>(MISSING) {
        if [missing, why, instead] != before {
            writeln!(table, "| {missing} | {why} | {instead} |").unwrap();
            before = [missing, why, instead];
        }
    }
    // The blank line ends the chapter's table: it has no row besides.
    assert!(PAGE.contains(&format!("\n\n{table}\n")), "the chapter lacks\n{table}");
}

#[test]
fn links_within_the_chapter_lead_to_headings() {
    let headings = PAGE.lines().filter(|line| line.starts_with('#'));
    // As rustdoc names them.
    let names: Vec<String> = headings
        .map(|heading| {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            heading
                .chars()
                .filter(|ch| *ch != '`')
                .map(|ch| if ch == ' ' { '-' } else { ch })
                .collect()
        })
        .collect();
    let links: Vec<&str> =
        PAGE.split("](#").skip(1).map(|l| l.split(')').next().unwrap()).collect();
    assert!(links.len() >= 5);
    for link in links {
        assert!(names.iter().any(|name| name == link), "{link}: no such heading in {names:?}");
    }
}

/// Implementations in which std's own types meet exalloc's, and which are there all the same.
const THERE: [&str; 4] = [
    "impl AsRef<OsStr> for String",
    "impl AsRef<Path> for String",
    "impl PartialEq<String> for Cow<'_, str>",
    "impl<T, U, A> PartialEq<Vec<U, A>> for Cow<'_, [T]> \
     where A: Allocator, T: PartialEq<U> + Clone,",
];

/// Implementations that can't be written outside std, though the data says they can.
const OVERLAP: [&str; 4] = [
    "impl<'a> From<&str> for Box<dyn Error + 'a>",
    "impl<'a> From<&str> for Box<dyn Error + Sync + Send + 'a>",
    "impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + 'a>",
    "impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + Sync + Send + 'a>",
];

/// Types that exalloc has no counterpart of.
const UNKNOWN: [&str; 4] = ["Arc<", "BinaryHeap<", "Rc<", "VecDeque<"];

#[test]
fn every_implementation_that_cannot_be_there_has_a_row() {
    let api =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/parity/std_api.tsv")).unwrap();
    let mut expected = BTreeSet::new();
    for line in api.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [of, group, kind, feasible, sig] = [0, 1, 2, 14, 16].map(|at| cells[at]);
        let ours = ["Vec", "Box", "String"].contains(&of)
            || of.starts_with("vec::")
            || of.starts_with("string::");
        let unknown = feasible == "yes" && UNKNOWN.iter().any(|name| sig.contains(name));
        let cannot = ["impossible", "interop"].contains(&feasible) && !THERE.contains(&sig)
            || OVERLAP.contains(&sig);
        if ours && ["core", "aux"].contains(&group) && kind == "impl" && (unknown || cannot) {
            expected.insert((of, sig));
        }
    }
    let rows: BTreeSet<_> = rows::<5>(MISSING).iter().map(|[of, sig, ..]| (*of, *sig)).collect();
    let lacking: Vec<_> = expected.difference(&rows).collect();
    let stale: Vec<_> = rows.difference(&expected).collect();
    assert!(lacking.is_empty() && stale.is_empty(), "no row: {lacking:#?}\nno use: {stale:#?}");
}
