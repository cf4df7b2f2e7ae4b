#!/bin/bash
# SPDX-License-Identifier: MIT
# digest.sh QIKI SCENARIO GOLDEN HALF [ARG...] - one digest, whatever does not belong to (scenario, seed, inputs) changes:
# threads, a save and load at HALF seconds, folder, locale, time zone, addresses, the CPU's units, observers, the compiler.
set -euo pipefail
qiki=$1 scenario=$2 golden=$3 half=$4
shift 4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

check() { # WHAT COMMAND...
    local what=$1 out digest
    shift
    if ! out=$("$@" 2>"$scratch/err"); then
        echo "FAIL $what: exit code $?"; cat "$scratch/err"; failed=1; return
    fi
    digest=$(printf '%s\n' "$out" | tail -n 1)
    if [ "$digest" = "digest $golden" ]; then echo "same $what"
    else echo "FAIL $what: $digest, expected digest $golden"; failed=1; fi
}
run() { "$qiki" run "$scenario" --quiet "$@"; }
arguments=("$@")
elsewhere() { cd "$scratch" && LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Kathmandu HOME="$scratch" run "$@"; }
observed() { run "$@" --csv "$scratch/csv" --plot "$scratch/plot.svg"; }

check "one thread" run "${arguments[@]}"
check "two threads" run "${arguments[@]}" --threads 2
check "saved and loaded at $half s" run "${arguments[@]}" --restore-at "$half"
[ -z "${QIKI_DIGEST_SHORT:-}" ] || exit $failed # under a sanitizer these three have to do
check "again" run "${arguments[@]}"
check "three threads" run "${arguments[@]}" --threads 3
check "other folder, locale, time zone, home" elsewhere "${arguments[@]}"
check "addresses not random" setarch -R "$qiki" run "$scenario" --quiet "${arguments[@]}"
check "a CPU without FMA" env GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4 "$qiki" run "$scenario" --quiet "${arguments[@]}"
check "observed by csv and plot" observed "${arguments[@]}"
check "two runs with a reset between, each" bash -c '
    json=$("$@" --runs 2 --json 2>/dev/null) || exit 1
    printf "%s" "$json" | tr -d " \n" | sed "s/.*\"digests\":\[\"\([0-9a-f]*\)\",\"\1\"\].*/digest \1/"' - "$qiki" run "$scenario" --quiet "${arguments[@]}"
clang=$(dirname "$qiki")/../../clang
if [ -d "$clang/plugins" ]; then check "plugins built by clang" run "${arguments[@]}" --plugin "$clang/plugins"; fi
if [ -x "$clang/bin/qiki" ]; then check "built by clang" "$clang/bin/qiki" run "$scenario" --quiet "${arguments[@]}"; fi

# The check itself must be able to fail: another seed is another digest, where the scenario has chance in it.
[ -s "$scratch/csv/truth.csv" ] || [ -s "$scratch/csv/frames.csv" ] || [ -s "$scratch/csv/tracks.csv" ] || { echo "FAIL: the csv bridge wrote nothing"; failed=1; }
grep -q '</svg>' "$scratch/plot.svg" || { echo "FAIL: the picture is not complete"; failed=1; }
exit $failed
