#!/usr/bin/env bash
# Installs what the gate needs beyond rustup's toolchains and gcc. Does nothing where it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
source .ci/lib.sh

PACKAGES=(
  rustc-web cargo-web rust-web-src           # Rust 1.96 with sources: other targets
  g++ gcc-multilib g++-multilib              # C++; i686
  clang-19 libc++-19-dev libc++abi-19-dev    # the other C++ compiler, the other C++ library
  libclang-rt-19-dev                         # ThreadSanitizer's runtime
  g++-mingw-w64-x86-64                       # C++ for Windows
  binutils-mingw-w64-x86-64                  # dlltool, which std for Windows needs
  qemu-system-arm llvm valgrind python3
)
# Debian's 1.85, the minimum; the security archive has replaced it, so it is unpacked, not installed.
VERSION_1_85=1.85.0+dfsg3-1~deb12u3

try() { for wait in 5 20 0; do "$@" && return; [ $wait = 0 ] || sleep $wait; done; return 1; }

missing=()
for package in "${PACKAGES[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ] || [ ! -x "$MSRV_ROOT/usr/bin/rustc" ]; then try apt-get update -q; fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive try apt-get install -qy --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ ! -x "$MSRV_ROOT/usr/bin/rustc" ]; then
  work=$(mktemp -d)
  (
    cd "$work"
    try apt-get download -q "rustc-web=$VERSION_1_85" "libstd-rust-web-1.85=$VERSION_1_85" \
      "libstd-rust-web-dev=$VERSION_1_85"
    for deb in *.deb; do dpkg -x "$deb" root; done
  )
  mkdir -p "$(dirname "$MSRV_ROOT")"
  rm -rf "$MSRV_ROOT"
  mv "$work/root" "$MSRV_ROOT"
  rm -rf "$work"
fi

rustc -V
rustc +nightly -V
/usr/bin/rustc -V
LD_LIBRARY_PATH=$MSRV_ROOT/usr/lib/x86_64-linux-gnu "$MSRV_ROOT/usr/bin/rustc" -V
valgrind --version
