//! Makes the docs of `results/speed.json`: the guide's table, its chart, the README's table.

use crate::contenders::FLOORS;
use crate::goals::GOALS;
use crate::results::{self, Row};
use crate::workloads::Workload;
use core::fmt::Write;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const BEGIN: &str =
    "<!-- speed: from benches/results/speed.json, by `--bin render`; don't edit -->\n";
const END: &str = "<!-- speed: end -->";

/// The files that are made, and what is to be in them.
///
/// # Errors
///
/// A line for the user: a file can't be read, or the results are malformed.
pub fn outputs() -> Result<Vec<(PathBuf, String)>, String> {
    let results = results::read()?;
    let path = |name: &str| PathBuf::from(ROOT).join(name);
    let readme = path("README.md");
    let text = fs::read_to_string(&readme).map_err(|e| format!("no README.md: {e}"))?;
    let between = || {
        let (before, rest) = text.split_once(BEGIN)?;
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    };
    let (before, after) = between().ok_or("README.md lacks the marks of the speed table")?;
    let table = summary(&results)?;
    Ok(vec![
        (path("src/guide/speed.md"), guide(&results)?),
        (path("src/guide/speed.svg"), chart(&results)),
        (readme, format!("{before}{BEGIN}{table}{END}{after}")),
    ])
}

/// The order book's section: `results/latency.txt`, which tells its own circumstances.
fn latency() -> Result<String, String> {
    let path = PathBuf::from(ROOT).join("benches/results/latency.txt");
    let text = fs::read_to_string(&path).map_err(|e| format!("no results/latency.txt: {e}"))?;
    Ok(format!(
        "\n# Latency: an order book\n\nA thread inserts, cancels and matches orders on price \
         levels, and makes reports; another one churns the system's heap, or doesn't. Nanoseconds \
         per message; five runs of six turns each, in which the contenders take turns; median and \
         spread. The arena is the thread's own, on pages. In every run it must ask the system for \
         nothing after the first messages, and its p99 must be below that of the system's heap. \
         What a trading team reported for such a change, 40 % less p99, isn't reached here, and \
         `benches/NOTES.md` says why.\n\n```text\n{text}```\n"
    ))
}

/// On what, when and how it was measured.
fn circumstances(results: &Value) -> String {
    let text = |key: &str| results[key].as_str().unwrap_or_default();
    let machine = |key: &str| results["machine"][key].as_str().unwrap_or_default();
    let versions = &results["versions"];
    let mut out = String::new();
    if results["quick"] == true {
        out += "**A quick run, which shows the form only: its numbers mean nothing.**\n\n";
    }
    let runs = &results["runs"];
    // Writing to a string can't fail, here and below.
    let _ = writeln!(
        out,
        "Measured on {}, of commit {}, on {} cores of {} ({}), {}, Linux {}, at a load of {} before \
         it began; medians of {runs} runs.\n\nVersions: {}.",
        text("date"),
        text("commit"),
        machine("cores"),
        machine("cpu"),
        machine("architecture"),
        machine("system"),
        machine("kernel"),
        machine("load"),
        pairs(versions).map(|(k, v)| format!("{k} {v}")).collect::<Vec<_>>().join("; "),
    );
    out
}

fn pairs(object: &Value) -> impl Iterator<Item = (&str, &str)> {
    let all = object.as_object().into_iter().flatten();
    all.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
}

/// The README's table: a line per goal.
fn summary(results: &Value) -> Result<String, String> {
    let rows = results::rows(results)?;
    let mut out = String::from("\n| goal | measured, and the bound | met |\n|---|---|---|\n");
    let mut met = 0;
    for (goal, what) in GOALS {
        let rows: Vec<_> = rows.iter().filter(|row| row.goal == *goal).collect();
        let all = !rows.is_empty() && rows.iter().all(|row| row.is_met());
        met += usize::from(all);
        let numbers: Vec<_> = rows.iter().map(|row| numbers(row)).collect();
        let _ = writeln!(
            out,
            "| {goal}: {what} | {} | {} |",
            numbers.join("; "),
            if all { "yes" } else { "**no**" }
        );
    }
    let _ = writeln!(
        out,
        "\n{met} of {} goals are met. {}\n",
        GOALS.len(),
        match results["quick"] == true {
            true => "**A quick run, which shows the form only: its numbers mean nothing.**".into(),
            false => format!(
                "Of {}, on {}.",
                results["date"].as_str().unwrap_or_default(),
                results["machine"]["cpu"].as_str().unwrap_or_default()
            ),
        }
    );
    Ok(out)
}

