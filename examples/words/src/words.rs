//! Counting words in collections on one allocator.
//!
//! What a user of exalloc would write: every block comes from the allocator that [`WordTable::new`]
//! gets, every method that needs memory returns an error when there is none, and `?` carries it
//! out.

use core::mem;
use exalloc::{Allocator, ExString, ExVec, TryReserveError};

/// The number of slots of a table that has its first word.
const FIRST_SLOTS: usize = 1024;

/// A word, and how often it was seen.
#[derive(Debug)]
pub(crate) struct Entry<A: Allocator> {
    /// The word in lower case.
    pub(crate) word: ExString<A>,
    /// How often it was seen.
    pub(crate) count: u64,
    hash: u64,
}

/// A hash table from words to their counts.
///
/// `A` is copied into every word, so it is `&allocator`, or an allocator without state.
///
/// # Invariants
///
/// 1. `slots` is empty, or has a power of two of slots of which at most three quarters are taken.
/// 2. Every word is in the first free slot at or after the one its hash names, cyclically: no free
///    slot lies between.
#[derive(Debug)]
pub(crate) struct WordTable<A: Allocator + Copy> {
    slots: ExVec<Option<Entry<A>>, A>,
    distinct: usize,
    total: u64,
    /// The word at hand in lower case, where the text has it otherwise.
    lower: ExString<A>,
    alloc: A,
}

impl<A: Allocator + Copy> WordTable<A> {
    /// Makes an empty table, without asking `alloc` for anything.
    pub(crate) const fn new(alloc: A) -> Self {
        Self { slots: ExVec::new(alloc), distinct: 0, total: 0, lower: ExString::new(alloc), alloc }
    }

    /// The number of different words.
    pub(crate) const fn distinct(&self) -> usize {
        self.distinct
    }

    /// The number of words, each as often as it was seen.
    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    /// Counts every word of `text`.
    ///
    /// # Errors
    ///
    /// When the allocator has no memory; the words before that one are counted.
    pub(crate) fn try_count(&mut self, text: &str) -> Result<(), TryReserveError> {
        for word in words(text) {
            if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.try_add(word)?;
                continue;
            }
            // Taken out, so that `try_add` may borrow the rest; put back for the next word.
            let mut lower = mem::replace(&mut self.lower, ExString::new(self.alloc));
            lower.clear();
            for c in word.chars().flat_map(char::to_lowercase) {
                lower.try_push(c)?;
            }
            let added = self.try_add(&lower);
            self.lower = lower;
            added?;
        }
        Ok(())
    }

    /// Counts `word`, which is in lower case.
    fn try_add(&mut self, word: &str) -> Result<(), TryReserveError> {
        // Before the search, so that there is a free slot, where every search ends.
        if self.distinct >= self.slots.len() / 4 * 3 {
            self.try_grow()?;
        }
        let hash = hash(word);
        let mut at = home(hash, self.slots.len());
        loop {
            match &mut self.slots[at] {
                Some(entry) if entry.hash == hash && entry.word == word => {
                    entry.count += 1;
                    break;
                }
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
                free @ None => {
                    let word = ExString::try_from_str_in(word, self.alloc)?;
                    // INVARIANT 2: every slot from the word's own up to this one is taken.
                    *free = Some(Entry { word, count: 1, hash });
                    self.distinct += 1;
                    break;
                }
            }
        }
        self.total += 1;
        Ok(())
    }

    /// Doubles the number of slots; the table is as it was when there is no memory.
    fn try_grow(&mut self) -> Result<(), TryReserveError> {
        // Can't overflow: a slot is larger than two bytes, and all slots lie in memory.
        let count = (self.slots.len() * 2).max(FIRST_SLOTS);
        let mut slots = ExVec::try_with_capacity(count, self.alloc)?;
        slots.try_resize_with(count, || None)?;
        for entry in self.slots.drain(..).flatten() {
            let mut at = home(entry.hash, count);
            while slots[at].is_some() {
                at = (at + 1) & (count - 1);
            }
            slots[at] = Some(entry);
        }
        // INVARIANT 1: the number of slots was doubled, or is `FIRST_SLOTS`.
        self.slots = slots;
        Ok(())
    }

    /// The words by their counts, most frequent first; words of the same count by their letters.
    ///
    /// # Errors
    ///
    /// When the allocator has no memory for the list.
    pub(crate) fn try_ranked(&self) -> Result<ExVec<&Entry<A>, A>, TryReserveError> {
        let mut ranked = ExVec::try_with_capacity(self.distinct, self.alloc)?;
        ranked.try_extend(self.slots.iter().flatten())?;
        ranked.sort_unstable_by(|a: &&Entry<A>, b| {
            b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word))
        });
        Ok(ranked)
    }
}

/// The words of `text`: runs of letters (Unicode's Alphabetic), with single apostrophes (`'` or
/// `\u{2019}`) between letters.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let start = rest.find(char::is_alphabetic)?;
        let from = &rest[start..];
        let (word, after) = from.split_at(word_end(from));
        rest = after;
        Some(word)
    })
}

/// Where the word ends that `text` begins with.
fn word_end(text: &str) -> usize {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let joins =
            || matches!(c, '\'' | '\u{2019}') && chars.as_str().starts_with(char::is_alphabetic);
        if !c.is_alphabetic() && !joins() {
            return at;
        }
    }
    text.len()
}

/// FNV-1a, 64 bits: short, good enough for words, and the same on every machine. A program whose
/// input comes from an adversary wants a keyed hash.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The slot that `hash` names among `slots`, a power of two.
fn home(hash: u64, slots: usize) -> usize {
    // The upper half folded in: the low bits of FNV alone are its weakest. Truncation is meant.
    (hash ^ (hash >> 32)) as usize & (slots - 1)
}

#[cfg(test)]
mod tests;
