//! Characters, texts and positions in them, out of numbers.

use super::input::{Bounds, Step, index};

/// Characters of one to four bytes, and those at the borders between.
const CHARACTERS: [char; 16] = [
    'a',
    'b',
    'Z',
    '\0',
    '\u{7F}',
    '\u{80}',
    'ß',
    '\u{7FF}',
    '\u{800}',
    '€',
    '\u{D7FF}',
    '\u{E000}',
    '\u{FFFF}',
    '\u{10000}',
    '😀',
    char::MAX,
];

/// One of them.
#[must_use]
pub fn character(byte: u8) -> char {
    CHARACTERS[usize::from(byte) % CHARACTERS.len()]
}

/// A text: how long by one number, and of which characters by another.
#[must_use]
pub fn text(length: u8, first: u8) -> String {
    let step = usize::from(first / 16) + 1;
    let chars = CHARACTERS.iter().cycle().skip(usize::from(first) % 16).step_by(step);
    chars.take(usize::from(length % 24)).collect()
}

/// Bytes that needn't be UTF-8: a text with a byte changed, and cut off somewhere.
#[must_use]
pub fn bytes(step: &Step) -> Vec<u8> {
    let mut bytes = text(step.a, step.b).into_bytes();
    let at = usize::from(step.c) % (bytes.len() + 1);
    match step.c % 4 {
        0 => {}
        1 => bytes.truncate(at),
        2 => bytes.insert(at, step.a | 0x80),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = step.a;
            }
        }
    }
    bytes
}

/// A position: mostly that of a character, sometimes any.
#[must_use]
pub fn position(byte: u8, s: &str) -> usize {
    if byte >= 240 {
        return index(byte - 200, s.len());
    }
    let at = usize::from(byte) % (s.chars().count() + 1);
    s.char_indices().nth(at).map_or(s.len(), |(at, _)| at)
}

/// A range of positions, as the third number says.
#[must_use]
pub fn range(step: &Step, s: &str) -> Bounds {
    use core::ops::Bound::{Excluded, Included, Unbounded};
    let (mut from, mut to) = (position(step.a, s), position(step.b, s));
    if from > to && step.c % 8 != 7 {
        core::mem::swap(&mut from, &mut to);
    }
    match step.c % 4 {
        0 | 1 => (Included(from), Excluded(to)),
        2 => (Unbounded, Excluded(to)),
        _ => (Included(from), Unbounded),
    }
}
