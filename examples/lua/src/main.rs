//! Lua, running wholly inside allocators of exalloc.
//!
//! Lua takes all its memory from one function, which its host gives it. Here that function is an
//! [`Allocator`]'s, so an interpreter can run with a limit of its own on the heap that everybody
//! uses, or in one buffer and nowhere else. It runs a script with strings, tables, closures and
//! garbage, whose result is computed a second time in Rust, and a script that never has enough.
//!
//! ```sh
//! apt-get install liblua5.4-dev      # Debian 12
//! cd examples/lua
//! cargo run --release
//! cargo test
//! ```
//!
//! It prints what was allocated and exits with 1 if a result is wrong, or if one byte is left when
//! the interpreter is closed.

mod expected;
mod ffi;
mod heap;
mod state;

use core::error::Error as AnyError;
use core::mem::MaybeUninit;
use exalloc::{
    Allocator, BumpAllocator, CountingAllocator, CountingStats, ExVec, LimitAllocator,
    SystemAllocator,
};
use heap::Heap;
use state::{Error, State};
use std::process::ExitCode;

const REPORT: &str = include_str!("../scripts/report.lua");
const HUNGRY: &str = include_str!("../scripts/hungry.lua");

/// What an interpreter may have of the heap, in bytes.
const LIMIT: usize = 1 << 20;
/// The buffer that others run in, in bytes. Hardly a block comes back before they are closed, so it
/// is for all they ever ask for.
const BUFFER: usize = 1 << 18;

type Outcome = Result<(), Box<dyn AnyError>>;

fn main() -> ExitCode {
    match on_the_heap().and_then(|()| in_a_buffer()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lua: {error}");
            ExitCode::FAILURE
        }
    }
}

/// An interpreter on the system's heap, which may have [`LIMIT`] bytes of it.
fn on_the_heap() -> Outcome {
    println!("on the system's heap, with at most {LIMIT} bytes");
    let counting = CountingAllocator::new(LimitAllocator::new(SystemAllocator, LIMIT));
    let heap = Heap::new(&counting);
    let mut lua = State::new(&heap).ok_or("the limit is too low for an interpreter")?;

    report(&mut lua, 2000)?;
    print("after that", counting.stats());
    runs_out(&mut lua)?;
    print("after that", counting.stats());
    // Its garbage is collected when memory is needed: the interpreter goes on.
    report(&mut lua, 1000)?;

    drop(lua);
    closed(&counting, counting.inner().used())
}

/// Interpreters in one buffer, one after the other. Of the blocks that Lua frees it takes back only
/// the last one; all of it is there again for the next interpreter.
fn in_a_buffer() -> Outcome {
    println!("in one buffer of {BUFFER} bytes");
    let mut room = ExVec::<u8, _>::new(SystemAllocator);
    room.try_reserve_exact(BUFFER)?;
    let memory: &mut [MaybeUninit<u8>] = room.spare_capacity_mut();
    let mut bump = BumpAllocator::new(memory);
    for count in [200, 400] {
        let counting = CountingAllocator::new(&bump);
        let heap = Heap::new(&counting);
        let mut lua = State::new(&heap).ok_or("the buffer is too small for an interpreter")?;
        report(&mut lua, count)?;
        println!("  of the buffer   {} bytes are used", bump.used());
        print("after that", counting.stats());
        runs_out(&mut lua)?;
        drop(lua);
        closed(&counting, 0)?;
        bump.reset();
    }
    if bump.remaining() < BUFFER {
        return Err("the buffer isn't whole again".into());
    }
    Ok(())
}

/// Runs the script whose result is known.
fn report<A: Allocator>(lua: &mut State<'_, A>, visits: u32) -> Outcome {
    lua.run(c"=visits", &format!("count = {visits} return ''")).map_err(|e| e.to_string())?;
    let report = lua.run(c"=report.lua", REPORT).map_err(|e| e.to_string())?;
    let report = str::from_utf8(report)?;
    println!("  {visits:4} visits     {report}");
    let expected = expected::report(visits);
    if report != expected {
        return Err(format!("the report is wrong: Rust says {expected}").into());
    }
    Ok(())
}

/// Runs the script that never has enough.
fn runs_out<A: Allocator>(lua: &mut State<'_, A>) -> Outcome {
    match lua.run(c"=hungry.lua", HUNGRY) {
        Err(error @ Error::Memory) => {
            println!("  hungry.lua      {error}");
            Ok(())
        }
        Err(error) => Err(error.to_string().into()),
        Ok(_) => Err("hungry.lua has had enough".into()),
    }
}

fn print(when: &str, stats: CountingStats) {
    let CountingStats { allocations, remaps, failures, live_bytes, peak_bytes, .. } = stats;
    println!("  {when}      {allocations} allocations, {remaps} resized, {failures} refused");
    println!("                  {live_bytes} bytes alive, {peak_bytes} at the peak");
}

/// What is left of a closed interpreter: nothing.
fn closed<A>(counting: &CountingAllocator<A>, used: usize) -> Outcome {
    let stats = counting.stats();
    println!("  closed          {} bytes in {} blocks left", stats.live_bytes, stats.live_blocks);
    if (stats.live_bytes, stats.live_blocks, used) != (0, 0, 0) {
        return Err(format!("something is left: {used} bytes of the limit, {stats:?}").into());
    }
    if stats.failures == 0 {
        return Err("nothing was refused".into());
    }
    Ok(())
}
