use super::{Error, State};
use crate::heap::Heap;
use crate::heap::tests::Stubborn;
use crate::{HUNGRY, REPORT, expected};
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, CountingAllocator, LimitAllocator, SystemAllocator};
use exalloc_tests::{Heap as SystemHeap, for_each_failure};

const SET: &str = "count = 100 return ''";

fn report<A: Allocator>(lua: &mut State<'_, A>) {
    assert_eq!(lua.run(c"=set", SET), Ok(&b""[..]));
    assert_eq!(lua.run(c"=report", REPORT), Ok(expected::report(100).as_bytes()));
}

/// Runs `body` on an interpreter whose blocks are checked, and must all be back in the end.
fn checked(body: impl FnOnce(&mut State<'_, &CheckedAllocator<'static, SystemAllocator>>)) {
    let strict = CheckedAllocator::new(SystemAllocator);
    let heap = Heap::new(&strict);
    let mut lua = State::new(&heap).unwrap();
    body(&mut lua);
    drop(lua);
    strict.finish().unwrap();
}

/// Each request refused, alone and with all that follow: from the first block of the interpreter to
/// the last of the script. The script's result is right, or it is `LUA_ERRMEM`.
#[test]
fn nothing_is_lost_whenever_memory_runs_out() {
    let (mut none, mut memory, mut right) = (0, 0, 0);
    let calls = for_each_failure(|alloc| {
        let heap = Heap::new(alloc);
        let Some(mut lua) = State::new(&heap) else {
            none += 1;
            return;
        };
        if let Err(error) = lua.run(c"=set", SET) {
            assert_eq!(error, Error::Memory);
            return;
        }
        match lua.run(c"=report", REPORT) {
            Ok(text) => {
                assert_eq!(text, expected::report(100).as_bytes());
                right += 1;
            }
            Err(error) => {
                assert_eq!(error, Error::Memory);
                memory += 1;
            }
        }
    });
    assert!(calls > 500, "{calls} requests");
    // What Lua makes of a single refusal is up to its collector; lasting ones end in an error.
    assert!(none > 100 && memory > 100 && right > 1, "{none} {memory} {right}");
}

/// Smaller blocks are refused, all of them, and Lua never notices.
#[test]
fn an_allocator_that_never_shrinks_will_do() {
    let alloc = Stubborn::new(CheckedAllocator::new(SystemHeap));
    let heap = Heap::new(&alloc);
    let mut lua = State::new(&heap).unwrap();
    for _ in 0..3 {
        report(&mut lua);
        assert_eq!(lua.run(c"=gc", "collectgarbage() return ''"), Ok(&b""[..]));
    }
    drop(lua);
    assert!(alloc.refused.get() > 10, "{} refused", alloc.refused.get());
    alloc.inner.finish().unwrap();
}

#[test]
fn the_limit_ends_a_script_and_not_the_interpreter() {
    let strict = CheckedAllocator::new(SystemAllocator);
    let counting = CountingAllocator::new(&strict);
    let limited = LimitAllocator::new(&counting, 200_000);
    let heap = Heap::new(&limited);
    let mut lua = State::new(&heap).unwrap();
    for _ in 0..3 {
        assert_eq!(lua.run(c"=hungry", HUNGRY), Err(Error::Memory));
        report(&mut lua);
    }
    // Lua code may catch it, and go on.
    let caught = "local ok, e = pcall(string.rep, 'x', 1 << 20) return e";
    assert_eq!(lua.run(c"=caught", caught), Ok(&b"not enough memory"[..]));
    assert_eq!(limited.used(), counting.stats().live_bytes);
    assert!(counting.stats().peak_bytes <= 200_000);

    // The string, and the buffer that it is built in.
    limited.set_limit(3 << 20);
    let long = lua.run(c"=long", "return string.rep('x', 1 << 20)").unwrap();
    assert!(long.len() == 1 << 20 && long.iter().all(|byte| *byte == b'x'));
    drop(lua);
    assert_eq!((limited.used(), counting.stats().live_blocks), (0, 0));
    strict.finish().unwrap();
}

