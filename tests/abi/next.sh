#!/bin/bash
# SPDX-License-Identifier: MIT
# next.sh SOURCE DIR - the headers of a made-up next minor in DIR/qiki: everything that may grow has grown at its tail, and there are a
# new constant, a new record and a new extension. The gate of the layout lets it pass.
set -euo pipefail
source=$1 next=$2
mkdir -p "$next"
cp -r "$source/sdk/include/qiki" "$next/"
rows='port|view|out|param|value|channel|fact|verb'
# Each struct that begins with qiki_head; a file of them at a time, so that none is forgotten when one is added.
tables=$(cd "$next" && grep -rhA1 '^typedef struct qiki_[a-z0-9_]* {' qiki --include='*.h' | grep -B1 '^ *qiki_head ' |
    sed -nE 's/^typedef struct qiki_([a-z0-9_]+) \{.*/\1/p' | grep -v '^vtable$' | paste -sd '|')
[ "$(tr '|' '\n' <<<"$tables" | wc -l)" -ge 18 ] || { echo "the tables are not found: $tables"; exit 1; }
find "$next/qiki" -name '*.h' -exec sed -i -E \
    -e "s/^\} qiki_($tables);/    uint64_t answer;\n&/" \
    -e "s/^\} qiki_($rows);/    uint64_t answer[3];\n&/" \
    -e 's/^\} qiki_vtable;/    uint64_t (*answer)(void *self);\n&/' \
    -e 's/^\} qiki_entry;/    uint64_t answer;\n&/' \
    -e 's/^#define QIKI_SENSE_CALIBRATING +4u/&\n#define QIKI_SENSE_WARMING 5u/' \
    -e 's/^(#define QIKI_ABI_MINOR) [0-9]+/\1 99/' {} +
sed -i 's/UINT64_C(0x[0-9a-f]*)/UINT64_C(0x99)/' "$next/qiki/layout.h"
# A record ...
sed -i 's/^QIKI_RECORD(qiki_assoc, [0-9]*);/&\
#define QIKI_REC_HINT UINT32_C(0x00630001)\
typedef struct qiki_hint { uint64_t track; double v; } qiki_hint;\
QIKI_RECORD(qiki_hint, 16);/' "$next/qiki/track.h"
sed -i -E -e 's/^( *)case QIKI_REC_SELFTEST: +return qiki_selftest_row_flaw.*/&\n\1case QIKI_REC_HINT: return ((const qiki_hint *)at)->track ? NULL : "hint.track: 0 is none";/' \
    -e 's/^( *)case QIKI_REC_SELFTEST: +return sizeof.*/&\n\1case QIKI_REC_HINT: return sizeof(qiki_hint);/' "$next/qiki/check.h"
sed -i 's/^template <> inline constexpr uint32_t record_id<qiki_assoc>.*/&\
template <> inline constexpr uint32_t record_id<qiki_hint> = QIKI_REC_HINT;/' "$next/qiki/cxx/port.hpp"
# ... and an extension.
cat >"$next/qiki/ext/warm.h" <<'END'
/* SPDX-License-Identifier: MIT */
/* qiki/ext/warm.h - how warm it is inside; only the made-up next minor asks. */
#ifndef QIKI_WARM_H
#define QIKI_WARM_H
#include "../host.h"
#define QIKI_WARM_ID "qiki.warm/1"
typedef struct qiki_warm {
    qiki_head head;
    int32_t (*warm)(void *self); /* [control] */
} qiki_warm;
#endif
END
"$source/sdk/abi/layout.sh" --rules "$next" "$source/sdk/abi/layout.golden" >"$next/gate" || { echo "the next minor breaks this one:"; cat "$next/gate"; exit 1; }
for what in ' qiki_hint' QIKI_REC_HINT QIKI_WARM_ID QIKI_SENSE_WARMING ' answer'; do grep -q "^grown: .*$what" "$next/gate" || { echo "the next minor has no $what"; exit 1; }; done
grown=$(grep -rlE '^    uint64_t \(?\*?answer' "$next/qiki" | wc -l)
[ "$grown" -ge 16 ] || { echo "the next minor did not grow"; exit 1; }
