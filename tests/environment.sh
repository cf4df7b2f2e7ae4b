#!/bin/sh
# SPDX-License-Identifier: MIT
# environment.sh ROOT - each variable that the host reads from its environment stands in the manual and in the guide, in the same words.
set -eu
export LC_ALL=C
cd "$1"
table=$(sed -n 's/^ *{"\([A-Z_]*\)", "\(.*\)"}.*/| `\1` | \2 |/p' host/cli/verbs.cpp | sort)
read=$(grep -rhoE '\<(getenv|variable|set)\("[A-Z_]+"\)' host --include=*.cpp | sed 's/.*"\(.*\)".*/\1/' | sort -u)
known=$(echo "$table" | sed 's/^| `\([A-Z_]*\)`.*/\1/')
guide=$(sed -n '/^## Environment/,/^## [^E]/s/^| `[A-Z_]*` | .* |$/&/p' docs/plugin-guide.md | sort)
bad=0
[ "$read" = "$known" ] || { printf 'host/cli/verbs.cpp: expected the variables that the host reads:\n%s\nfound:\n%s\n' "$read" "$known"; bad=1; }
[ "$guide" = "$table" ] || { printf 'docs/plugin-guide.md, Environment: expected the table of host/cli/verbs.cpp:\n%s\nfound:\n%s\n' "$table" "$guide"; bad=1; }
exit $bad
