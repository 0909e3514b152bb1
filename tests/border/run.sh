#!/usr/bin/env bash
# The chapter's examples and this package's tests, beyond what `cargo test --workspace` runs: by the
# symbols alone, with the other C++ compiler and the other C++ library, and under checkers. Needs
# cargo, g++, valgrind; clang++-19 with libc++ is used where there is one.
set -euo pipefail
cd "$(dirname "$0")"
target=${CARGO_TARGET_DIR:-$PWD/../../target}/border
# One folder for each C++ runtime, so that nothing is built twice.
test_with() {
  local name=$1; shift
  echo "+ [$name] cargo test $*"
  CARGO_TARGET_DIR=$target/$name cargo test -q "$@" >"$target.log" 2>&1 || { cat "$target.log"; return 1; }
  awk '/^test result/ { passed += $4 } END { print "  " passed " passed" }' "$target.log"
}
mkdir -p "$target"
variants=("" "--no-default-features --features cpp-symbols")

for features in "${variants[@]}"; do test_with g++ $features; done
if command -v clang++-19 >/dev/null; then
  export CXX=clang++-19
  for library in stdc++ c++; do
    export CXXFLAGS=-stdlib=lib$library CXXSTDLIB=$library
    for features in "${variants[@]}"; do test_with clang-lib$library $features; done
  done
  unset CXX CXXFLAGS CXXSTDLIB
else
  echo "clang++-19 isn't here: g++ only"
fi

# Checkers replace the operators, so the tests that replace them or count a handler's calls are out.
valgrind="valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,indirect"
valgrind+=" --errors-for-leak-kinds=definite,indirect"
asan="env LD_PRELOAD=$(g++ -print-file-name=libasan.so)"
asan+=" ASAN_OPTIONS=alloc_dealloc_mismatch=1:new_delete_type_mismatch=1:detect_leaks=1"
asan+=":allocator_may_return_null=1"
for features in "${variants[@]}"; do
  for checker in valgrind asan; do
    echo "under $checker:"
    for part in "--test regressions" --doc; do
      CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER=${!checker} test_with g++ $features $part
    done
  done
done
