//! bump-scope with its default settings: upwards, minimum alignment 1.

use crate::workloads::Region;
use crate::workloads::arena_known::Values;
use crate::workloads::arena_unknown::Blocks;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use crate::workloads::strings::{Formats, Texts, Writes};
use bump_scope::traits::BumpAllocatorTyped;
use bump_scope::{Bump, BumpBox, BumpString, BumpVec, bump_format};
use core::alloc::Layout;
use core::fmt::Write;
use core::ptr::NonNull;

#[derive(Debug)]
pub(crate) struct BumpScope(Bump);

impl Region for BumpScope {
    fn with_capacity(bytes: usize) -> Self {
        Self(Bump::with_size(bytes))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Vector for BumpVec<u64, &Bump> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn extend(&mut self, numbers: &[u64]) {
        self.extend_from_slice_copy(numbers);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self
    }
}

impl Vectors for BumpScope {
    type Vector<'a> = BumpVec<u64, &'a Bump>;

    #[inline(always)]
    fn vector(&self) -> Self::Vector<'_> {
        BumpVec::new_in(&self.0)
    }
}

impl Boxes for BumpScope {
    type Boxed<'a> = BumpBox<'a, [u64; 3]>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        self.0.alloc(value)
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Self::Boxed<'_>) {
        self.0.dealloc(boxed);
    }
}

impl Values for BumpScope {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        BumpBox::leak(self.0.alloc(value))
    }
}

impl Blocks for BumpScope {
    #[inline(always)]
    fn block(&self, layout: Layout) -> NonNull<u8> {
        self.0.allocate_layout(layout)
    }
}

impl Texts for BumpScope {
    type Text<'a> = BumpString<&'a Bump>;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        BumpString::new_in(&self.0)
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

impl Writes for BumpScope {
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        write!(text, "{number} {word}").expect("memory");
    }
}

impl Formats for BumpScope {
    #[inline(always)]
    fn format(&self, number: u64, word: &str) -> Self::Text<'_> {
        bump_format!(in &self.0, "{number} {word}")
    }
}
