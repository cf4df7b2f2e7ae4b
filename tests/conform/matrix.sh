#!/bin/bash
# SPDX-License-Identifier: MIT
# matrix.sh QIKI ROOT [--full] [MUTANT...] - every mutant dies of its own check and of no other, the ones without a fault of none: prints who dies of what.
# A mutant meets all checks up to the level of its own, 4 at most, and its own; with --full all of them. tracker.ids fills two seconds with
# births whatever it finds, mem.leak leads hundreds of lives: without --full their own mutants and the faultless meet them. MUTANT: "tick_bounds_past", these alone.
# A mutant's line "also: CHECK... - reason" names checks above its own level that see the same fault: with --full it may die of them, too.
set -euo pipefail
qiki=$1 root=$2 level=4
shift 2
[ "${1:-}" = --full ] && level=5 && shift
# In memory, where it has room and code may run from it: on a disk those who truncate files wait for each other.
place=/dev/shm
[ -w $place ] && [ "$(df -k --output=avail $place | tail -n 1)" -gt 1000000 ] && ! findmnt -no OPTIONS -T $place | grep -qw noexec || place=${TMPDIR:-/tmp}
tmp=$(mktemp -d -p "$place")
trap 'rm -rf "$tmp"' EXIT
export TMPDIR=$tmp
mkdir "$tmp/row" "$tmp/wrong" "$tmp/parsed"
"$qiki" conform --list | awk 'NR > 1 {print $1, $2}' >"$tmp/checks"
declare -A level_of
checks=()
while read -r c n; do checks+=("$c") level_of[$c]=$n; done <"$tmp/checks"
printf 'int extra(void) { return 0; }\n' | gcc -shared -fPIC -x c - -o "$tmp/libextra.so"

