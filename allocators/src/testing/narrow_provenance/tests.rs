use super::NarrowProvenance;
use crate::InlineBump;
use crate::testing::asking::{Block, layout};

/// Nothing more can be seen without an interpreter; with one, this shows that the narrowed pointers
/// are good for all that their owner may do.
#[test]
fn the_whole_block_may_be_used_after_each_method() {
    let bump = InlineBump::<1024>::new();
    let alloc = NarrowProvenance::new(&bump);
    let neighbour = Block::new(&alloc, layout(8, 8)).unwrap();
    neighbour.fill();
    let zeroed = Block::zeroed(&alloc, layout(16, 8)).unwrap();
    assert!(zeroed.bytes(16).all(|byte| byte == 0));
    zeroed.fill();
    let grown = zeroed.resize(&alloc, 40).unwrap();
    assert!(grown.is_filled(16));
    grown.fill();
    let smaller = grown.remap(&alloc, 24).unwrap();
    assert!(smaller.is_filled(24));
    smaller.fill();
    smaller.give(&alloc);
    assert!(neighbour.is_filled(8));
    neighbour.give(&alloc);
    assert_eq!(bump.used(), 0);
}
