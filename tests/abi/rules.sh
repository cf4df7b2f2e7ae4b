#!/bin/bash
# SPDX-License-Identifier: MIT
# rules.sh ROOT - the rules of docs/abi.md: no id twice, and every rule that code, messages or documents name is one of them. A numbered
# id (area.7) counts wherever it stands as a word; one with a name (tracker.ids) on lines that also say "rule" or "rules".
set -euo pipefail

listed() { "$1/sdk/abi/rules.sh" "$1/docs/abi.md"; }
check() { # ROOT: prints what is wrong
    cd "$1"
    listed . | cut -f1 | sort | uniq -d | sed 's/$/: stands twice in docs\/abi.md; give one another id/'
    listed . | cut -f1 | sort -u >"$tmp/ids"
    local numbered named
    numbered=$(sed -nE 's/\.[0-9]+$//p' "$tmp/ids" | sort -u | paste -sd '|')
    named=$(sed -nE 's/\.[a-z][a-z0-9]*$//p' "$tmp/ids" | sort -u | paste -sd '|')
    # Every row whose first cell looks like an id is one: a typing mistake does not make a rule vanish.
    grep -nE '^\| `?[A-Za-z]+\.[A-Za-z0-9_-]+`? \|' docs/abi.md | grep -vE '^[0-9]+:\| `[a-z]+\.[a-z0-9]+` \| .* \|$' |
        sed 's/^/docs\/abi.md:/; s/$/  <- is no rule: write | `area.id` | text |/' || true
    grep -rnIE --exclude-dir=build --exclude=rules.sh "($numbered)\.[0-9]|($named)\.[a-z]" "${places[@]}" | awk -v ids="$tmp/ids" -v count="$tmp/count" \
        -v numbered="^($numbered)[.][0-9]+\$" -v named="^($named)[.][a-z][a-z0-9]*\$" '
        BEGIN { while ((getline id < ids) > 0) known[id] = 1 }
        {
            match($0, /^[^:]+:[0-9]+:/)
            at = substr($0, 1, RLENGTH)
            text = substr($0, RLENGTH + 1)
            if (at ~ /^docs.abi.md:/) sub(/^[|] `[^`]*` [|]/, "", text) # the rule itself is no reference to it
            by_name = text ~ /(^|[^A-Za-z])[Rr]ules?([^A-Za-z]|$)/
            gsub(/[^A-Za-z0-9_.\/-]+/, " ", text) # what is left between blanks are words; a path or a longer name is no reference
            words = split(text, word, " ")
            for (i = 1; i <= words; ++i) {
                w = word[i]
                sub(/[.]+$/, "", w)
                if (!(w ~ numbered || (by_name && w ~ named && w !~ /[.](h|c|hpp|cpp|lua|md|sh|so)$/))) continue
                ++n
                if (!(w in known)) print at " " w ": docs/abi.md has no such rule; correct the id"
            }
        }
        END { print n + 0 > count }'
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
places=(host sdk plugins examples tests scripts docs README.md)
found=$(check "$1")
[ -z "$found" ] || { echo "$found"; exit 1; }
n=$(cat "$tmp/count")
[ "$n" -ge 20 ] || { echo "only $n references to rules: the search itself is broken"; exit 1; }
rules=$(wc -l <"$tmp/ids")

# The check can fail: a small tree in which each mistake is seen, and what only looks like a reference is not.
mkdir -p "$tmp/tree/sdk/abi" "$tmp/tree/docs" "$tmp/tree/host"
cp "$1/sdk/abi/rules.sh" "$tmp/tree/sdk/abi/"
places=(host docs)
write() { printf '%s\n' "$@" >"$tmp/tree/host/a.cpp"; }
page() { printf '%s\n' '| `life.1` | one |' '| `tracker.ids` | two |' "$@" >"$tmp/tree/docs/abi.md"; }
page
write 'throw refused("... (rule life.1)");' 'row{.rules = {"tracker.ids"}};' 'tracker.spoon = 1.5; x.life.77; 3.life; // life.1.' '// the rule of thumb: half.life.9'
[ -z "$(check "$tmp/tree")" ] || { echo "what is right is refused:"; check "$tmp/tree"; exit 1; }
[ "$(cat "$tmp/count")" = 3 ] || { echo "of three references $(cat "$tmp/count") are seen"; exit 1; }
for sin in 'say("rule life.2")' '// see life.12.' 'rules = {"tracker.ids", "tracker.cov"}' '"keeps rule tracker.spoon"' '(rules tracker.cov, tracker.ids)'; do
    write "$sin"
    [ "$(check "$tmp/tree" | wc -l)" = 1 ] || { echo "a dangling reference passes: $sin"; check "$tmp/tree"; exit 1; }
done
write '// nothing'
for sin in '| `life.1` | again |' '| tracker.cov | without backticks |' '| `Life.2` | capital |'; do
    page "$sin"
    [ "$(check "$tmp/tree" | wc -l)" = 1 ] || { echo "a wrong row passes: $sin"; check "$tmp/tree"; exit 1; }
done
echo "rules: $rules, named $n times"
