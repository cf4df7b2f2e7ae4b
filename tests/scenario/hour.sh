#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/scenario/hour.sh QIKI [SECONDS [CHANCE...]] - an hour of anything said and anything failing ends without a fault, twice with one digest; for
# each CHANCE (1) another hour, with another digest.
set -eu
qiki=$1 seconds=${2:-3600}
[ $# -le 2 ] && set -- 1 || shift 2
cd "$(dirname "$0")/../.."
play() { # CHANCE OPTION...
    chance=$1
    shift
    "$qiki" run tests/scenario/hour.lua --quiet --set seconds="$seconds" --set chance="$chance" "$@" 2>&1
}
before=
for n; do
    once=$(play "$n") || { echo "$once"; exit 1; }
    twice=$(play "$n" --threads 2) || { echo "$twice"; exit 1; }
    one=$(echo "$once" | grep '^digest ') two=$(echo "$twice" | grep '^digest ')
    [ "$one" = "$two" ] || { echo "hour.lua, chance $n: expected $one twice, found $two"; exit 1; }
    [ "$one" != "$before" ] || { echo "hour.lua, chance $n: expected another hour, found $one again"; exit 1; }
    before=$one
done
