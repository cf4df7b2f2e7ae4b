#!/bin/bash
# SPDX-License-Identifier: MIT
# libm.sh [--prove] FILE... - no object or library whose results count may call an elementary function of libm: its bits depend on the CPU.
# --prove: that each such call is seen. Which these are stands in host/anatomy/elementary.inc; what is exact (sqrt, floor, fma, fmod and the like) is free.
set -euo pipefail
list=$(dirname "$0")/../../host/anatomy/elementary.inc
all=$(grep -v '^//' "$list" | grep -o '[a-z0-9]*' | tr '\n' '|')
names="(__)?(${all%|})(f|l|f(32|64|128)x?)?(_r)?(_finite)?|_ZGV[a-zA-Z0-9]+_.*"
gate() { # prints what it finds
    { nm -D --undefined-only "$1" 2>/dev/null || true; nm --undefined-only "$1" 2>/dev/null || true; } |
        awk '{print $NF}' | sed 's/@.*//' | sort -u | grep -Ex "$names" | sed "s|^|$1 calls |" || true
}
prove=no
if [ "${1:-}" = --prove ]; then prove=yes; shift; fi
[ $# -gt 0 ] || { echo "nothing to look at"; exit 1; }
for f in "$@"; do [ -f "$f" ] || { echo "$f: not there"; exit 1; }; done
found=$(for f in "$@"; do gate "$f"; done)
[ -z "$found" ] || { echo "$found"; echo "use qiki/math.h"; exit 1; }

echo "libm: none in $# files"
[ $prove = yes ] || exit 0

# The check can fail: each call is seen, in an object and in a stripped library; what is exact is not.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
calls() { # NAME...: an object and a library that call them, by the assembler, which takes a tenth of a compiler's time
    { printf '.globl f\nf:\n'; printf 'call %s@PLT\n' "$@"; printf '.section .note.GNU-stack\n'; } | as -o "$tmp/x.o"
    ld -shared -s "$tmp/x.o" -o "$tmp/x.so" -lm
}
bad="sin cosf tanl asin acos atan sinh coshf tanhl asinh exp expf exp2 exp10 expm1 log log2 log10 log1pl cbrt tgamma lgamma erf erfcf j0 atan2 powf hypot lgamma_r sinhf cabs cexpf"
# shellcheck disable=SC2086 # names are words
calls $bad
for form in o so; do
    found=$(gate "$tmp/x.$form")
    for f in $bad; do grep -q " $f\$" <<<"$found" || { echo "a call of $f passes in .$form"; exit 1; }; done
done
calls sqrt floor ceil trunc round rint fabs fmax fmin copysign fma fmod remainderl
for form in o so; do
    found=$(gate "$tmp/x.$form")
    [ -z "$found" ] || { echo "what is exact is refused: $found"; exit 1; }
done
echo "libm: each call is seen"
