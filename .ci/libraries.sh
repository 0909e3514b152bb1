#!/usr/bin/env bash
# The two programs over libraries that no one here wrote, examples/sqlite and examples/lua: lints,
# tests, the programs themselves, and all of that once more under valgrind. Installs the libraries.
#
#   bash .ci/libraries.sh [PROGRAM...]
set -uo pipefail
cd "$(dirname "$0")/.."
source .ci/lib.sh

PACKAGES=(libsqlite3-dev liblua5.4-dev valgrind)
# Only what is lost for certain: the test harness itself leaves a block that may be.
VALGRIND="valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite"
VALGRIND+=" --errors-for-leak-kinds=definite"

missing=()
for package in "${PACKAGES[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  apt-get update -q >/dev/null || { sleep 10; apt-get update -q || exit; }
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}" \
    >/dev/null || exit
fi

# Tests that are worth a run under valgrind. Those of whole interpreters check every block against a
# ledger, thousands of times over, which is enough.
declare -A CHECKED=([sqlite]=tests:: [lua]=heap::)

check() {
  local program=$1
  run cargo fmt --check || return
  run cargo clippy -q --all-targets -- -D warnings || return
  run cargo test -q || return
  run cargo run -q --release || return
  # Its reports go to standard error; what the program prints has been seen.
  echo "+ $VALGRIND $program"
  $VALGRIND "$CARGO_TARGET_DIR/release/$program" >/dev/null || return
  echo "+ the runner of the tests is $VALGRIND"
  CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER=$VALGRIND \
    run cargo test -q --bin "$program" "${CHECKED[$program]}" -- --test-threads 1 || return
  echo "$program: nothing lost, nothing touched that it doesn't own"
}

[ $# -gt 0 ] || set -- sqlite lua
for program in "$@"; do
  (
    cd "examples/$program" && export CARGO_TARGET_DIR=$TARGET/libraries/$program && check "$program"
  ) || exit
done
