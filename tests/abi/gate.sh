#!/bin/bash
# SPDX-License-Identifier: MIT
# gate.sh SOURCE - the layout gate goes red, with header, struct, member and rule, for each way to break the ABI, in a record and in a
# table; it stays green for what a minor may add; and breaking is not written without --break.
set -euo pipefail
abi=$1/sdk/abi include=$1/sdk/include
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0
edit() { # FILE SED: a fresh copy with that edit, which must have changed it
    rm -rf "$tmp/include"
    cp -r "$include" "$tmp/include"
    rm -r "$tmp"/include/qiki/{check*,looks.h,plots.h} # their functions name members; they have no layout of their own
    sed -i -E "$2" "$tmp/include/qiki/$1"
    if cmp -s "$include/qiki/$1" "$tmp/include/qiki/$1"; then echo "$1: the edit '$2' changes nothing"; exit 1; fi
    n=$((n + 1))
}
red() { # FILE SED TEXT: exactly the named finding
    edit "$1" "$2"
    if "$abi/layout.sh" --rules "$tmp/include" "$abi/layout.golden" >"$tmp/out" 2>&1; then echo "$1: '$2' passes the gate"; exit 1; fi
    grep -qF "qiki/$1: $3" "$tmp/out" || { echo "$1: '$2' is told without 'qiki/$1: $3':"; cat "$tmp/out"; exit 1; }
    [ "$(wc -l <"$tmp/out")" -le "${4:-1}" ] || { echo "$1: '$2' is told in more than one line:"; cat "$tmp/out"; exit 1; }
}
green() { # FILE SED
    edit "$1" "$2"
    "$abi/layout.sh" --rules "$tmp/include" "$abi/layout.golden" >"$tmp/out" 2>&1 || { echo "$1: '$2' is refused:"; cat "$tmp/out"; exit 1; }
    grep -q '^grown: ' "$tmp/out" || { echo "$1: '$2' is not seen"; exit 1; }
}
# The assertion on a record's size is lifted, so that the gate itself is asked.
free='/^QIKI_RECORD\(/d'
# inserted
red track.h "$free; s/^    qiki_ns  t_update;/    uint64_t extra;\n&/" 'qiki_track.extra: inserted (rule rec.1)'
red config.h 's/^    qiki_table values;/    uint64_t extra;\n&/' 'qiki_config.extra: inserted (rule grow.2)'
red port.h 's/^    uint64_t hint;/    uint64_t extra;\n&/' 'qiki_port.extra: inserted (rule grow.2)'
# removed
red track.h "$free; /^    qiki_ns  t_birth;/d" 'qiki_track.t_birth: removed (rule rec.1)'
red host.h '/^    void \*ctx;/d' 'qiki_host.ctx: removed (rule grow.6)'
# reordered
red sample.h "$free; s/^    uint8_t  label;/    uint8_t  was_part;/; s/^    uint8_t  part;/    uint8_t  label;/; s/was_part;/part;/" 'qiki_sample.part: moved from byte 21 to 22 (rule rec.1)' 2
red host.h 's/^    uint32_t index; /    uint32_t was_generation; /; s/^    uint32_t generation; /    uint32_t index; /; s/was_generation/generation/' 'qiki_instance_info.index: moved from byte 24 to 28 (rule grow.6)' 2
# retyped
red sample.h "$free; s/^    double   trust;/    uint64_t trust;/" 'qiki_sample.trust: retyped: was double, is uint64_t (rule rec.1)'
red host.h 's/^    uint64_t rng_key;/    int64_t rng_key;/' 'qiki_instance_info.rng_key: retyped: was uint64_t, is int64_t (rule grow.6)'
red services/clock.h 's/^    int64_t \(\*utc\)\(const qiki_host \*\)/    int64_t (*utc)(const qiki_host *, int32_t)/' 'qiki_clock.utc: signature: was '
red base.h 's/^typedef int64_t qiki_ns/typedef uint64_t qiki_ns/' 'qiki_ns: is no longer int64_t (rule grow.6)'
# renamed
red truth.h "$free; s/^    double   level;/    double   strength;/" 'qiki_zone.level: renamed to strength (rule rec.1)'
red services/clock.h 's/^    int64_t \(\*utc\)/    int64_t (*wall)/' 'qiki_clock.utc: renamed to wall (rule grow.6)'
# array length
red truth.h "$free; s/^(    double   center.3., half).3.;/\1[4];/" 'qiki_zone.half: array length: was double[3], is double[4] (rule rec.1)'
red command.h 's/^(    double   min).6., max.6.;/\1[6], max[7];/' 'qiki_verb.max: array length: was double[6], is double[7] (rule grow.6)'
# constant: another value, gone, renamed
red track.h 's/^(#define QIKI_TRACK_ENDED +)3u/\14u/' 'QIKI_TRACK_ENDED: constant or type changed: was 3u, is 4u (rule grow.6)'
red radar.h '/^#define QIKI_BAND_SR/d; s/QIKI_BAND_SR/1u/' 'QIKI_BAND_SR: constant or type gone (rule grow.6)' 9
red codes.h 's/X\(510, COLLISION/X(511, COLLISION/' 'event 510 COLLISION: is 511 COLLISION'
red codes.h '/X\(510, COLLISION/d' 'event 510 COLLISION: is gone (rule grow.6)'
red codes.h 's/X\(511, COLLISION/X(510, CRASH/; s/X\(510, COLLISION/X(510, CRASH/' 'event 510 COLLISION: is 510 CRASH'
# constness
red port.h 's/^    const void \*data;    /    void *data;    /' 'qiki_view.data: constness: was const void *, is void * (rule grow.6)'
red plugin.h 's/^    void        \(\*destroy\)\(void \*self\)/    void        (*destroy)(const void *self)/' 'qiki_vtable.destroy: constness: was '
# a record grown at its tail
red sample.h "$free; s/^\} qiki_sample;/    double more;\n&/" 'qiki_sample.more: a record grew at its tail (rule rec.1)'
red base.h 's/char text.252.; \} qiki_error/char text[252]; uint64_t more; } qiki_error/; /sizeof\(qiki_error\)/d' 'qiki_error.more: a record grew at its tail (rule rec.1)'
# gone as a whole
red ext/span.h '/^typedef struct qiki_span/,/^} qiki_span;/d' 'qiki_span: gone (rule grow.6)'
red services/pool.h 's/^typedef void \(\*qiki_task\)\(void \*ctx, /typedef void (*qiki_task)(const void *ctx, /' 'qiki_task: constant or type changed'
red base.h 's/^(#define QIKI_ABI_MAJOR) 1/\1 2/' 'QIKI_ABI_MAJOR: constant or type changed: was 1, is 2 (rule grow.6)'

