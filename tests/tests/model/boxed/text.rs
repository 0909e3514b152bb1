//! Steps as Rust.

use super::boxes::Boxes;
use super::step::{Held, chosen};
use crate::program::plant_text;
use exalloc_tests::fuzz::Step;
use exalloc_tests::fuzz::text::text as words;

/// A step on a shelf of boxes.
pub(crate) fn text<B: Boxes>(step: &Step, tried: bool, shelf: &[Held<B>]) -> String {
    let form = if tried { "try_" } else { "" };
    let (value, n) = (step.b, step.a % 12);
    let at = chosen(step, shelf);
    let place = at.map_or_else(|| "none".to_owned(), |at| format!("shelf[{at}]"));
    let line = match step.op {
        "new" | "new, aligned" | "new, no size" => {
            format!("shelf.push(ExBox::{form}new(e({value}))) /* {} */", step.op)
        }
        "new_uninit, write" => {
            format!("shelf.push(ExBox::write(ExBox::{form}new_uninit(), e({value})))")
        }
        "new_zeroed" => {
            format!("shelf.push(ExBox::write(ExBox::{form}new_zeroed(), e({value})))")
        }
        "new_zeroed_slice" => {
            format!("shelf.push(ExBox::{form}new_zeroed_slice({n}) /* of e({value}), … */)")
        }
        "new_with" => format!("shelf.push(ExBox::{form}new_with(|| e({value})))"),
        "call_once" => {
            format!("ExBox::call_once(unsize!(ExBox::{form}new(|_| e({value})) => dyn …), (7,))")
        }
        "into_alloc" => format!("{place} = ExBox::{form}into_alloc({place}, …)"),
        "new_uninit_slice" => {
            format!("shelf.push(ExBox::{form}new_uninit_slice({n}) /* of e({value}), … */)")
        }
        "into_boxed_slice" => {
            format!("shelf.push(ex_vec![e({value}), … of {n}].{form}into_boxed_slice())")
        }
        "into_boxed_str" => {
            format!("shelf.push(ex_string!({:?}).{form}into_boxed_str())", words(step.a, step.b))
        }
        "unsize an array" => {
            format!("shelf.push(unsize!(ExBox::{form}new([e({value}), … of 3]) => [_]))")
        }
        "clone" => format!("shelf.push({place}.{form}clone())"),
        "set" => format!("*{place} = e({value})"),
        "set last" => format!("*{place}.last_mut() = e({value})"),
        "into_iter" => {
            format!("{place}.into_iter().take({}).rev().take({})", step.a % 5, step.b % 5)
        }
        "clone_from" | "eq" => format!("{place}.{}(another of its kind)", step.op),
        op => format!("ExBox::{op}({place})"),
    };
    let content = at.map_or_else(String::new, |at| format!(" // {:?}", shelf[at].content()));
    format!("{line};{content}{}", plant_text(step.plant))
}
