//! `PageAllocator` against the operating system: what faults, what is given back, what runs out.
//!
//! Each case is a process of its own, in which this file's [`inside`] does what the case says.

#![cfg(all(feature = "pages", unix))]

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::{Allocator, PageAllocator};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

const CASE: &str = "EXALLOC_TESTS_PAGES";

/// Runs this executable's test `inside` for a case, with at most so many KiB of addresses.
fn run(case: &str, limit: Option<usize>) -> Output {
    let limit = limit.map_or("unlimited".to_owned(), |kib| kib.to_string());
    Command::new("sh")
        .args(["-c", "ulimit -v $0 && ulimit -c 0 && exec \"$@\"", &limit])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "inside", "--nocapture", "--test-threads", "1"])
        .env(CASE, case)
        .output()
        .unwrap()
}

/// What a case said on its last line.
#[track_caller]
fn said(case: &str, limit: Option<usize>) -> String {
    let output = run(case, limit);
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find_map(|line| Some(line.split_once("case: ")?.1));
    line.unwrap_or_else(|| panic!("{case}: {output:?}")).to_owned()
}

const MIB: usize = 1 << 20;
const GUARDED: PageAllocator = PageAllocator::new().with_guard_pages();

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// The other process. In this one it has nothing to do but to be found.
#[test]
fn inside() {
    let Some(case) = std::env::var_os(CASE) else { return };
    let case = case.into_string().unwrap();
    let outcome = match case.as_str() {
        "exhaustion" => exhaustion(),
        "surplus" => surplus(),
        "cut" => cut(),
        "moves" => moves(),
        "arena" => arena(),
        #[cfg(target_os = "linux")]
        "mappings" => mappings::case(),
        "huge" => huge(),
        _ => {
            let (size, align, at) = touch_case(&case);
            touch(GUARDED, layout(size, align), at)
        }
    };
    println!("case: {outcome}");
}

/// A case of the form `size align at`: which byte of which block is touched.
fn touch_case(case: &str) -> (usize, usize, isize) {
    let mut words = case.split(' ');
    let mut word = || words.next().unwrap();
    (word().parse().unwrap(), word().parse().unwrap(), word().parse().unwrap())
}

/// Writes a byte at a distance from the start of a block, and tells that it could.
fn touch(alloc: PageAllocator, layout: Layout, at: isize) -> String {
    // SAFETY: the size is above zero.
    let block = unsafe { alloc.alloc(layout) }.expect("a few pages");
    // SAFETY: within the block, or else at a page that ends this process: which is the test.
    unsafe { block.as_ptr().wrapping_offset(at).write_volatile(1) };
    "alive".to_owned()
}

/// Dies of touching the guard, and not of touching the block.
#[test]
fn guards_end_the_process() {
    for (size, align) in [(1_usize, 1), (10, 1), (4096, 16), (5000, 1), (100_000, 8), (64, 1 << 16)]
    {
        let page = PageAllocator::page_size();
        let len = size.next_multiple_of(page);
        let offset = ((len - size) & !(align - 1)) as isize;
        let (last, behind) = (size as isize - 1, len as isize - offset);
        for within in [0, last, behind - 1, -offset] {
            assert_eq!(said(&format!("{size} {align} {within}"), None), "alive");
        }
        let far = behind + page as isize - 1;
        for outside in [behind, far, -offset - 1, -offset - page as isize] {
            let output = run(&format!("{size} {align} {outside}"), None);
            // 11 is SIGSEGV; macOS says SIGBUS, 10.
            let signal = output.status.signal();
            assert!(matches!(signal, Some(11 | 10)), "{size} {align} {outside}: {output:?}");
        }
    }
}

/// Takes blocks until there are none, gives all back, and takes as many again.
fn exhaustion() -> String {
    let mut counts = [0; 2];
    for alloc in [PageAllocator::new(), GUARDED, PageAllocator::new().with_huge_pages()] {
        for count in &mut counts {
            let mut blocks = Vec::new();
            // SAFETY: the size is above zero.
            while let Some(block) = unsafe { alloc.alloc(layout(4 * MIB, 8)) } {
                // SAFETY: a live block.
                unsafe { block.write(1) };
                blocks.push(block);
            }
            // SAFETY: the size is above zero.
            assert!(unsafe { alloc.alloc_zeroed(layout(400 * MIB, 1 << 20)) }.is_none());
            for &block in &blocks {
                // SAFETY: a live block with its layout; sizes are above zero.
                let grown = unsafe { alloc.remap(block, layout(4 * MIB, 8), 400 * MIB) };
                assert!(grown.is_none());
                // SAFETY: as above.
                assert_eq!(unsafe { block.read() }, 1);
            }
            *count = blocks.len();
            for block in blocks {
                // SAFETY: a live block, and its layout.
                unsafe { alloc.dealloc(block, layout(4 * MIB, 8)) };
            }
        }
        // A table of the allocator's own grows meanwhile: nothing else does.
        if counts[0].abs_diff(counts[1]) > 1 || counts[0] < 20 {
            return format!("{alloc:?}: {counts:?}");
        }
    }
    "recovered".to_owned()
}

