//! Runs a program of operations on an allocator against a model of what its contract allows.
//!
//! [`run`] is a plain function over `&[Op]`: property tests generate the programs, and fuzz targets
//! may decode them from bytes. It looks at an allocator from outside only, through the trait.
//!
//! What the model checks:
//!
//! - blocks overlap neither each other nor the allocator's value;
//! - addresses are multiples of the alignment;
//! - contents stay: each block is filled with bytes of its own, none of them zero, which are
//!   checked before every operation on it and at the end; resizing keeps the first `min(old, new)`
//!   bytes;
//! - `alloc_zeroed` gives zeros;
//! - `resize_in_place` stays in its place, and an equal size succeeds there;
//! - refusals change nothing: the block is used on;
//! - moving the allocator changes nothing;
//! - sizes up to a chosen one are served.
//!
//! Pointers are narrowed to their block before they go back to the allocator, so that under Miri
//! an allocator which relies on a caller's provenance is found. Calls go through the allocator,
//! through `&A` and through `&dyn Allocator` in turn: these are equivalent.

#[cfg(all(target_os = "linux", target_pointer_width = "32"))]
mod address_space;
mod histogram;
mod op;
#[cfg(test)]
mod tests;

pub use histogram::{Cells, Histogram, Outcome, Row};
pub use op::{Op, Pick, Size};

use core::alloc::Layout;
use core::fmt;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use core::slice;
use exalloc::Allocator;
use exalloc::layout::with_size;
use std::sync::OnceLock;

/// The largest block in bytes that is filled and checked; programs ask for less, or for absurdly
/// much.
pub const MAX_SIZE: usize = 1 << 17;

/// Gives all blocks of an allocator back at once, and checks that it has.
pub type Reset<'r, A> = &'r dyn Fn(&mut A) -> Result<(), String>;

/// What the contract leaves open, and a test knows about the allocator that it drives.
pub struct Subject<'r, A> {
    /// Gives all blocks back at once, and checks that it has. Without it, [`Op::Reset`] does
    /// nothing and every block is deallocated at the end.
    pub reset: Option<Reset<'r, A>>,
    /// Sizes in bytes up to here must be served, at any alignment that programs ask for.
    pub must_serve: usize,
}

impl<A> fmt::Debug for Subject<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("reset", &self.reset.is_some())
            .field("must_serve", &self.must_serve)
            .finish()
    }
}

/// A breach of the contract, and the operation that showed it.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The number of the operation within the program; its length for what was found at the end.
    pub step: usize,
    /// What was found.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at step {}: {}", self.step, self.what)
    }
}

/// Runs `ops` on `alloc`, and counts outcomes in `histogram`.
///
/// At the end all blocks are deallocated, oldest first or newest first; but where the subject has a
/// `reset` and the program is of odd length, they are left to the drop of the allocator, which is
/// returned.
///
/// # Errors
///
/// The first [`Fault`]. Blocks that are live then are leaked.
pub fn run<A: Allocator>(
    alloc: A,
    subject: &Subject<'_, A>,
    ops: &[Op],
    histogram: &mut Histogram,
) -> Result<A, Fault> {
    #[cfg(all(target_os = "linux", target_pointer_width = "32"))]
    address_space::limit();
    let mut home = Box::new(alloc);
    let mut model =
        Model { blocks: Vec::new(), made: 0, own: (0, 0), must_serve: subject.must_serve };
    for (step, op) in ops.iter().enumerate() {
        let fault = |what| Fault { step, what };
        let counted = match op {
            Op::Reset => match subject.reset {
                Some(reset) => {
                    model.check_all().map_err(fault)?;
                    model.blocks.clear();
                    reset(&mut home).map_err(fault)?;
                    Some((Row::Reset, Outcome::Served))
                }
                None => None,
            },
            Op::Move => {
                // The new place is taken before the old one is given back.
                let moved = Box::new(*home);
                home = moved;
                Some((Row::Move, Outcome::Moved))
            }
            _ => {
                let start = (&raw const *home).addr();
                model.own = (start, size_of::<A>());
                match step % 3 {
                    0 => model.apply(&*home, op),
                    1 => model.apply(&&*home, op),
                    _ => model.apply::<dyn Allocator>(&*home, op),
                }
                .map_err(fault)?
            }
        };
        if let Some((row, outcome)) = counted {
            histogram.count(row, outcome);
        }
    }
    let fault = |what| Fault { step: ops.len(), what };
    model.check_all().map_err(fault)?;
    if subject.reset.is_none() || ops.len().is_multiple_of(2) {
        let oldest_first = ops.len() % 4 < 2;
        model.dealloc_all(&*home, oldest_first).map_err(fault)?;
    }
    Ok(*home)
}

/// A live block, as the model knows it.
#[derive(Debug)]
struct Block {
    ptr: NonNull<u8>,
    layout: Layout,
    /// Where in the pattern its contents begin.
    seed: usize,
}

#[derive(Debug)]
struct Model {
    /// Live blocks, oldest first.
    blocks: Vec<Block>,
    /// How many blocks were filled so far.
    made: usize,
    /// Address and size in bytes of the allocator's value.
    own: (usize, usize),
    must_serve: usize,
}

