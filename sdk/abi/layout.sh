#!/bin/sh
# SPDX-License-Identifier: MIT
# layout.sh [--write] INCLUDE GOLDEN - lists every struct (offset, type, field, size), function type and constant of INCLUDE/qiki,
# compares the text with GOLDEN and its hash with QIKI_LAYOUT; --write makes both new, and offsets.c beside it. A name that ends
# in _ is internal. Needs clang.
set -eu
write=no
if [ "$1" = --write ]; then write=yes; shift; fi
golden=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$1"

find qiki -name '*.h' | LC_ALL=C sort | sed 's/.*/#include "&"/' >"$tmp/all.c"
clang -std=c11 -I. -fsyntax-only "$tmp/all.c"
{
    clang -std=c11 -I. -Xclang -fdump-record-layouts-complete -fsyntax-only "$tmp/all.c" |
        awk '/Dumping/ {if (s != "") print s; s = ""; show = 0} / 0 \| struct qiki_[a-z0-9_]*[a-z0-9]$/ {show = 1}
             show && NF {gsub(/ +$/, ""); s = s $0 "\t"} END {if (s != "") print s}' | LC_ALL=C sort | tr '\t' '\n' | grep .
    find qiki -name '*.h' | LC_ALL=C sort | xargs grep -h '^typedef .*(\*'
    gcc -std=c11 -I. -dM -E "$tmp/all.c" | grep '^#define QIKI_[A-Z0-9_]* .' |
        grep -Ev '_H$|_H |_ |QIKI_(LAYOUT|EXPORT|EXTERN)' | LC_ALL=C sort
} >"$tmp/text"
here=$(dirname "$golden")
hash=$(sha256sum "$tmp/text" | cut -c1-16)

if [ $write = yes ]; then
    cp "$tmp/text" "$golden"
    sh "$here/offsets.sh" "$golden" >"$here/offsets.c"
    sed -i "s/QIKI_LAYOUT UINT64_C(0x[0-9a-f]*)/QIKI_LAYOUT UINT64_C(0x$hash)/" qiki/layout.h
else
    diff "$golden" "$tmp/text" || { echo "layout: the headers differ from $golden; a change of 1.0-rc is made with --write and a line in CHANGELOG.md"; exit 1; }
    sh "$here/offsets.sh" "$golden" | diff - "$here/offsets.c" || { echo "layout: offsets.c is not what offsets.sh writes"; exit 1; }
    grep -q "$hash" qiki/layout.h || { echo "layout: qiki/layout.h should hold $hash"; exit 1; }
fi
echo "layout $hash: $(grep -c '0 | struct qiki_[a-z_]*$' "$tmp/text") structs, $(grep -c '^#define' "$tmp/text") constants"
