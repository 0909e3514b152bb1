//! What the guide says is missing of std's API, and what is.
//!
//! `tests/parity/missing.tsv` has a row for each implementation that std's collections have and
//! exalloc's don't, with the reason and the way around it. The guide's chapter "differences from
//! std" shows them in a table, a row for all that have the same reason.

use core::fmt::Write;

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
