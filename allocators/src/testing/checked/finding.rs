//! One thing that is wrong.

use super::super::Trace;
use super::books::BookEntry;
use core::alloc::Layout;
use core::fmt;

/// What is wrong, of one thing that a [`CheckedAllocator`](super::CheckedAllocator) found.
///
/// Distances and offsets are in bytes.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::testing::{CheckedAllocator, FindingKind};
/// use exalloc::{Allocator, SystemAllocator};
///
/// let checked = CheckedAllocator::new(SystemAllocator);
/// let (layout, wrong) = (Layout::new::<u64>(), Layout::new::<[u64; 2]>());
/// // SAFETY: the size is above zero. (The second call is wrong, which `checked` may be asked.)
/// let block = unsafe { checked.alloc(layout) }.expect("8 bytes");
/// unsafe { checked.dealloc(block, wrong) };
/// let report = checked.check().expect_err("the size is wrong");
/// let kind = report.findings().next().map(|finding| finding.kind());
/// assert_eq!(kind, Some(FindingKind::WrongSize { got: wrong }));
/// # // SAFETY: live, and the layout fits.
/// # unsafe { checked.dealloc(block, layout) };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// A method was called with a size, or new size, of zero.
    ZeroSize,
    /// A new size that, rounded up to the alignment, exceeds `isize::MAX`.
    TooLarge {
        /// The size that was asked for, in bytes.
        new_size: usize,
    },
    /// An address that is no block of this instance: another's, or one whose quarantine is over.
    UnknownBlock {
        /// The layout that the caller gave.
        got: Layout,
    },
    /// An address inside of a block, which only its first byte denotes.
    InsideBlock {
        /// How far from the block's start.
        offset: usize,
        /// The layout that the caller gave.
        got: Layout,
        /// Whether the block was given back before.
        freed: bool,
    },
    /// A block that was given back before.
    DoubleFree,
    /// A resize or remap of a block that was given back before.
    UseAfterFree,
    /// A block that another call is resizing or remapping at this moment.
    Busy,
    /// A layout of another size than the block's.
    WrongSize {
        /// The layout that the caller gave.
        got: Layout,
    },
    /// A layout of another alignment than the block's.
    WrongAlignment {
        /// The layout that the caller gave.
        got: Layout,
    },
    /// A layout of another size and alignment than the block's.
    WrongLayout {
        /// The layout that the caller gave.
        got: Layout,
    },
    /// Somebody wrote before the block.
    Underflow {
        /// How far before the block's start; 1 is the byte before it.
        distance: usize,
        /// What is there now.
        byte: u8,
    },
    /// Somebody wrote behind the block.
    Overflow {
        /// How far behind the block's end, counted from 1: the first byte after it.
        distance: usize,
        /// What is there now.
        byte: u8,
    },
    /// Somebody wrote to the block after it was given back.
    WriteAfterFree {
        /// How far from the block's start; below zero before it.
        offset: isize,
        /// What is there now.
        byte: u8,
    },
    /// A block that nobody gave back.
    Leak,
    /// The allocator inside handed out a block whose address isn't a multiple of the alignment. If
    /// that was its answer to a resize or remap, the caller's block lies at one that is, within it.
    Misaligned,
    /// The allocator inside handed out memory that is in use. If that was its answer to a resize or
    /// remap, the block is lost.
    Overlap,
    /// The allocator inside handed out a block that reaches beyond the end of the address space. If
    /// that was its answer to a resize or remap, the block is lost.
    BeyondAddresses,
    /// The allocator inside moved a block that was to stay in its place.
    Moved {
        /// The address where it was.
        from: usize,
    },
    /// The allocator inside didn't keep a byte that it had to keep when it changed a block's size.
    BytesLost {
        /// How far from the block's start; below zero before it.
        offset: isize,
        /// What is there now.
        byte: u8,
    },
    /// The allocator inside handed out zeroed memory that isn't zero.
    NotZero {
        /// How far from the block's start.
        offset: usize,
        /// What was there.
        byte: u8,
    },
}

/// One thing that is wrong: what, in which call, about which allocation.
///
/// Its text names all of that.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::testing::CheckedAllocator;
/// use exalloc::{Allocator, SystemAllocator};
///
/// let checked = CheckedAllocator::new(SystemAllocator);
/// let layout = Layout::new::<[u8; 24]>();
/// // SAFETY: the size is above zero; the block is live. (The last call is wrong.)
/// let block = unsafe { checked.alloc(layout) }.expect("24 bytes");
/// unsafe { checked.dealloc(block, layout) };
/// unsafe { checked.dealloc(block, layout) };
///
/// let report = checked.check().expect_err("a double free");
/// let finding = report.findings().next().expect("the double free");
/// assert_eq!((finding.method(), finding.number()), ("dealloc", Some(1)));
/// assert_eq!((finding.address(), finding.layout()), (Some(block.addr().get()), Some(layout)));
/// assert!(finding.to_string().starts_with("dealloc: double free of allocation #1, 24 bytes"));
/// ```
#[derive(Clone, Debug)]
pub struct Finding {
    kind: FindingKind,
    method: &'static str,
    address: Option<usize>,
    block: Option<(u64, Layout)>,
    trace: Trace,
}

impl Finding {
    /// Something about a block in the books.
    pub(super) fn about(kind: FindingKind, method: &'static str, entry: &BookEntry) -> Self {
        Self {
            kind,
            method,
            address: Some(entry.held.address()),
            block: Some((entry.held.number(), entry.held.frame().layout())),
            trace: entry.trace.clone(),
        }
    }

    /// Something about no block in the books.
    pub(super) const fn elsewhere(
        kind: FindingKind,
        method: &'static str,
        address: Option<usize>,
    ) -> Self {
        Self { kind, method, address, block: None, trace: Trace::none() }
    }

