#!/bin/bash
# SPDX-License-Identifier: MIT
# headers.sh INCLUDE - every header alone and twice: C11, C++20, gcc and clang, no warning, no padding; all together in C17; their first sentences.
set -euo pipefail
cd "$1"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
strict="-Wall -Wextra -Wpedantic -Wpadded -Wshadow -Wconversion -Werror"
jobs=$tmp/jobs

n=0
for f in $(find qiki -name '*.h' | LC_ALL=C sort); do
    n=$((n + 1))
    printf '#include "%s"\n#include "%s"\ntypedef int alone;\n' "$f" "$f" >"$tmp/$n.c"
    printf '#include "%s"\n' "$f" >>"$tmp/all.c"
    for cc in gcc clang; do echo "$cc -std=c11 -I. $strict -fsyntax-only $tmp/$n.c"; done
    for cc in g++ clang++; do echo "$cc -std=c++20 -I. ${strict/-Wpadded /} -fsyntax-only -x c++ $tmp/$n.c"; done
    sed -n 2p "$f" | grep -Eq '^/\* qiki/[a-z0-9_/]*\.h - .' || { echo "$f does not open with its sentence"; exit 1; }
    [ "$(wc -l <"$f")" -le 180 ] || { echo "$f has more than 180 lines: one idea a file"; exit 1; }
done >"$jobs.all" || { cat "$jobs.all"; exit 1; }
for cc in gcc clang; do echo "$cc -std=c17 -I. $strict -fsyntax-only $tmp/all.c"; done >>"$jobs.all"
for f in qiki/qiki.hpp qiki/cxx/*.hpp; do
    n=$((n + 1))
    printf '#include "%s"\n#include "%s"\n' "$f" "$f" >"$tmp/p$n.cpp"
    for cc in g++ clang++; do echo "$cc -std=c++20 -I. -Wall -Wextra -Wshadow -Wconversion -Werror -fsyntax-only $tmp/p$n.cpp"; done
done >>"$jobs.all"
xargs -P 2 -I{} sh -c '{} || { echo "failed: {}" >&2; exit 255; }' <"$jobs.all"

# The check can fail: a struct with a hole in it does not pass.
printf '#include "qiki/base.h"\ntypedef struct hole { char a; double b; } hole;\n' >"$tmp/hole.c"
if gcc -std=c11 -I. $strict -fsyntax-only "$tmp/hole.c" 2>/dev/null; then echo "a padded struct passes"; exit 1; fi
echo "headers: $(wc -l <"$jobs.all") compilations"
