#!/bin/bash
# SPDX-License-Identifier: MIT
# matrix.sh QIKI ROOT [--full] [MUTANT...] - every mutant dies of its own check and of no other, the ones without a fault of none: prints who dies of what.
# A mutant meets all checks up to the level of its own, 4 at most, and its own; with --full all of them. MUTANT: "tick_bounds_past", these alone.
set -euo pipefail
export qiki=$1 root=$2 level=4
shift 2
[ "${1:-}" = --full ] && level=5 && shift
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export tmp TMPDIR=$tmp
mkdir "$tmp/row" "$tmp/wrong"
"$qiki" conform --list | awk 'NR > 1 {print $1, $2}' >"$tmp/checks"
printf 'int extra(void) { return 0; }\n' | gcc -shared -fPIC -x c - -o "$tmp/libextra.so"

line() { sed -nE "s|^/\* $2: (.*) \*/\$|\1|p" "$1"; } # FILE NAME: the text of its line "NAME: ..."
build() { # SOURCE OUTPUT FLAG...
    gcc -std=gnu11 -O0 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$2" "$1" -x none "${@:3}" -Wl,--as-needed -lsleef -lm
}
deaths() { sed -nE 's/^\{"check":"([^"]+)".*"verdict":"(fail|crash|timeout)".*/\1/p' "$1" | sort -u | tr '\n' ' ' | sed 's/ $//'; }
met() { # CHECK: the options that ask for what its mutants meet
    awk -v own="$1" -v most=$level 'FNR == NR {if ($1 == own && $2 < most) most = $2; next}
        most == 5 || $2 <= (most < 4 ? most : 4) || $1 == own {print "--only", $1}' "$tmp/checks" "$tmp/checks"
}
mutant() { # SOURCE: a row of the matrix, and what is wrong with it
    local name kills code=0 found words
    name=$(basename "$1" .c) kills=$(line "$1" kills) kills=${kills%% - *} words=$(line "$1" flags)
    # shellcheck disable=SC2086 # flags are words
    build "$1" "$tmp/$name.so" ${words//@EXTRA@/$tmp/libextra.so} 2>"$tmp/$name.err" || { cp "$tmp/$name.err" "$tmp/wrong/$name"; return; }
    [ ! -d "${1%.c}.conformance" ] || cp -r "${1%.c}.conformance" "$tmp"
    # shellcheck disable=SC2046 # arguments are words
    "$qiki" conform "$tmp/$name.so" --jobs 1 --ndjson $(met "$kills") $(line "$1" arguments | sed "s|@ROOT@|$root|") >"$tmp/$name.out" 2>"$tmp/$name.err" || code=$?
    found=$(deaths "$tmp/$name.out")
    printf '%-32s %-24s %s\n' "$name" "$kills" "${found:-nothing}" >"$tmp/row/$name"
    [ "$found" = "$kills" ] || {
        echo "expected death of '$kills', found '${found:-nothing}'"
        cat "$tmp/$name.err"
        grep -E '"verdict":"(fail|crash|timeout)"' "$tmp/$name.out" || grep -F "\"check\":\"$kills\"" "$tmp/$name.out" || true
    } >>"$tmp/wrong/$name"
    case $code in 1 | 3) ;; *) echo "exit code $code, expected 1 or 3" >>"$tmp/wrong/$name" ;; esac
    [ -s "$tmp/wrong/$name" ] || rm -f "$tmp/wrong/$name"
}
faultless() { # SOURCE: passes all without as much as a warning
    local name
    name=$(basename "$1"); name=${name%.*}
    case $1 in
    *.h) build "$1" "$tmp/$name.so" ;; # the examples as their makefile would build them
    *) gcc -std=c11 -O2 -ffp-contract=off -fno-math-errno -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -o "$tmp/$name.so" \
        "$1" -Wl,--version-script="$root/sdk/cmake/qiki.map" -lsleef -lm ;;
    esac 2>"$tmp/wrong/$name" || return 0
    "$qiki" conform "$tmp/$name.so" --jobs 1 --level $level --verbose >"$tmp/$name.out" 2>&1 && ! grep -q '^warn' "$tmp/$name.out" ||
        { echo "is without a fault, and fails or is warned of:"; grep -v '^pass\|^skip' "$tmp/$name.out"; } >"$tmp/wrong/$name"
    [ -s "$tmp/wrong/$name" ] || rm "$tmp/wrong/$name"
}
export -f line build deaths met mutant faultless

chosen() {
    [ $# = 0 ] || { for m; do echo "mutant $root/tests/conform/mutants/$m.c"; done; return; }
    echo "faultless $root/examples/radar-c/radar.c"
    printf 'faultless %s\n' "$root"/tests/conform/mutants/base*.h
    printf 'mutant %s\n' "$root"/tests/conform/mutants/*.c
}
bad=0
chosen "$@" | xargs -P "$(nproc)" -L 1 bash -c 'set -euo pipefail; "$@"' _ || bad=1

printf '%-32s %-24s %s\n' mutant 'shall die of' 'died of'
cat "$tmp"/row/*
for w in "$tmp"/wrong/*; do
    [ -e "$w" ] && bad=1 && sed "s|^|WRONG: $(basename "$w"): |" "$w"
done
if [ $# = 0 ]; then
    while read -r c _; do
        grep -qs "^/\* kills: $c " "$root"/tests/conform/mutants/*.c || { echo "WRONG: no mutant for $c"; bad=1; }
    done <"$tmp/checks"
fi
left=$(grep -ls "$tmp" /proc/[0-9]*/maps || true)
[ -z "$left" ] || { echo "WRONG: processes are left behind: $left"; bad=1; }
[ -z "$(find "$tmp" -maxdepth 1 -name 'qiki-conform-*')" ] || { echo "WRONG: folders are left behind"; bad=1; }
exit $bad
