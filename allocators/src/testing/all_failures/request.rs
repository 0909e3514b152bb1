//! What a body asks its allocator for.

use crate::testing::Trace;
use core::alloc::Layout;
use core::fmt;

/// The kinds of requests, which are refused apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `alloc`, `alloc_zeroed`.
    Allocation,
    /// `resize_in_place`, `remap` to another size.
    Resize,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allocation => "allocation",
            Self::Resize => "resize",
        })
    }
}

/// One call of a method of the trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) layout: Layout,
    /// In bytes; only resizes have one.
    pub(super) new_size: Option<usize>,
}

impl Request {
    /// What refusing it means; nothing for a resize to an equal size, which succeeds in place.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self.new_size {
            None => Some(Kind::Allocation),
            Some(new_size) if new_size == self.layout.size() => None,
            Some(_) => Some(Kind::Resize),
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, align) = (self.layout.size(), self.layout.align());
        write!(f, "`{}` of {size} bytes aligned to {align}", self.method)?;
        self.new_size.map_or(Ok(()), |new_size| write!(f, " to {new_size} bytes"))
    }
}

/// All requests up to some point, in 64 bits: two runs that asked for the same have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// Nothing was asked for.
    pub(super) const NOTHING: Self = Self(0xCBF2_9CE4_8422_2325);

    /// And then this.
    pub(super) fn then(self, request: &Request) -> Self {
        let (size, align) = (request.layout.size(), request.layout.align());
        let new_size = request.new_size.map_or(0, |size| size.wrapping_add(1));
        // FNV-1a over words: no adversary chooses requests.
        let mix = |hash: u64, word: usize| (hash ^ word as u64).wrapping_mul(0x100_0000_01B3);
        let hash = request.method.bytes().map(usize::from).fold(self.0, mix);
        Self([size, align, new_size].into_iter().fold(hash, mix))
    }
}

/// A request that was refused on purpose.
///
/// Its text names it: which of how many, and what was asked for.
///
/// # Examples
///
/// [`FailureReport`](super::FailureReport) has one.
#[derive(Clone, Debug)]
pub struct RefusedRequest {
    pub(super) number: usize,
    pub(super) of: usize,
    pub(super) kind: Kind,
    pub(super) lasting: bool,
    pub(super) request: Request,
    pub(super) trace: Trace,
}

impl RefusedRequest {
    /// Which one: the first allocation, or the first resize, is 1.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.number
    }

    /// How many there are in a run without refusals, of its kind: allocations or resizes.
    #[must_use]
    pub const fn of(&self) -> usize {
        self.of
    }

    /// Whether all further requests, of both kinds, were refused too.
    #[must_use]
    pub const fn is_lasting(&self) -> bool {
        self.lasting
    }

    /// The name of the method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.request.method
    }

    /// The layout asked for, or the one that the block to be resized has.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.request.layout
    }

    /// The size in bytes to which a block was to be resized.
    #[must_use]
    pub const fn new_size(&self) -> Option<usize> {
        self.request.new_size
    }

    /// Where it came from, if traces are on.
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }
}

impl fmt::Display for RefusedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, number, of, request) = (self.kind, self.number, self.of, self.request);
        write!(f, "{kind} {number} of {of} refused, {request}")?;
        if self.lasting {
            write!(f, ", and every request after it")?;
        }
        if self.trace.is_known() {
            write!(f, ", from\n{}", self.trace)?;
        }
        Ok(())
    }
}
