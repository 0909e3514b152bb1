//! exalloc's collections on the heap: `SystemAllocator` and `MallocAllocator`.

use crate::workloads::Region;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use crate::workloads::strings::{Formats, Texts, Writes};
use core::fmt::Write;
use exalloc::{
    Allocator, CppNewAllocator, ExBox, ExString, ExVec, MallocAllocator, SystemAllocator, ex_format,
};

/// Memory of an allocator that has no state.
#[derive(Debug)]
pub(crate) struct ExallocHeap<A>(A);

pub(crate) type ExallocSystem = ExallocHeap<SystemAllocator>;
pub(crate) type ExallocCppNew = ExallocHeap<CppNewAllocator>;
pub(crate) type ExallocMalloc = ExallocHeap<MallocAllocator>;

impl<A: Default> Region for ExallocHeap<A> {
    fn with_capacity(_: usize) -> Self {
        Self(A::default())
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl<A: Allocator> Vector for ExVec<u64, A> {
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

impl<A: Allocator + Copy + Default + 'static> Vectors for ExallocHeap<A> {
    type Vector<'a> = ExVec<u64, A>;

    #[inline(always)]
    fn vector(&self) -> ExVec<u64, A> {
        ExVec::new(self.0)
    }
}

impl<A: Allocator + Copy + Default + 'static> Boxes for ExallocHeap<A> {
    type Boxed<'a> = ExBox<[u64; 3], A>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        ExBox::new(value, self.0)
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Self::Boxed<'_>) {
        drop(boxed);
    }
}

impl<A: Allocator + Copy + Default + 'static> Texts for ExallocHeap<A> {
    type Text<'a> = ExString<A>;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        ExString::new(self.0)
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

impl<A: Allocator + Copy + Default + 'static> Writes for ExallocHeap<A> {
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        write!(text, "{number} {word}").expect("memory");
    }
}

impl<A: Allocator + Copy + Default + 'static> Formats for ExallocHeap<A> {
    #[inline(always)]
    fn format(&self, number: u64, word: &str) -> Self::Text<'_> {
        ex_format!(in self.0, "{number} {word}")
    }
}
