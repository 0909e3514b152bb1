//! `ExString`'s appenders: the workload `write` without `core::fmt`.

use super::exalloc_heap::ExallocSystem;
use crate::workloads::strings::{Texts, Write, Writes};
use crate::workloads::{Case, Region};
use exalloc::{ExString, SystemAllocator};

/// The system's heap, as [`ExallocSystem`] has it.
#[derive(Debug)]
pub(crate) struct ExallocAppend(ExallocSystem);

impl Region for ExallocAppend {
    fn with_capacity(bytes: usize) -> Self {
        Self(ExallocSystem::with_capacity(bytes))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Texts for ExallocAppend {
    type Text<'a> = ExString<SystemAllocator>;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        self.0.text()
    }

    #[inline(always)]
    fn as_str<'a>(text: &'a Self::Text<'_>) -> &'a str {
        ExallocSystem::as_str(text)
    }

    #[inline(always)]
    fn push_str(text: &mut Self::Text<'_>, word: &str) {
        ExallocSystem::push_str(text, word);
    }
}

impl Writes for ExallocAppend {
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        text.push_int(number);
        text.push(' ');
        text.push_str(word);
    }
}

/// Its cases.
pub(super) const CASES: &[Case] = &[Case::of::<Write<ExallocAppend>>("exalloc-append")];
