#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/parity_refuses.sh ROOT - parity.sh notices a test that is gone or renamed, a tag without a capability, a row that is new, and an edited page.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fresh() {
    rm -rf "$tmp/tree"
    mkdir "$tmp/tree"
    cp -r "$1/tests" "$1/docs" "$tmp/tree"
}
refuses() { # WORDS: parity.sh fails and says them
    if out=$(sh "$tmp/tree/tests/parity.sh" "$tmp/tree" 2>&1); then echo "expected it to fail for: $1"; exit 1; fi
    case $out in *"$1"*) ;; *) echo "expected '$1', found: $out"; exit 1 ;; esac
}
fresh "$1"
sh "$tmp/tree/tests/parity.sh" "$tmp/tree"
sed -i 's/"Power plane: /"Powerplane: /' "$tmp"/tree/tests/unit/craft/power.cpp
refuses 'no test begins with "Power plane: "'
refuses 'begins with no name'
fresh "$1"
sed -i 's/"evaluator: empty"/"evaluator: void"/' "$tmp"/tree/tests/unit/mind/evaluator.cpp
refuses 'no test begins with "evaluator: empty"'
fresh "$1"
printf 'Teleportation\thost\tat once\n' >>"$tmp/tree/tests/parity/capabilities.tsv"
refuses 'no test begins with "Teleportation: "'
fresh "$1"
sed -i 's/every joule/each joule/' "$tmp/tree/docs/parity.md"
refuses 'found another text'
fresh "$1"
: >"$tmp/tree/tests/parity/reference.tsv"
refuses 'expected a line a test, found none'
