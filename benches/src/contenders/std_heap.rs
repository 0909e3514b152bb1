//! std's own collections on std's own heap (no `#[global_allocator]`: the system's).

use crate::workloads::Region;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use crate::workloads::strings::{Formats, Texts, Writes};
use core::fmt::Write;

#[derive(Debug)]
pub(crate) struct StdHeap;

impl Region for StdHeap {
    fn with_capacity(_: usize) -> Self {
        Self
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl Vector for Vec<u64> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn extend(&mut self, numbers: &[u64]) {
        self.extend_from_slice(numbers);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self
    }
}

impl Vectors for StdHeap {
    type Vector<'a> = Vec<u64>;

    #[inline(always)]
    fn vector(&self) -> Vec<u64> {
        Vec::new()
    }
}

impl Boxes for StdHeap {
    type Boxed<'a> = Box<[u64; 3]>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Box<[u64; 3]> {
        Box::new(value)
    }

    #[inline(always)]
    fn value(boxed: &Box<[u64; 3]>) -> &[u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Box<[u64; 3]>) {
        drop(boxed);
    }
}

impl Texts for StdHeap {
    type Text<'a> = String;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        String::new()
    }

    #[inline(always)]
    fn as_str<'a>(text: &'a Self::Text<'_>) -> &'a str {
        text
    }

    #[inline(always)]
    fn push_str(text: &mut Self::Text<'_>, word: &str) {
        text.push_str(word);
    }
}

impl Writes for StdHeap {
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        write!(text, "{number} {word}").expect("memory");
    }
}

impl Formats for StdHeap {
    #[inline(always)]
    fn format(&self, number: u64, word: &str) -> Self::Text<'_> {
        format!("{number} {word}")
    }
}
