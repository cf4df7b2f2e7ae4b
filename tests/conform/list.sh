#!/bin/bash
# SPDX-License-Identifier: MIT
# list.sh QIKI ROOT - the tables of docs/conformance.md are those that the program prints, and say the same as its JSON.
set -euo pipefail
page=$2/docs/conformance.md
tables=$(awk '/^\| check \| level /{on = 1} /^\| varies \| what /{on = 1; print ""} on && !/^\|/{on = 0} on' "$page")
[ "$tables" = "$("$1" conform --list --markdown)" ] || {
    echo "$page: its tables are not those of 'qiki conform --list --markdown'; put these in their place:"
    diff <(echo "$tables") <("$1" conform --list --markdown) || true
    exit 1
}
from_json=$("$1" conform --list --ndjson | jq -r '"| `\(.check)` | \(.level) | \(.varies | join(", ")) | \(.rules | map("`" + . + "`") | join(", ")) |"')
from_page=$(sed -n '/^| `[a-z]*\.[a-z-]*` | [1-5] /s/^\(| `[^`]*` | [1-5]\) .* | \([^|]*\) | \([^|]*\) |$/\1 | \2 | \3 |/p' "$page")
[ "$from_json" = "$from_page" ] || { echo "what 'qiki conform --list --ndjson' says differs from $page:"; diff <(echo "$from_json") <(echo "$from_page"); }