# What most of them include is parsed once, for those without flags of their own.
flags=(-std=gnu11 -O0 -Wall -Wextra -Werror -fPIC -fvisibility=hidden -isystem "$root/sdk/include")
printf '#include <%s>\n' qiki/c.h qiki/check.h qiki/random.h qiki/ext/state.h stdlib.h string.h >"$tmp/parsed/most.h"
gcc "${flags[@]}" -x c-header "$tmp/parsed/most.h" -o "$tmp/parsed/most.h.gch"
build() { # SOURCE OUTPUT FLAG...
    local parsed=()
    [ $# -gt 2 ] || parsed=(-include "$tmp/parsed/most.h")
    gcc "${flags[@]}" "${parsed[@]}" -shared -x c -o "$2" "$1" -x none "${@:3}" -Wl,--as-needed -lsleef -lm
}
deaths() { # NDJSON: sets `found`
    local line who=()
    while read -r line; do
        [[ $line =~ ^\{\"check\":\"([^\"]+)\".*\"verdict\":\"(fail|crash|timeout)\" ]] && who+=("${BASH_REMATCH[1]}")
    done <"$1"
    found=${who[*]}
    [ ${#who[@]} -lt 2 ] || found=$(printf '%s\n' "${who[@]}" | sort -u | tr '\n' ' ' | sed 's/ $//')
}
meets() { # CHECK: sets `met`, the options that ask for what its mutants meet
    local c most=${level_of[$1]-$level}
    [ "$most" -le "$level" ] || most=$level
    met=()
    for c in "${checks[@]}"; do
        [[ ! $c =~ ^(tracker\.ids|mem\.leak)$ ]] || [ "$1" = "$c" ] || [ "$level" = 5 ] || continue
        [ "$level" = 5 ] || [ "${level_of[$c]}" -le $((most < 4 ? most : 4)) ] || [ "$c" = "$1" ] || continue
        met+=(--only "$c")
    done
}
mutant() { # SOURCE: a row of the matrix, and what is wrong with it
    local name=${1##*/} kills= also= words= arguments= code=0 found met line c
    name=${name%.c}
    while read -r line; do
        [[ $line =~ ^/\*\ (kills|also|flags|arguments):\ (.*)\ \*/$ ]] || continue
        case ${BASH_REMATCH[1]} in
        kills) kills=${BASH_REMATCH[2]%% - *} ;;
        also) also=${BASH_REMATCH[2]%% - *} ;;
        flags) words=${BASH_REMATCH[2]} ;;
        arguments) arguments=${BASH_REMATCH[2]//@ROOT@/$root} ;;
        esac
    done <"$1"
    # shellcheck disable=SC2086 # flags are words
    build "$1" "$tmp/$name.so" ${words//@EXTRA@/$tmp/libextra.so} 2>"$tmp/$name.err" || { cp "$tmp/$name.err" "$tmp/wrong/$name"; return; }
    [ ! -d "${1%.c}.conformance" ] || cp -r "${1%.c}.conformance" "$tmp"
    meets "$kills"
    # shellcheck disable=SC2086 # arguments are words
    "$qiki" conform "$tmp/$name.so" --jobs 1 --ndjson "${met[@]}" $arguments >"$tmp/$name.out" 2>"$tmp/$name.err" || code=$?
    deaths "$tmp/$name.out"
    printf '%-32s %-24s %s\n' "$name" "$kills" "${found:-nothing}" >"$tmp/row/$name"
    [ $level -lt 5 ] || ! grep -q "\"verdict\":\"\(fail\|crash\).*; $kills found the same" "$tmp/$name.out" || found="$kills $found" # one tells it for both
    [ $level -lt 5 ] || for c in $also; do [ "$c" = "$kills" ] || found=$(xargs -n 1 <<<"$found" | grep -vx "$c" | xargs || true); done
    [ "$found" = "$kills" ] || {
        echo "expected death of '$kills', found '${found:-nothing}'"
        cat "$tmp/$name.err"
        grep -E '"verdict":"(fail|crash|timeout)"' "$tmp/$name.out" || grep -F "\"check\":\"$kills\"" "$tmp/$name.out" || true
    } >>"$tmp/wrong/$name"
    case $code in 1 | 3) ;; *) echo "exit code $code, expected 1 or 3" >>"$tmp/wrong/$name" ;; esac
}
faultless() { # SOURCE: passes all without as much as a warning
    local name=${1##*/}
    name=${name%.*}
    case $1 in
    *.h) build "$1" "$tmp/$name.so" ;;
    *) gcc -std=c11 -O2 -ffp-contract=off -fno-math-errno -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -o "$tmp/$name.so" \
        "$1" -Wl,--version-script="$root/sdk/cmake/qiki.map" -lsleef -lm ;; # the example as its makefile builds it
    esac 2>"$tmp/wrong/$name" || return 0
    "$qiki" conform "$tmp/$name.so" --jobs 1 --level $level --ndjson >"$tmp/$name.out" 2>"$tmp/$name.err" &&
        ! grep -q '"verdict":"warn"' "$tmp/$name.out" ||
        { echo "is without a fault, and fails or is warned of:"; cat "$tmp/$name.err"; grep -E '"verdict":"(fail|crash|timeout|warn)"' "$tmp/$name.out" || true; } >"$tmp/wrong/$name"
}

bad=0
most=$(nproc) running=0
one() { # FUNCTION SOURCE: beside as many others as there are processors
    [ $running -lt "$most" ] || { wait -n || bad=1; running=$((running - 1)); }
    "$@" &
    running=$((running + 1))
}
if [ $# = 0 ]; then
    one faultless "$root/examples/radar-c/radar.c"
    for m in "$root"/tests/conform/mutants/base*.h; do one faultless "$m"; done
    for m in "$root"/tests/conform/mutants/*.c; do one mutant "$m"; done
else
    for m; do one mutant "$root/tests/conform/mutants/$m.c"; done
fi
for ((; running > 0; --running)); do wait -n || bad=1; done

# What is wrong comes first: a log that is cut short shall not lose it.
for w in "$tmp"/wrong/*; do
    [ -s "$w" ] && bad=1 && sed "s|^|WRONG: $(basename "$w"): |" "$w"
done
if [ $# = 0 ]; then
    while read -r c _; do
        grep -qs "^/\* kills: $c " "$root"/tests/conform/mutants/*.c || { echo "WRONG: no mutant for $c"; bad=1; }
    done <"$tmp/checks"
fi
left=$(grep -ls "$tmp" /proc/[0-9]*/maps || true)
[ -z "$left" ] || { echo "WRONG: processes are left behind: $left"; bad=1; }
[ -z "$(find "$tmp" -maxdepth 1 -name 'qiki-conform-*')" ] || { echo "WRONG: folders are left behind"; bad=1; }
printf '%-32s %-24s %s\n' mutant 'shall die of' 'died of'
cat "$tmp"/row/*
exit $bad
