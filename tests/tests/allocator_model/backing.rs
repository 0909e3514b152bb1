//! The tests' own backing allocators keep the contract too: else they would blame others.

use crate::program::{always_and, check};
use Outcome::Refused;
use exalloc_tests::allocator_model::{MAX_SIZE, Outcome, Row};
use exalloc_tests::{Disaligning, Heap, Strict};

#[test]
fn backing() {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused]),
        (Row::RemapSmaller, &[Refused]),
    ]);
    check("Heap", &must, &[], |run| run.drive(Heap, None, MAX_SIZE));
    check("Strict<Disaligning<Heap>>", &must, &[], |run| {
        let strict = Strict::new(Disaligning(Heap));
        run.drive(&strict, None, MAX_SIZE)?;
        strict.verdict().map_err(|what| run.fault(what))
    });
}
