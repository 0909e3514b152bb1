#!/usr/bin/env bash
# Memory handed from Rust to C and C++ and back, rightly and wrongly: each case of tests/handoff in a
# process of its own, under gcc's AddressSanitizer runtime, under valgrind, and in a program whose
# C++ operators keep a ledger; compiled by g++ and clang++, with libstdc++ and libc++, through the
# shim and by symbols. Prints one table; exits 1 if anything is otherwise than expected.
#
#   bash .ci/handoff.sh
#
# Needs g++ (with its AddressSanitizer), clang-19, libc++-19-dev, libc++abi-19-dev, valgrind.
set -uo pipefail
cd "$(dirname "$0")/.."
source .ci/lib.sh

# label | features | environment of the build
BUILDS=(
  "g++, libstdc++, shim     | cpp         | CC=gcc CXX=g++"
  "g++, libstdc++, symbols  | cpp-symbols | CC=gcc CXX=g++"
  "clang++, libstdc++, shim    | cpp         | CC=clang-19 CXX=clang++-19"
  "clang++, libstdc++, symbols | cpp-symbols | CC=clang-19 CXX=clang++-19"
  "clang++, libc++, shim    | cpp         | CC=clang-19 CXX=clang++-19 CXXFLAGS=-stdlib=libc++ CXXSTDLIB=c++"
  "clang++, libc++, symbols | cpp-symbols | CC=clang-19 CXX=clang++-19 CXXFLAGS=-stdlib=libc++ CXXSTDLIB=c++"
)
OUT=${CARGO_TARGET_DIR:-$TARGET}/handoff

programs=() counted=()
for build in "${BUILDS[@]}"; do
  IFS='|' read -r label features settings <<<"$build"
  label=$(xargs <<<"$label") features=$(xargs <<<"$features")
  read -ra settings <<<"$settings"
  dir=$OUT/${label//[^a-z+]/-}
  # Nothing of the caller's may mix in: the label says which compiler and which library it was.
  run env -u CXXFLAGS -u CXXSTDLIB -u CFLAGS "${settings[@]}" cargo build -q --release \
    -p exalloc-handoff --no-default-features --features "$features" --target-dir "$dir" || exit
  toolchain=$("$dir/release/case" --toolchain) || exit
  if [ "${label%, *}" != "$toolchain" ]; then
    echo "the build '$label' was made by $toolchain"; exit 1
  fi
  programs+=(--label "$label" "$dir/release/case")
  counted+=(--label "$label" "$dir/release/counted")
  [ -n "${matrix:-}" ] || matrix=$dir/release/matrix
done

status=0
run "$matrix" --checker ledger "${counted[@]}" || status=$?
run "$matrix" --checker asan --checker valgrind "${programs[@]}" || status=$?
exit $status
