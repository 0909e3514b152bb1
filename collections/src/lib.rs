//! The collections of exalloc.
#![no_std]
