use super::Exclusive;

#[test]
fn one_state_for_all_calls() {
    let state = const { Exclusive::new(1) };
    assert_eq!(state.with(|n| core::mem::replace(n, 5)), 1);
    assert_eq!(state.with(|n| *n), 5);
}

#[cfg(feature = "std")]
#[test]
fn threads_take_turns() {
    let state = Exclusive::new(0_u32);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1000).for_each(|_| state.with(|n| *n += 1)));
        }
    });
    assert_eq!(state.with(|n| *n), 4000);
}

#[cfg(feature = "std")]
#[test]
fn a_panic_leaves_the_state_usable() {
    let state = Exclusive::new(0);
    let panicked = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
        state.with(|n| {
            *n = 1;
            panic!("planted");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(state.with(|n| *n), 1);
}

/// A flag and the state, and nothing that the first use would have to make elsewhere: what a heap
/// is protected by can't take memory from it. `std`'s mutex does so on some systems.
#[test]
fn it_is_a_flag_beside_the_state() {
    let flag = if cfg!(feature = "std") { 1 } else { size_of::<isize>() };
    assert_eq!(size_of::<Exclusive<[u8; 3]>>(), (flag + 3).next_multiple_of(flag));
    assert!(!core::mem::needs_drop::<Exclusive<u8>>());
}

/// More threads than processors, each of which holds the state for a while: they wait in all ways.
#[cfg(feature = "std")]
#[test]
fn threads_wait_for_a_long_owner() {
    let state = Exclusive::new((0_u32, false));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..10 {
                    state.with(|(count, inside)| {
                        assert!(!core::mem::replace(inside, true), "two at a time");
                        std::thread::sleep(core::time::Duration::from_micros(300));
                        *inside = false;
                        *count += 1;
                    });
                }
            });
        }
    });
    assert_eq!(state.with(|state| *state), (80, false));
}
