//! Calling a closure that stays in its place, and is dropped there later, is `unsafe`.

use exalloc::CallOnce;

fn main() {
    let text = String::from("Ada");
    let mut once = move || text;
    let _text = once.__call_once(());
}
