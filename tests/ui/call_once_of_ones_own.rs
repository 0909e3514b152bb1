//! Nothing but a closure is called: whoever could implement the trait could leave the value in its
//! block, or say something of what it returns that isn't so.

use exalloc::{CallOnce, ExBox, SystemAllocator};

struct Mine;

impl CallOnce<(u8,)> for Mine {
    type Output = u8;

    unsafe fn __call_once(&mut self, (n,): (u8,)) -> u8 {
        n
    }
}

fn main() {
    ExBox::call_once(ExBox::new(Mine, SystemAllocator), (1,));
    ExBox::call_once(ExBox::new(|n: u8| n, SystemAllocator), (1_u8, 2_u8));
}
