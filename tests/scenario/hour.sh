#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/scenario/hour.sh QIKI [SECONDS] - an hour of anything said and anything failing ends without a fault, twice with one digest.
set -eu
qiki=$1 seconds=${2:-3600}
cd "$(dirname "$0")/../.."
play() {
    "$qiki" run tests/scenario/hour.lua --quiet --set seconds="$seconds" "$@" 2>&1
}
once=$(play) || { echo "$once"; exit 1; }
twice=$(play --threads 2) || { echo "$twice"; exit 1; }
one=$(echo "$once" | grep '^digest ') two=$(echo "$twice" | grep '^digest ')
[ "$one" = "$two" ] && exit 0
echo "hour.lua: expected $one twice, found $two"
exit 1
