//! One note.

use core::fmt;
use core::ops::Range;
use exalloc::{Allocator, ExString, ExVec};

/// A title, lines of text, and tags in order.
#[derive(Clone, Debug)]
pub(crate) struct Note<A: Allocator> {
    title: ExString<A>,
    lines: ExVec<ExString<A>, A>,
    tags: ExVec<ExString<A>, A>,
    edits: u32,
}

impl<A: Allocator + Copy> Note<A> {
    pub(crate) fn new(title: &str, text: &str, alloc: A) -> Self {
        let mut lines = ExVec::with_capacity(text.lines().count(), alloc);
        for line in text.lines() {
            lines.push(ExString::from_str_in(line.trim_end(), alloc));
        }
        Note {
            title: ExString::from_str_in(title, alloc),
            lines,
            tags: ExVec::new(alloc),
            edits: 0,
        }
    }

    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    pub(crate) fn lines(&self) -> &[ExString<A>] {
        &self.lines
    }

    pub(crate) fn tags(&self) -> &[ExString<A>] {
        &self.tags
    }

    /// How many bytes of text there are.
    pub(crate) fn size(&self) -> usize {
        self.lines.iter().map(ExString::len).sum()
    }

    pub(crate) fn rename(&mut self, title: &str) -> bool {
        if self.title == title {
            return false;
        }
        self.title.clear();
        self.title.push_str(title);
        self.edited()
    }

    pub(crate) fn insert_line(&mut self, at: usize, text: &str) -> bool {
        if at > self.lines.len() {
            return false;
        }
        self.lines.insert(at, ExString::from_str_in(text, *self.lines.allocator()));
        self.edited()
    }

    pub(crate) fn remove_lines(&mut self, range: Range<usize>) -> bool {
        if range.is_empty() || range.end > self.lines.len() {
            return false;
        }
        self.lines.drain(range);
        self.edited()
    }

    /// Moves lines to the end.
    pub(crate) fn move_lines(&mut self, range: Range<usize>) -> bool {
        if range.is_empty() || range.end > self.lines.len() {
            return false;
        }
        self.lines[range.start..].rotate_left(range.len());
        self.edited()
    }

    /// Breaks a line in two before its character of number `at`.
    pub(crate) fn break_line(&mut self, line: usize, at: usize) -> bool {
        let Some(text) = self.lines.get_mut(line) else { return false };
        let Some((byte, _)) = text.char_indices().nth(at) else { return false };
        let rest = text.split_off(byte);
        self.lines.insert(line + 1, rest);
        self.edited()
    }

    pub(crate) fn join_with_next(&mut self, line: usize) -> bool {
        if line + 1 >= self.lines.len() {
            return false;
        }
        let next = self.lines.remove(line + 1);
        let text = &mut self.lines[line];
        if !text.is_empty() && !next.is_empty() {
            text.push(' ');
        }
        *text += &next;
        self.edited()
    }

    /// Replaces each `from` by `to` in all lines.
    pub(crate) fn replace(&mut self, from: &str, to: &str) -> bool {
        let mut found = false;
        for line in &mut self.lines {
            let mut start = 0;
            while let Some(at) = line[start..].find(from).filter(|_| !from.is_empty()) {
                let at = start + at;
                line.replace_range(at..at + from.len(), to);
                start = at + to.len();
                found = true;
            }
        }
        found && self.edited()
    }

    /// Removes control characters, and spaces and empty lines where they follow others.
    pub(crate) fn tidy(&mut self) -> bool {
        let before = (self.lines.len(), self.size());
        for line in &mut self.lines {
            line.retain(|ch| !ch.is_control());
            let mut last = ' ';
            line.retain(|ch| {
                let twice = ch == ' ' && last == ' ';
                last = ch;
                !twice
            });
            while line.ends_with(' ') {
                line.pop();
            }
        }
        self.lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
        (self.lines.len(), self.size()) != before && self.edited()
    }

    pub(crate) fn tag(&mut self, tag: &str) -> bool {
        match self.tags.binary_search_by(|have| have.as_str().cmp(tag)) {
            Ok(_) => false,
            Err(at) => {
                self.tags.insert(at, ExString::from_str_in(tag, *self.tags.allocator()));
                self.edited()
            }
        }
    }

    pub(crate) fn untag(&mut self, prefix: &str) -> bool {
        let before = self.tags.len();
        self.tags.retain(|tag| !tag.starts_with(prefix));
        self.tags.len() != before && self.edited()
    }

    /// The words of title and lines, in lower case and in order, each once.
    pub(crate) fn words(&self) -> ExVec<ExString<A>, A> {
        let mut words = ExVec::new(*self.lines.allocator());
        for text in self.lines.iter().chain([&self.title]) {
            for word in text.split(|ch: char| !ch.is_alphanumeric()).filter(|w| !w.is_empty()) {
                let mut lower = ExString::with_capacity(word.len(), *self.lines.allocator());
                lower.extend(word.chars().flat_map(char::to_lowercase));
                words.push(lower);
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    fn edited(&mut self) -> bool {
        self.edits += 1;
        true
    }
}

/// How often a note was edited doesn't matter.
impl<A: Allocator + Copy> PartialEq for Note<A> {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && self.lines == other.lines && self.tags == other.tags
    }
}

impl<A: Allocator + Copy> fmt::Display for Note<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "# {}", self.title)?;
        for tag in &self.tags {
            write!(f, " #{tag}")?;
        }
        for (number, line) in self.lines.iter().enumerate() {
            write!(f, "\n{:>3} {line}", number + 1)?;
        }
        Ok(())
    }
}
