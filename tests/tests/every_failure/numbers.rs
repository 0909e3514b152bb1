//! Numbers at the end of text.

use crate::case::{cases, on_text};
use crate::infallible::text_or_panic;

cases! {
    push_int: "ExString::try_push_int", { on_text(|s| s.try_push_int(-1_234_567_890))?; }
    push_float: "ExString::try_push_float", { on_text(|s| s.try_push_float(-1_234.567_89))?; }
    pushes_int: "ExString::push_int", { text_or_panic(|s| s.push_int(-1_234_567_890))?; }
    pushes_float: "ExString::push_float", { text_or_panic(|s| s.push_float(-1_234.567_89))?; }
}
