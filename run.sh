#!/bin/sh
# The one door to Team Chat: sets up whatever is missing, then does what it was asked for.
set -eu

usage() {
  cat <<'TEXT'
Usage: ./run.sh <command> [options]

  start             run the web application and the socket server (Ctrl-C stops both)
  reset [--yes]     rebuild the demo database
  cli <command>     an operator's command, such as: create-admin, adopt, backup, check
  build [--sizes]   build the browser's scripts and styles when they are stale
  test [paths]      check everything, or only the tests below these paths
  bench             measure the speed
  drill             run the long fault tests

./run.sh <command> --help says more. Needs npm (Node 20 or newer) or Bun; nothing else.
TEXT
}

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

# Leads "$bun" to the version that package.json names: the one on the PATH, or one in .bun/.
find_bun() {
  version=$(sed -n 's/^ *"bun": "\([0-9.]*\)".*/\1/p' "$root/package.json" | head -n 1)
  [ -n "$version" ] || fail "package.json names no version of Bun under engines"
  for bun in "$(command -v bun || true)" "$root"/.bun/node_modules/.bin/bun \
    "$root"/.bun/node_modules/@oven/*/bin/bun; do
    is_right_bun && return
  done
  install_bun
  # Without its install script the package's own command is a stub; the binary lies beside it.
  for bun in "$root"/.bun/node_modules/.bin/bun "$root"/.bun/node_modules/@oven/*/bin/bun; do
    is_right_bun && return
  done
  fail "Bun $version was installed into .bun/ but does not run on this machine"
}

is_right_bun() {
  [ -x "$bun" ] && [ "$("$bun" --version 2>/dev/null)" = "$version" ]
}

install_bun() {
  rm -rf "$root/.bun"
  mkdir -p "$root/.bun"
  echo '{ "private": true }' >"$root/.bun/package.json"
  echo "Fetching Bun $version (once) …" >&2
  if command -v npm >/dev/null 2>&1; then
    quietly npm install --prefix "$root/.bun" --no-audit --no-fund --no-package-lock "bun@$version"
  elif command -v bun >/dev/null 2>&1; then
    quietly bun add --cwd "$root/.bun" --exact "bun@$version"
  else
    fail "neither npm nor bun was found. Install Node.js 20 or newer (nodejs.org), or Bun (bun.com)."
  fi
}

install_packages() {
  stamp="$root/node_modules/.installed"
  [ -f "$stamp" ] && [ ! "$root/bun.lock" -nt "$stamp" ] && [ ! "$root/package.json" -nt "$stamp" ] &&
    return
  echo "Fetching the locked packages …" >&2
  quietly "$bun" install --cwd "$root" --frozen-lockfile
  touch "$stamp"
}

# Shows what a command said only when it failed.
quietly() {
  if ! said=$("$@" 2>&1 </dev/null); then
    echo "$said" >&2
    fail "failed: $*"
  fi
}

root=$(cd "$(dirname "$0")" && pwd)
command=${1:-}
[ $# -gt 0 ] && shift

case $command in
  "" | -h | --help | help)
    usage
    [ -n "$command" ] || exit 2
    exit 0
    ;;
  start | reset | build) set -- src/cli/main.ts "$command" "$@" ;;
  cli) set -- src/cli/main.ts "$@" ;;
  test) set -- tests/run.ts "$@" ;;
  bench) set -- bench/run.ts "$@" ;;
  drill) set -- tests/simulation/drill.ts "$@" ;;
  *)
    usage >&2
    fail "there is no command \"$command\""
    ;;
esac

script=$root/$1
shift
[ -f "$script" ] || fail "this version of Team Chat has no \"$command\" command"
find_bun
install_packages
# The caller's folder stays the current one, for paths among the arguments.
settings=--no-env-file
[ -f "$root/.env" ] && settings="--env-file=$root/.env"
exec "$bun" "$settings" "$script" "$@"
