//! What the operating system has to do for large memory: time, page faults, resident memory.
//!
//! ```sh
//! cargo run --release --manifest-path benches/Cargo.toml --bin pages -- [rounds]
//! ```
//!
//! Two workloads, for Linux: a vector of bytes that grows to 1 GiB, alone and beside another block;
//! and a million blocks of 72 bytes on an arena with a reset behind, ten times in one process. Each
//! contender runs in a process of its own, all take turns, and the best of their rounds is printed.

use bumpalo::Bump;
use core::hint::black_box;
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

/// A workload of a contender; it tells what it measures.
type Run = fn();

static CONTENDERS: &[(&str, Run)] = &[
    ("grow std", || grow(Vec::new(), |v, piece| v.extend_from_slice(piece))),
    ("grow system", || grow(ExVec::new(SystemAllocator), extend)),
    ("grow pages", || grow(ExVec::new(PAGES), extend)),
    ("grow pages,huge", || grow(ExVec::new(HUGE), extend)),
    ("grow arena(system)", || grow(ExVec::new(&ArenaAllocator::new(SystemAllocator)), extend)),
    ("grow arena(pages)", || grow(ExVec::new(&ArenaAllocator::new(PAGES)), extend)),
    ("grow arena(system),beside", || {
        let arena = ArenaAllocator::new(SystemAllocator);
        black_box(arena.alloc_value(1_u64));
        grow(ExVec::new(&arena), extend);
    }),
    ("grow arena(pages),beside", || {
        let arena = ArenaAllocator::new(PAGES);
        black_box(arena.alloc_value(1_u64));
        grow(ExVec::new(&arena), extend);
    }),
    ("cycles bumpalo", || {
        cycles(Bump::new(), |bump, value| black_box(bump.alloc(value))[0], Bump::reset);
    }),
    ("cycles bumpalo,kept", || {
        let bump = Bump::with_capacity(80 << 20);
        cycles(bump, |bump, value| black_box(bump.alloc(value))[0], Bump::reset);
    }),
    ("cycles arena(system)", || arena(DEFAULT.build(SystemAllocator))),
    ("cycles arena(system),2M", || arena(MEBIBYTES.build(SystemAllocator))),
    ("cycles arena(system),4x", || arena(DEFAULT.growth_factor(4).build(SystemAllocator))),
    ("cycles arena(system),<=1M", || arena(DEFAULT.max_chunk_size(1 << 20).build(SystemAllocator))),
    ("cycles arena(system),64K", || {
        arena(DEFAULT.first_chunk_size(64 << 10).growth_factor(1).build(SystemAllocator));
    }),
    ("cycles arena(pages)", || arena(DEFAULT.build(PAGES))),
    ("cycles arena(pages),2M", || arena(MEBIBYTES.build(PAGES))),
    ("cycles arena(pages),huge,2M", || arena(MEBIBYTES.build(HUGE))),
];

/// [`cycles`] of an arena.
fn arena<A: exalloc::Allocator>(arena: ArenaAllocator<A>) {
    cycles(arena, |arena, value| black_box(arena.alloc_value(value))[0], ArenaAllocator::reset);
}

fn extend<A: exalloc::Allocator>(v: &mut ExVec<u8, A>, piece: &[u8]) {
    v.extend_from_slice(piece);
}

/// Appends pieces, each of which begins with its number.
fn grow<V: AsRef<[u8]>>(mut v: V, append: impl Fn(&mut V, &[u8])) {
    let mut piece = [0x5a; PIECE];
    let (start, before) = (Instant::now(), faults());
    for number in 0..GIB / PIECE {
        piece[..8].copy_from_slice(&number.to_le_bytes());
        append(&mut v, &piece);
    }
    let seconds = start.elapsed().as_secs_f64();
    let last = v.as_ref().chunks_exact(PIECE).last().and_then(|piece| piece.first_chunk());
    assert_eq!(last.map(|bytes| usize::from_le_bytes(*bytes)), Some(GIB / PIECE - 1));
    println!("{} {} {}", seconds * 1e3, faults() - before, resident());
}

/// Takes blocks and resets, some times: milliseconds of the first cycle and of the shortest later
/// one, page faults of the first and of all later ones.
fn cycles<R>(mut region: R, take: impl Fn(&R, [u64; 9]) -> u64, reset: impl Fn(&mut R)) {
    let (mut first, mut later) = (f64::MAX, f64::MAX);
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
        assert_eq!(sum, BLOCKS * (BLOCKS - 1) / 2);
        if cycle == 0 {
            (first, after_first) = (seconds, faults());
        } else {
            later = later.min(seconds);
        }
    }
    let (early, late) = (after_first - before, faults() - after_first);
    println!("{} {} {early} {late} {}", first * 1e3, later * 1e3, resident());
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

/// Runs a contender in a process of its own; what it printed.
fn child(name: &str) -> Vec<f64> {
    let output = std::env::current_exe().and_then(|exe| Command::new(exe).arg(name).output());
    let said = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    said.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn main() {
    let argument = std::env::args().nth(1).unwrap_or_default();
    if let Some((_, run)) = CONTENDERS.iter().find(|(name, _)| *name == argument) {
        return run();
    }
    let rounds = argument.parse().unwrap_or(5);
    let mut best: Vec<Vec<f64>> = vec![Vec::new(); CONTENDERS.len()];
    for round in 0..rounds {
        for turn in 0..CONTENDERS.len() {
            let i = (round + turn) % CONTENDERS.len();
            let measured = child(CONTENDERS[i].0);
            assert!(!measured.is_empty(), "{} went wrong", CONTENDERS[i].0);
            best[i] = match best[i].is_empty() {
                true => measured,
                false => best[i].iter().zip(&measured).map(|(a, b)| a.min(*b)).collect(),
            };
        }
    }
    println!("{:<28}{:>10}{:>10}{:>10}", "1 GiB", "ms", "faults", "MiB");
    for ((name, _), best) in CONTENDERS.iter().zip(&best) {
        if let [ms, faults, resident] = best[..] {
            println!("{name:<28}{ms:>10.0}{faults:>10}{resident:>10}");
        }
    }
    let columns = ["first ms", "later ms", "faults", "later", "MiB"].map(|c| format!("{c:>10}"));
    println!("{:<28}{}", "a million blocks, 72 MB", columns.concat());
    for ((name, _), best) in CONTENDERS.iter().zip(&best) {
        if let [first, later, faults, late, resident] = best[..] {
            println!("{name:<28}{first:>10.1}{later:>10.1}{faults:>10}{late:>10}{resident:>10}");
        }
    }
}
