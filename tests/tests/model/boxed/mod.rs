//! `ExBox` beside `Box`: values, slices, text, trait objects.

mod boxes;
mod plan;
mod step;
mod text;

use crate::drive::{Model, Seen};
use crate::elements::{Ours, Theirs, Who};
use crate::memory::{At, is_refusal};
use crate::program::Program;
use boxes::{Boxes, Ex, Std};
use exalloc_tests::fuzz::{End, Plant, Step, outcome};
use step::{Content, Held, step};

/// There are no more boxes on a shelf.
const MOST: usize = 8;

pub(crate) const MODEL: Model =
    Model { name: "ExBox", picks: plan::PICKS, programs: 2600, plans: plan::PLANS, run };

fn run(program: &Program, alloc: At<'_>, seen: &mut Seen) {
    let mut pair = Pair { ours: Vec::new(), theirs: Vec::new(), alloc };
    for (step, tried) in &program.steps {
        if pair.ours.len() > MOST {
            pair.ours.swap_remove(0);
            pair.theirs.swap_remove(0);
            seen.note(|| "shelf.swap_remove(0);".to_owned());
            assert_eq!(Ours::take(), Theirs::take(), "made and dropped by `swap_remove`");
        }
        seen.note(|| text::text(step, *tried, &pair.ours));
        pair.step(step, *tried, seen);
    }
    drop(pair);
    seen.note(|| "drop(shelf);".to_owned());
    assert_eq!(Ours::take(), Theirs::take(), "made and dropped at the end");
    assert_eq!([Ours::alive(), Theirs::alive()], [0, 0], "elements are lost");
}

/// Ours, and std's.
struct Pair<'m> {
    ours: Vec<Held<Ex<'m>>>,
    theirs: Vec<Held<Std>>,
    alloc: At<'m>,
}

fn contents<B: Boxes>(shelf: &[Held<B>]) -> Vec<Content> {
    shelf.iter().map(Held::content).collect()
}

impl<'m> Pair<'m> {
    /// Does a step on both, unless memory is refused to ours.
    fn step(&mut self, todo: &Step, tried: bool, seen: &mut Seen) {
        let (boxes, refusals) = (self.theirs.len(), self.alloc.refused());
        // As for vectors: the panicking form of what may be refused is left in peace.
        let plant = if tried || !self.alloc.may_refuse() { todo.plant } else { Plant::None };
        let ex = Ex::<'m> { alloc: self.alloc, tried };

        Ours::plant(plant);
        let result = outcome(|| step(&ex, todo, &mut self.ours));
        Ours::plant(Plant::None);
        let result = match result {
            Ok(Ok(told)) => Ok(told),
            Err(message) if !is_refusal(&message) => Err(message),
            _ => return self.after_refusal(todo, tried, refusals, seen),
        };

        Theirs::plant(plant);
        let expected = outcome(|| step(&Std, todo, &mut self.theirs).unwrap_or_default());
        Theirs::plant(Plant::None);
        assert_eq!(result, expected, "what is returned, or the message of the panic");
        assert_eq!(contents(&self.ours), contents(&self.theirs), "the contents");
        let [made, dropped] = Ours::take();
        assert_eq!([&made, &dropped], Theirs::take().each_ref(), "the elements made, and dropped");
        let idle = self.theirs.len() == boxes && made.is_empty() && dropped.is_empty();
        let end = match result {
            Err(_) => End::Panicked,
            Ok(told) if idle && told.iter().all(Option::is_none) => End::NoOp,
            Ok(_) => End::Done,
        };
        seen.count(todo.op, end);
    }

    /// Memory was refused: nothing has changed, and nothing is lost.
    fn after_refusal(&mut self, todo: &Step, tried: bool, refusals: u32, seen: &mut Seen) {
        let reason = self.alloc.refused() > refusals && self.alloc.may_refuse();
        assert!(reason, "refused without a reason");
        if todo.op == "clone_from" {
            // What it did before is to put the box in front.
            let at = step::chosen(todo, &self.theirs).expect("there was a box");
            self.theirs.swap(0, at);
        }
        if todo.op == "into_alloc" {
            // The box has been put to the end, unless the panicking form has lost it.
            let at = step::chosen(todo, &self.theirs).expect("there was a box");
            let held = self.theirs.swap_remove(at);
            if tried {
                self.theirs.push(held);
            } else {
                drop(held);
                assert_eq!(Ours::take(), Theirs::take(), "the elements dropped with the box");
            }
        }
        let before = contents(&self.theirs);
        assert_eq!(contents(&self.ours), before, "the contents after a refusal");
        let [made, dropped] = Ours::take();
        assert_eq!(made, dropped, "the elements made and dropped by a refused step");
        seen.count(todo.op, End::Refused);
    }
}
