//! Programs out of bytes.

use core::ops::Bound;

/// Reads bytes one by one; behind the end there are zeros.
#[derive(Debug)]
pub(super) struct Input<'d> {
    data: &'d [u8],
}

impl<'d> Input<'d> {
    pub(super) const fn new(data: &'d [u8]) -> Self {
        Self { data }
    }

    pub(super) fn byte(&mut self) -> u8 {
        match self.data.split_first() {
            Some((&first, rest)) => {
                self.data = rest;
                first
            }
            None => 0,
        }
    }

    /// The next step, one of `ops`; `None` at the end.
    pub(super) fn step(&mut self, ops: &'static [&'static str]) -> Option<Step> {
        if self.data.is_empty() {
            return None;
        }
        let op = ops[usize::from(self.byte()) % ops.len()];
        let (a, b, c) = (self.byte(), self.byte(), self.byte());
        Some(Step { op, a, b, c, plant: Plant::from_byte(self.byte()) })
    }
}

/// One step of a program: an operation, three numbers for it, and a planted panic.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What is done.
    pub op: &'static str,
    /// A first number for it: mostly an index, or how much of something.
    pub a: u8,
    /// A second one: mostly a value.
    pub b: u8,
    /// A third one: mostly which kind of something.
    pub c: u8,
    /// Which call of foreign code panics.
    pub plant: Plant,
}

/// A range as a caller may write it.
pub type Bounds = (Bound<usize>, Bound<usize>);

/// An index: mostly up to `len`, sometimes beyond, and once absurd.
#[must_use]
pub fn index(byte: u8, len: usize) -> usize {
    match byte {
        0..=219 => usize::from(byte) % (len + 1),
        220..=254 => len + usize::from(byte) - 220,
        255 => usize::MAX,
    }
}

impl Step {
    /// [`index`] by the first number.
    #[must_use]
    pub fn index(&self, len: usize) -> usize {
        index(self.a, len)
    }

    /// A range by the first two numbers, of the kind that the third says.
    #[must_use]
    pub fn bounds(&self, len: usize) -> Bounds {
        let (mut from, mut to) = (index(self.a, len), index(self.b, len));
        // Seldom backwards.
        if from > to && self.c % 8 != 7 {
            core::mem::swap(&mut from, &mut to);
        }
        let start = match self.c % 3 {
            0 => Bound::Included(from),
            1 => Bound::Unbounded,
            _ => Bound::Excluded(from),
        };
        let end = match self.c / 3 % 3 {
            0 => Bound::Excluded(to),
            1 => Bound::Unbounded,
            _ => Bound::Included(to),
        };
        (start, end)
    }
}

/// Where a panic is planted for one step: at which call, from 1.
#[derive(Clone, Copy, Debug)]
pub enum Plant {
    /// None is.
    None,
    /// An element's `clone`.
    Clone(usize),
    /// An element's `drop`.
    Drop(usize),
    /// An element's `eq`.
    Compare(usize),
    /// A closure, or an iterator's `next`.
    Call(usize),
}

impl Plant {
    fn from_byte(byte: u8) -> Self {
        let k = usize::from(byte / 8) + 1;
        match byte % 8 {
            1 => Self::Clone(k),
            // Elements can tell whether another panic unwinds only with `std`; without, a second
            // one would abort the process.
            2 if cfg!(feature = "std") => Self::Drop(k),
            3 => Self::Compare(k),
            4 => Self::Call(k),
            _ => Self::None,
        }
    }
}
