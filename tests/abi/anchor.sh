#!/bin/bash
# SPDX-License-Identifier: MIT
# anchor.sh SOURCE - what libabigail sees between a library made of the golden layout and one made of the headers: nothing. A second
# opinion on the layout gate, from debug info instead of clang's dump. Both sides are built here, by one compiler: a stored dump would
# carry the habits of the compiler and of the abidw that wrote it. Without debug info abidiff says "no change": that is asserted first.
set -euo pipefail
source=$1 abi=$1/sdk/abi
command -v abidiff >/dev/null || { echo "SKIPPED: no abidiff here; install the package abigail-tools (scripts/setup test does)"; exit 77; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

awk -f "$abi/anchor.awk" "$abi/names.golden" "$abi/layout.golden" >"$tmp/golden.c"
structs=$(grep -c '^struct qiki_' "$tmp/golden.c")
[ "$structs" -ge 48 ] || { echo "the golden layout gives $structs structs"; exit 1; }
library() { # INCLUDE NAME FLAGS: every struct that the golden layout knows, as these headers have it
    {
        (cd "$1" && find qiki -name '*.h' | LC_ALL=C sort | sed 's/.*/#include "&"/')
        sed -nE 's/^struct (qiki_[a-z0-9_]+) \{/\1 anchor_\1;/p' "$tmp/golden.c"
    } >"$tmp/$2.c"
    gcc -std=c11 $3 -shared -fPIC -I"$1" "$tmp/$2.c" -o "$tmp/$2.so"
}
seen() { # LIBRARY: it has debug info, and that of every struct
    readelf -SW "$1" | grep -q ' \.debug_info ' || { echo "$(basename "$1") has no debug info: abidiff would see no change in anything"; return 1; }
    local found
    found=$(abidw --no-show-locs "$1" | grep -oE "<class-decl name='qiki_[a-z0-9_]+' size-in-bits" | sort -u | wc -l)
    [ "$found" -ge "$structs" ] || { echo "$(basename "$1"): abidw sees $found of $structs structs"; return 1; }
}
gcc -std=c11 -g -shared -fPIC "$tmp/golden.c" -o "$tmp/golden.so"
library "$source/sdk/include" headers -g
seen "$tmp/golden.so" && seen "$tmp/headers.so" || exit 1
abidiff "$tmp/golden.so" "$tmp/headers.so" >"$tmp/out" ||
    { cat "$tmp/out"; echo "the headers are not what sdk/abi/layout.golden says (rule grow.6); sdk/abi/layout.sh names each difference"; exit 1; }

# The check can fail: without debug info it is red, and so is each of these edits.
library "$source/sdk/include" bare ""
if seen "$tmp/bare.so" >/dev/null; then echo "a library without debug info passes"; exit 1; fi
red() { # FILE SED
    rm -rf "$tmp/include"
    cp -r "$source/sdk/include" "$tmp/include"
    rm -r "$tmp"/include/qiki/{check*,looks.h,plots.h}
    sed -i -E -e '/^QIKI_RECORD\(/d' -e "$2" "$tmp/include/qiki/$1"
    library "$tmp/include" edited -g
    if abidiff "$tmp/golden.so" "$tmp/edited.so" >"$tmp/out"; then echo "$1: '$2' is not seen"; exit 1; fi
}
red track.h 's/^    qiki_ns  t_update;/    uint64_t extra;\n&/'
red sample.h 's/^    double   trust;/    uint64_t trust;/'
red host.h '/^    void \*ctx;/d'
red services/clock.h 's/^    int64_t \(\*utc\)\(const qiki_host \*\)/    int64_t (*utc)(const qiki_host *, int32_t)/'
echo "anchor: $structs structs, the same to $(abidiff --version | head -1)"
