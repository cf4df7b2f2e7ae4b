#!/bin/bash
# SPDX-License-Identifier: MIT
# readme.sh QIKI SOURCE - the commands under "A minute with it" run one after the other as they stand, and leave nothing in a clone but
# what lies in out/. What takes long (test) has tests of its own; what needs a file of the reader's is told apart in the text.
set -euo pipefail
qiki=$1 source=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export QIKI_CACHE=$tmp/cache HOME=$tmp
mkdir -p "$tmp/clone/out" "$tmp/clone/build/release" # out/ is there once scripts/run was
ln -s "$(dirname "$qiki")" "$tmp/clone/build/release/bin"
ln -s "$(dirname "$(dirname "$qiki")")/plugins" "$tmp/clone/build/release/plugins"
ln -s "$source/scripts" "$tmp/clone/scripts"
cd "$tmp/clone"
awk '/^## A minute/{on = 1} /^And with what is yours/{exit} on && /^    \$ /{sub(/^    \$ /, ""); print}' "$source/README.md" >"$tmp/lines"
ran=0
while IFS= read -r line; do
    case $line in *' qiki test '* | *'/qiki test '*) continue ;; esac
    bash -c "$line" >"$tmp/out" 2>&1 </dev/null || { echo "failed: $line"; tail -n 20 "$tmp/out"; exit 1; }
    ran=$((ran + 1))
done <"$tmp/lines"
[ $ran -ge 10 ] || { echo "expected at least 10 commands in README.md, found $ran"; exit 1; }
left=$(ls -A | tr '\n' ' ')
[ "$left" = "build out scripts " ] || { echo "expected nothing new beside out/, found: $left"; exit 1; }