/// Every limit that is too low for an interpreter, and the first that isn't.
#[test]
fn an_interpreter_needs_room() {
    let strict = CheckedAllocator::new(SystemAllocator);
    let enough = (0..100_000).step_by(64).find(|limit| {
        let limited = LimitAllocator::new(&strict, *limit);
        let heap = Heap::new(&limited);
        State::new(&heap).is_some()
    });
    assert!(enough.is_some_and(|limit| limit > 1000), "{enough:?}");
    strict.finish().unwrap();
}

#[test]
fn results_are_bytes_and_errors_say_what_happened() {
    checked(|lua| {
        assert_eq!(lua.run(c"=x", "return 'a\\0b\\xff'"), Ok(&b"a\0b\xff"[..]));
        assert_eq!(lua.run(c"=x", "return ''"), Ok(&b""[..]));
        for other in ["return 7", "return nil", "return", "return {}", "return print"] {
            assert_eq!(lua.run(c"=x", other), Err(Error::NotText), "{other}");
        }
        assert_eq!(lua.run(c"=x", "error('no', 0)"), Err(Error::Script(b"no")));
        assert_eq!(
            lua.run(c"=x", "nope()"),
            Err(Error::Script(b"x:1: attempt to call a nil value (global 'nope')"))
        );
        let syntax = lua.run(c"=x", "return +").unwrap_err().to_string();
        assert!(syntax.starts_with("x:1: unexpected symbol near"), "{syntax}");
        let other = Err(Error::Script(&b"(an error that is no string)"[..]));
        assert_eq!(lua.run(c"=x", "error({})"), other);
        assert_eq!(lua.run(c"=x", "error()"), other);
        report(lua);
    });
}

/// What a script could break the interpreter with is not there.
#[test]
fn scripts_cannot_leave_the_language() {
    checked(|lua| {
        let compiled = lua.run(c"=x", "\u{1b}Lua").unwrap_err().to_string();
        assert_eq!(compiled, "attempt to load a binary chunk (mode is 't')");
        for name in
            ["load", "loadfile", "dofile", "loadstring", "io", "os", "package", "require", "debug"]
        {
            let absent = format!("return tostring({name})");
            assert_eq!(lua.run(c"=x", &absent), Ok(&b"nil"[..]), "{name}");
        }
        let deep = format!("return {}1{}", "(".repeat(1000), ")".repeat(1000));
        assert!(lua.run(c"=x", &deep).unwrap_err().to_string().contains("overflow"));
        let yields = lua.run(c"=x", "coroutine.yield()").unwrap_err().to_string();
        assert_eq!(yields, "attempt to yield from outside a coroutine");
        report(lua);
    });
}

/// Recursion ends at Lua's own bound. That is 200,000 live blocks, for which the checker's table is
/// too slow: they are counted.
#[test]
fn scripts_cannot_recurse_without_end() {
    let counting = CountingAllocator::new(SystemAllocator);
    let heap = Heap::new(&counting);
    let mut lua = State::new(&heap).unwrap();
    let deep = "local function f() return 1 + f() end return f()";
    let deep = lua.run(c"=x", deep).unwrap_err().to_string();
    assert!(deep.contains("stack overflow"), "{deep}");
    report(&mut lua);
    drop(lua);
    assert_eq!((counting.stats().live_blocks, counting.stats().live_bytes), (0, 0));
}

#[test]
fn finalizers_and_coroutines_that_are_alive_at_the_end_are_closed() {
    checked(|lua| {
        let script = "
            kept = setmetatable({}, { __gc = function() error('at the end') end })
            resumed = coroutine.create(function() local t <close> =
                setmetatable({}, { __close = function() error('too') end }) coroutine.yield('y') end)
            local _, y = coroutine.resume(resumed)
            return y";
        assert_eq!(lua.run(c"=x", script), Ok(&b"y"[..]));
    });
}

#[test]
fn interpreters_share_a_heap() {
    let strict = CheckedAllocator::new(SystemAllocator);
    let heap = Heap::new(&strict);
    let mut a = State::new(&heap).unwrap();
    let mut b = State::new(&heap).unwrap();
    assert_eq!(a.run(c"=x", "x = 'a' return x"), Ok(&b"a"[..]));
    assert_eq!(b.run(c"=x", "return tostring(x)"), Ok(&b"nil"[..]));
    drop(a);
    report(&mut b);
    drop(b);
    strict.finish().unwrap();
}
