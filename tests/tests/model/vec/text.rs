//! Steps as Rust.

use super::arguments::{count, target};
use super::tried::FALLIBLE;
use crate::program::{amount, bounds_text, hint_text, plant_text};
use exalloc_tests::fuzz::Step;

/// A step on a vector of `len` elements. `e(n)` is an element of that value.
pub(crate) fn text(step: &Step, tried: bool, len: usize) -> String {
    let value = u32::from(step.b) % 16;
    let (index, n) = (step.index(len), count(step));
    let bounds = || bounds_text(step.bounds(len));
    let arguments = match step.op {
        "push" | "push_mut" | "push_within_capacity" => format!("e({value})"),
        "insert" | "insert_mut" => format!("{index}, e({value})"),
        "set" => return format!("v[{index}] = e({value});{}", plant_text(step.plant)),
        "remove" | "swap_remove" | "truncate" | "split_off" | "shrink_to" => index.to_string(),
        "swap" => format!("{index}, 0"),
        "extend" | "from_iter" => {
            format!("({value}..).flat_map(|n| [e(n), e(n)]).take({n}){}", hint_text(step))
        }
        "extend_from_slice" | "extend_from_slice_copy" | "from_slice" => {
            format!("&[e({value}), …] of {n}, ascending")
        }
        "from_array" => format!("[e({}), …] of 3, ascending", step.b),
        "append" | "clone_from" => format!("&mut [e({value}), e({value}), …] of {n}, ascending"),
        "extend_from_within" => bounds(),
        "drain" => format!("{}).take({}).rev().take({}", bounds(), step.c / 9 % 4, step.c / 36 % 4),
        "drain, forgotten" => {
            return format!("forget(v.drain({}));{}", bounds(), plant_text(step.plant));
        }
        "splice" | "try_splice" => format!(
            "{}, ({value}..).flat_map(|n| [e(n), e(n)]).take({n}){}).take({}).rev().take({}",
            bounds(),
            hint_text(step),
            step.c / 9 % 4,
            step.c / 36 % 4
        ),
        "extract_if" => {
            format!("{}, |e| e.value() % 4 == {}).take({}", bounds(), value % 4, step.c % 12)
        }
        "extract_if, forgotten" => {
            let plant = plant_text(step.plant);
            return format!("forget(v.extract_if({}, …).next());{plant}", bounds());
        }
        "sort_by_in" | "sort_by_key_in" | "sort_by_cached_key_in" => {
            "value() * 5 % 8 / 2".to_owned()
        }
        "into_flattened" => format!("[e({value}), …] of {} arrays of {}", n / 3, step.c % 4),
        "concat_in" => format!("[[e({value}), …] of {n}, v[..{}]]", index.min(len)),
        "join_in" => format!("[[e({value}), …] of {n}, [], v], e({value})"),
        "repeat_in" => (step.c % 4).to_string(),
        "collect_in" => {
            format!("({value}..).flat_map(|n| [e(n), e(n)]).take({n}){}, but 18", hint_text(step))
        }
        "resize" | "resize_with" => format!("{}, e({value})", target(step, len)),
        "retain" => format!("|e| e.value() % 8 != {}", value % 8),
        "retain_mut" => format!("|e| /* bits of {:#b}; each fifth is replaced */", step.a),
        "pop_if" => format!("|e| e.value() % 2 == {}", value % 2),
        "dedup_by_key" => format!("|e| e.value() / {}", value + 1),
        "dedup_by" => format!("|a, b| a.value().abs_diff(b.value()) < {}", value % 4),
        "reserve" | "reserve_exact" => amount(step).to_string(),
        "with_capacity" => step.a.to_string(),
        "from_elem" => format!("e({value}), {}", step.a % 24),
        "into_iter" => format!(").take({}).rev().take({}", step.a % 6, step.b % 6),
        _ => String::new(),
    };
    let form = if tried && FALLIBLE.contains(&step.op) { "try_" } else { "" };
    format!("v.{form}{}({arguments});{}", step.op, plant_text(step.plant))
}
