//! With the feature `std`: what the thread says.

/// Whether this thread is unwinding, so that another panic would abort the process.
pub(in crate::testing) fn is_unwinding() -> bool {
    std::thread::panicking()
}
