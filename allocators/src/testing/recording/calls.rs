//! What was called.

use core::alloc::Layout;
use core::fmt;

/// One call of a method of [`Allocator`](exalloc_core::Allocator): what was asked and answered.
///
/// Pointers are kept as addresses. Its text names all of it.
///
/// # Examples
///
/// ```
/// use exalloc::testing::RecordingAllocator;
/// use exalloc::{ExBox, SystemAllocator};
///
/// let recording = RecordingAllocator::new(SystemAllocator);
/// drop(ExBox::try_new(7_u64, &recording)?);
/// let calls = recording.calls();
/// let [alloc, dealloc] = [0, 1].map(|n| calls.iter().nth(n).expect("two calls"));
/// assert_eq!(alloc.layout().size(), 8);
/// assert!(alloc.answer().is_some() && alloc.answer() == dealloc.address());
/// let text = dealloc.to_string();
/// assert!(text.starts_with("`dealloc` of 8 bytes aligned to 8 at 0x"), "{text}");
/// # Ok::<(), exalloc::TryPushError<u64>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    pub(super) method: &'static str,
    pub(super) address: Option<usize>,
    pub(super) layout: Layout,
    pub(super) new_size: Option<usize>,
    pub(super) answer: Option<usize>,
}

impl Call {
    /// The name of the method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The address of the block that was given: none for `alloc` and `alloc_zeroed`.
    #[must_use]
    pub const fn address(&self) -> Option<usize> {
        self.address
    }

    /// The layout asked for, or the one that the block has.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.layout
    }

    /// The size in bytes to which a block was to be resized.
    #[must_use]
    pub const fn new_size(&self) -> Option<usize> {
        self.new_size
    }

    /// The address of the block that was returned: none for a refusal, and for `dealloc`.
    #[must_use]
    pub const fn answer(&self) -> Option<usize> {
        self.answer
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, align) = (self.layout.size(), self.layout.align());
        write!(f, "`{}` of {size} bytes aligned to {align}", self.method)?;
        if let Some(address) = self.address {
            write!(f, " at {address:#x}")?;
        }
        if let Some(new_size) = self.new_size {
            write!(f, " to {new_size} bytes")?;
        }
        match self.answer {
            Some(answer) => write!(f, ": {answer:#x}"),
            None if self.method == "dealloc" => Ok(()),
            None => f.write_str(": refused"),
        }
    }
}

/// The last calls that a [`RecordingAllocator`](super::RecordingAllocator) got, oldest first.
///
/// # Examples
///
/// ```
/// use exalloc::testing::RecordingAllocator;
/// use exalloc::{ExBox, SystemAllocator};
///
/// let recording = RecordingAllocator::<_, 2>::with_room(SystemAllocator);
/// let boxes = [(); 3].map(|()| ExBox::try_new(7, &recording));
/// drop(boxes);
/// let calls = recording.calls();
/// assert_eq!((calls.count(), calls.missed()), (6, 4));
/// assert!(calls.iter().all(|call| call.method() == "dealloc"));
/// ```
#[derive(Clone)]
pub struct Calls<const N: usize> {
    /// A ring: call `n` of all, from 0, lies at `n % N`.
    ring: [Option<Call>; N],
    count: u64,
}

impl<const N: usize> Calls<N> {
    pub(super) const NONE: Self = Self { ring: [None; N], count: 0 };

    /// Keeps a call, and forgets the oldest if there is no room.
    pub(super) fn push(&mut self, call: Call) {
        if let Some(slot) = self.place(self.count).and_then(|place| self.ring.get_mut(place)) {
            *slot = Some(call);
        }
        self.count = self.count.saturating_add(1);
    }

    /// Where call `n` lies.
    fn place(&self, n: u64) -> Option<usize> {
        usize::try_from(n.checked_rem(N as u64)?).ok()
    }

    /// How many calls there were, those included that are no longer kept.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// How many of them, the oldest, are no longer kept.
    #[must_use]
    pub const fn missed(&self) -> u64 {
        self.count.saturating_sub(N as u64)
    }

    /// The calls that are kept, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Call> {
        (self.missed()..self.count).filter_map(|n| self.ring.get(self.place(n)?)?.as_ref())
    }
}

/// A call a line.
impl<const N: usize> fmt::Display for Calls<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.missed() > 0 {
            writeln!(f, "… {} calls that are no longer kept", self.missed())?;
        }
        self.iter().try_for_each(|call| writeln!(f, "{call}"))
    }
}

impl<const N: usize> fmt::Debug for Calls<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls")
            .field("missed", &self.missed())
            .field("kept", &DebugList(self))
            .finish()
    }
}

struct DebugList<'a, const N: usize>(&'a Calls<N>);

impl<const N: usize> fmt::Debug for DebugList<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter()).finish()
    }
}
