//! bumpalo. Its own boxes give nothing back; those of allocator-api2 on it do, so these run.

use crate::workloads::Region;
use crate::workloads::arena_known::Values;
use crate::workloads::arena_unknown::Blocks;
use crate::workloads::boxes::Boxes;
use crate::workloads::buffer::Buffer;
use crate::workloads::push::{Vector, Vectors};
use crate::workloads::strings::{Formats, Texts, Writes};
use bumpalo::Bump;
use core::alloc::Layout;
use core::fmt::Write;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

#[derive(Debug)]
pub(crate) struct Bumpalo(Bump);

impl Region for Bumpalo {
    fn with_capacity(bytes: usize) -> Self {
        Self(Bump::with_capacity(bytes))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Vector for bumpalo::collections::Vec<'_, u64> {
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

impl Vectors for Bumpalo {
    type Vector<'a> = bumpalo::collections::Vec<'a, u64>;

    #[inline(always)]
    fn vector(&self) -> Self::Vector<'_> {
        bumpalo::collections::Vec::new_in(&self.0)
    }
}

type Boxed<'a> = allocator_api2::boxed::Box<[u64; 3], &'a Bump>;

impl Boxes for Bumpalo {
    type Boxed<'a> = Boxed<'a>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Boxed<'_> {
        Boxed::new_in(value, &self.0)
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Boxed<'_>) -> &'a [u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Boxed<'_>) {
        drop(boxed);
    }
}

impl Values for Bumpalo {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        self.0.alloc(value)
    }
}

impl Blocks for Bumpalo {
    #[inline(always)]
    fn block(&self, layout: Layout) -> NonNull<u8> {
        self.0.alloc_layout(layout)
    }
}

/// Its own chunk of that size, and a limit that forbids another one.
impl Buffer for Bumpalo {
    fn on(buffer: &'static mut [MaybeUninit<u8>]) -> Self {
        let bump = Bump::with_capacity(buffer.len());
        bump.set_allocation_limit(Some(bump.allocated_bytes()));
        Self(bump)
    }

    #[inline(always)]
    fn block(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.0.try_alloc_layout(layout).ok()
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Texts for Bumpalo {
    type Text<'a> = bumpalo::collections::String<'a>;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        bumpalo::collections::String::new_in(&self.0)
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

impl Writes for Bumpalo {
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        write!(text, "{number} {word}").expect("memory");
    }
}

impl Formats for Bumpalo {
    #[inline(always)]
    fn format(&self, number: u64, word: &str) -> Self::Text<'_> {
        bumpalo::format!(in &self.0, "{} {}", number, word)
    }
}
