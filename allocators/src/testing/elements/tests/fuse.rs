use super::{said, whole};
use crate::testing::Fuse;

#[test]
fn the_chosen_call_panics_and_once() {
    let fuse = Fuse::nth(3);
    assert!(fuse.is_armed());
    assert_eq!(whole(|| fuse.burn("a call")), [true, true, false, true, true]);
    assert!(!fuse.is_armed());
}

#[test]
fn without_a_number_nothing_panics() {
    for fuse in [Fuse::never(), Fuse::nth(0), Fuse::default()] {
        assert!(!fuse.is_armed());
        assert_eq!(whole(|| fuse.burn("a call")), [true; 4]);
    }
}

#[test]
fn arming_begins_to_count_anew() {
    let fuse = Fuse::nth(2);
    fuse.burn("a call");
    fuse.arm(2);
    assert_eq!(whole(|| fuse.burn("a call")), [true, false, true]);
    fuse.arm(1);
    fuse.disarm();
    assert_eq!(whole(|| fuse.burn("a call")), [true; 3]);
}

#[test]
fn the_panic_names_the_call_and_the_number() {
    let fuse = Fuse::nth(2);
    fuse.burn("the key function");
    let text = said(|| fuse.burn("the key function"));
    assert_eq!(
        text.as_deref(),
        Some("planted panic in the key function, at call 2 since it was armed")
    );
}
