//! The allocators of exalloc.
#![no_std]
