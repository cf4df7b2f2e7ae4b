#!/bin/sh
# SPDX-License-Identifier: MIT
# offsets.sh GOLDEN - writes a C file that asserts the offset of every field and the size of every struct of the golden layout.
set -eu
echo '/* SPDX-License-Identifier: MIT */'
echo '/* sdk/abi/offsets.c - every field of every public struct where the golden layout has it; written by sdk/abi/offsets.sh. */'
golden=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$golden")/../include"
find qiki -name '*.h' | LC_ALL=C sort | sed 's/.*/#include "&"/'
awk '
    / 0 \| struct qiki_/ {name = $NF}
    name && /^ *[0-9]+ \|   [^ ]/ {
        field = $NF
        if (field ~ /[)\]]$/) field = ""
        if (field != "") printf "QIKI_STATIC_ASSERT(offsetof(%s, %s) == %d, \"%s.%s\");\n", name, field, $1, name, field
    }
    name && /\[sizeof=/ {sub(/.*sizeof=/, ""); sub(/,.*/, ""); printf "QIKI_STATIC_ASSERT(sizeof(%s) == %d, \"%s\");\n", name, $0, name; name = ""}
' "$golden"
