//! The report: what was read, the most frequent words, and the table of allocators.
//!
//! [`render`] writes to anything that takes text, so the report may live on any allocator.

use crate::contenders::{Comparison, Contender, Counted, Row};
use crate::input::Origin;
use core::fmt;
use core::time::Duration;

/// How many of the most frequent words are shown.
const SHOWN: usize = 20;

/// Writes the whole report.
///
/// # Errors
///
/// When `out` has no room; it has the beginning then.
pub(crate) fn render(
    origins: &[Origin],
    comparison: &Comparison,
    out: &mut impl fmt::Write,
) -> fmt::Result {
    sources(origins, out)?;
    frequent(comparison, out)?;
    table(comparison, out)
}

/// What was read.
fn sources(origins: &[Origin], out: &mut impl fmt::Write) -> fmt::Result {
    let bytes: usize = origins.iter().map(|origin| origin.bytes).sum();
    writeln!(out, "text: {} bytes", Grouped(bytes))?;
    for Origin { name, files, bytes, skipped } in origins {
        write!(out, "{:>14} bytes from {files} {}", Grouped(*bytes), plural(*files))?;
        if *skipped > 0 {
            write!(out, " ({skipped} left out)")?;
        }
        writeln!(out, ": {name}")?;
    }
    writeln!(out)
}

const fn plural(files: usize) -> &'static str {
    if files == 1 { "file" } else { "files" }
}

/// The most frequent words.
fn frequent(comparison: &Comparison, out: &mut impl fmt::Write) -> fmt::Result {
    let ranking = &comparison.ranking;
    let (total, distinct) = (Grouped(ranking.total), Grouped(ranking.words.len()));
    writeln!(out, "words: {total}, of which {distinct} are different; the most frequent:")?;
    for (word, count) in ranking.words.iter().take(SHOWN) {
        writeln!(out, "{:>14} {word}", Grouped(*count))?;
    }
    writeln!(out)
}

/// The allocators.
fn table(comparison: &Comparison, out: &mut impl fmt::Write) -> fmt::Result {
    let runs = comparison.rows.iter().map(|row| row.times.len()).max().unwrap_or(0);
    let plural = if runs == 1 { "run" } else { "runs" };
    writeln!(out, "the same job on each allocator, {runs} timed {plural}:")?;
    for (name, times, counts) in [
        ("", ["median", "min", "max"], ["allo-", "live", "peak", "live at"]),
        ("", ["ms", "ms", "ms"], ["cations", "bytes", "bytes", "the end"]),
    ] {
        write!(out, "{name:<17}")?;
        times.iter().try_for_each(|title| write!(out, " {title:>9}"))?;
        counts.iter().try_for_each(|title| write!(out, " {title:>11}"))?;
        writeln!(out)?;
    }
    comparison.rows.iter().try_for_each(|row| line(row, out))?;
    let left: usize = comparison.rows.iter().map(|row| row.counted.at_end).sum();
    let (rows, left) = (comparison.rows.len(), Grouped(left));
    writeln!(out, "\nbytes live at the end, of all {rows} allocators: {left}")?;
    let buffer = Grouped(comparison.bump_bytes);
    write!(
        out,
        "\
Live bytes are those of the finished result; at the end, those after it was dropped. Counts are
from a pass without a clock, times from passes without counts (but for {on_counting}).
{arena}: what the job asked of the arena; {on_counting}: what the arena asked of the system.
bump: in a buffer of {buffer} bytes, which was there before the clock started.
",
        arena = Contender::Arena.name(),
        on_counting = Contender::ArenaOnCounting.name(),
    )
}

/// One allocator.
fn line(row: &Row, out: &mut impl fmt::Write) -> fmt::Result {
    write!(out, "{:<17}", row.contender.name())?;
    let times = &row.times[..];
    match (median(times), times) {
        (Some(median), [min, ..]) => {
            let max = times.last().unwrap_or(min);
            for time in [median, *min, *max] {
                write!(out, " {:>9.2}", time.as_secs_f64() * 1e3)?;
            }
        }
        _ => write!(out, " {:>29}", "out of memory")?,
    }
    let Counted { allocations, live, peak, at_end } = row.counted;
    write!(out, " {:>11}", Grouped(allocations))?;
    match live {
        Some(live) => write!(out, " {:>11}", Grouped(live))?,
        None => write!(out, " {:>11}", "-")?,
    }
    writeln!(out, " {:>11} {:>11}", Grouped(peak), Grouped(at_end))
}

/// The middle of `sorted`, or of its middle two.
fn median(sorted: &[Duration]) -> Option<Duration> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    Some(if sorted.len() % 2 == 0 { (sorted[middle - 1] + *upper) / 2 } else { *upper })
}

/// A number whose digits stand in groups of three: `1,234,567`. Width and alignment are kept.
pub(crate) struct Grouped<N>(pub(crate) N);

impl<N: Copy + TryInto<u64>> fmt::Display for Grouped<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every number here is a `usize` or a `u64`, so it fits.
        let mut rest: u64 = self.0.try_into().unwrap_or(u64::MAX);
        // 20 digits and 6 commas are the most; written from the last.
        let mut text = [0; 26];
        let mut start = text.len();
        for place in 0.. {
            if place % 4 == 3 {
                start -= 1;
                text[start] = b',';
            } else {
                start -= 1;
                text[start] = b'0' + (rest % 10) as u8;
                rest /= 10;
                if rest == 0 {
                    break;
                }
            }
        }
        f.pad_integral(true, "", core::str::from_utf8(&text[start..]).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