/// `0.52 ≤ 0.55 of std's time`; `1.04 ≤ 1.02 + 0.05 …` where the tolerance decides.
fn numbers(row: &Row) -> String {
    let measured = row.measured.map_or(String::from("?"), number);
    let sign = if row.is_met() { "≤" } else { "not ≤" };
    let tolerance = match row.measured {
        Some(m) if row.is_met() && m > row.bound && row.limit > row.bound => {
            format!(" + {:.2}", row.limit - row.bound)
        }
        _ => String::new(),
    };
    format!("{measured} {sign} {}{tolerance} {}", number(row.bound), row.unit).trim_end().into()
}

/// Two decimals, where there are any.
fn number(n: f64) -> String {
    if n.fract() == 0.0 && n >= 2.0 { format!("{n:.0}") } else { format!("{n:.2}") }
}

/// The guide's chapter.
fn guide(results: &Value) -> Result<String, String> {
    let mut out = String::from("What exalloc costs, beside its peers in the same run.\n\n");
    out += &circumstances(results);
    let command = results["command"].as_str().unwrap_or_default();
    let _ = write!(
        out,
        "\n```sh\n{command}\ncargo run --release --manifest-path benches/Cargo.toml --bin render\n\
         ```\n\nEvery contender runs the same loop over the same input, and must give the same \
         checksum. How it is measured, and why things are as they are: `benches/NOTES.md`; the raw \
         data: `benches/results/speed.json`.\n\n# Ours and the fastest peer\n\n\
         *Heap* compares `SystemAllocator` with peers on the heap, *arena* an `ArenaAllocator` with \
         other arenas, *buffer* a `BumpAllocator` with other allocators on a buffer. Nanoseconds \
         per operation, and milliseconds where it says so; below a tenth, differences are the \
         placement of code.\n\n\
         | workload | memory | exalloc | std | fastest peer | ahead |\n\
         |---|---|---|---|---|---|\n"
    );
    for pair in compare(results) {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} ({}) | {} |",
            pair.title,
            pair.memory,
            number(pair.ours),
            pair.std.map_or(String::from("–"), number),
            number(pair.best),
            pair.peer,
            pair.ahead(),
        );
    }
    out += "\n# The goals\n\n| goal | what | measured | runs | at most | met |\n\
            |---|---|---|---|---|---|\n";
    for row in results::rows(results)? {
        let _ = writeln!(
            out,
            "| {} | {} | {} {} | {} | {} | {} |",
            row.goal,
            row.what,
            row.measured.map_or(String::from("–"), number),
            row.unit,
            row.range.map_or(String::from("–"), |(a, b)| format!("{a:.2} to {b:.2}")),
            number(row.bound),
            row.verdict(),
        );
    }
    out += &latency()?;
    out += "\n# Everything measured\n\nNanoseconds per operation, shortest first.\n\n\
            | workload | count | times |\n|---|---|---|\n";
    for workload in Workload::ALL {
        for &count in workload.counts() {
            let list = sorted(times(results, workload, count));
            let _ = writeln!(out, "| {} | {count} | {list} |", workload.title());
        }
    }
    out += "\nInstructions per operation, loop included, at 10,000 operations.\n\n\
            | workload | instructions |\n|---|---|\n";
    for workload in Workload::ALL {
        let of = |line: &Value| {
            (line["workload"] == workload.name()).then(|| line["instructions"].as_f64()).flatten()
        };
        let list = sorted(lines(results, "instructions", of));
        let _ = writeln!(out, "| {} | {list} |", workload.title());
    }
    out += "\nLarge memory; the best of each run's rounds.\n\n\
            | a vector of 1 GiB | ms | page faults | MiB resident |\n|---|---|---|---|\n";
    columns(&mut out, &results["grow"], &["ms", "faults", "MiB"]);
    out += "\n| 72 MB of blocks, ten times | first, ms | shortest later, ms | all, ms | page faults \
            at first | later | MiB resident |\n|---|---|---|---|---|---|---|\n";
    let all = ["first ms", "later ms", "all ms", "faults", "later", "MiB"];
    columns(&mut out, &results["cycles"], &all);
    out += "\nMachine code of `push` and what it calls, optimised for size, without std.\n\n\
            | | bytes for three element types | for one |\n|---|---|---|\n";
    columns(&mut out, &results["machine code"], &["three", "one"]);
    out += "\nBuilding, released: processor time beyond an empty package's.\n\n\
            | | seconds |\n|---|---|\n";
    columns(&mut out, &results["build"], &["seconds"]);
    Ok(out)
}

