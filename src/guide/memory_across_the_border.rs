// The chapter lies in a file of its own, because its examples need the C++ code that it shows. The
// package `exalloc-border` (`tests/border`) compiles that code and runs the examples; here they are
// documentation only.
#![cfg_attr(not(doctest), doc = include_str!("memory_across_the_border.md"))]
