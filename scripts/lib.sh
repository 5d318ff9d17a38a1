# Sourced by the scripts beside it: where things are, and how to get what is missing.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export PATH="$PATH:$HOME/.cargo/bin"

# What is slow to build lives here, outside the tree, and survives a fresh clone.
cache=${PLIMSOLL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/plimsoll}
mkdir -p "$cache"
# CI clones afresh every time, so it builds there too, and nothing of ours is built twice from the same source; a
# person's build stays in target/.
if [ -n "${CI:-}" ]; then export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target} CARGO_INCREMENTAL=0; fi
target=${CARGO_TARGET_DIR:-$root/target}
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never} CARGO_NET_RETRY=5

headline() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else fail "needs root: $*"
  fi
}

# need_apt PACKAGE...: install those Debian packages that are missing.
need_apt() {
  local package missing=()
  for package in "$@"; do
    [ "$(dpkg-query -Wf '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  note "apt-get install ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_rust [COMPONENT...]: a C linker, a cargo, and rustup's components.
need_rust() {
  have cc || need_apt gcc libc6-dev
  have cargo || fail "needs rustup's stable toolchain"
  local component
  for component in "$@"; do
    cargo "$component" --version >/dev/null 2>&1 || rustup component add "$component"
  done
}

# need_tool CRATE VERSION [ARGS...]: a command from the Rust registry, built once, put on the path.
need_tool() {
  local crate=$1 version=$2 home="$cache/tools/$1-$2"
  shift 2
  if [ ! -e "$home/.complete" ]; then
    note "cargo install $crate $version (once, some minutes)"
    # A lock file may name versions that the registry does not have yet; then any that fit will do.
    CARGO_TARGET_DIR="$cache/tools/build" cargo install --quiet --locked --root "$home" --version "$version" "$@" "$crate" 2>/dev/null ||
      CARGO_TARGET_DIR="$cache/tools/build" cargo install --quiet --root "$home" --version "$version" "$@" "$crate"
    rm -rf "$cache/tools/build"
    touch "$home/.complete"
  fi
  export PATH="$home/bin:$PATH"
}

# cargo_test ARGS...: overflow checks and debug assertions stay on in a debug build, and a little
# optimisation runs its tests ten times faster; of debug information lines suffice. In a release build,
# link-time optimisation would cost minutes for the many test programs; what ships with it is tested with it in its
# own step.
cargo_test() {
  CARGO_PROFILE_DEV_OPT_LEVEL=1 CARGO_PROFILE_DEV_DEBUG=line-tables-only CARGO_PROFILE_RELEASE_LTO=off cargo test --quiet "$@"
}

# has_target TRIPLE: whether rustup's toolchain can build for it. RUSTUP_AUTO_INSTALL=0 (rustup's own
# variable) says that nothing may be downloaded.
has_target() {
  local lib
  lib="$(rustc --print sysroot)/lib/rustlib/$1/lib"
  [ -d "$lib" ] && return
  [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ] && have rustup || return 1
  timeout 300 rustup --quiet target add "$1" >/dev/null 2>&1 && [ -d "$lib" ]
}

# cross TRIPLE CRATES COMMAND ARGS...: cargo for another target: with rustup's standard library for it,
# or else with Debian's compiler and CRATES (core, or std,panic_abort) built from Debian's source.
cross() {
  local triple=$1 crates=$2 command=$3
  shift 3
  if has_target "$triple"; then
    cargo "$command" --target "$triple" "$@"
    return
  fi
  need_apt rustc-web rust-web-src lld
  local linker upper
  # rustup's lld is as new as its compiler; Debian's is older and the second choice.
  linker=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -type f | head -n 1)
  if [ -z "$linker" ]; then
    case $triple in wasm32-*) linker=wasm-ld ;; *) linker=ld.lld ;; esac
  fi
  upper=$(printf %s "${triple//-/_}" | tr '[:lower:]' '[:upper:]')
  env "CARGO_TARGET_${upper}_LINKER=$linker" CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$target}/debian" \
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 cargo "$command" -Zbuild-std="$crates" --target "$triple" \
    --config 'profile.release.package.core.overflow-checks=false' "$@" # as rustup's is built
}

# cross_dir TRIPLE: where `cross` leaves its release build.
cross_dir() {
  if has_target "$1"; then echo "$target/$1/release"; else echo "$target/debian/$1/release"; fi
}

# locked_version CRATE: its version in Cargo.lock.
locked_version() {
  sed -n "/^name = \"$1\"\$/{n;s/^version = \"\(.*\)\"\$/\1/p;q}" Cargo.lock | grep . || fail "Cargo.lock has no $1"
}

# in_venv: .venv with what scripts/requirements.txt lists, first on the path.
in_venv() {
  have python3 || need_apt python3
  if [ ! -x .venv/bin/python ]; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || need_apt python3-venv
    python3 -m venv .venv
  fi
  if ! cmp -s scripts/requirements.txt .venv/requirements.txt; then
    note "pip install -r scripts/requirements.txt"
    .venv/bin/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
    cp scripts/requirements.txt .venv/requirements.txt
  fi
  export VIRTUAL_ENV="$root/.venv" PATH="$root/.venv/bin:$PATH"
}

# numpy_venv: the Python of target/numpy-venv, with what benches/numpy/requirements.txt lists, as $numpy.
numpy_venv() {
  local venv=target/numpy-venv
  if ! cmp -s benches/numpy/requirements.txt "$venv/requirements.txt"; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || need_apt python3-venv
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r benches/numpy/requirements.txt
    cp benches/numpy/requirements.txt "$venv/requirements.txt"
  fi
  numpy="$venv/bin/python"
}