/// What blocks are filled with: no byte is zero, and shifting it gives other bytes.
fn pattern(seed: usize, len: usize) -> &'static [u8] {
    const PERIOD: usize = 251;
    static PATTERN: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = PATTERN.get_or_init(|| {
        let mut value = 1_u32;
        let mut period = Vec::with_capacity(PERIOD);
        for _ in 0..PERIOD {
            value = value.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            period.push((value >> 24) as u8 | 1);
        }
        period.into_iter().cycle().take(MAX_SIZE + PERIOD).collect()
    });
    &bytes[seed % PERIOD..][..len]
}

/// The same block, through a pointer that is derived from a reference to its bytes alone.
///
/// # Safety
///
/// `ptr` denotes a live block of `size` bytes to which no reference exists.
unsafe fn narrowed(ptr: NonNull<u8>, size: usize) -> NonNull<u8> {
    let bytes = ptr.as_ptr().cast::<MaybeUninit<u8>>();
    // SAFETY: the block is `size` bytes, readable and writable, and ours alone.
    let bytes = unsafe { slice::from_raw_parts_mut(bytes, size) };
    NonNull::from(bytes).cast()
}

impl Block {
    fn range(&self) -> (usize, usize) {
        (self.ptr.addr().get(), self.layout.size())
    }

    /// The first `len` bytes.
    ///
    /// # Safety
    ///
    /// They are initialised and within the block.
    unsafe fn bytes(&self, len: usize) -> &[u8] {
        // SAFETY: forwarded; the block is live as long as the model has it.
        unsafe { slice::from_raw_parts(self.ptr.as_ptr(), len) }
    }

    fn fill(&mut self, seed: usize) {
        self.seed = seed;
        let from = pattern(seed, self.layout.size());
        // SAFETY: the block has that many writable bytes, apart from the static ones.
        unsafe { self.ptr.as_ptr().copy_from_nonoverlapping(from.as_ptr(), from.len()) };
    }

    /// Compares the first `len` bytes with what was filled in.
    fn check(&self, len: usize) -> Result<(), String> {
        // SAFETY: blocks are filled when they are entered, and `len` is within old and new size.
        if unsafe { self.bytes(len) } == pattern(self.seed, len) {
            Ok(())
        } else {
            Err(format!("contents of {self:?} changed within the first {len} bytes"))
        }
    }
}

/// Whether two ranges of address and size have a byte in common.
fn overlap((a, a_size): (usize, usize), (b, b_size): (usize, usize)) -> bool {
    if a <= b { b - a < a_size && b_size > 0 } else { a - b < b_size && a_size > 0 }
}

impl Model {
    /// Runs one operation. `None` if there was no block to run it on.
    fn apply<D: Allocator + ?Sized>(
        &mut self,
        door: &D,
        op: &Op,
    ) -> Result<Option<(Row, Outcome)>, String> {
        let counted = match *op {
            Op::Alloc { size, shift } => self.alloc(door, size, shift, false)?,
            Op::AllocZeroed { size, shift } => self.alloc(door, size, shift, true)?,
            Op::ResizeInPlace { block, size } => match block.index(self.blocks.len()) {
                Some(index) => self.resize(door, index, size)?,
                None => return Ok(None),
            },
            Op::Remap { block, size } => match block.index(self.blocks.len()) {
                Some(index) => self.remap(door, index, size)?,
                None => return Ok(None),
            },
            Op::Dealloc { block } => match block.index(self.blocks.len()) {
                Some(index) => self.dealloc(door, index)?,
                None => return Ok(None),
            },
            Op::Reset | Op::Move => return Ok(None),
        };
        Ok(Some(counted))
    }

    /// Checks where a block lies that was just handed out.
    fn place(&self, ptr: NonNull<u8>, layout: Layout) -> Result<(), String> {
        let range @ (addr, size) = (ptr.addr().get(), layout.size());
        if size > MAX_SIZE {
            return Err(format!("{layout:?} was served"));
        }
        if !addr.is_multiple_of(layout.align()) {
            return Err(format!("{addr:#x} is misaligned for {layout:?}"));
        }
        if addr.checked_add(size).is_none() {
            return Err(format!("{addr:#x} with {layout:?} wraps"));
        }
        if let Some(other) = self.blocks.iter().find(|other| overlap(other.range(), range)) {
            return Err(format!("{addr:#x} with {layout:?} overlaps {other:?}"));
        }
        if overlap(self.own, range) {
            return Err(format!(
                "{addr:#x} with {layout:?} overlaps the allocator {:#x?}",
                self.own
            ));
        }
        Ok(())
    }

    fn refused(&self, layout: Layout) -> Result<Outcome, String> {
        if layout.size() <= self.must_serve {
            return Err(format!("{layout:?} was refused"));
        }
        Ok(Outcome::Refused)
    }

