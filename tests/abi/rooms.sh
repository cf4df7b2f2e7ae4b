#!/bin/bash
# SPDX-License-Identifier: MIT
# rooms.sh ROOT - who includes whom: plugins the SDK alone, the host its rooms in one direction, the ABI nothing but the standard library.
set -euo pipefail

place() { # FILE TARGET: sets `to`, where the include leads from the root; empty when it leaves the tree
    local at
    to=
    for at in "${1%/*}/$2" "$2" "sdk/include/$2" "sdk/$2"; do
        if [ -f "$at" ] || [ -f "$at.in" ]; then
            while [[ $at =~ ^(.*/)?[^/]+/\.\./(.*)$ ]]; do at=${BASH_REMATCH[1]}${BASH_REMATCH[2]}; done
            to=$at
            return
        fi
    done
}
is_plugin() { [ -d "$1" ] && grep -rqE '^ *QIKI_PLUGIN\(|^const qiki_entry qiki_plugin' "$1"; } # and not parts that several share

may() { # FILE TARGET: whether the rule allows it
    local from=$1 to=$2
    case $from in
    plugins/*)
        case $to in
        sdk/include/* | sdk/score/*) return 0 ;;
        plugins/*)
            local mine their
            [[ $from =~ ^[^/]+/[^/]+/[^/]+ ]] && mine=${BASH_REMATCH[0]}
            [[ $to =~ ^[^/]+/[^/]+/[^/]+ ]] && their=${BASH_REMATCH[0]}
            [ "$mine" = "$their" ] && return 0
            [ "${mine%/*}" = "${their%/*}" ] && ! is_plugin "$their"
            return ;;
        esac
        return 1 ;;
    sdk/include/*) [[ $to == sdk/include/* ]] ;;
    sdk/score/*) [[ $to == sdk/include/* || $to == sdk/score/* ]] ;;
    host/cli/* | host/main.cpp) [[ $to == host/* || $to == sdk/include/* || $to == sdk/score/* ]] ;;
    host/run/* | host/solo/*) [[ $to != host/cli/* ]] && [[ $to == host/* || $to == sdk/include/* || $to == sdk/score/* ]] ;;
    host/*) [[ $to != host/cli/* && $to != host/run/* ]] && [[ $to == host/* || $to == sdk/include/* || $to == sdk/score/* ]] ;;
    esac
}
check() { # ROOT
    cd "$1"
    local file line target to=
    while IFS= read -r line; do
        [[ $line =~ ^([^:]+):\ *#include\ +[\"\<]([^\"\>]+) ]]
        file=${BASH_REMATCH[1]} target=${BASH_REMATCH[2]}
        place "$file" "$target"
        if [ -n "$to" ]; then
            may "$file" "$to" || echo "$file includes $to"
        elif [[ $line == *'"'* || $target == qiki/* || $target == host/* || $target == plugins/* ]]; then
            echo "$file includes $target, which is not in the tree"
        elif [[ $file == sdk/include/* && ! $target =~ ^([a-z_]+|std(def|int|lib).h|string.h|emmintrin.h)$ ]]; then
            echo "$file includes <$target>: the ABI takes nothing but the standard library"
        fi
    done < <(grep -rnoE '^ *#include +["<][^">]+[">]' plugins host sdk --include='*.[ch]' --include='*.[ch]pp' | sed -E 's/:[0-9]+:/: /')
}
found=$(check "$1")
[ -z "$found" ] || { echo "$found"; exit 1; }

# The check can fail: each of these is seen, and none of the good ones is.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
write() { mkdir -p "$tmp/$(dirname "$1")" && printf '%s\n' "$2" >"$tmp/$1"; }
write host/run/run.hpp '#include <vector>'
write host/cli/verbs.hpp '#include "host/run/run.hpp"'
write sdk/include/qiki/base.h '#include <stdint.h>'
write sdk/score/gospa.hpp '#include "qiki/base.h"'
write plugins/radar/one/one.cpp 'QIKI_PLUGIN(one, ...)'
write plugins/radar/one/one.hpp '#include "score/gospa.hpp"'
write plugins/radar/shared/part.hpp '#include "qiki/base.h"'
write plugins/radar/two/good.cpp '#include "../shared/part.hpp"'
[ -z "$(check "$tmp")" ] || { echo "the check refuses what is allowed:"; check "$tmp"; exit 1; }
sins=(
    'plugins/radar/two/bad.cpp|#include "host/run/run.hpp"'
    'plugins/radar/two/bad.cpp|#include "../one/one.hpp"'
    'plugins/radar/two/bad.cpp|#include <../plugins/radar/one/one.hpp>'
    'plugins/bridges/csv/bad.cpp|#include "plugins/radar/shared/part.hpp"'
    'plugins/radar/two/bad.cpp|#include "nowhere.hpp"'
    'sdk/score/bad.hpp|#include "plugins/radar/shared/part.hpp"'
    'sdk/include/qiki/bad.h|#include "score/gospa.hpp"'
    'sdk/include/qiki/bad.h|#include <boost/dll.hpp>'
    'sdk/include/qiki/bad.h|#include <math.h>'
    'host/run/bad.cpp|#include "host/cli/verbs.hpp"'
    'host/load/bad.cpp|#include "host/run/run.hpp"'
    'host/cli/bad.cpp|#include "plugins/radar/one/one.hpp"'
)
for sin in "${sins[@]}"; do
    write "${sin%%|*}" "${sin#*|}"
    [ "$(check "$tmp" | wc -l)" = 1 ] || { echo "a wrong include passes: $sin"; exit 1; }
    rm "$tmp/${sin%%|*}"
done
echo "rooms: every include goes the right way"
