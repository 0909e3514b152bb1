#!/usr/bin/env bash
# Plants faults in the collections, one at a time, in a copy of the tracked files, and demands that
# the test target `model` finds each within 60 seconds. Prints the seconds, and the smallest program.
#
#   bash .ci/planted.sh                all of tests/planted
#   bash .ci/planted.sh NAME...        some of them; `none` runs the target without a fault
#
# A fault is a patch against collections/src. One that doesn't apply to changed sources fails here.
set -uo pipefail
cd "$(dirname "$0")/.."
LIMIT=60
ROOT=$PWD
export CARGO_TERM_COLOR=never CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}/planted
unset MODEL_PROGRAMS MODEL_SEED

copy=$(mktemp -d)
pid=
trap '[ -n "$pid" ] && kill "$pid" 2>/dev/null; rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$copy" || exit 1
log=$copy/log
cd "$copy" || exit 1

# The path of the test program.
build() {
  cargo test -q -p exalloc-tests --all-features --test model --no-run --message-format json 2>"$log" |
    python3 -c '
import json, sys
for line in sys.stdin:
    message = json.loads(line)
    if message.get("executable") and message["target"]["name"] == "model":
        print(message["executable"])'
}

# Runs until the first failure is told of.
find() {
  local binary
  binary=$(build) && [ -n "$binary" ] || { cat "$log"; echo "$1: the tests don't build"; return 1; }
  local started=${EPOCHREALTIME/./}
  "$binary" --nocapture --test-threads 12 >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && ! grep -q '^fails: ' "$log" &&
    [ $((${EPOCHREALTIME/./} - started)) -lt $((LIMIT * 1000000)) ]; do
    sleep 0.1
  done
  local taken=$(((${EPOCHREALTIME/./} - started) / 100000))
  { kill "$pid" && wait "$pid"; } 2>/dev/null
  pid=
  if ! grep -q '^fails: ' "$log"; then
    tail -5 "$log"; echo "$1: not found within $LIMIT seconds"; return 1
  fi
  echo "$1: found in $((taken / 10)).$((taken % 10)) s"
  # The program, and the message with both sides.
  awk '/^the smallest program that fails/ { on = 1 } on { print "  " $0 } told-- == 1 { exit } /^fails: / { told = 2 }' "$log" |
    cut -c1-160
}

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  names=(none)
  for patch in tests/planted/*.patch; do names+=("$(basename "$patch" .patch)"); done
  if [ ${#names[@]} -lt 7 ]; then echo "tests/planted has too few faults"; exit 1; fi
fi
for name in "${names[@]}"; do
  if [ "$name" = none ]; then
    binary=$(build) && [ -n "$binary" ] || { cat "$log"; echo "the tests don't build"; exit 1; }
    "$binary" >"$log" 2>&1 </dev/null || { cat "$log"; echo "fails without a fault"; exit 1; }
    echo "none: passes, $(sed -n 's/.*finished in //p' "$log")"
    continue
  fi
  git apply --whitespace=nowarn "$ROOT/tests/planted/$name.patch" || { echo "$name doesn't apply"; exit 1; }
  find "$name"; code=$?
  git apply --whitespace=nowarn -R "$ROOT/tests/planted/$name.patch" || exit 1
  [ $code -eq 0 ] || exit 1
done
