//! Contenders in other languages: each runs the loop of a workload on its own side of the border,
//! and gives back the sum that Rust's checker gives.

use crate::Input;
use crate::input::Numbers;
use crate::workloads::{
    Case, PLACES, Prepare, Round, Workload, arena_unknown, boxes, buffer, extend, strings,
};
use core::alloc::Layout;
use core::ffi::c_void;
use core::marker::PhantomData;
use core::ptr;

/// A language: its two functions.
pub(super) trait Language: 'static {
    /// Runs a round, and returns the sum if it was to check.
    ///
    /// # Safety
    ///
    /// `state` is null, or what the same contender left there; `input` is valid.
    unsafe fn run(
        workload: u32,
        contender: u32,
        place: u32,
        state: &mut *mut c_void,
        input: &ForeignInput,
        check: bool,
    ) -> u64;

    /// Frees what a contender left in its state.
    ///
    /// # Safety
    ///
    /// `state` is that, and not used again.
    unsafe fn end(contender: u32, state: *mut c_void);
}

/// C++.
pub(super) struct Cpp;

impl Language for Cpp {
    unsafe fn run(
        workload: u32,
        contender: u32,
        place: u32,
        state: &mut *mut c_void,
        input: &ForeignInput,
        check: bool,
    ) -> u64 {
        // SAFETY: forwarded.
        unsafe { cpp_run(workload, contender, place, state, input, check) }
    }

    unsafe fn end(contender: u32, state: *mut c_void) {
        // SAFETY: forwarded.
        unsafe { cpp_end(contender, state) }
    }
}

unsafe extern "C" {
    fn cpp_run(
        workload: u32,
        contender: u32,
        place: u32,
        state: *mut *mut c_void,
        input: *const ForeignInput,
        check: bool,
    ) -> u64;
    fn cpp_end(contender: u32, state: *mut c_void);
    // SAFETY: takes any numbers; what it allocates is never freed.
    safe fn cpp_grow(pieces: usize, size: usize) -> usize;
}

/// Grows a `std::vector` of bytes by so many pieces of so many bytes, each of which begins with its
/// number; the last one's. The vector stays.
pub(crate) fn grow_cpp(pieces: usize, size: usize) -> usize {
    cpp_grow(pieces, size)
}

/// `ForeignLayout` of `foreign/peers.hpp`.
#[repr(C)]
struct ForeignLayout {
    size: usize,
    align: usize,
}

impl From<Layout> for ForeignLayout {
    fn from(layout: Layout) -> Self {
        Self { size: layout.size(), align: layout.align() }
    }
}

/// `ForeignEntry` of `foreign/peers.hpp`.
#[repr(C)]
struct ForeignEntry {
    number: u64,
    word: *const u8,
    length: usize,
}

/// `ForeignInput` of `foreign/peers.hpp`: it points into [`Tables`].
#[repr(C)]
pub(super) struct ForeignInput {
    count: u64,
    repeats: u64,
    seed: u64,
    lengths: *const usize,
    lengths_count: usize,
    numbers: *const u64,
    order: *const u8,
    order_count: usize,
    layouts: *const ForeignLayout,
    layouts_count: usize,
    buffer_layouts: *const ForeignLayout,
    buffer_layouts_count: usize,
    fills: u64,
    entries: *const ForeignEntry,
    entries_count: usize,
}

/// The tables of all workloads.
struct Tables {
    lengths: Vec<usize>,
    numbers: Vec<u64>,
    order: Vec<u8>,
    layouts: Vec<ForeignLayout>,
    buffer_layouts: Vec<ForeignLayout>,
    entries: Vec<ForeignEntry>,
}

impl Tables {
    fn of(input: &Input) -> Self {
        let entry = |(number, word): (u64, &'static str)| ForeignEntry {
            number,
            word: word.as_ptr(),
            length: word.len(),
        };
        Self {
            lengths: extend::lengths(input.seed).collect(),
            numbers: Numbers(input.seed).take(extend::LONGEST).collect(),
            order: boxes::order(input).collect(),
            layouts: arena_unknown::table(input).map(ForeignLayout::from).collect(),
            buffer_layouts: buffer::table(input).map(ForeignLayout::from).collect(),
            entries: strings::entries(input).map(entry).collect(),
        }
    }

