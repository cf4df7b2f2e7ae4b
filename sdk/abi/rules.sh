#!/bin/sh
# SPDX-License-Identifier: MIT
# rules.sh ABI.md - lists the rules of the specification, one a line: id, tab, text. An id is the first cell of a row, in backticks.
set -eu
sed -nE 's/^\| `([a-z]+\.[a-z0-9]+)` \| (.*) \|$/\1\t\2/p' "$1"
