#!/bin/bash
# SPDX-License-Identifier: MIT
# alone.sh QIKI ROOT - one instance of a scenario by itself: the same as in the run, or the record in which it is not.
set -euo pipefail
qiki=$1 root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TMPDIR=$tmp
bad=0
say() { echo "WRONG: $*"; bad=1; }
build() { # NAME: a plugin of what stands on standard input
    gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -I "$root/tests/conform/mutants" -x c -o "$tmp/$1.so" -
}
cat >"$tmp/probe.lua" <<'end'
local q = require "qiki"
return q.scenario { name = "probe", seed = 7, tick = 1, duration = 60,
  vehicles = { q.use "qiki.vehicle.point" { id = "craft", velocity = {100, 0, 0} } },
  sensors = { q.use "org.qiki.test.mutant" { id = "probe", on = "craft" }, q.use "org.qiki.test.mutant" { id = "second", on = "craft" } } }
end
expect() { # CODE ARGUMENT...
    local code=0 want=$1
    shift
    "$qiki" conform "$@" >"$tmp/out" 2>"$tmp/err" || code=$?
    [ $code = "$want" ] || say "conform $*: exit code $code, expected $want: $(cat "$tmp/out" "$tmp/err")"
}
says() { grep -q -- "$1" "$tmp/out" || say "expected '$1', found: $(cat "$tmp/out")"; }

build sound <<<'#include "base_state.h"'
expect 0 "$tmp/sound.so" --alone "$tmp/probe.lua"
says "'probe' (org.qiki.test.mutant) alone: 60 ticks recorded"
says "60 ticks, 60 records: they keep the rules, and are those of the run"
expect 0 "$tmp/sound.so" --alone "$tmp/probe.lua" --instance second --seed 8
says "'second'"

build infinite <<<'#define VALUE(s, t) ((t)->seq == 30 ? 1e308 * 10 : (s)->way)
#include "base_state.h"'
expect 1 "$tmp/infinite.so" --alone "$tmp/probe.lua"
says "first bad record: tick 30, t = 31 s, output 'samples', record 0 of the tick, ordinal 30: .*rule rec.9"
says "^ *32 *v *inf, 0, 0, 0$"

build process <<<'#include <unistd.h>
#define VALUE(s, t) ((t)->seq == 20 ? getpid() : (s)->way)
#include "base_state.h"'
expect 1 "$tmp/process.so" --alone "$tmp/probe.lua"
says "tick 20, .* is another one than in the run, first in sample.v"
says "^ *8 *t *21000000000 *the same$"

# Alone, its parent is this shell; in the run it is not.
export TEST_SHELL=$$
build mute <<<'#include <unistd.h>
#define IN_TICK(s, t) if ((t)->seq == 10 && getppid() == atoi(getenv("TEST_SHELL"))) return QIKI_OK
#include "base_state.h"'
expect 1 "$tmp/mute.so" --alone "$tmp/probe.lua"
says "tick 10, .* wrote 0 records and dropped 0, in the run 1 and 0"

build broken <<<'#define IN_TICK(s, t) if ((t)->seq == 12) return QIKI_E_INTERNAL
#include "base_state.h"'
expect 1 "$tmp/broken.so" --alone "$tmp/probe.lua"
says "tick 12, t = 13 s: fails: .*, as in the run"

# The process of the run dies, and so does this one, in the same tick: under a debugger it stands there.
build crash <<<'#define IN_TICK(s, t) if ((t)->seq == 12) *(volatile int *)8 = 1
#include "base_state.h"'
expect 139 "$tmp/crash.so" --alone "$tmp/probe.lua" 2>/dev/null
says "alone: 13 ticks recorded"

# Ends the process as if all were well.
build leaves <<<'#define IN_TICK(s, t) if ((t)->seq == 12) exit(0)
#include "base_state.h"'
expect 1 "$tmp/leaves.so" --alone "$tmp/probe.lua"
says "alone: 13 ticks recorded"
[ "$(grep -c "^qiki conform: 'probe' (org.qiki.test.mutant) called exit() in tick(), tick 13; no call may end" "$tmp/err")" = 2 ] || say "an exit() is not named: $(cat "$tmp/err")"

expect 2 "$tmp/sound.so" --alone "$tmp/probe.lua" --instance prob
grep -q 'did you mean "probe"' "$tmp/err" || say "a misspelt instance is not put right: $(cat "$tmp/err")"
expect 2 "$tmp/sound.so" --instance probe
expect 2 "$tmp/sound.so" --alone "$root/scripts/lua/scenarios/crossing.lua"
expect 2 "$tmp/sound.so" --alone "$tmp/nowhere.lua"
expect 3 "$tmp/nowhere.so" --alone "$tmp/probe.lua"
printf 'text' >"$tmp/text.so"
expect 3 "$tmp/text.so" --alone "$tmp/probe.lua"
exit $bad