/// A line for each contender.
fn columns(out: &mut String, table: &Value, columns: &[&str]) {
    for line in table.as_array().into_iter().flatten() {
        let cells = columns.iter().map(|column| line[*column].as_f64().map_or("–".into(), number));
        let name = line["contender"].as_str().unwrap_or_default();
        let _ = writeln!(out, "| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

/// Contenders and numbers in a table.
fn lines<'a>(
    results: &'a Value,
    table: &str,
    of: impl Fn(&Value) -> Option<f64>,
) -> Vec<(&'a str, f64)> {
    let all = results[table].as_array().into_iter().flatten();
    all.filter_map(|line| Some((line["contender"].as_str()?, of(line)?))).collect()
}

fn times(results: &Value, workload: Workload, count: usize) -> Vec<(&str, f64)> {
    lines(results, "times", |line| {
        let ours = line["workload"] == workload.name() && line["count"] == count;
        ours.then(|| line["median"].as_f64()).flatten()
    })
}

/// `exalloc-bump 0.28, blink 0.32`.
fn sorted(mut list: Vec<(&str, f64)>) -> String {
    list.sort_by(|a, b| a.1.total_cmp(&b.1));
    list.iter().map(|(name, n)| format!("{name} {n:.2}")).collect::<Vec<_>>().join(", ")
}

/// One of ours beside the fastest peer with the same kind of memory.
struct Pair {
    title: String,
    memory: &'static str,
    ours: f64,
    std: Option<f64>,
    best: f64,
    peer: String,
}

impl Pair {
    fn ratio(&self) -> f64 {
        self.ours / self.best
    }

    fn ahead(&self) -> &str {
        match self.ratio() {
            r if r < 0.9 => "exalloc",
            r if r > 1.1 => &self.peer,
            _ => "level",
        }
    }
}

/// Who takes memory from an arena, beside those that do so in every workload on arenas.
const ARENAS: [&str; 6] =
    ["bumpalo", "bumpalo,kept", "bump-scope", "blink", "c++-pmr", "zig-arena"];

fn compare(results: &Value) -> Vec<Pair> {
    let mut all = Vec::new();
    let mut add = |title: String, memory, ours: &str, list: &[(&str, f64)], peers: &[&str]| {
        let of = |name: &str| list.iter().find(|(n, _)| *n == name).map(|&(_, time)| time);
        let peer = list.iter().filter(|(name, _)| peers.contains(name));
        let best = peer.min_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(ours), Some(&(peer, best))) = (of(ours), best) else { return };
        let std = of("std").filter(|_| memory != "buffer");
        all.push(Pair { title, memory, ours, std, best, peer: peer.into() });
    };
    let mut split = |title: String, only: Option<&'static str>, list: &[(&str, f64)]| {
        let peers: Vec<_> = list.iter().map(|(name, _)| *name).collect();
        let peers: Vec<_> = peers
            .into_iter()
            .filter(|name| !name.starts_with("exalloc") && !FLOORS.contains(name))
            .collect();
        let (arenas, heaps): (Vec<_>, Vec<_>) =
            peers.iter().copied().partition(|name| ARENAS.contains(name));
        match only {
            Some("buffer") => add(title, "buffer", "exalloc-bump", list, &peers),
            Some(_) => add(title, "arena", "exalloc-arena", list, &peers),
            None => {
                add(title.clone(), "heap", "exalloc-system", list, &heaps);
                add(title, "arena", "exalloc-arena", list, &arenas);
            }
        }
    };
    for workload in Workload::ALL {
        let only = match workload {
            Workload::ArenaKnown | Workload::ArenaUnknown => Some("arena"),
            Workload::Buffer => Some("buffer"),
            _ => None,
        };
        for &count in workload.counts() {
            let title = match workload.counts().len() {
                1 => workload.title().into(),
                _ => format!("{}, {count}", workload.title()),
            };
            split(title, only, &times(results, workload, count));
        }
    }
    let grow = lines(results, "grow", |line| line["ms"].as_f64());
    split("a vector of 1 GiB, ms".into(), None, &grow);
    let cycles = lines(results, "cycles", |line| line["all ms"].as_f64());
    split("72 MB of blocks, ten times, ms".into(), Some("arena"), &cycles);
    all
}

