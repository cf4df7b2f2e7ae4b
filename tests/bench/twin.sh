#!/bin/bash
# SPDX-License-Identifier: MIT
# twin.sh QIKI [SECONDS] - what a twin of one craft and twenty contacts at 10 Hz costs: each of 20,000 ticks as fast as they go; then, in real time
# for SECONDS (30), the share of a core, the start of the process included, and its greatest memory. Fails beyond the limits: 99.9 % of the
# ticks within 1 ms, 64 MB, 2 % of a core.
set -euo pipefail
qiki=$1 seconds=${2:-30}
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'cat "$tmp/err"' ERR
"$qiki" run "$here/twin.lua" --quiet --json >"$tmp/fast.json" 2>"$tmp/err"
jq -r '.tick_ns as $t | def us: . / 1e3 | round; "\(.ticks) ticks, \(.sim_s / .wall_s | round) x real time; us a tick: p50 \($t.p50 | us), p99 \($t.p99 | us), p99.9 \($t.p999 | us), slowest \($t.max | us)"' "$tmp/fast.json"

TIMEFORMAT='%U %S %R'
{ time "$qiki" run "$here/twin.lua" --quiet --json --realtime --duration "$seconds" >"$tmp/real.json" 2>"$tmp/err"; } 2>"$tmp/times" &
timed=$!
peak=0
while kill -0 $timed 2>/dev/null; do # its child, as long as it lives
    for child in $(cat /proc/$timed/task/$timed/children 2>/dev/null); do
        now=$(awk '/^VmHWM/{print $2}' "/proc/$child/status" 2>/dev/null) && peak=${now:-$peak}
    done
    sleep 0.5
done
wait $timed
awk -v peak="$peak" '{printf "in real time: %.2f %% of a core, %.1f MB at the most\n", 100 * ($1 + $2) / $3, peak / 1024}' "$tmp/times"
jq -r '.tick_ns as $t | def us: . / 1e3 | round; "us a tick: p50 \($t.p50 | us), p99 \($t.p99 | us), slowest \($t.max | us)"' "$tmp/real.json"
awk -v peak="$peak" -v slow="$(jq .tick_ns.p999 "$tmp/fast.json")" '{exit !(slow < 1e6 && peak < 65536 && ($1 + $2) / $3 < 0.02)}' "$tmp/times" || {
    trap - ERR
    echo "expected 99.9 % of the ticks within 1000 us, less than 2 % of a core and 64 MB, found the above"
    exit 1
}
