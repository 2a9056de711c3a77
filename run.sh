#!/bin/sh
# Runs everything in Team Chat: sets up what is missing, then runs the command.
set -eu

usage() {
  cat <<'TEXT'
Usage: ./run.sh <command> [options]

  start [part]      run the web application and the socket server, or one: web, realtime
  dev [--inspect]   the same; what you save runs at once, and debuggers can attach
  reset [--yes]     rebuild the demo database
  cli <command>     an operator's command, such as: create-admin, adopt, backup, check
  build [--sizes]   build the browser's scripts and styles when they are stale
  check             format, lint, types and house rules, in seconds
  fmt               format every file
  lint              run the linter alone
  test [paths]      check and test everything, or only run the tests below these paths
  bench             measure the speed, also against another version
  drill             run the long fault tests
  pictures          take the pictures of help and README anew, with Chromium

./run.sh <command> --help says more. Needs npm (Node 20 or newer) or Bun; nothing else.
TEXT
}

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

# The folder of this file, even if it was called through a symbolic link.
folder_of_script() {
  script=$0
  while [ -h "$script" ]; do
    target=$(readlink "$script")
    case $target in
      /*) script=$target ;;
      *) script=$(dirname "$script")/$target ;;
    esac
  done
  CDPATH='' cd -P "$(dirname "$script")" && pwd
}

# Sets "$bun" to the version that package.json names, either from the PATH or in .bun/.
find_bun() {
  version=$(sed -n 's/^ *"bun": "\([0-9.]*\)".*/\1/p' package.json | head -n 1)
  [ -n "$version" ] || fail "package.json names no version of Bun under engines"
  for bun in "$(command -v bun || true)" "$root"/.bun/node_modules/@oven/*/bin/bun; do
    is_right_bun && return
  done
  install_bun
  for bun in "$root"/.bun/node_modules/@oven/*/bin/bun; do
    is_right_bun && return
  done
  # npm skips an optional package that it cannot fetch, without a word.
  [ -e "$bun" ] || fail "Bun $version could not be downloaded. Check the network, its proxy and its certificates, and whether Bun supports this machine (bun.com)."
  fail "Bun $version was installed into .bun/ but does not run on this machine"
}

is_right_bun() {
  [ -x "$bun" ] && [ "$("$bun" --version 2>/dev/null)" = "$version" ]
}

# deploy/bun/ holds the hashes; packages cannot run scripts.
install_bun() {
  rm -rf .bun
  mkdir -p .bun
  cp deploy/bun/package.json deploy/bun/package-lock.json .bun/
  echo "Fetching Bun $version (once) …" >&2
  if command -v npm >/dev/null 2>&1; then
    quietly npm ci --prefix "$root/.bun" --ignore-scripts --no-audit --no-fund
  elif command -v bun >/dev/null 2>&1; then
    quietly bun install --cwd "$root/.bun" --frozen-lockfile --ignore-scripts
  else
    fail "neither npm nor bun was found. Install Node.js 20 or newer (nodejs.org), or Bun (bun.com)."
  fi
}

install_packages() {
  stamp=node_modules/.installed
  [ -f "$stamp" ] && [ ! bun.lock -nt "$stamp" ] && [ ! package.json -nt "$stamp" ] && return
  echo "Fetching the locked packages …" >&2
  quietly "$bun" install --frozen-lockfile
  touch "$stamp"
}

# Shows the output of a command only if it fails.
quietly() {
  if ! said=$("$@" 2>&1 </dev/null); then
    echo "$said" >&2
    fail "failed: $*"
  fi
}

root=$(folder_of_script)
case $root in
  *[#?\\]* | *"
"*) fail "the tools that build Team Chat cannot work below a folder with #, ? or \\ in its name: $root" ;;
esac
# Bun reads settings from the current folder, so leave the caller's.
CALLER_DIR=${PWD:-/}
export CALLER_DIR
cd "$root"

command=${1:-}
[ $# -gt 0 ] && shift
tool=

case $command in
  "" | -h | --help | help)
    usage
    [ -n "$command" ] || exit 2
    exit 0
    ;;
  start | reset)
    # In the original, novenv meant "without a Python environment". There is none here.
    [ "${1:-}" != novenv ] || shift
    set -- src/cli/launch.ts "$command" "$@"
    ;;
  build | dev) set -- src/cli/main.ts "$command" "$@" ;;
  cli) set -- src/cli/main.ts "$@" ;;
  check)
    # Options are meant for Bun's own "check", which our package script of that name hides.
    case ${1:-} in
      "" | -h | --help) set -- tests/check.ts "$@" ;;
      *) tool="check --no-script" ;;
    esac
    ;;
  test) set -- tests/run.ts "$@" ;;
  bench) set -- bench/run.ts "$@" ;;
  drill) set -- tests/simulation/drill.ts "$@" ;;
  pictures) set -- tests/pictures/take.ts "$@" ;;
  fmt) tool="fmt --no-script" ;;
  lint) tool="run --bun oxlint --type-aware" ;;
  *)
    usage >&2
    fail "there is no command \"$command\""
    ;;
esac

[ -n "$tool" ] || [ -f "$1" ] || fail "this version of Team Chat has no \"$command\" command"
find_bun
install_packages
if [ -n "$tool" ]; then
  # $tool is several words, so it is not quoted.
  exec "$bun" $tool "$@"
fi
settings=--no-env-file
[ -f .env ] && settings=--env-file=.env
exec "$bun" "$settings" "$@"
