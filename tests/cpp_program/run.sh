#!/usr/bin/env bash
# Builds the static library, optimised and not, links it into the C++ program with each C++ compiler
# that is here, and runs that, also with planted faults, which it must find. Needs cargo, g++, nm; clang++-19 with
# libc++ is used where there is one.
#
# By hand, it is three commands:
#
#   cargo build --release
#   g++ -std=c++17 program.cpp target/release/libmeasurements.a -o program
#   ./program
set -euo pipefail
cd "$(dirname "$0")"
target=${CARGO_TARGET_DIR:-$PWD/target}
run() { echo "+ $*"; "$@"; }

run cargo build -q --release --target-dir "$target"
run cargo build -q --target-dir "$target"

# In a symbol of Rust's alloc crate (both manglings), or on the way to its global allocator.
alloc_crate='_ZN5alloc|_ZN[0-9]+_?\$LT\$alloc\.\.|Cs[A-Za-z0-9]*_5alloc|__(rust|rdl|rg)_(de|re)?alloc'

compilers=("g++")
# Both of clang's usual libraries.
if command -v clang++-19 >/dev/null; then
  compilers+=("clang++-19 -stdlib=libstdc++" "clang++-19 -stdlib=libc++")
else
  echo "clang++-19 isn't here: g++ only"
fi

for compiler in "${compilers[@]}"; do
  for profile in release debug; do
    library=$target/$profile/libmeasurements.a
    program=$target/$profile/program
    run $compiler -std=c++17 -O2 -Wall -Wextra -Werror -Wno-mismatched-new-delete \
      program.cpp "$library" -o "$program"

    symbols=$(nm "$program")
    grep -q ' T measurements_squares$' <<<"$symbols" || { echo "the library isn't linked"; exit 1; }
    for symbol in _ZnamRKSt9nothrow_t _ZdaPv _ZnwmRKSt9nothrow_t _ZdlPvm; do
      grep -q " T $symbol$" <<<"$symbols" || { echo "$symbol isn't the program's own"; exit 1; }
    done
    for file in "$program" "$library"; do
      if nm "$file" 2>/dev/null | grep -E "$alloc_crate"; then
        echo "$file links the alloc crate"
        exit 1
      fi
    done

    run "$program"
    for fault in leak delete size more; do
      code=0
      "$program" "$fault" >"$target/fault.log" || code=$?
      if [ $code -ne 1 ] || ! grep -q '^NOT BALANCED$' "$target/fault.log"; then
        cat "$target/fault.log"
        echo "the planted fault '$fault' isn't found (exit code $code)"
        exit 1
      fi
      echo "planted fault found: $fault"
    done
    echo
  done
done
