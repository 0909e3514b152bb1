//! F8: no safe way leads to bytes that needn't be UTF-8 any more.

use exalloc::{ExString, SystemAllocator};

fn main() {
    let mut s = ExString::new(SystemAllocator);
    s.push('a');
    s.as_bytes()[0] = 0xff;
}
