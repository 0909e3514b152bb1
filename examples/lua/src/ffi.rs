//! The few functions of `liblua5.4` that this program calls, as `lua.h`, `lauxlib.h` and `lualib.h`
//! of Lua 5.4 declare them.
//!
//! Types: `size_t` is `usize`, `int` is [`c_int`], `lua_KContext` is `intptr_t`, which is `isize`.
//! The C macros `lua_pcall` and `lua_pushcfunction` are spelled out by their callers.
//!
//! The manual marks each function by what it may raise (section 4.6): `–` never an error, `m` only
//! for want of memory, `e` any. An error that is raised outside a protected call ends the process;
//! inside one, it is a `longjmp` to that call.

use core::ffi::{c_char, c_int, c_void};
use core::marker::{PhantomData, PhantomPinned};

/// `lua_State`: known to Lua alone.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct LuaState {
    opaque: [u8; 0],
    neither_send_nor_unpin: PhantomData<(*mut u8, PhantomPinned)>,
}

/// `lua_Alloc`.
pub(crate) type Alloc = unsafe extern "C" fn(
    ud: *mut c_void,
    ptr: *mut c_void,
    osize: usize,
    nsize: usize,
) -> *mut c_void;

/// `lua_CFunction`.
pub(crate) type CFunction = unsafe extern "C" fn(state: *mut LuaState) -> c_int;

/// `lua_KFunction`: none here.
pub(crate) type KFunction =
    unsafe extern "C" fn(state: *mut LuaState, status: c_int, ctx: isize) -> c_int;

/// `LUA_OK`.
pub(crate) const OK: c_int = 0;
/// `LUA_ERRMEM`.
pub(crate) const ERRMEM: c_int = 4;
/// `LUA_TSTRING`.
pub(crate) const TSTRING: c_int = 4;

#[link(name = "lua5.4")]
unsafe extern "C" {
    /// Raises nothing; null when there is no memory.
    pub(crate) fn lua_newstate(f: Alloc, ud: *mut c_void) -> *mut LuaState;
    /// Raises nothing.
    pub(crate) fn lua_close(state: *mut LuaState);
    /// Raises nothing.
    pub(crate) fn lua_pcallk(
        state: *mut LuaState,
        nargs: c_int,
        nresults: c_int,
        msgh: c_int,
        ctx: isize,
        k: Option<KFunction>,
    ) -> c_int;
    /// Raises nothing with `n` zero, as `lua_pushcfunction` calls it: no closure is made.
    pub(crate) fn lua_pushcclosure(state: *mut LuaState, f: CFunction, n: c_int);
    /// Raises nothing where no slot was marked by `lua_toclose`.
    pub(crate) fn lua_settop(state: *mut LuaState, index: c_int);
    /// Raises nothing.
    pub(crate) fn lua_type(state: *mut LuaState, index: c_int) -> c_int;
    /// Raises nothing for a value that is a string: only numbers are converted.
    pub(crate) fn lua_tolstring(
        state: *mut LuaState,
        index: c_int,
        len: *mut usize,
    ) -> *const c_char;
    /// Raises nothing: what goes wrong is the status that it returns.
    pub(crate) fn luaL_loadbufferx(
        state: *mut LuaState,
        buff: *const c_char,
        sz: usize,
        name: *const c_char,
        mode: *const c_char,
    ) -> c_int;

    // Lua functions, which the library calls. They may raise.
    pub(crate) fn luaopen_base(state: *mut LuaState) -> c_int;
    pub(crate) fn luaopen_coroutine(state: *mut LuaState) -> c_int;
    pub(crate) fn luaopen_math(state: *mut LuaState) -> c_int;
    pub(crate) fn luaopen_string(state: *mut LuaState) -> c_int;
    pub(crate) fn luaopen_table(state: *mut LuaState) -> c_int;
}