    fn input(&self, input: &Input) -> ForeignInput {
        ForeignInput {
            count: input.count as u64,
            repeats: input.repeats as u64,
            seed: input.seed,
            lengths: self.lengths.as_ptr(),
            lengths_count: self.lengths.len(),
            numbers: self.numbers.as_ptr(),
            order: self.order.as_ptr(),
            order_count: self.order.len(),
            layouts: self.layouts.as_ptr(),
            layouts_count: self.layouts.len(),
            buffer_layouts: self.buffer_layouts.as_ptr(),
            buffer_layouts_count: self.buffer_layouts.len(),
            fills: buffer::fills(input) as u64,
            entries: self.entries.as_ptr(),
            entries_count: self.entries.len(),
        }
    }
}

/// A contender's side of a workload.
struct Foreign<L: Language, const WORKLOAD: u32, const CONTENDER: u32, const PLACE: u32> {
    tables: Tables,
    state: *mut c_void,
    language: PhantomData<L>,
}

impl<L: Language, const W: u32, const C: u32, const PLACE: u32> Foreign<L, W, C, PLACE> {
    fn prepare(input: &Input) -> Box<dyn Round> {
        Box::new(Self { tables: Tables::of(input), state: ptr::null_mut(), language: PhantomData })
    }

    fn call(&mut self, input: &Input, check: bool) -> u64 {
        let foreign = self.tables.input(input);
        // SAFETY:
        // - the state is null, or what this contender left there.
        // - the input points to tables that live, with their lengths.
        unsafe { L::run(W, C, PLACE, &mut self.state, &foreign, check) }
    }
}

impl<L: Language, const W: u32, const C: u32, const PLACE: u32> Round for Foreign<L, W, C, PLACE> {
    fn run(&mut self, input: &Input) {
        self.call(input, false);
    }

    fn check(&mut self, input: &Input) -> u64 {
        self.call(input, true)
    }

    fn operations(&self, input: &Input) -> usize {
        // The other side asserts that so many fit.
        let buffer = W == Workload::Buffer as u32;
        if buffer { buffer::fills(input) * buffer::BLOCKS } else { input.operations() }
    }
}

impl<L: Language, const W: u32, const C: u32, const PLACE: u32> Drop for Foreign<L, W, C, PLACE> {
    fn drop(&mut self) {
        if !self.state.is_null() {
            // SAFETY: what this contender left there, for the last time.
            unsafe { L::end(C, self.state) }
        }
    }
}

impl<L: Language, const W: u32, const C: u32> Foreign<L, W, C, 0> {
    const ALL: &'static [Prepare; PLACES] = &[
        Foreign::<L, W, C, 0>::prepare,
        Foreign::<L, W, C, 1>::prepare,
        Foreign::<L, W, C, 2>::prepare,
        Foreign::<L, W, C, 3>::prepare,
    ];

    const fn case(contender: &'static str) -> Case {
        // The workloads are numbered in the order of their list.
        Case { workload: Workload::ALL[W as usize], contender, prepare: Self::ALL }
    }
}

/// Vectors, boxes and strings of a contender.
pub(super) const fn heap<L: Language, const C: u32>(contender: &'static str) -> [Case; 9] {
    [
        Foreign::<L, 0, C, 0>::case(contender),
        Foreign::<L, 1, C, 0>::case(contender),
        Foreign::<L, 2, C, 0>::case(contender),
        Foreign::<L, 3, C, 0>::case(contender),
        Foreign::<L, 4, C, 0>::case(contender),
        Foreign::<L, 5, C, 0>::case(contender),
        Foreign::<L, 9, C, 0>::case(contender),
        Foreign::<L, 10, C, 0>::case(contender),
        Foreign::<L, 11, C, 0>::case(contender),
    ]
}

/// Blocks of an arena and of a buffer.
pub(super) const fn arena<L: Language, const C: u32>(contender: &'static str) -> [Case; 3] {
    [
        Foreign::<L, 6, C, 0>::case(contender),
        Foreign::<L, 7, C, 0>::case(contender),
        Foreign::<L, 8, C, 0>::case(contender),
    ]
}

#[cfg(test)]
mod tests {
    use crate::workloads::Workload;

    #[test]
    fn workloads_are_numbered_as_they_are_listed() {
        for (i, workload) in Workload::ALL.into_iter().enumerate() {
            assert_eq!(workload as usize, i, "{workload}");
        }
    }
}