#[test]
fn running_out_is_none_and_everything_comes_back() {
    assert_eq!(said("exhaustion", Some(300 << 10)), "recovered");
}

/// 50 blocks of a page at multiples of 32 MiB: the pages in between go back to the system.
fn surplus() -> String {
    let page = layout(100, 32 * MIB);
    for alloc in [PageAllocator::new(), GUARDED] {
        let take = || {
            // SAFETY: the size is above zero.
            unsafe { alloc.alloc(page) }
        };
        let blocks: Vec<_> = (0..50).map_while(|_| take()).collect();
        if blocks.len() < 50 {
            return format!("{} blocks of {alloc:?}", blocks.len());
        }
        for block in blocks {
            // SAFETY: a live block, and its layout.
            unsafe { alloc.dealloc(block, page) };
        }
    }
    "given back".to_owned()
}

#[test]
fn the_surplus_of_a_large_alignment_goes_back() {
    assert_eq!(said("surplus", Some(300 << 10)), "given back");
}

/// 50 blocks of 64 MiB, one after the other, each cut to a page and kept.
fn cut() -> String {
    let alloc = PageAllocator::new();
    for n in 0..50 {
        let large = layout(64 * MIB, 8);
        // SAFETY: the size is above zero.
        let Some(block) = (unsafe { alloc.alloc(large) }) else { return format!("{n} blocks") };
        // SAFETY: a live block with its layout.
        assert_eq!(unsafe { alloc.resize_in_place(block, large, 1) }, Some(block));
    }
    "cut".to_owned()
}

#[test]
#[cfg(not(windows))]
fn a_smaller_block_has_given_its_pages_back() {
    assert_eq!(said("cut", Some(300 << 10)), "cut");
}

/// The largest block that plain pages serve has no room beside it for a beginning at a huge page.
fn huge() -> String {
    for [plain, huge] in
        [PageAllocator::new(), GUARDED].map(|alloc| [alloc, alloc.with_huge_pages()])
    {
        let takes = |alloc: PageAllocator, pages: usize| {
            let layout = layout(pages * PageAllocator::page_size(), 8);
            // SAFETY: the size is above zero.
            let block = unsafe { alloc.alloc(layout) };
            if let Some(block) = block {
                // SAFETY: a live block, and its layout.
                unsafe { alloc.dealloc(block, layout) };
            }
            block.is_some()
        };
        let (mut served, mut refused) = (1_usize, 1 << 18);
        while served + 1 < refused {
            let between = served.midpoint(refused);
            *(if takes(plain, between) { &mut served } else { &mut refused }) = between;
        }
        let mib = served * PageAllocator::page_size() / MIB;
        if !(10..300).contains(&mib) || !takes(huge, served) {
            return format!("{huge:?} refuses {mib} MiB");
        }
    }
    "served".to_owned()
}

#[test]
fn huge_pages_are_no_reason_to_refuse() {
    assert_eq!(said("huge", Some(300 << 10)), "served");
}

/// What happens when the process has as many mappings as it may.
#[cfg(target_os = "linux")]
mod mappings {
    use super::{MIB, PageAllocator, layout, said};
    use exalloc::Allocator;

    /// Bytes of the process that are mapped, and that are in memory.
    fn mapped_and_resident() -> [usize; 2] {
        let text = std::fs::read_to_string("/proc/self/statm").unwrap();
        let mut pages = text.split(' ').map(|pages| pages.parse::<usize>().unwrap());
        [(); 2].map(|()| pages.next().unwrap() * PageAllocator::page_size())
    }