# What a minor may add.
green host.h 's/^\} qiki_instance_info;/    uint64_t more;\n&/'
green port.h 's/^\} qiki_port;/    uint64_t more[3];\n&/'
green plugin.h 's/^\} qiki_vtable;/    qiki_status (*more)(void *self);\n&/'
green plugin.h 's/^\} qiki_entry;/    const void *more;\n&/'
green sample.h 's/^#define QIKI_SENSE_CALIBRATING 4u/&\n#define QIKI_SENSE_WARMING 5u/'
green track.h 's/^QIKI_RECORD\(qiki_assoc, 40\);/&\n#define QIKI_REC_HINT UINT32_C(0x00100001)\ntypedef struct qiki_hint { uint64_t track; double v; } qiki_hint;\nQIKI_RECORD(qiki_hint, 16);/'
green ext/span.h 's/^\} qiki_span;/&\n#define QIKI_WARM_ID "qiki.warm\/1"\ntypedef struct qiki_warm {\n    qiki_head head;\n    qiki_status (*warm)(void *self);\n} qiki_warm;/'
green base.h 's/^(#define QIKI_ABI_MINOR) 0/\1 1/'

# A break is written only when it is meant.
mkdir "$tmp/abi"
cp "$abi"/*.golden "$tmp/abi/"
edit truth.h 's/^#define QIKI_ZONE_GRAVITY   7u/#define QIKI_ZONE_GRAVITY   8u/'
if "$abi/layout.sh" --write "$tmp/include" "$tmp/abi/layout.golden" >"$tmp/out"; then echo "a break is written without --break"; exit 1; fi
cmp "$abi/layout.golden" "$tmp/abi/layout.golden"
"$abi/layout.sh" --write --break "$tmp/include" "$tmp/abi/layout.golden" >"$tmp/out"
"$abi/layout.sh" "$tmp/include" "$tmp/abi/layout.golden" >"$tmp/out" || { echo "what was written is not what is asked for:"; cat "$tmp/out"; exit 1; }
green host.h 's/^\} qiki_host;/    uint64_t more;\n&/'
if "$abi/layout.sh" "$tmp/include" "$abi/layout.golden" >"$tmp/out"; then echo "growth passes without --write"; exit 1; fi
echo "gate: $n edits, each told as it should be"
