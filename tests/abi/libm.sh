#!/bin/bash
# SPDX-License-Identifier: MIT
# libm.sh FILE... - no object whose results count may call an elementary function of libm: its bits depend on the CPU.
set -euo pipefail
names='a?(sin|cos|tan)h?|atan2|exp(2|10|m1)?|log(2|10|1p|b)?|pow|cbrt|hypot|[lt]gamma|erfc?|fmod|remainder|sincos|fma|nearbyint|j[01n]|y[01n]'
gate() { # prints what it finds
    nm -D --undefined-only "$1" 2>/dev/null | awk '{print $NF}' | sed 's/@.*//' | grep -Ex "($names)[fl]?" | sed "s|^|$1 calls |" || true
}
found=$(for f in "$@"; do gate "$f"; done)
[ -z "$found" ] || { echo "$found"; echo "use qiki/math.h"; exit 1; }
[ $# -gt 0 ] || { echo "nothing to look at"; exit 1; }

# The check can fail: a call of sin is seen.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
printf '#include <math.h>\ndouble f(double x) { return sin(x); }\n' | gcc -shared -fPIC -x c - -o "$tmp/sin.so" -lm
[ -n "$(gate "$tmp/sin.so")" ] || { echo "a call of sin passes"; exit 1; }
echo "libm: none in $# files"
