# What `.ci/run` and `.ci/deep` share. They set STEPS, define step_NAME for each, and call main.

LIBRARIES=(exalloc-core exalloc-allocators exalloc-collections exalloc)
TARGET=$PWD/target
# Rust 1.85, unpacked from Debian's packages, outside the tree: `cargo package` wants that clean.
MSRV_ROOT=${XDG_CACHE_HOME:-$HOME/.cache}/exalloc-ci/rust-1.85
export CARGO_TERM_COLOR=never
# `cargo package` wants a clean tree.
export PYTHONDONTWRITEBYTECODE=1

# Shows a command, then runs it.
run() { echo "+ $*"; "$@"; }

# cargo with Debian's Rust 1.96, whose sources allow any target to be built.
run_web() {
  echo "+ [1.96] cargo $*"
  RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc CARGO_TARGET_DIR=$TARGET/web /usr/bin/cargo "$@"
}

# cargo with the minimum Rust version.
run_1_85() {
  echo "+ [1.85] cargo $*"
  RUSTC=$MSRV_ROOT/usr/bin/rustc LD_LIBRARY_PATH=$MSRV_ROOT/usr/lib/x86_64-linux-gnu \
    CARGO_TARGET_DIR=$TARGET/msrv cargo "$@"
}

# The features of a package, one a line, without `default`.
package_features() {
  cargo metadata --no-deps --format-version 1 | python3 -c '
import json, sys
for package in json.load(sys.stdin)["packages"]:
    if package["name"] == sys.argv[1]:
        print("\n".join(name for name in package["features"] if name != "default"))' "$1"
}

main() {
  local chosen=("${STEPS[@]}") seconds=() names=() started code
  case "${1:-}" in
    --list) printf '%s\n' "${STEPS[@]}"; exit 0 ;;
    --only) shift; chosen=("$@") ;;
    "") ;;
    *) echo "$0: unknown argument '$1'; it takes --list or --only STEP..." >&2; exit 2 ;;
  esac
  for step in "${chosen[@]}"; do
    if ! declare -F "step_$step" >/dev/null; then
      echo "$0: no step '$step'; the steps are: ${STEPS[*]}" >&2; exit 2
    fi
  done
  for step in "${chosen[@]}"; do
    echo "== $step"
    started=$SECONDS
    "step_$step" </dev/null; code=$?
    names+=("$step") seconds+=($((SECONDS - started)))
    echo "== $step: ${seconds[-1]} s"
    if [ $code -ne 0 ]; then echo "FAILED: $step (exit code $code)"; exit 1; fi
  done
  echo "== seconds"
  for i in "${!names[@]}"; do printf '%6d  %s\n' "${seconds[$i]}" "${names[$i]}"; done
  printf '%6d  all\n' "$SECONDS"
  echo "PASSED: ${#names[@]} steps"
}
