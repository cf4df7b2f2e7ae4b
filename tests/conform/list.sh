#!/bin/bash
# SPDX-License-Identifier: MIT
# list.sh QIKI ROOT - the table of docs/conformance.md is the one that the program prints.
set -euo pipefail
page=$2/docs/conformance.md
table=$(awk '/^\| check \| level /{on = 1} on && !/^\|/{on = 0} on' "$page")
[ "$table" = "$("$1" conform --list --markdown)" ] && exit 0
echo "$page: its table is not the one of 'qiki conform --list --markdown'; put that in its place:"
diff <(echo "$table") <("$1" conform --list --markdown) || true
exit 1
