#!/bin/bash
# SPDX-License-Identifier: MIT
# live.sh QIKI SCENARIO - a whole run hears radars over UDP on this machine and records them; played again it has the same
# digest, with one thread or several, and another recording has another one. Nothing to hear and nothing to play is an error.
set -euo pipefail
qiki=$1 scenario=$2
scratch=$(mktemp -d)
listener=
trap '[ -z "$listener" ] || kill "$listener" 2>/dev/null || true; rm -rf "$scratch"' EXIT
port=$((20000 + $$ % 20000))
fail() { echo "FAIL: $*"; exit 1; }

hex() { printf '%b' "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }
say() { (exec 3>"/dev/udp/127.0.0.1/$port"; cat >&3) 2>/dev/null || true; } # nobody listens yet: told as an error
plot() { hex "$(printf '300010f80105%06x40%04x%04x0200' $((6400000 + $1 * 4)) $((5000 + 7 * $1)) $(((64 * $1) % 65536)))"; }

if "$qiki" run "$scenario" --quiet >"$scratch/none" 2>&1; then fail "nothing to hear is a success"; fi
grep -q 'give it by --set udp=' "$scratch/none" || { cat "$scratch/none"; fail "nothing to hear is not explained"; }

"$qiki" run "$scenario" --quiet --realtime 3 --set udp="127.0.0.1:$port" --set record="$scratch/tape.pcap" --set duration=9 \
    >"$scratch/live" 2>"$scratch/err" &
listener=$!
for ((k = 0; ; ++k)); do
    kill -0 "$listener" 2>/dev/null || break
    plot "$k" | say
    if ((k % 10 == 3)); then hex 3000ff | say; fi             # a length beyond its datagram
    if ((k % 10 == 6)); then hex 0a0010f4000701603840c803e84000 | say; fi # a surface report, one octet short
    sleep 0.01
done
wait "$listener" || { cat "$scratch/err"; fail "the live run ended with $?"; }
listener=

digest() { "$qiki" run "$scenario" --quiet --set replay="$1" --set duration=9 "${@:2}" 2>/dev/null | tail -n 1; }
live=$(tail -n 1 "$scratch/live")
[ "${live#digest }" != "$live" ] || fail "no digest: $live"
packets=$("$qiki" asterix "$scratch/tape.pcap" --json 2>/dev/null | grep -c '"record": *"contacts"') || true
[ "$packets" -gt 10 ] || fail "$packets plots were recorded, expected some hundreds"
for threads in 1 2; do
    again=$(digest "$scratch/tape.pcap" --threads $threads)
    [ "$again" = "$live" ] || fail "replay with $threads threads: $again, live: $live"
done
head -c 24 "$scratch/tape.pcap" >"$scratch/empty.pcap"
[ "$(digest "$scratch/empty.pcap")" != "$live" ] || fail "an empty tape has the same digest"
echo "same: $live, $packets plots"
