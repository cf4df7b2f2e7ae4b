#!/bin/bash
# SPDX-License-Identifier: MIT
# rooms.sh ROOT - who includes whom: plugins the SDK alone, the host its rooms in one direction, the SDK nothing but libc and SLEEF.
set -euo pipefail
includes() { # DIR: lines "file target" of quoted includes and of <qiki...>
    grep -rnoE '#include +("[^"]+"|<qiki[^>]*>)' "$1" --include='*.[ch]' --include='*.[ch]pp' 2>/dev/null |
        sed -E 's/:[0-9]+:#include +["<]([^">]+)[">]/ \1/' || true
}
check() { # ROOT
    cd "$1"
    {
        includes plugins | awk '$2 ~ /^(host|tests)\// || $2 ~ /\.\.\/\.\.\/(host|bridges|vehicles)/ {print $1 " reaches into " $2}'
        includes plugins | awk '{split($1, a, "/"); if ($2 ~ /^plugins\// && index($2, "plugins/" a[2]) != 1) print $1 " includes another plugin: " $2}'
        includes sdk | awk '$2 ~ /^(host|plugins|tests)\// {print $1 " reaches into " $2}'
        includes sdk/include | awk '$2 ~ /^(score|abi)\// {print $1 " reaches into " $2}'
        includes host/load | awk '$2 ~ /^host\/(run|cli|scenario)\// {print $1 " looks up to " $2}'
        includes host/scenario | awk '$2 ~ /^host\/(run|cli|load)\// {print $1 " looks up to " $2}'
        includes host/observe | awk '$2 ~ /^host\/(run|cli|load|scenario)\// {print $1 " looks up to " $2}'
        includes host/run | awk '$2 ~ /^host\/cli\// {print $1 " looks up to " $2}'
        includes host | awk '$2 ~ /^plugins\// {print $1 " knows a plugin: " $2}'
    }
}
found=$(check "$1")
[ -z "$found" ] || { echo "$found"; exit 1; }

# The check can fail: one wrong include a rule is seen.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp"/{plugins/radar,plugins/bridges,sdk/include,sdk/score,host/load,host/scenario,host/observe,host/run}
echo '#include "host/run/run.hpp"' >"$tmp/plugins/radar/a.cpp"
echo '#include "plugins/radar/a.hpp"' >"$tmp/plugins/bridges/b.cpp"
echo '#include "plugins/radar/a.hpp"' >"$tmp/sdk/score/c.hpp"
echo '#include "host/run/run.hpp"' >"$tmp/host/load/d.cpp"
echo '#include "host/cli/verbs.hpp"' >"$tmp/host/run/e.cpp"
[ "$(check "$tmp" | wc -l)" -ge 5 ] || { echo "a wrong include passes"; exit 1; }
echo "rooms: every include goes the right way"