    fn alloc<D: Allocator + ?Sized>(
        &mut self,
        door: &D,
        size: Size,
        shift: u8,
        zeroed: bool,
    ) -> Result<(Row, Outcome), String> {
        let layout = size.layout(shift);
        let row = if zeroed { Row::AllocZeroed } else { Row::Alloc };
        // SAFETY: `Size::layout` gives sizes above zero.
        let served = unsafe { if zeroed { door.alloc_zeroed(layout) } else { door.alloc(layout) } };
        let Some(ptr) = served else { return Ok((row, self.refused(layout)?)) };
        self.place(ptr, layout)?;
        // SAFETY: a fresh block; the model has no reference to it.
        let ptr = unsafe { narrowed(ptr, layout.size()) };
        let mut block = Block { ptr, layout, seed: 0 };
        // SAFETY: `alloc_zeroed` initialises the block.
        if zeroed && unsafe { block.bytes(layout.size()) }.iter().any(|&byte| byte != 0) {
            return Err(format!("{block:?} is not zeroed"));
        }
        self.made += 1;
        block.fill(self.made);
        self.blocks.push(block);
        Ok((row, Outcome::Served))
    }

    fn resize<D: Allocator + ?Sized>(
        &mut self,
        door: &D,
        index: usize,
        size: Size,
    ) -> Result<(Row, Outcome), String> {
        let mut block = self.blocks.remove(index);
        let old = block.layout;
        let new_size = size.resized(old);
        let row = Row::resize(old.size(), new_size);
        block.check(old.size())?;
        // SAFETY: the block is live, `old` fits it, `Size::resized` keeps to the bounds.
        let answer = unsafe { door.resize_in_place(block.ptr, old, new_size) };
        let outcome = match answer {
            None if new_size == old.size() => {
                return Err(format!("{block:?} was not resized to its own size"));
            }
            None => Outcome::Refused,
            Some(same) if same != block.ptr => {
                return Err(format!("{block:?} was resized to another place, {same:?}"));
            }
            Some(same) => {
                self.resized(&mut block, same, new_size)?;
                Outcome::InPlace
            }
        };
        block.check(old.size().min(block.layout.size()))?;
        self.refill(&mut block, outcome);
        self.blocks.insert(index, block);
        Ok((row, outcome))
    }

    fn remap<D: Allocator + ?Sized>(
        &mut self,
        door: &D,
        index: usize,
        size: Size,
    ) -> Result<(Row, Outcome), String> {
        let mut block = self.blocks.remove(index);
        let old = block.layout;
        let new_size = size.resized(old);
        let row = Row::remap(old.size(), new_size);
        block.check(old.size())?;
        let addr = block.ptr;
        // SAFETY: the block is live, `old` fits it, `Size::resized` keeps to the bounds.
        let answer = unsafe { door.remap(block.ptr, old, new_size) };
        let outcome = match answer {
            None if new_size == old.size() => {
                return Err(format!("{block:?} was not remapped to its own size"));
            }
            None => Outcome::Refused,
            Some(moved) => {
                self.resized(&mut block, moved, new_size)?;
                if moved == addr { Outcome::InPlace } else { Outcome::Moved }
            }
        };
        if new_size == old.size() && outcome != Outcome::InPlace {
            return Err(format!("{block:?} was moved to have its own size"));
        }
        block.check(old.size().min(block.layout.size()))?;
        self.refill(&mut block, outcome);
        self.blocks.insert(index, block);
        Ok((row, outcome))
    }

    /// Enters the new place and size of a block that was taken out of the model.
    fn resized(&self, block: &mut Block, ptr: NonNull<u8>, new_size: usize) -> Result<(), String> {
        let Some(layout) = with_size(block.layout, new_size) else {
            return Err(format!("{block:?} was resized to {new_size}"));
        };
        self.place(ptr, layout)?;
        // SAFETY: the block is live in its new size; the model has no reference to it.
        block.ptr = unsafe { narrowed(ptr, new_size) };
        block.layout = layout;
        Ok(())
    }

    /// After a change of size all bytes are written, so that the new ones are known to be writable.
    fn refill(&mut self, block: &mut Block, outcome: Outcome) {
        if outcome != Outcome::Refused {
            self.made += 1;
            block.fill(self.made);
        }
    }

    fn dealloc<D: Allocator + ?Sized>(
        &mut self,
        door: &D,
        index: usize,
    ) -> Result<(Row, Outcome), String> {
        let block = self.blocks.remove(index);
        block.check(block.layout.size())?;
        // SAFETY: the block is live, its layout fits it, and the model has forgotten it.
        unsafe { door.dealloc(block.ptr, block.layout) };
        Ok((Row::Dealloc, Outcome::Served))
    }

    fn check_all(&self) -> Result<(), String> {
        self.blocks.iter().try_for_each(|block| block.check(block.layout.size()))
    }

    fn dealloc_all<D: Allocator>(&mut self, door: &D, oldest_first: bool) -> Result<(), String> {
        while !self.blocks.is_empty() {
            let index = if oldest_first { 0 } else { self.blocks.len() - 1 };
            self.dealloc(door, index)?;
        }
        Ok(())
    }
}
