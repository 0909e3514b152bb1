//! With the feature `std`: a backtrace.

use alloc::sync::Arc;
use core::cell::Cell;
use core::fmt;
use std::backtrace::Backtrace;

std::thread_local! {
    /// Whether this thread records a trace or shows one.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// That this thread records a trace or shows one. Both allocate, under a lock of `std` that both
/// take: where the program's heap records traces itself, the second would wait for ever.
struct Busy(());

impl Busy {
    /// `None` if this thread is at it already.
    fn enter() -> Option<Self> {
        (!BUSY.replace(true)).then(|| Self(()))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        BUSY.set(false);
    }
}

/// Where in the program something happened, if that was recorded: a backtrace with the feature
/// `std`, nothing without.
///
/// # Examples
///
/// ```
/// use exalloc::testing::Trace;
///
/// assert!(!Trace::none().is_known());
/// assert_eq!(Trace::none().to_string(), "");
/// ```
#[derive(Clone, Default)]
pub struct Trace(Option<Arc<Backtrace>>);

impl Trace {
    /// A trace that tells nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Trace;
    ///
    /// const NOTHING: Trace = Trace::none();
    /// assert!(!NOTHING.is_known());
    /// ```
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// Records where the caller is, whatever the environment says about backtraces. Takes memory
    /// from the program's heap, and microseconds.
    ///
    /// Records nothing when it is called, on the same thread, while one is recorded or shown, or
    /// while the thread panics: by the program's heap. std's own lock around backtraces would be
    /// taken twice there. A program whose heap records traces can't capture any itself, for then
    /// that lock is held and nobody can ask for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Trace;
    ///
    /// assert_eq!(Trace::here().is_known(), cfg!(feature = "std"));
    /// ```
    #[must_use]
    pub fn here() -> Self {
        // What prints a panic allocates under the lock that recording takes.
        if std::thread::panicking() {
            return Self(None);
        }
        // Until the count is allocated too.
        let busy = Busy::enter();
        Self(busy.is_some().then(|| Arc::new(Backtrace::force_capture())))
    }

    /// Whether anything was recorded.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Trace;
    ///
    /// assert!(!Trace::none().is_known());
    /// ```
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.0.is_some()
    }
}

/// The backtrace, a frame each two lines; nothing where nothing was recorded.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(backtrace) = &self.0 else { return Ok(()) };
        match Busy::enter() {
            Some(_busy) => fmt::Display::fmt(backtrace, f),
            None => f.write_str("(not shown while a trace is recorded or shown)"),
        }
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_known() { "Trace(known)" } else { "Trace(unknown)" })
    }
}
