#!/bin/bash
# SPDX-License-Identifier: MIT
# load.sh QIKI ROOT - what it takes to find, check, load and ask 30 plugins: `qiki types` (it opens every one) over the shipped ones and copies of the C example
# under other ids, beside the bare program; medians of 21, once with the cache of known files and once without.
set -euo pipefail
qiki=$1 root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME=$tmp/cache
mkdir "$tmp/plugins"
cp "$(dirname "$qiki")"/../plugins/*.so "$tmp/plugins"
n=$(ls "$tmp/plugins" | wc -l)
id=$(grep -oE 'org\.example\.[a-z.]+' "$root/examples/radar-c/radar.c" | head -1)
for ((i = n; i < 30; ++i)); do
    sed "s/$id/$id$i/" "$root/examples/radar-c/radar.c" >"$tmp/radar.c"
    gcc -std=c11 -O2 -ffp-contract=off -fno-math-errno -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -o "$tmp/plugins/$id$i.so" \
        "$tmp/radar.c" -Wl,--version-script="$root/sdk/cmake/qiki.map" -lsleef -lm
done
found=$(QIKI_PLUGIN_PATH=$tmp/plugins "$qiki" list --json | jq '.plugins | length')
median() { # COMMAND...: ms
    for _ in $(seq 21); do
        local from=$EPOCHREALTIME
        "$@" >/dev/null 2>&1
        echo "$from $EPOCHREALTIME"
    done | awk '{print ($2 - $1) * 1e3}' | sort -g | sed -n 11p
}
first() { rm -rf "$XDG_CACHE_HOME"; "$qiki" types --to "$tmp/types"; }
bare=$(median "$qiki" version)
known=$(QIKI_PLUGIN_PATH=$tmp/plugins median "$qiki" types --to "$tmp/types")
new=$(QIKI_PLUGIN_PATH=$tmp/plugins median first)
echo "$found plugins: $known ms known, $new ms seen for the first time; the program alone $bare ms"
