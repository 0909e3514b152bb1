//! The instruction counts of record: `benches/instructions.tsv`.
//!
//! One line per case: workload, contender, instructions per operation, separated by tabs; `#`
//! begins a comment. Whoever changes a number on purpose writes the file anew, and the diff shows
//! it.

use crate::workloads::Case;
use core::fmt::Write;
use std::fs;
use std::io;

/// Where the file is.
pub const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.tsv");

/// How many instructions per operation a case of ours may lose against the record: two at most, and
/// of short operations so few that one more instruction in a loop of 6 or 13 is too much.
#[must_use]
pub fn tolerance(recorded: f64) -> f64 {
    (recorded * 0.05).clamp(0.5, 2.0)
}

/// The counts of record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record(Vec<(String, String, f64)>);

impl Record {
    /// Reads the file; an absent one is an empty record.
    ///
    /// # Errors
    ///
    /// A line for the user: the file can't be read, or a line of it is malformed.
    pub fn read() -> Result<Self, String> {
        match fs::read_to_string(PATH) {
            Ok(text) => Self::parse(&text),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(format!("{PATH} can't be read: {e}")),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let parse = |line: &str| {
            let mut fields = line.split('\t');
            let (Some(workload), Some(contender), Some(count), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return None;
            };
            Some((String::from(workload), String::from(contender), count.parse().ok()?))
        };
        let all: Option<_> = lines.map(parse).collect();
        all.map(Self).ok_or_else(|| format!("{PATH}: lines are `workload<tab>contender<tab>count`"))
    }

    /// The recorded instructions per operation.
    #[must_use]
    pub fn get(&self, case: &Case) -> Option<f64> {
        let Self(all) = self;
        let found = all.iter().find(|(w, c, _)| w == case.workload.name() && c == case.contender);
        found.map(|&(_, _, count)| count)
    }

    /// Adds a case.
    pub fn push(&mut self, case: &Case, instructions: f64) {
        self.0.push((case.workload.to_string(), String::from(case.contender), instructions));
    }

    /// Writes the file; `head` says on what the counts were made.
    ///
    /// # Errors
    ///
    /// A line for the user: the file can't be written.
    pub fn write(&self, head: &str) -> Result<(), String> {
        fs::write(PATH, self.text(head)).map_err(|e| format!("{PATH} can't be written: {e}"))
    }

    fn text(&self, head: &str) -> String {
        let mut text = String::new();
        for line in head.lines() {
            // Writing to a string can't fail.
            let _ = writeln!(text, "# {line}");
        }
        for (workload, contender, count) in &self.0 {
            let _ = writeln!(text, "{workload}\t{contender}\t{count:.2}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Record;
    use crate::workloads::Case;

    #[test]
    fn what_is_written_is_read() {
        let case = |contender| Case::find("push", contender).unwrap();
        let mut record = Record::default();
        record.push(case("std"), 8.25);
        let text = record.text("two\nlines");
        assert_eq!(text, "# two\n# lines\npush\tstd\t8.25\n");
        let read = Record::parse(&text).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.get(case("std")), Some(8.25));
        assert_eq!(read.get(case("bumpalo")), None);
    }

    #[test]
    fn malformed_lines_are_refused() {
        assert!(Record::parse("push\tstd\n").is_err());
        assert!(Record::parse("push\tstd\tmany\n").is_err());
        assert!(Record::parse("push\tstd\t1.0\t2.0\n").is_err());
    }
}
