//! B6: an allocator whose storage lies inside itself is one by reference only.

use exalloc::{ExVec, InlineBump};

fn main() {
    let mut v = ExVec::new(InlineBump::<64>::new());
    v.push(1_u8);
}
