#!/bin/bash
# SPDX-License-Identifier: MIT
# matrix.sh QIKI ROOT - every mutant dies of its own check and of no other, the one without a fault of none: prints who dies of what.
set -euo pipefail
qiki=$1 root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TMPDIR=$tmp
bad=0
say() { echo "WRONG: $*"; bad=1; }
line() { sed -nE "s|^/\* $2: (.*) \*/\$|\1|p" "$1"; } # FILE NAME: the text of its line "NAME: ..."

printf 'int extra(void) { return 0; }\n' | gcc -shared -fPIC -x c - -o "$tmp/libextra.so"
build() { # SOURCE
    local flags
    flags=$(line "$1" flags)
    # shellcheck disable=SC2086 # flags are words
    gcc -std=gnu11 -O1 -g -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" \
        -o "$tmp/$(basename "$1" .c).so" "$1" ${flags/@EXTRA@/$tmp/libextra.so}
}
deaths() { sed -nE 's/^\{"check":"([^"]+)".*"verdict":"(fail|crash|timeout)".*/\1/p' "$1" | sort -u | tr '\n' ' ' | sed 's/ $//'; }

gcc -std=gnu11 -O1 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c "$root/tests/conform/mutants/base.h" -o "$tmp/base.so"
"$qiki" conform "$tmp/base.so" --level 5 --verbose >"$tmp/out" || say "the plugin without a fault fails:" "$(cat "$tmp/out")"
grep -q '^warn' "$tmp/out" && say "the plugin without a fault is warned of:" "$(cat "$tmp/out")"

# The example, as its makefile would build it.
gcc -std=c11 -O2 -ffp-contract=off -fno-math-errno -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -o "$tmp/example.so" \
    "$root/examples/radar-c/radar.c" -Wl,--version-script="$root/sdk/cmake/qiki.map" -lsleef -lm
"$qiki" conform "$tmp/example.so" --level 5 --verbose >"$tmp/out" || say "the example fails:" "$(cat "$tmp/out")"
grep -q '^warn' "$tmp/out" && say "the example is warned of:" "$(cat "$tmp/out")"

printf '%-28s %-22s %s\n' mutant 'shall die of' 'died of'
for m in "$root"/tests/conform/mutants/*.c; do
    name=$(basename "$m" .c)
    build "$m"
    kills=$(line "$m" kills) kills=${kills%% - *}
    code=0
    # shellcheck disable=SC2046 # arguments are words
    "$qiki" conform "$tmp/$name.so" --level 5 --ndjson $(line "$m" arguments) >"$tmp/$name.out" 2>"$tmp/$name.err" || code=$?
    found=$(deaths "$tmp/$name.out")
    printf '%-28s %-22s %s\n' "$name" "$kills" "${found:-nothing}"
    [ "$found" = "$kills" ] || say "$name: expected death of '$kills', found '${found:-nothing}'" "$(cat "$tmp/$name.err")"
    case $code in 1 | 3) ;; *) say "$name: exit code $code" ;; esac
done
for c in $("$qiki" conform --list | awk 'NR > 1 {print $1}' | grep '\.'); do
    grep -lq "^/\* kills: $c " "$root"/tests/conform/mutants/*.c || say "no mutant for $c"
done
left=$(grep -ls "$tmp" /proc/[0-9]*/maps || true)
[ -z "$left" ] || say "processes are left behind: $left"

# Files that are no plugin: one line that says why, and 3.
printf '' >"$tmp/empty.so"
printf 'radar = { range = 20e3 }\n' >"$tmp/text.so"
head -c 3000 "$tmp/base.so" >"$tmp/cut.so"
{ head -c 4 "$tmp/base.so"; printf '\1'; tail -c +6 "$tmp/base.so"; } >"$tmp/narrow.so"
mkdir "$tmp/folder.so"
for f in empty text cut narrow folder nowhere; do
    code=0
    "$qiki" conform "$tmp/$f.so" >"$tmp/out" 2>"$tmp/err" || code=$?
    [ $code = 3 ] || say "$f: exit code $code, expected 3"
    [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "$f.so: " "$tmp/err" || say "$f: expected one line about it, found: $(cat "$tmp/err")"
done
# Every length of a cut file, and bytes changed here and there: never a crash of the program itself.
size=$(stat -c %s "$tmp/base.so")
for ((n = 64; n < size; n += size / 40)); do
    head -c $n "$tmp/base.so" >"$tmp/cut.so"
    code=0
    "$qiki" conform "$tmp/cut.so" --level 1 >/dev/null 2>&1 || code=$?
    [ $code -le 3 ] || say "cut at $n: exit code $code"
done

# What the codes mean, and what else is written.
expect() { # CODE ARGUMENT...
    local code=0 want=$1
    shift
    "$qiki" conform "$@" >"$tmp/out" 2>"$tmp/err" || code=$?
    [ $code = "$want" ] || say "conform $*: exit code $code, expected $want: $(cat "$tmp/err")"
}
expect 0 "$tmp/base.so" --level 1 --junit "$tmp/junit.xml"
[ "$(grep -c '<testcase ' "$tmp/junit.xml")" = "$("$qiki" conform --list --markdown | grep -c '| 1 load |')" ] || say "JUnit has not a case a check"
expect 1 "$tmp/elf_exports_second.so" --only elf.exports
grep -q "again: qiki conform .* --only elf.exports --seed 1" "$tmp/out" || say "a failure without the command that repeats it"
expect 4 "$tmp/note_present_none.so" --only note.agrees
expect 2 "$tmp/base.so" --only note.agree
grep -q 'did you mean "note.agrees"' "$tmp/err" || say "a misspelt check is not put right"
expect 2 "$tmp/base.so" --level 6
expect 2
expect 3 "$tmp/load_now_crash.so"
grep -q 'stack:' "$tmp/out" && grep -q 'load_now_crash.so+0x' "$tmp/out" || say "a crash without its stack: $(cat "$tmp/out")"
[ -z "$(find "$tmp" -maxdepth 1 -name 'qiki-conform-*')" ] || say "folders are left behind"
exit $bad
