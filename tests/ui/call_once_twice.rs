//! A closure that runs once is used up by its call.

use exalloc::{CallOnce, ExBox, SystemAllocator, unsize};

fn main() {
    let once = ExBox::new(|| (), SystemAllocator);
    let once = unsize!(once => dyn CallOnce<(), Output = ()>);
    ExBox::call_once(once, ());
    ExBox::call_once(once, ());
}