/// Geometry of the chart, in pixels.
const ROW: usize = 20;
const TOP: usize = 58;
const LABELS: usize = 330;
const WIDTH: usize = 300;
/// What the right end of the bars stands for.
const MOST: f64 = 2.0;

/// A bar per line of the guide's first table: ours as a part of the fastest peer's time.
fn chart(results: &Value) -> String {
    let pairs = compare(results);
    let (width, height) = (LABELS + WIDTH + 290, TOP + ROW * pairs.len() + 14);
    let x = |ratio: f64| LABELS as f64 + ratio.min(MOST) / MOST * WIDTH as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"10\" y=\"18\" font-size=\"14\" fill=\"#222222\">exalloc's time as a part of the \
         fastest peer's: shorter is faster, orange bars are slower than that peer</text>\n"
    );
    let note = match results["quick"] == true {
        true => "A quick run, which shows the form only: its numbers mean nothing.".into(),
        false => {
            let text = |value: &Value| escaped(value.as_str().unwrap_or_default());
            format!("{}, {}", text(&results["date"]), text(&results["machine"]["cpu"]))
        }
    };
    let _ = writeln!(out, "<text x=\"10\" y=\"36\" fill=\"#666666\">{note}</text>");
    for (i, pair) in pairs.iter().enumerate() {
        let y = TOP + ROW * i;
        let (ratio, text) = (pair.ratio(), y + 14);
        let colour = match ratio {
            r if r < 0.9 => "#2a7f62",
            r if r > 1.1 => "#d97b29",
            _ => "#8a9a92",
        };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\" fill=\"#222222\">{}, {}</text>\n\
             <rect x=\"{LABELS}\" y=\"{}\" width=\"{:.1}\" height=\"{}\" fill=\"{colour}\"/>\n\
             <text x=\"{:.1}\" y=\"{text}\" fill=\"#222222\">{ratio:.2}{} of {} ({})</text>",
            LABELS - 8,
            escaped(&pair.title),
            pair.memory,
            y + 3,
            x(ratio) - LABELS as f64,
            ROW - 6,
            x(ratio.max(1.0)) + 6.0,
            if ratio > MOST { " (cut off)" } else { "" },
            escaped(&pair.peer),
            match pair.ahead() {
                "exalloc" => "exalloc is ahead",
                "level" => "level",
                _ => "the peer is ahead",
            },
        );
    }
    let _ = writeln!(
        out,
        "<line x1=\"{0:.1}\" y1=\"{1}\" x2=\"{0:.1}\" y2=\"{2}\" stroke=\"#222222\" \
         stroke-dasharray=\"3 3\"/>\n\
         <text x=\"{0:.1}\" y=\"{3}\" text-anchor=\"middle\" fill=\"#222222\">1 = the fastest \
         peer</text>\n</svg>",
        x(1.0),
        TOP,
        height - 10,
        TOP - 6,
    );
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::outputs;
    use std::fs;

    #[test]
    fn docs_are_what_the_results_say() {
        for (path, wanted) in outputs().unwrap() {
            let found = fs::read_to_string(&path).unwrap_or_default();
            let path = path.display();
            assert!(found == wanted, "{path} is outdated: run `--bin render` in benches");
        }
    }
}
