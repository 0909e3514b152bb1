//! An interpreter, and what scripts give back.
//!
//! # Errors of Lua and frames of Rust
//!
//! Lua raises an error by a `longjmp` to the protected call it is in, and without one it ends the
//! process. Neither happens to a frame of Rust here:
//!
//! - Outside protected calls, this file calls functions only that raise nothing (`ffi` says why of
//!   each). Whatever may fail, opening the libraries included, is a Lua function inside
//!   `lua_pcallk`, or the compiler inside `luaL_loadbufferx`, which protects itself.
//! - Between a protected call and what raises the error inside it there is C only. The single
//!   function of Rust that Lua calls, the allocation function, has returned before Lua looks at its
//!   answer and raises "not enough memory".
//!
//! # Scripts are not trusted
//!
//! [`State::run`] is safe, so no script may break the interpreter. Compiled chunks could, as Lua
//! doesn't verify them (manual, `load`): scripts are compiled from text only, and `load`,
//! `loadfile` and `dofile` are taken away. The libraries `io`, `os`, `package` and `debug` are not
//! opened at all. What remains is to trust Lua's own code.

use crate::ffi::{self, CFunction, LuaState};
use crate::heap::Heap;
use core::ffi::{CStr, c_int};
use core::fmt;
use core::marker::PhantomData;
use core::ptr::NonNull;
use core::slice;
use exalloc::Allocator;

#[cfg(test)]
mod tests;

/// A Lua interpreter whose memory is a [`Heap`]'s, to the last byte; dropping it gives all back.
///
/// # Invariants
///
/// 1. `raw` is an open state, made with `Heap::lua_alloc` and a heap that outlives `'h`.
/// 2. Between the methods there is at most one value on its stack, with the last one run.
#[derive(Debug)]
pub(crate) struct State<'h, A> {
    raw: NonNull<LuaState>,
    heap: PhantomData<&'h Heap<A>>,
}

/// Why a script gave no text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Error<'s> {
    /// `LUA_ERRMEM`: the allocator refused, also after a collection of garbage.
    Memory,
    /// It doesn't compile, or raised an error: Lua's message, if there is one.
    Script(&'s [u8]),
    /// It gave something that is no string.
    NotText,
}

impl fmt::Display for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("not enough memory (LUA_ERRMEM)"),
            Self::Script(message) => f.write_str(&String::from_utf8_lossy(message)),
            Self::NotText => f.write_str("the script's value is no string"),
        }
    }
}

impl core::error::Error for Error<'_> {}

impl<'h, A: Allocator> State<'h, A> {
    /// Starts an interpreter with Lua's libraries that need no operating system; `None` when the
    /// heap has no room for it.
    pub(crate) fn new(heap: &'h Heap<A>) -> Option<Self> {
        // SAFETY: the function is given `ud` of a heap that outlives the state, of one thread, for
        // neither is `Send`; and blocks with their sizes (manual, `lua_Alloc`).
        let raw = unsafe { ffi::lua_newstate(Heap::<A>::lua_alloc, heap.ud()) };
        // INVARIANT 1: from here on `drop` closes it.
        let mut state = Self { raw: NonNull::new(raw)?, heap: PhantomData };
        state.open_libraries().then_some(state)
    }

    /// Runs a script from text, and lends the string that it returns.
    ///
    /// After an error the interpreter is usable; what the script had set globally stays.
    ///
    /// # Errors
    ///
    /// As [`Error`] says. `name` is what messages call the script: `=name`.
    pub(crate) fn run(&mut self, name: &CStr, script: &str) -> Result<&[u8], Error<'_>> {
        self.clear();
        if let status @ 1.. = self.load(name, script) {
            return Err(self.error(status));
        }
        match self.call(0, 1) {
            ffi::OK => self.text().ok_or(Error::NotText),
            status => Err(self.error(status)),
        }
    }

    /// Opens each library in a protected call; their tables become globals in another, since
    /// setting a global may raise an error. The base library sets its own.
    fn open_libraries(&mut self) -> bool {
        const SETUP: &str = "string, table, math, coroutine = ...
            load, loadfile, dofile = nil, nil, nil";
        const TABLES: [CFunction; 4] =
            [ffi::luaopen_string, ffi::luaopen_table, ffi::luaopen_math, ffi::luaopen_coroutine];

        if self.open(ffi::luaopen_base, 0) != ffi::OK || self.load(c"=setup", SETUP) != ffi::OK {
            return false;
        }
        // The stack has five values at most, of the 20 that a state starts with (`LUA_MINSTACK`).
        TABLES.into_iter().all(|open| self.open(open, 1) == ffi::OK) && self.call(4, 0) == ffi::OK
    }

    fn open(&mut self, library: CFunction, results: c_int) -> c_int {
        // SAFETY: an open state with room on its stack; the function is one of Lua's libraries,
        // made to be called by Lua.
        unsafe { ffi::lua_pushcclosure(self.raw.as_ptr(), library, 0) };
        self.call(0, results)
    }

    /// Compiles a script to a function on the stack, or leaves a message there.
    fn load(&mut self, name: &CStr, script: &str) -> c_int {
        let (start, len) = (script.as_ptr().cast(), script.len());
        // SAFETY: an open state with room on its stack; `len` bytes that are read, not kept, and
        // two C strings. The mode allows text only.
        unsafe {
            ffi::luaL_loadbufferx(self.raw.as_ptr(), start, len, name.as_ptr(), c"t".as_ptr())
        }
    }

    /// Calls the function below `args` arguments on the stack, protected. What Lua does in there,
    /// it does between C frames: see the head of this file.
    fn call(&mut self, args: c_int, results: c_int) -> c_int {
        // SAFETY: an open state, on whose stack our callers have put a function and its arguments;
        // no message handler, and no continuation.
        unsafe { ffi::lua_pcallk(self.raw.as_ptr(), args, results, 0, 0, None) }
    }

    fn error(&self, status: c_int) -> Error<'_> {
        match status {
            ffi::ERRMEM => Error::Memory,
            _ => Error::Script(self.text().unwrap_or(b"(an error that is no string)")),
        }
    }

    /// The string on top of the stack, if it is one.
    fn text(&self) -> Option<&[u8]> {
        // SAFETY: an open state, with a value on its stack.
        if unsafe { ffi::lua_type(self.raw.as_ptr(), -1) } != ffi::TSTRING {
            return None;
        }
        let mut len = 0;
        // SAFETY: as above; a string is not converted, so nothing is allocated or raised.
        let start = unsafe { ffi::lua_tolstring(self.raw.as_ptr(), -1, &raw mut len) };
        // SAFETY: Lua's string of `len` bytes. It stays where it is while it is on the stack, that
        // is until the next method that takes `&mut self`, or until the state is dropped.
        Some(unsafe { slice::from_raw_parts(start.cast::<u8>(), len) })
    }

    fn clear(&mut self) {
        // SAFETY: an open state; nothing on its stack is to be closed.
        unsafe { ffi::lua_settop(self.raw.as_ptr(), 0) };
    }
}

impl<A> Drop for State<'_, A> {
    fn drop(&mut self) {
        // SAFETY: an open state, which is not used again. Its heap is still there: invariant 1.
        unsafe { ffi::lua_close(self.raw.as_ptr()) };
    }
}
