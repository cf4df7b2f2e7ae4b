#!/bin/bash
# SPDX-License-Identifier: MIT
# guide.sh QIKI ROOT - the lines that docs/plugin-guide.md adds to a new tracker make it better than the baseline of crossing.lua, and
# without them it is not.
set -euo pipefail
qiki=$1 root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export QIKI_CACHE=$tmp/cache
"$qiki" new tracker mine --dir "$tmp/mine" >/dev/null
build() { g++ -std=c++20 -O1 -ffp-contract=off -fno-math-errno -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -o "$tmp/mine.so" "$tmp/mine/mine.cpp" -lsleef; }
marks() { # INSTANCE...: GOSPA of each
    "$qiki" run "$root/scripts/lua/scenarios/crossing.lua" --plugin "$tmp/mine.so" --set tracker=org.example.tracker.mine --json 2>/dev/null |
        jq -r '[.metrics[$ARGS.positional[]].gospa] | join(" ")' --args "$@"
}
build
read -r new baseline gnn <<<"$(marks guest.score alphabeta.score gnn.score)"
grep -q "says $(printf %.0f "$baseline") m of the baseline .alphabeta., $(printf %.0f "$gnn") m of .gnn., and of ours $(printf %.0f "$new") m" "$root/docs/plugin-guide.md" ||
    { echo "GOSPA of baseline, gnn and template are $baseline, $gnn, $new m: correct the guide"; exit 1; }
echo "GOSPA of the template $new m, of the baseline $baseline m"
awk -v a="$new" -v b="$baseline" 'BEGIN {exit !(a > b / 2)}' || { echo "the template is better than the guide says: correct the guide"; exit 1; }

awk '/^## 9\./{on = 1} on && /^```$/{exit} in_diff{print} on && /^```diff/{in_diff = 1}' "$root/docs/plugin-guide.md" >"$tmp/height.diff"
patch -s "$tmp/mine/mine.cpp" "$tmp/height.diff"
build
read -r ours <<<"$(marks guest.score)"
echo "with the guide's lines $ours m"
awk -v a="$ours" -v b="$baseline" 'BEGIN {exit !(a < b / 2)}' || { echo "expected less than half of the baseline's"; exit 1; }
