//! One line on the terminal that says what goes on.

use core::fmt;
use core::time::Duration;
use std::io::{IsTerminal, Write, stderr};
use std::time::Instant;

/// How long a line stands at least, so that writing it costs nothing.
const INTERVAL: Duration = Duration::from_millis(50);

/// A line on standard error that is rewritten in place, and wiped when this value is dropped.
///
/// Nothing is written unless standard error is a terminal. Failing to write is no error: nobody
/// looks.
#[derive(Debug)]
pub(crate) struct Progress {
    terminal: bool,
    last: Option<Instant>,
    /// How many columns the standing line takes.
    columns: usize,
}

impl Progress {
    /// Finds out whether there is a terminal.
    #[must_use = "the line is wiped when this is dropped"]
    pub(crate) fn new() -> Self {
        Self { terminal: stderr().is_terminal(), last: None, columns: 0 }
    }

    /// Shows `line` instead of the standing one, unless that has just appeared.
    pub(crate) fn show(&mut self, line: fmt::Arguments<'_>) {
        if !self.terminal || self.last.is_some_and(|last| last.elapsed() < INTERVAL) {
            return;
        }
        self.last = Some(Instant::now());
        // 79 columns fit every terminal: a line that wraps can't be rewritten.
        let mut text = line.to_string();
        if let Some((end, _)) = text.char_indices().nth(79) {
            text.truncate(end);
        }
        let columns = text.chars().count();
        let (old, new) = (self.columns, columns);
        // Spaces wipe what the standing line has beyond the new one, on any terminal.
        let _ = write!(stderr(), "\r{text}{:1$}", "", old.saturating_sub(new));
        self.columns = columns;
    }

    /// Shows `line` in any case: what it announces may take long.
    pub(crate) fn step(&mut self, line: fmt::Arguments<'_>) {
        self.last = None;
        self.show(line);
    }

    /// Wipes the line.
    pub(crate) fn clear(&mut self) {
        if self.columns > 0 {
            let _ = write!(stderr(), "\r{:1$}\r", "", self.columns);
            self.columns = 0;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