    /// The same, of a call that came from there.
    pub(super) fn with_trace(self, trace: Trace) -> Self {
        Self { trace, ..self }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> FindingKind {
        self.kind
    }

    /// The same, of an address that the allocator inside answered with.
    pub(super) fn answered(self, address: usize) -> Self {
        Self { address: Some(address), ..self }
    }

    /// In which call it was found: the name of the method of
    /// [`Allocator`](exalloc_core::Allocator) or [`CheckedAllocator`](super::CheckedAllocator), or
    /// `drop`. Where the allocator itself was at work, it is `quarantine`, when a block left that,
    /// or `books`, when those were to grow.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The order number of the block's allocation: the first block that the
    /// [`CheckedAllocator`](super::CheckedAllocator) handed out is 1. `None` where no block of it
    /// is concerned.
    #[must_use]
    pub const fn number(&self) -> Option<u64> {
        match self.block {
            Some((number, _)) => Some(number),
            None => None,
        }
    }

    /// The address of the block; where no block of the allocator is concerned, the one that the
    /// caller gave; where an answer of the allocator inside was refused, that of the wider block
    /// that it answered with. `None` where there is none: a new block of size zero.
    #[must_use]
    pub const fn address(&self) -> Option<usize> {
        self.address
    }

    /// The layout that the block has, or had when it was given back.
    #[must_use]
    pub const fn layout(&self) -> Option<Layout> {
        match self.block {
            Some((_, layout)) => Some(layout),
            None => None,
        }
    }

    /// Where in the program the block was allocated, if [that is
    /// recorded](super::CheckedAllocator::with_traces).
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Writes what the finding is about: "allocation #1, 24 bytes aligned to 8 at 0x1000".
    fn write_block(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.block {
            Some((number, layout)) => {
                write!(f, "allocation #{number}, {}", Got(layout))?;
            }
            None => f.write_str("a block")?,
        }
        self.address.map_or(Ok(()), |address| write!(f, " at {address:#x}"))
    }
}

/// What, in which method, about which block; where its trace is known, it follows on lines of its
/// own.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FindingKind as Kind;
        write!(f, "{}: ", self.method)?;
        match self.kind {
            Kind::ZeroSize if self.block.is_none() => return f.write_str("a block of size zero"),
            Kind::ZeroSize => f.write_str("size zero for ")?,
            Kind::TooLarge { .. } => f.write_str("too large a new size for ")?,
            Kind::UnknownBlock { .. } => f.write_str("not a block of this instance: ")?,
            Kind::InsideBlock { .. } => f.write_str("an address inside of ")?,
            Kind::DoubleFree => f.write_str("double free of ")?,
            Kind::UseAfterFree => f.write_str("use after free of ")?,
            Kind::Busy => f.write_str("another call is changing ")?,
            Kind::WrongSize { .. } => f.write_str("wrong size for ")?,
            Kind::WrongAlignment { .. } => f.write_str("wrong alignment for ")?,
            Kind::WrongLayout { .. } => f.write_str("wrong size and alignment for ")?,
            Kind::Underflow { .. } => f.write_str("write before ")?,
            Kind::Overflow { .. } => f.write_str("write behind ")?,
            Kind::WriteAfterFree { .. } => f.write_str("write after free to ")?,
            Kind::Leak => f.write_str("leak of ")?,
            Kind::Misaligned => f.write_str("the allocator inside misaligned ")?,
            Kind::Overlap => f.write_str("the allocator inside handed out memory in use as ")?,
            Kind::BeyondAddresses => {
                f.write_str("the allocator inside left the address space with ")?;
            }
            Kind::Moved { .. } => f.write_str("the allocator inside moved ")?,
            Kind::BytesLost { .. } => f.write_str("the allocator inside lost bytes of ")?,
            Kind::NotZero { .. } => f.write_str("the allocator inside didn't zero ")?,
        }
        self.write_block(f)?;
        match self.kind {
            Kind::TooLarge { new_size } => write!(f, ": {}", Bytes(new_size))?,
            Kind::InsideBlock { offset, got, freed } => {
                let freed = if freed { ", which was freed before" } else { "" };
                write!(f, "{freed}: {} behind its start; got {}", Bytes(offset), Got(got))?;
            }
            Kind::UnknownBlock { got }
            | Kind::WrongSize { got }
            | Kind::WrongAlignment { got }
            | Kind::WrongLayout { got } => write!(f, "; got {}", Got(got))?,
            Kind::Underflow { distance, byte } => {
                write!(f, ": {byte:#04x}, {} before its start", Bytes(distance))?;
            }
            Kind::Overflow { distance, byte } => {
                write!(f, ": {byte:#04x}, {} behind its end", Bytes(distance))?;
            }
            Kind::WriteAfterFree { offset, byte } | Kind::BytesLost { offset, byte } => {
                write!(f, ": {byte:#04x} at offset {offset}")?;
            }
            Kind::NotZero { offset, byte } => write!(f, ": {byte:#04x} at offset {offset}")?,
            Kind::Overlap | Kind::BeyondAddresses if self.block.is_some() => {
                f.write_str(": refused, and the block is lost")?;
            }
            Kind::Moved { from } => write!(f, " from {from:#x}, though it was to stay")?,
            _ => {}
        }
        if self.trace.is_known() {
            write!(f, "\nallocated at:\n{}", self.trace)?;
        }
        Ok(())
    }
}

/// A layout as text.
struct Got(Layout);

impl fmt::Display for Got {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} aligned to {}", Bytes(self.0.size()), self.0.align())
    }
}

/// A number of bytes as text.
struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { "byte" } else { "bytes" })
    }
}
