//! What the operating system has to do for large memory: time, page faults, resident memory.
//!
//! Two workloads, for Linux: a vector of bytes that grows to 1 GiB, alone and beside another block;
//! and a million blocks of 72 bytes on an arena with a reset behind, ten times in one process,
//! beginning with an empty arena. Each contender runs in a process of its own.

use crate::contenders::foreign;
#[cfg(feature = "all-peers")]
use crate::contenders::heaps;
#[cfg(zig)]
use crate::contenders::zig;
use bumpalo::Bump;
use core::hint::black_box;
use core::ptr::NonNull;
use exalloc::{ArenaAllocator, ArenaBuilder, ExVec, PageAllocator, SystemAllocator};
use std::process::Command;
use std::time::Instant;

const GIB: usize = 1 << 30;
/// Bytes that are appended at a time.
const PIECE: usize = 4096;
/// Blocks of a cycle, and bytes of each.
const BLOCKS: usize = 1_000_000;
const CYCLES: usize = 10;

const PAGES: PageAllocator = PageAllocator::new();
const HUGE: PageAllocator = PageAllocator::new().with_huge_pages();
const DEFAULT: ArenaBuilder = ArenaBuilder::new();
const MEBIBYTES: ArenaBuilder = ArenaBuilder::new().first_chunk_size(2 << 20);

/// The first argument of a process that runs a contender.
pub const CHILD: &str = "--large";

/// What the columns of `grow` contenders are.
pub const GROW: [&str; 3] = ["ms", "faults", "MiB"];
/// What the columns of `cycles` contenders are: milliseconds of the first cycle, of the shortest
/// later one, of all ten; page faults of the first, of all later ones; resident memory.
pub const CYCLE: [&str; 6] = ["first ms", "later ms", "all ms", "faults", "later", "MiB"];

/// A workload of a contender; it returns the columns.
type Run = fn() -> Vec<f64>;

/// Workload and contender, separated by a space; the contenders that goals name come first.
static CONTENDERS: &[(&str, Run)] = &[
    ("grow std", || grow(Vec::new(), |v, piece| v.extend_from_slice(piece))),
    ("grow exalloc-system", || grow(ExVec::new(SystemAllocator), extend)),
    ("grow exalloc-arena", || grow(ExVec::new(&ArenaAllocator::new(SystemAllocator)), extend)),
    ("cycles bumpalo", || {
        cycles(Bump::new(), |bump, value| black_box(bump.alloc(value))[0], Bump::reset)
    }),
    ("cycles exalloc-arena", || arena(DEFAULT.build(SystemAllocator))),
    ("grow exalloc-pages", || grow(ExVec::new(PAGES), extend)),
    ("grow exalloc-pages,huge", || grow(ExVec::new(HUGE), extend)),
    ("grow exalloc-arena(pages)", || grow(ExVec::new(&ArenaAllocator::new(PAGES)), extend)),
    ("grow exalloc-arena,beside", || {
        let arena = ArenaAllocator::new(SystemAllocator);
        black_box(arena.alloc_value(1_u64));
        grow(ExVec::new(&arena), extend)
    }),
    ("grow exalloc-arena(pages),beside", || {
        let arena = ArenaAllocator::new(PAGES);
        black_box(arena.alloc_value(1_u64));
        grow(ExVec::new(&arena), extend)
    }),
    ("grow bumpalo", || {
        let bump = Bump::new();
        let v = bumpalo::collections::Vec::new_in(&bump);
        grow(v, |v, piece| v.extend_from_slice_copy(piece))
    }),
    ("grow bump-scope", || {
        let bump: bump_scope::Bump = bump_scope::Bump::new();
        let v = bump_scope::BumpVec::new_in(&bump);
        grow(v, |v, piece| v.extend_from_slice_copy(piece))
    }),
    ("grow zigzag", || {
        struct Bytes(zigzag_alloc::ExVec<'static, u8>);
        impl AsRef<[u8]> for Bytes {
            fn as_ref(&self) -> &[u8] {
                self.0.as_slice()
            }
        }
        let v = zigzag_alloc::ExVec::new(&zigzag_alloc::alloc::system::SystemAllocator);
        grow(Bytes(v), |v, piece| v.0.push_slice(piece))
    }),
    #[cfg(feature = "all-peers")]
    ("grow jemalloc", || grow(heaps::jemalloc_bytes(), |v, piece| v.extend_from_slice(piece))),
    #[cfg(feature = "all-peers")]
    ("grow mimalloc", || grow(heaps::mimalloc_bytes(), |v, piece| v.extend_from_slice(piece))),
    ("grow c++-std", || grown(|| ((), foreign::grow_cpp(GIB / PIECE, PIECE)))),
    #[cfg(zig)]
    ("grow zig", || grown(|| ((), zig::grow_zig(GIB / PIECE, PIECE)))),
    ("cycles bumpalo,kept", || {
        let bump = Bump::with_capacity(80 << 20);
        cycles(bump, |bump, value| black_box(bump.alloc(value))[0], Bump::reset)
    }),
    ("cycles bump-scope", || {
        let bump: bump_scope::Bump = bump_scope::Bump::new();
        let take = |bump: &bump_scope::Bump, value: [u64; 9]| black_box(bump.alloc(value))[0];
        cycles(bump, take, bump_scope::Bump::reset)
    }),
    ("cycles blink", || {
        let take =
            |blink: &blink_alloc::Blink, value: [u64; 9]| black_box(blink.put_no_drop(value))[0];
        cycles(blink_alloc::Blink::new(), take, blink_alloc::Blink::reset)
    }),
    ("cycles zigzag", zigzag),
    ("cycles exalloc-arena,2M", || arena(MEBIBYTES.build(SystemAllocator))),
    ("cycles exalloc-arena,4x", || arena(DEFAULT.growth_factor(4).build(SystemAllocator))),
    ("cycles exalloc-arena,<=1M", || arena(DEFAULT.max_chunk_size(1 << 20).build(SystemAllocator))),
    ("cycles exalloc-arena,64K", || {
        arena(DEFAULT.first_chunk_size(64 << 10).growth_factor(1).build(SystemAllocator))
    }),
    ("cycles exalloc-arena(pages)", || arena(DEFAULT.build(PAGES))),
    ("cycles exalloc-arena(pages),2M", || arena(MEBIBYTES.build(PAGES))),
    ("cycles exalloc-arena(pages),huge,2M", || arena(MEBIBYTES.build(HUGE))),
];

/// How many of [`contenders`] the goals name.
pub const IN_GOALS: usize = 5;

/// Every workload and contender, separated by a space.
pub fn contenders() -> impl Iterator<Item = &'static str> {
    CONTENDERS.iter().map(|(name, _)| *name)
}

