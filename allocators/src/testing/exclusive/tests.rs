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
