//! Words and numbers into strings, growth included.

use super::{Region, Work, Workload};
use crate::Input;
use crate::input::Numbers;
use crate::watch::Watch;

/// Makes strings.
pub trait Texts: Region {
    /// What it makes.
    type Text<'a>
    where
        Self: 'a;

    /// An empty string, without capacity.
    fn text(&self) -> Self::Text<'_>;

    /// What is in it.
    fn as_str<'a>(text: &'a Self::Text<'_>) -> &'a str;

    /// Appends a word.
    fn push_str(text: &mut Self::Text<'_>, word: &str);
}

/// Appends a number, a space and a word.
pub trait Writes: Texts {
    /// Appends them by the means that this contender is measured with.
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str);
}

/// Makes strings of a number, a space and a word.
pub trait Formats: Texts {
    /// Such a string.
    fn format(&self, number: u64, word: &str) -> Self::Text<'_>;
}

/// Entries in the tables.
const TABLE: usize = 1000;

/// Short words, appended to one string. An operation is a word.
#[derive(Debug)]
pub struct PushStr<R> {
    region: R,
    words: Vec<&'static str>,
}

impl<R: Texts + 'static> Work for PushStr<R> {
    const WORKLOAD: Workload = Workload::PushStr;

    fn prepare(input: &Input) -> Self {
        Self { region: region(input), words: entries(input).map(|(_, word)| word).collect() }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..input.repeats {
            let mut text = self.region.text();
            for _ in 0..input.count / self.words.len() {
                for word in &self.words {
                    R::push_str(&mut text, word);
                }
            }
            watch.text(R::as_str(&text));
            drop(text);
        }
        self.region.reset();
    }
}

/// Numbers and words, appended to one string. An operation is one of each.
#[derive(Debug)]
pub struct Write<R> {
    region: R,
    entries: Vec<(u64, &'static str)>,
}

impl<R: Writes + 'static> Work for Write<R> {
    const WORKLOAD: Workload = Workload::Write;

    fn prepare(input: &Input) -> Self {
        Self { region: region(input), entries: entries(input).collect() }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..input.repeats {
            let mut text = self.region.text();
            for _ in 0..input.count / self.entries.len() {
                for &(number, word) in &self.entries {
                    R::write(&mut text, number, word);
                }
            }
            watch.text(R::as_str(&text));
            drop(text);
        }
        self.region.reset();
    }
}

/// A string of a number and a word, each freed before the next is made.
#[derive(Debug)]
pub struct Format<R> {
    region: R,
    entries: Vec<(u64, &'static str)>,
}

impl<R: Formats + 'static> Work for Format<R> {
    const WORKLOAD: Workload = Workload::Format;

    fn prepare(input: &Input) -> Self {
        Self { region: region(input), entries: entries(input).collect() }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..input.repeats {
            for _ in 0..input.count / self.entries.len() {
                for &(number, word) in &self.entries {
                    watch.text(R::as_str(&self.region.format(number, word)));
                }
            }
        }
        self.region.reset();
    }
}

/// Memory for strings that double and never give anything back.
fn region<R: Region>(input: &Input) -> R {
    R::with_capacity(input.operations() * 4 * 40)
}

const WORDS: [&str; 16] = [
    "a",
    "of",
    "the",
    "some",
    "block",
    "memory",
    "pointer",
    "capacity",
    "allocator",
    "fragmented",
    "deallocates",
    "I",
    "it",
    "map",
    "heap",
    "arena",
];

/// Numbers of 1 to 20 digits, and words of 1 to 11 letters, for contenders in any language.
pub(crate) fn entries(input: &Input) -> impl Iterator<Item = (u64, &'static str)> {
    let entries = input.count.min(TABLE);
    assert!(input.count.is_multiple_of(entries), "whole tables only");
    let mut numbers = Numbers(input.seed);
    (0..entries).map(move |_| {
        let mut next = || numbers.next().unwrap_or_default();
        let (number, shift, word) = (next(), next() % 64, next());
        (number >> shift, WORDS[(word >> 32) as usize % WORDS.len()])
    })
}
