//! `ExString` beside `String`.

mod plan;
mod step;
mod text;
mod tried;

use crate::drive::{Model, Seen};
use crate::elements::{Ours, Theirs, Who};
use crate::memory::{At, is_refusal};
use crate::program::{Program, amount};
use core::cmp::Ordering;
use exalloc::{ExString, TryReserveError, TryReserveErrorKind};
use exalloc_tests::fuzz::{End, Plant, Step, outcome};
use step::{ours, theirs};
use tried::tried;

/// A longer string, in bytes, is emptied before the next step: it could double it.
const MOST: usize = 300;

pub(crate) const MODEL: Model =
    Model { name: "ExString", picks: plan::PICKS, programs: 2850, plans: plan::PLANS, run };

fn run(program: &Program, alloc: At<'_>, seen: &mut Seen) {
    let capacity = program.capacity;
    seen.note(|| format!("let mut s = ExString::try_with_capacity({capacity}, …)?;"));
    let Ok(s) = ExString::try_with_capacity(capacity, alloc) else {
        assert!(alloc.refused() > 0 && alloc.may_refuse(), "refused without a reason");
        return;
    };
    assert!(s.capacity() >= capacity && s.is_empty());
    let mut pair = Pair { s, model: String::with_capacity(capacity), alloc };
    for (step, tried) in &program.steps {
        if pair.model.len() > MOST {
            pair.s.clear();
            pair.model.clear();
            seen.note(|| "s.clear();".to_owned());
        }
        seen.note(|| text::text(step, *tried, &pair.s));
        pair.step(step, *tried, seen);
    }
}

/// Ours, and std's.
struct Pair<'m> {
    s: ExString<At<'m>>,
    model: String,
    alloc: At<'m>,
}

impl Pair<'_> {
    /// Does a step on both, unless memory is refused to ours.
    fn step(&mut self, step: &Step, try_form: bool, seen: &mut Seen) {
        let before = self.model.clone();
        let (cap, refusals) = (self.s.capacity(), self.alloc.refused());
        Ours::plant(step.plant);
        let result =
            outcome(
                || {
                    if try_form { tried(step, &mut self.s) } else { Ok(ours(step, &mut self.s)) }
                },
            );
        Ours::plant(Plant::None);
        assert!(core::str::from_utf8(self.s.as_bytes()).is_ok(), "not UTF-8");
        assert!(self.s.capacity() >= self.s.len(), "more text than room");

        let refused = self.alloc.refused() > refusals;
        let result = match result {
            Ok(Err(error)) => {
                return self.after_refusal(step, try_form, (&before, cap), seen, Some(&error));
            }
            Err(message) if refused && is_refusal(&message) => {
                return self.after_refusal(step, try_form, (&before, cap), seen, None);
            }
            // `fmt::Error` doesn't say why, and parts of the text may be there.
            Ok(Ok(told)) if step.op == "write" && told.contains("Err") => {
                let written = format!("{}{:>4}", step::words(step), step.a);
                let new = self.s.strip_prefix(&before).expect("the text before");
                assert!(written.starts_with(new), "other text was written");
                self.s.truncate(before.len());
                assert!(refused, "refused without a reason");
                return seen.count(step.op, End::Refused);
            }
            Ok(Ok(told)) => Ok(told),
            Err(message) => Err(message),
        };

        Theirs::plant(step.plant);
        let expected = outcome(|| theirs(step, &mut self.model));
        Theirs::plant(Plant::None);
        assert_eq!(result, expected, "what is returned, or the message of the panic");
        if let (Err(_), "retain", Plant::Call(k)) = (&result, step.op, step.plant) {
            // Ours keeps what the closure hasn't judged; `String` loses it.
            self.model.extend(before.chars().skip(k - 1));
        }
        assert_eq!(self.s, *self.model, "the contents");
        if result.is_ok() {
            self.capacity(step, cap);
        }
        let nothing = self.model == before
            && !plan::BUILDS.contains(&step.op)
            && result.as_ref().is_ok_and(String::is_empty);
        let end = match self.s.capacity().cmp(&cap) {
            _ if result.is_err() => End::Panicked,
            Ordering::Greater => End::Grew,
            Ordering::Less => End::Shrank,
            Ordering::Equal if nothing => End::NoOp,
            Ordering::Equal => End::Done,
        };
        seen.count(step.op, end);
    }

    /// What capacities promise.
    fn capacity(&self, step: &Step, before: usize) {
        let (len, cap) = (self.s.len(), self.s.capacity());
        match step.op {
            "reserve" => assert!(cap - len >= amount(step), "too little was reserved"),
            "reserve_exact" => {
                let exact = cap == before || cap == len + amount(step);
                assert!(exact && cap - len >= amount(step), "not that was reserved");
            }
            "shrink_to_fit" | "shrink_to" => {
                let least = if step.op == "shrink_to" { step.index(len) } else { 0 };
                let fits = cap == before.min(least.max(len));
                assert!(fits || (self.alloc.may_refuse() && cap == before), "it hasn't shrunk");
            }
            "into_boxed_str" | "into_alloc" => assert_eq!(cap, len, "there is room for more"),
            "with_capacity" => assert!(cap >= usize::from(step.a), "too little room"),
            "from_str" | "concat_in" | "join_in" | "repeat_in" => {
                assert_eq!(cap, len, "room for more");
            }
            // An iterator may have promised more than there was; the rest is built anew.
            op if op.starts_with("extend of") || plan::BUILDS.contains(&op) => {}
            "extend" | "erase_alloc" => {}
            _ if len <= before => assert_eq!(cap, before, "there was room, or less was asked for"),
            _ => {}
        }
    }

    /// Memory was refused: nothing has changed.
    fn after_refusal(
        &mut self,
        step: &Step,
        try_form: bool,
        (before, cap): (&str, usize),
        seen: &mut Seen,
        error: Option<&TryReserveError>,
    ) {
        if error.is_some_and(|e| e.kind() == TryReserveErrorKind::CapacityOverflow) {
            let absurd = step.op.starts_with("reserve");
            assert!(absurd && self.model.try_reserve(amount(step)).is_err(), "no overflow");
        } else {
            assert!(self.alloc.may_refuse(), "refused without a reason");
        }
        match step.op {
            // The panicking form can't give the string back, or the characters.
            "into_boxed_str" | "into_alloc" if !try_form => {
                self.model.clear();
                assert!(self.s.is_empty());
                return seen.count(step.op, End::Refused);
            }
            op if op == "extend" || op.starts_with("extend of") => {
                assert!(self.s.starts_with(before), "text was lost");
                self.s.truncate(before.len());
            }
            _ => assert_eq!(self.s.capacity(), cap, "the capacity after a refusal"),
        }
        assert_eq!(self.s, *before, "the contents after a refusal");
        seen.count(step.op, End::Refused);
    }
}
