//! Steps as Rust.

use super::step::{bounds, units, words};
use super::tried::FALLIBLE;
use crate::program::{amount, bounds_text, hint_text, plant_text};
use exalloc_tests::fuzz::Step;
use exalloc_tests::fuzz::text::{bytes, character, position, text as other};

/// A step on a string that contains `s`.
pub(crate) fn text(step: &Step, tried: bool, s: &str) -> String {
    let (at, ch, words) = (position(step.a, s), character(step.b), words(step));
    let arguments = match step.op {
        "push" => format!("{ch:?}"),
        "push_str" | "add_assign" | "clone_from" | "from_str" => format!("{words:?}"),
        "insert" => format!("{at}, {ch:?}"),
        "insert_str" => format!("{at}, {words:?}"),
        "remove" | "truncate" | "split_off" => at.to_string(),
        "retain" => {
            let mask = u32::from(step.a) | u32::from(step.b) << 8;
            format!("|ch| {mask:#x} >> (u32::from(ch) % 16) & 1 == 1")
        }
        "drain" => format!(
            "{}).take({}).rev().take({}",
            bounds_text(bounds(step, s)),
            step.c / 4 % 4,
            step.c / 16 % 4
        ),
        "drain, forgotten" => {
            return format!("forget(s.drain({}));", bounds_text(bounds(step, s)));
        }
        "replace_range" => {
            format!("{}, {:?}", bounds_text(bounds(step, s)), other(step.c, step.b))
        }
        "extend" => format!("{words:?}.chars(){}", hint_text(step)),
        "extend of &str" => {
            format!("{words:?}.split_inclusive('b').chain([\"ß\", \"\"]){}", hint_text(step))
        }
        "extend of &char" => format!("[… {words:?}]{}", hint_text(step)),
        "extend of String" | "extend of Box<str>" | "extend of Cow" => {
            format!("owned {words:?}.split_inclusive('b').chain([\"ß\", \"\"]){}", hint_text(step))
        }
        "extend_from_within" => bounds_text(bounds(step, s)),
        "concat_in" => format!("[{words:?}, s, \"ß\"]"),
        "join_in" => format!("{words:?}.split('a'), {:?}", other(step.a, step.b)),
        "replace_in, a char" => format!("{ch:?}, {:?}", other(step.c, step.a)),
        "replace_in, a text" => {
            format!("{:?}, {:?}", other(step.a % 3, step.b), other(step.c, step.a))
        }
        "replacen_in, a closure" => format!(
            "|ch| u32::from(ch) % 8 == {}, {:?}, {}",
            step.a % 8,
            other(step.c, step.a),
            step.b % 16
        ),
        "to_uppercase_in" | "to_lowercase_in" => "/* of s + \"ŉΐİΑΣ\" */".to_owned(),
        "repeat_in" => (step.a % 4).to_string(),
        "from_utf16" | "from_utf16_lossy" => format!("{:x?}", units(step)),
        "reserve" | "reserve_exact" => amount(step).to_string(),
        "shrink_to" => step.index(s.len()).to_string(),
        "with_capacity" => step.a.to_string(),
        "format" => format!("\"{:>6}{words}\"", step.a),
        "write" => format!("\"{words}{:>4}\"", step.a),
        "from_utf8" | "from_utf8_lossy" | "into_utf8_lossy" => format!("{:?}", bytes(step)),
        _ => String::new(),
    };
    let form = if tried && FALLIBLE.contains(&step.op) { "try_" } else { "" };
    format!("s.{form}{}({arguments});{}", step.op, plant_text(step.plant))
}
