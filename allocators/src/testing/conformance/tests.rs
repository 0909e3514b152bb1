use crate::{BumpAllocator, InlineBump};
use core::mem::MaybeUninit;

crate::conformance!(bump =>
    let mut memory = [MaybeUninit::uninit(); 4096];
    BumpAllocator::new(&mut memory)
);

crate::conformance!(inline_bump => let memory = InlineBump::<100>::new(); &memory);
