//! Which of C++'s types `std::size_t` is on this target: the letter in the names of functions.

/// Hands the letter to a macro.
#[cfg(all(windows, target_pointer_width = "64"))]
macro_rules! of_this_target {
    ($macro:ident) => {
        $macro!("y");
    };
}

/// Hands the letter to a macro.
#[cfg(any(
    all(target_pointer_width = "64", not(windows)),
    target_family = "wasm",
    target_os = "aix",
    target_os = "haiku",
    target_os = "openbsd",
    target_vendor = "apple",
    all(target_arch = "arm", target_os = "netbsd"),
))]
macro_rules! of_this_target {
    ($macro:ident) => {
        $macro!("m");
    };
}

/// Hands the letter to a macro.
#[cfg(not(any(
    target_pointer_width = "64",
    target_family = "wasm",
    target_os = "aix",
    target_os = "haiku",
    target_os = "openbsd",
    target_vendor = "apple",
    all(target_arch = "arm", target_os = "netbsd"),
)))]
macro_rules! of_this_target {
    ($macro:ident) => {
        $macro!("j");
    };
}

pub(super) use of_this_target;
