//! What a case is: one hand-off, what it covers, and what a checker must say of it.

use std::fmt;

/// One hand-off, to be done in a process of its own.
#[derive(Debug)]
pub struct Case {
    /// Unique; the argument of the program.
    pub name: &'static str,
    /// Nothing, if the memory is freed by the right routine.
    pub fault: Option<Fault>,
    /// What it covers.
    pub about: &'static [About],
    /// Does the hand-off.
    pub run: fn(),
}

impl Case {
    /// A hand-off that no checker may complain about.
    pub(crate) const fn matched(name: &'static str, about: &'static [About], run: fn()) -> Self {
        Self { name, fault: None, about, run }
    }

    /// A hand-off that every checker must complain about, in the way that the fault says.
    pub(crate) const fn mismatched(
        name: &'static str,
        fault: Fault,
        about: &'static [About],
        run: fn(),
    ) -> Self {
        Self { name, fault: Some(fault), about, run }
    }
}

/// A family of routines, by its name in C or C++.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heap {
    /// `operator new` and `operator delete`.
    New,
    /// `operator new[]` and `operator delete[]`.
    NewArray,
    /// `malloc` and `free`.
    Malloc,
}

/// What is wrong with a hand-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A block of the first family is freed by a routine of the second.
    WrongFamily(Heap, Heap),
    /// Sized delete gets another size than `new` did; the bytes of `new`, then those of `delete`.
    WrongSize(usize, usize),
    /// A block of the aligned form, for 64 bytes, is freed by the plain form.
    AlignedAsPlain,
    /// A block of the plain form is freed by the aligned form, for 64 bytes.
    PlainAsAligned,
    /// What the family's routine frees isn't a block of any family, though there is memory.
    NotABlock(Heap),
    /// What the family's routine frees isn't even an address of memory.
    Dangling(Heap),
    /// A block of the family is freed twice.
    Twice(Heap),
    /// Nobody frees a block of the family.
    Leak(Heap),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongFamily(from, by) => write!(f, "{} freed by {}", from.made(), by.freed()),
            Self::WrongSize(from, by) => write!(f, "{from} bytes freed as {by}"),
            Self::AlignedAsPlain => f.write_str("aligned block freed as plain"),
            Self::PlainAsAligned => f.write_str("plain block freed as aligned"),
            Self::NotABlock(by) => write!(f, "no block, given to {}", by.freed()),
            Self::Dangling(by) => write!(f, "dangling, given to {}", by.freed()),
            Self::Twice(by) => write!(f, "{} twice", by.freed()),
            Self::Leak(of) => write!(f, "leak of {}", of.made()),
        }
    }
}

impl Heap {
    /// The routine that makes a block.
    pub(crate) const fn made(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::NewArray => "new[]",
            Self::Malloc => "malloc",
        }
    }

    /// The routine that frees a block.
    pub(crate) const fn freed(self) -> &'static str {
        match self {
            Self::New => "delete",
            Self::NewArray => "delete[]",
            Self::Malloc => "free",
        }
    }
}

/// Declares the dimensions of the matrix together with the list of them all.
macro_rules! dimensions {
    ($($(#[$about:meta])* $name:ident)*) => {
        /// What a case covers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum About {
            $($(#[$about])* $name,)*
        }

        impl About {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

dimensions! {
    /// Rust made it; the other side frees it.
    Out
    /// The other side made it; Rust frees it.
    In
    /// There and back, or back and there.
    Back
    /// `std::unique_ptr<T>`.
    UniquePtr
    /// `std::unique_ptr<T[]>`.
    UniquePtrArray
    /// `new T`, `delete p`.
    Delete
    /// `new T[n]`, `delete[] p`.
    DeleteArray
    /// `::operator delete(p)`, without a size.
    UnsizedDelete
    /// `::operator delete(p, size)`.
    SizedDelete
    /// `std::allocator<T>`.
    StdAllocator
    /// C's `free`.
    Free
    /// C's `realloc`.
    Realloc
    /// A library's own function.
    OwnFree
    /// Rust's own heap.
    RustHeap
    /// Elements of one byte.
    OneByte
    /// Elements aligned to 64 bytes.
    Aligned
    /// A vector without a block, or a null pointer.
    Empty
    /// A block of zero bytes: `new T[0]`, `malloc(0)`.
    ZeroLength
    /// A length below the capacity.
    Spare
    /// Grown after adoption, or before the hand-over.
    Grown
    /// A C string.
    Text
    /// Static or stack memory.
    NotAHeap
}