/// [`cycles`] of an arena.
fn arena<A: exalloc::Allocator>(arena: ArenaAllocator<A>) -> Vec<f64> {
    cycles(arena, |arena, value| black_box(arena.alloc_value(value))[0], ArenaAllocator::reset)
}

/// [`cycles`] of zigzag-alloc's arena.
fn zigzag() -> Vec<f64> {
    use zigzag_alloc::alloc::{allocator::Allocator, arena, system::SystemAllocator};
    let take = |arena: &arena::ArenaAllocator<SystemAllocator>, value: [u64; 9]| {
        // SAFETY: a size above zero.
        let block = unsafe { arena.alloc(core::alloc::Layout::for_value(&value)) };
        let block: NonNull<[u64; 9]> = block.expect("memory").cast();
        // SAFETY: a new block with the layout of a value.
        unsafe { block.write(value) };
        // SAFETY: just written, and alive until the reset.
        black_box(unsafe { block.as_ref() })[0]
    };
    cycles(arena::ArenaAllocator::new(SystemAllocator), take, |arena| arena.reset())
}

fn extend<A: exalloc::Allocator>(v: &mut ExVec<u8, A>, piece: &[u8]) {
    v.extend_from_slice(piece);
}

/// Appends pieces, each of which begins with its number.
fn grow<V: AsRef<[u8]>>(mut v: V, append: impl Fn(&mut V, &[u8])) -> Vec<f64> {
    let mut piece = [0x5a; PIECE];
    grown(|| {
        for number in 0..GIB / PIECE {
            piece[..8].copy_from_slice(&number.to_le_bytes());
            append(&mut v, &piece);
        }
        let last = v.as_ref().chunks_exact(PIECE).last().and_then(|piece| piece.first_chunk());
        let last = last.map_or(0, |bytes| usize::from_le_bytes(*bytes));
        (v, last)
    })
}

/// The columns of what gives a vector and the number of its last piece.
fn grown<V>(growth: impl FnOnce() -> (V, usize)) -> Vec<f64> {
    let (start, before) = (Instant::now(), faults());
    let (v, last) = growth();
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(last, GIB / PIECE - 1);
    let columns = vec![seconds * 1e3, (faults() - before) as f64, resident() as f64];
    drop(v);
    columns
}

/// Takes blocks and resets, some times.
fn cycles<R>(
    mut region: R,
    take: impl Fn(&R, [u64; 9]) -> u64,
    reset: impl Fn(&mut R),
) -> Vec<f64> {
    let (mut first, mut later, mut all) = (f64::MAX, f64::MAX, 0.0);
    let before = faults();
    let mut after_first = before;
    for cycle in 0..CYCLES {
        let start = Instant::now();
        let mut sum = 0_usize;
        for number in 0..BLOCKS {
            sum += take(&region, [number as u64; 9]) as usize;
        }
        reset(&mut region);
        let seconds = start.elapsed().as_secs_f64();
        all += seconds;
        assert_eq!(sum, BLOCKS * (BLOCKS - 1) / 2);
        if cycle == 0 {
            (first, after_first) = (seconds, faults());
        } else {
            later = later.min(seconds);
        }
    }
    let (early, late) = (after_first - before, faults() - after_first);
    vec![first * 1e3, later * 1e3, all * 1e3, early as f64, late as f64, resident() as f64]
}

/// The number of a process's minor page faults so far; 0 where the system doesn't tell.
fn faults() -> u64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(") ").next().unwrap_or_default();
    after_name.split(' ').nth(7).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// The largest resident size of this process so far, in MiB.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) >> 10
}

/// Runs a contender in a process of its own, of the same program, whose `main` leads to [`child`];
/// the columns.
///
/// # Errors
///
/// A line for the user: what went wrong.
pub fn measure(name: &str) -> Result<Vec<f64>, String> {
    let output = std::env::current_exe()
        .and_then(|exe| Command::new(exe).args([CHILD, name]).output())
        .map_err(|e| format!("{name} can't be run: {e}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let columns: Vec<_> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let wanted = if name.starts_with("grow ") { GROW.len() } else { CYCLE.len() };
    if !output.status.success() || columns.len() != wanted {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name} ended with {}: {error}", output.status));
    }
    Ok(columns)
}

/// Runs a contender in this process: `name` is the argument behind [`CHILD`].
///
/// # Errors
///
/// When there is no such contender.
pub fn child(name: &str) -> Result<(), String> {
    let found = CONTENDERS.iter().find(|(n, _)| *n == name);
    let (_, run) = found.ok_or_else(|| format!("no contender {name}"))?;
    let columns: Vec<_> = run().iter().map(f64::to_string).collect();
    println!("{}", columns.join(" "));
    Ok(())
}
