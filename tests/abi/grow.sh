#!/bin/bash
# SPDX-License-Identifier: MIT
# grow.sh SOURCE - hosts and plugins of this minor and of a made-up next one, in all four pairings, under AddressSanitizer: one digest;
# new fields are found where both know them; a plugin that steps by sizeof dies. In the next minor everything that may grow has grown.
set -euo pipefail
source=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/now" "$tmp/sin"
cp -r "$source/sdk/include/qiki" "$tmp/now/"
"$source/tests/abi/next.sh" "$source" "$tmp/next"
cp -r "$tmp/next/qiki" "$tmp/sin/"
sed -i 's/i \* t->view_size/i * sizeof(qiki_view)/' "$tmp/sin/qiki/port.h"

asan="-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -ffp-contract=off -Wall -Wextra -Werror -Wno-missing-field-initializers"
so="-fPIC -shared -fvisibility=hidden -Wl,--version-script=$source/sdk/cmake/qiki.map"
for v in now next sin; do
    [ $v = sin ] || {
        g++ -std=c++20 $asan -I"$tmp/$v" "$source/tests/abi/grow_host.cpp" -o "$tmp/host.$v" -ldl
        gcc -std=c11 $asan -I"$tmp/$v" -I"$source" $so "$source/tests/abi/grow_probe.c" -o "$tmp/probe.$v" -lsleef -lm
        g++ -std=c++20 $asan -I"$tmp/$v" $so "$source/examples/radar-cpp/radar.cpp" -o "$tmp/radar.$v" -lsleef -lm
    }
    g++ -std=c++20 $asan -I"$tmp/$v" $so "$source/tests/abi/grow_reader.cpp" -o "$tmp/reader.$v" -lsleef -lm
done

pair() { # HOST PLUGIN LINE...: every line must be said
    local host=$1 plugin=$2 line
    shift 2
    "$tmp/host.$host" "$tmp/radar.$plugin" "$tmp/probe.$plugin" "$tmp/reader.$plugin" >"$tmp/out" 2>&1 || { echo "host $host, plugin $plugin:"; cat "$tmp/out"; exit 1; }
    for line in "$@"; do grep -qx "$line" "$tmp/out" || { echo "host $host, plugin $plugin: '$line' is missing"; cat "$tmp/out"; exit 1; }; done
    grep '^digest' "$tmp/out" >>"$tmp/digests"
}
pair now now "plugin knows nothing new"
pair now next "plugin finds an older host"
pair next now "plugin knows nothing new" "host sees an older table" "host is not told how warm it is"
pair next next "plugin finds the new fields" "host called the new function" "host asked the new extension"
[ "$(sort -u "$tmp/digests" | wc -l)" = 1 ] || { echo "the pairings disagree:"; cat "$tmp/digests"; exit 1; }

if "$tmp/host.now" "$tmp/radar.next" "$tmp/probe.next" "$tmp/reader.sin" >"$tmp/out" 2>&1; then echo "a plugin that steps by sizeof survives an older host"; exit 1; fi
grep -Eq 'AddressSanitizer|another record|not there' "$tmp/out" || { echo "the sinner died of something else:"; cat "$tmp/out"; exit 1; }
echo "growth: four pairings, $(sort -u "$tmp/digests")"
