#!/bin/bash
# SPDX-License-Identifier: MIT
# inspect.sh QIKI PLUGINS INCLUDE - what qiki inspect reads agrees with readelf, and each property of a file is seen when it is
# there and not when it is absent.
set -euo pipefail
qiki=$1 plugins=$2 include=$3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "inspect: $*"; exit 1; }
json() { "$qiki" inspect --json "$1" >"$tmp/json" 2>"$tmp/err" || true; }
ask() { jq -r "$1" "$tmp/json"; }
same() { [ "$2" = "$3" ] || fail "$1: expected $2, found $3"; }

n=0
for f in "$plugins"/*.so; do
    json "$f"
    mapfile -t said < <(ask '(.links.needed | join(" ")), .build_id,
        ([.links.imports[] | .name + (if .version then "@" + .version else "" end)] | sort | join(" ")),
        ([.links.exports[].name] | join(" ")), (.links.asks[] | select(.family == "GLIBC").version), (.remarks | length)')
    same "$f needs" "$(readelf -dW "$f" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | xargs)" "${said[0]}"
    same "$f build id" "$(readelf -nW "$f" | sed -n 's/.*Build ID: //p')" "${said[1]}"
    same "$f imports" "$(nm -D --undefined-only "$f" | awk '{print $NF}' | LC_ALL=C sort -u | xargs)" "${said[2]}"
    same "$f exports" qiki_plugin "${said[3]}"
    same "$f glibc" "$(objdump -T "$f" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -uV | tail -1)" "${said[4]}"
    same "$f remarks" 0 "${said[5]}"
    n=$((n + 1))
done
[ $n -gt 0 ] || fail "no plugin in $plugins"

cat >"$tmp/one.c" <<'C'
#include "qiki/plugin.h"
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    return (void)h, (void)i, (void)vt, (void)self, (void)e, QIKI_E_UNSUPPORTED;
}
static const qiki_param params[] = {{"gate", "m", "how near", NULL, NULL, QIKI_REAL, 0, 3, 0, 9}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.example.one", .kind = QIKI_KIND_BRIDGE,
    .name = "One", .version = "1.0.0", .vendor = "", .licence = "", .summary = "One", .params = QIKI_TABLE(params), .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.example.one", QIKI_KIND_BRIDGE, "1.0.0", "One"));
C
# A property, how it is built in, what sees it; the plain build must not show it.
build() { gcc -shared -fvisibility=hidden -I"$include" -Wl,--build-id=sha1 "$@" -o "$tmp/one.so" "$tmp/one.c" 2>"$tmp/log" || { cat "$tmp/log"; exit 1; }; }
seen() { # WHAT EXPRESSION FLAG...
    local what=$1 expression=$2
    shift 2
    build -fPIC
    json "$tmp/one.so"
    same "$what, absent" false "$(ask "$expression")"
    build -fPIC "$@"
    json "$tmp/one.so"
    same "$what, there" true "$(ask "$expression")"
    same "$what: ports and parameters" gate "$(ask '.plugins[0].params[0].key')"
}
says() { printf '.remarks | any(contains("%s"))' "$1"; }
seen "an executable stack" '.executable_stack' -Wl,-z,execstack
seen "a remark on it" "$(says 'executable stack')" -Wl,-z,execstack
seen "an RPATH" '.links.rpath == "/somewhere"' -Wl,--disable-new-dtags,-rpath,/somewhere
seen "a RUNPATH" '.links.runpath == "/somewhere"' -Wl,--enable-new-dtags,-rpath,/somewhere
seen "a remark on it" "$(says RUNPATH)" -Wl,--enable-new-dtags,-rpath,/somewhere
seen "no build id" '.build_id == null' -Wl,--build-id=none
seen "a soname" '.links.soname == "libone.so"' -Wl,-soname,libone.so
seen "binding at the start" '.links.bind_now' -Wl,-z,now
seen "nodelete" '.links.no_delete' -Wl,-z,nodelete
seen "stripped" '.stripped' -s
seen "debug information" '.debug_information' -g
build -fPIC -Wl,-z,pack-relative-relocs && json "$tmp/one.so"
readelf -dW "$tmp/one.so" | grep -q RELR || fail "the linker packed no relocations"
same "packed relocations" gate "$(ask '.plugins[0].params[0].key')"
build -fPIC -Wl,--hash-style=sysv && json "$tmp/one.so"
same "a hash table of System V" qiki_plugin "$(ask '.links.exports[0].name')"
printf '.section .text\n.quad one\n.section .data\none: .quad 0\n.section .note.GNU-stack,"",@progbits\n' >"$tmp/text.s"
seen "text relocations" '.links.text_relocations' -Wl,-z,notext "$tmp/text.s"
printf '.globl twice\n.type twice, @gnu_unique_object\n.data\ntwice: .quad 0\n.section .note.GNU-stack,"",@progbits\n' >"$tmp/unique.s"
seen "a unique symbol" "$(says 'unique symbols (twice)')" "$tmp/unique.s"
echo "inspect: $n plugins as readelf says, each property seen"
