#!/bin/bash
# SPDX-License-Identifier: MIT
# known.sh INCLUDE SOURCE COUNT GOLDEN - the hash of known.c over so many results by gcc and clang, at -O0 and -O2, with and without FMA, on lesser CPUs.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
flags="-std=c11 -I$1 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wpadded -Werror -ffp-contract=off -fno-math-errno"
units=""
grep -qw fma /proc/cpuinfo && grep -qw avx2 /proc/cpuinfo && units="-O2_-mfma_-mavx2"
failed=0
for cc in gcc clang; do
    # gcc's files always have the wide units; clang's only when built for them.
    [ $cc = clang ] && grep -qw avx512f /proc/cpuinfo && units="$units -O2_-mavx512f"
    for o in -O0 -O2 $units; do
        $cc $flags -DCOUNT="$3" ${o//_/ } "$2" -o "$tmp/known" -lsleef -lm
        lesser=""
        [ $o = -O2 ] && lesser=GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4 # a stray call of libm would answer otherwise
        for env in "" $lesser; do
            got=$(env $env "$tmp/known") || { echo "$cc $o: $got"; exit 1; }
            [ "$got" = "$4" ] || { echo "$cc ${o//_/ } $env: $got, expected $4"; failed=1; }
        done
    done
done
[ $failed = 0 ] && echo "known: $4 everywhere"
exit $failed
