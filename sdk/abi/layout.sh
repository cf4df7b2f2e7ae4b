#!/bin/sh
# SPDX-License-Identifier: MIT
# layout.sh [--rules|--write [--break]] INCLUDE GOLDEN - lists every struct (offset, type, field, size), function type and constant of
# INCLUDE/qiki and holds the text against GOLDEN, its hash against QIKI_LAYOUT. names.golden beside it holds the plain types, the
# header of each name, and the catalogue of events, which may grow within a minor; it is not part of the hash. A name that ends in _ is internal. Needs clang.
#   --rules  red only for what no minor may do, by the rules of docs/abi.md; growth is green
#   --write  makes the goldens, the hash and offsets.c new; refuses what --rules refuses, but for --break, while the ABI is 1.0-rc
set -eu
mode=same
breaking=no
if [ "$1" = --rules ]; then mode=rules; shift; fi
if [ "$1" = --write ]; then mode=write; shift; fi
if [ $mode = write ] && [ "$1" = --break ]; then breaking=yes; shift; fi
golden=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
here=$(cd "$(dirname "$0")" && pwd)
names=$(dirname "$golden")/names.golden
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$1"

find qiki -name '*.h' | LC_ALL=C sort >"$tmp/headers"
sed 's/.*/#include "&"/' "$tmp/headers" >"$tmp/all.c"
clang -std=c11 -I. -Xclang -fdump-record-layouts-complete -fsyntax-only "$tmp/all.c" >"$tmp/dump" ||
    { echo "layout: the headers do not compile"; exit 1; }
{
    awk '/Dumping/ {if (s != "") print s; s = ""; show = 0} / 0 \| struct qiki_[a-z0-9_]*[a-z0-9]$/ {show = 1}
         show && NF {gsub(/ +$/, ""); s = s $0 "\t"} END {if (s != "") print s}' "$tmp/dump" | LC_ALL=C sort | tr '\t' '\n' | grep .
    xargs grep -h '^typedef .*(\*' <"$tmp/headers"
    gcc -std=c11 -I. -dM -E "$tmp/all.c" | grep '^#define QIKI_[A-Z0-9_]* .' |
        grep -Ev '_H$|_H |_ |QIKI_(LAYOUT|EXPORT|EXTERN)' | LC_ALL=C sort
} >"$tmp/text"
hash=$(sha256sum "$tmp/text" | cut -c1-16)
{
    cat "$tmp/all.c"
    echo '#define ROW(number, name, severity, sentence) @number name severity'
    echo 'QIKI_CODES(ROW)'
} | gcc -std=c11 -I. -E -P -x c - | tr '@' '\n' | grep -E '^[0-9]+ ' | sed 's/ *$//' >"$tmp/names"
xargs grep -hE '^typedef [a-z0-9_]+ +qiki_[a-z0-9_]+;' <"$tmp/headers" | sed 's/;.*//' >>"$tmp/names"

# In which header each name stands, for the messages.
xargs grep -oE '^(} qiki_[a-z0-9_]+;|typedef [a-z0-9_]+ +qiki_[a-z0-9_]+;|typedef struct qiki_[a-z0-9_]+ \{|typedef .*\(\*qiki_[a-z0-9_]+|# *define QIKI_[A-Z0-9_]+)' <"$tmp/headers" |
    sed -E 's|^qiki/([^:]*):.*[^a-zA-Z0-9_]([qQ][iI][kK][iI]_[a-zA-Z0-9_]+)[^a-zA-Z0-9_]*$|\2 \1|' | LC_ALL=C sort -u >"$tmp/where"
sed 's/^/at /' "$tmp/where" >>"$tmp/names"
rules() {
    broken=0
    sed -n "s/^at //p" "$names" >>"$tmp/where"
    awk -f "$here/layout.awk" "$tmp/where" "$golden" "$tmp/text" || broken=1
    awk -f "$here/names.awk" "$tmp/where" "$names" "$tmp/names" || broken=1
    return $broken
}

case $mode in
rules)
    rules || exit 1
    diff "$golden" "$tmp/text" | sed -n 's/^> */grown: /p'
    ;;
write)
    if ! rules && [ $breaking = no ]; then
        echo "layout: nothing is written; while the ABI is 1.0-rc, --write --break and a line in CHANGELOG.md do it anyway"
        exit 1
    fi
    cp "$tmp/text" "$golden"
    cp "$tmp/names" "$names"
    sh "$here/offsets.sh" "$golden" >"$(dirname "$golden")/offsets.c"
    sed -i "s/QIKI_LAYOUT UINT64_C(0x[0-9a-f]*)/QIKI_LAYOUT UINT64_C(0x$hash)/" qiki/layout.h
    ;;
same)
    rules || exit 1
    diff "$golden" "$tmp/text" || { echo "layout: the headers have grown beyond $golden; --write and a line in CHANGELOG.md take it in"; exit 1; }
    grep -v '^at ' "$names" >"$tmp/held"
    grep -v '^at ' "$tmp/names" | diff "$tmp/held" - || { echo "layout: events or plain types have grown beyond $names; --write takes it in"; exit 1; }
    sh "$here/offsets.sh" "$golden" | diff - "$(dirname "$golden")/offsets.c" || { echo "layout: offsets.c is not what offsets.sh writes"; exit 1; }
    grep -q "$hash" qiki/layout.h || { echo "layout: qiki/layout.h should hold $hash"; exit 1; }
    ;;
esac
echo "layout $hash: $(grep -c ' 0 | struct qiki_[a-z_]*$' "$tmp/text") structs, $(grep -c '^#define' "$tmp/text") constants, $(grep -c "^[0-9]" "$tmp/names") events"