    pub(super) fn case() -> String {
        let (alloc, page) = (PageAllocator::new(), layout(1, 1));
        let limit = std::fs::read_to_string("/proc/sys/vm/max_map_count").unwrap();
        let limit = limit.trim().parse::<usize>().unwrap();
        // Neighbours, which the system sees as one mapping, until every second one is given back.
        // SAFETY: the size is above zero.
        let blocks = (0..2 * limit + 20_000).map(|_| unsafe { alloc.alloc(page) }.unwrap());
        let blocks: Vec<_> = blocks.collect();
        let given_back: Vec<_> = blocks.iter().copied().step_by(2).collect();
        for block in &given_back[limit..] {
            // SAFETY: a live block.
            unsafe { block.write(1) };
        }
        let [mapped, resident] = mapped_and_resident();
        for &block in &given_back {
            // SAFETY: a live block, and its layout.
            unsafe { alloc.dealloc(block, page) };
        }
        let [mapped_after, resident_after] = mapped_and_resident();
        let lost = given_back.len() - (mapped - mapped_after) / PageAllocator::page_size();
        if lost < 9_000 {
            return format!("the system had records for all but {lost} mappings");
        }
        let memory = resident.saturating_sub(resident_after) / MIB;
        if memory < 9_000 * PageAllocator::page_size() / MIB {
            return format!("{memory} MiB came back");
        }

        // An alignment above a page wants pages unmapped at once, and a smaller size too.
        for (size, align) in [(1, MIB), (1, 4 * MIB), (MIB, 2 * MIB)] {
            for _ in 0..50 {
                // SAFETY: the size is above zero.
                let block = unsafe { alloc.alloc(layout(size, align)) };
                assert!(block.is_none_or(|block| block.addr().get() % align == 0));
            }
        }
        let [mapped_last, _] = mapped_and_resident();
        let kept = mapped_last.saturating_sub(mapped_after) / MIB;
        // What was served is kept: no more than that.
        if kept > 110 {
            return format!("{kept} MiB more are mapped");
        }
        "memory came back".to_owned()
    }

    #[test]
    fn memory_goes_back_where_addresses_cannot() {
        assert_eq!(said("mappings", None), "memory came back");
    }
}

/// A block doubles to 256 MiB, with something in its way each time; old and new together wouldn't
/// fit. Each page knows its number.
fn moves() -> String {
    let alloc = PageAllocator::new();
    let page = PageAllocator::page_size();
    let mut size = page;
    let number = |block: NonNull<u8>, size: usize| {
        // SAFETY: the last page of a live block; pages are aligned.
        unsafe { block.add(size - page).cast::<usize>() }
    };
    // SAFETY: the size is above zero.
    let mut block = unsafe { alloc.alloc(layout(size, 16)) }.unwrap();
    let mut moved = 0;
    // SAFETY: within the block.
    unsafe { number(block, page).write(1) };
    while size < 256 * MIB {
        // SAFETY: the size is above zero. It is kept.
        _ = unsafe { alloc.alloc(layout(1, 1)) }.unwrap();
        // SAFETY: a live block with its layout.
        let Some(grown) = (unsafe { alloc.remap(block, layout(size, 16), 2 * size) }) else {
            return format!("refused at {size}");
        };
        moved += usize::from(grown != block);
        block = grown;
        for i in size / page + 1..=2 * size / page {
            // SAFETY: within the block.
            unsafe { number(block, i * page).write(i) };
        }
        size *= 2;
    }
    // SAFETY: as above.
    let kept = (1..=size / page).all(|i| unsafe { number(block, i * page).read() } == i);
    format!("moved: {}, kept: {kept}", moved > 0)
}

#[test]
#[cfg(target_os = "linux")]
fn pages_move_without_a_second_copy() {
    assert_eq!(said("moves", Some(450 << 10)), "moved: true, kept: true");
}

/// A vector of 256 MiB on an arena, where two of half that size wouldn't fit beside it.
fn arena() -> String {
    use exalloc::{ArenaAllocator, ExVec};
    let arena = ArenaAllocator::new(PageAllocator::new());
    let beside = arena.try_alloc_value(7_u64).unwrap();
    let mut v = ExVec::new(&arena);
    for n in 0..256 * MIB / 512 {
        if v.try_push([n; 512 / size_of::<usize>()]).is_err() {
            return format!("refused at {n}");
        }
    }
    let kept = v.iter().enumerate().all(|(i, n)| n[0] == i && n.last() == Some(&i));
    format!("kept: {kept}, beside: {beside}, {} chunks", arena.chunk_count())
}

#[test]
#[cfg(target_os = "linux")]
fn a_vector_on_an_arena_moves_its_pages() {
    assert_eq!(said("arena", Some(450 << 10)), "kept: true, beside: 7, 2 chunks");
}
