//! Known faults in C++ alone, by which the driver finds out whether a checker is at work, before it
//! believes that one has nothing to say.

use crate::Case;
use crate::Fault::{AlignedAsPlain, Leak, NotABlock, Twice, WrongFamily, WrongSize};
use crate::Heap::{New, NewArray};

unsafe extern "C" {
    safe fn handoff_control_clean();
    // Deliberately wrong, all of them; each on memory of its own, which nobody else sees.
    safe fn handoff_control_wrong_family();
    safe fn handoff_control_wrong_size();
    safe fn handoff_control_wrong_alignment();
    safe fn handoff_control_not_a_block();
    safe fn handoff_control_twice();
    safe fn handoff_control_leak();
}

pub(super) const CASES: &[Case] = &[
    Case::matched("control-clean", &[], || handoff_control_clean()),
    Case::mismatched("control-wrong-family", WrongFamily(NewArray, New), &[], || {
        handoff_control_wrong_family();
    }),
    Case::mismatched("control-wrong-size", WrongSize(12, 8), &[], || handoff_control_wrong_size()),
    Case::mismatched("control-wrong-alignment", AlignedAsPlain, &[], || {
        handoff_control_wrong_alignment();
    }),
    Case::mismatched("control-not-a-block", NotABlock(New), &[], || handoff_control_not_a_block()),
    Case::mismatched("control-twice", Twice(New), &[], || handoff_control_twice()),
    Case::mismatched("control-leak", Leak(New), &[], || handoff_control_leak()),
];
