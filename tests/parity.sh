#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/parity.sh ROOT [PAGE] - each test that docs/parity.md names by its beginning is there.
set -eu
page=${2:-$1/docs/parity.md}
all=$(find "$1/tests" -name '*.cpp' -exec cat {} + | tr '\n' ' ' | sed -E 's/" +"//g; s/TEST_CASE\( +"/TEST_CASE("/g')
named=$(awk -F'|' '/^\| /{print $4}' "$page" | grep -oE '`[^`]+`' | tr -d '`')
[ -n "$named" ] || { echo "$page: expected a table whose third column names tests, found none"; exit 1; }
bad=0
while IFS= read -r name; do
    case $all in *"TEST_CASE(\"$name"*) ;; *) echo "$page: no test begins with '$name'"; bad=1 ;; esac
done <<END
$named
END
exit $bad
