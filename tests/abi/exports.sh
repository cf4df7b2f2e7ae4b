#!/bin/bash
# SPDX-License-Identifier: MIT
# exports.sh DIR - every plugin in DIR exports qiki_plugin and nothing else, has no unique symbol, and keeps its note when stripped.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
one() {
    local names
    names=$(nm -D --defined-only "$1" | awk '{print $3}')
    [ "$names" = qiki_plugin ] || { echo "$1 exports: $names"; return 1; }
    if readelf -sW "$1" | grep -q UNIQUE; then echo "$1 has a unique symbol, which pins it in memory"; return 1; fi
    strip -o "$tmp/stripped.so" "$1"
    readelf -nW "$tmp/stripped.so" | grep -q qiki || { echo "$1 loses its note when stripped"; return 1; }
}
n=0
for f in "$1"/*.so; do
    one "$f"
    n=$((n + 1))
done
[ $n -gt 0 ] || { echo "no plugin in $1"; exit 1; }

# The check can fail: a second symbol is seen.
printf 'int qiki_plugin; int second;\n' | gcc -shared -fPIC -x c - -o "$tmp/two.so"
if one "$tmp/two.so" >/dev/null; then echo "a second export passes"; exit 1; fi
echo "exports: $n plugins"
