#!/bin/bash
# SPDX-License-Identifier: MIT
# codes.sh QIKI ROOT - what is no plugin is refused in one line, a damaged one crashes nobody, and each exit code means what it says.
set -euo pipefail
qiki=$1 root=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TMPDIR=$tmp
bad=0
say() { echo "WRONG: $*"; bad=1; }
build() { gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/$2.so" "$root/tests/conform/mutants/$1"; }
build base.h base
for m in elf_exports_second note_present_none load_now_crash; do build $m.c $m; done

# Files that are no plugin: one line that says why, and 3.
printf '' >"$tmp/empty.so"
printf 'radar = { range = 20e3 }\n' >"$tmp/text.so"
head -c 3000 "$tmp/base.so" >"$tmp/cut.so"
{ head -c 4 "$tmp/base.so"; printf '\1'; tail -c +6 "$tmp/base.so"; } >"$tmp/narrow.so"
mkdir "$tmp/folder.so"
for f in empty text cut narrow folder nowhere; do
    code=0
    "$qiki" conform "$tmp/$f.so" >"$tmp/out" 2>"$tmp/err" || code=$?
    [ $code = 3 ] || say "$f: exit code $code, expected 3"
    [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q "$f.so: " "$tmp/err" || say "$f: expected one line about it, found: $(cat "$tmp/err")"
done
# Every length of a cut file: never a crash of the program itself.
size=$(stat -c %s "$tmp/base.so")
for ((n = 64; n < size; n += size / 40)); do
    head -c $n "$tmp/base.so" >"$tmp/cut.so"
    code=0
    "$qiki" conform "$tmp/cut.so" --level 1 >/dev/null 2>&1 || code=$?
    [ $code -le 3 ] || say "cut at $n: exit code $code"
done

# What the codes mean, and what else is written.
expect() { # CODE ARGUMENT...
    local code=0 want=$1
    shift
    "$qiki" conform "$@" >"$tmp/out" 2>"$tmp/err" || code=$?
    [ $code = "$want" ] || say "conform $*: exit code $code, expected $want: $(cat "$tmp/err")"
}
expect 0 "$tmp/base.so" --level 1 --junit "$tmp/junit.xml"
[ "$(grep -c '<testcase ' "$tmp/junit.xml")" = "$("$qiki" conform --list --markdown | grep -c '| 1 load |')" ] || say "JUnit has not a case a check"
expect 1 "$tmp/elf_exports_second.so" --only elf.exports
expect 1 "$tmp/elf_exports_second.so" --only elf.exports --ndjson
[ "$(head -n 1 "$tmp/out" | jq -c .rules)" = '["lang.3"]' ] || say "rules are no list: $(cat "$tmp/out")"
expect 1 "$tmp/elf_exports_second.so" --only elf.exports
grep -q "again: qiki conform .* --only elf.exports --seed 1" "$tmp/out" || say "a failure without the command that repeats it"
expect 4 "$tmp/note_present_none.so" --only note.agrees
expect 2 "$tmp/base.so" --only note.agree
grep -q 'did you mean "note.agrees"' "$tmp/err" || say "a misspelt check is not put right"
expect 2 "$tmp/base.so" --level 6
expect 2 "$tmp/base.so" --level 1 --junit ''
grep -q -- "--junit: expected FILE, found ''" "$tmp/err" || say "an empty name of a file: $(cat "$tmp/err")"
TMPDIR=/nowhere expect 2 "$tmp/base.so" --level 1
grep -q 'TMPDIR: expected a folder .*, found /nowhere: No such' "$tmp/err" || say "no TMPDIR: $(cat "$tmp/err")"
# A plugin that the file does not have is not there, whoever asks; so is a file that none is in.
one_answer() { # WORDS, FILE, ARGUMENT...
    local verb code
    for verb in conform bench; do
        code=0
        "$qiki" $verb "${@:2}" >"$tmp/out" 2>"$tmp/err" || code=$?
        [ $code = 3 ] && grep -q -- "$1" "$tmp/err" || say "$verb ${*:2}: exit code $code, expected 3 and '$1', found: $(cat "$tmp/err")"
    done
}
one_answer 'has no plugin .*; did you mean "org.qiki.test.mutant"?; it has "org.qiki.test.mutant"' "$tmp/base.so" --id org.qiki.test.mutan
ln -s nowhere "$tmp/dangling.so"
one_answer 'expected a file, found a folder; name' "$tmp/folder.so"
one_answer 'found a link that leads nowhere; remove' "$tmp/dangling.so"
one_answer 'expected a file, found a character device' /dev/null
expect 2
expect 3 "$tmp/load_now_crash.so"
grep -q 'stack:' "$tmp/out" && grep -q 'load_now_crash.so+0x' "$tmp/out" || say "a crash without its stack: $(cat "$tmp/out")"
# Parameters by hand are parameters of the plugin, and values that they may have.
by_hand() { # SETTING, WORDS OF THE ERROR
    expect 2 "$tmp/base.so" --set "$1"
    [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q -- "--set ${1%%=*}: .*$2" "$tmp/err" || say "--set $1: expected '$2' in one line, found: $(cat "$tmp/err")"
}
by_hand stepp=1 'did you mean "step"'
by_hand step=abc "expected a number in m, 0 to 10, found 'abc'"
by_hand step=11 "expected a number in m, 0 to 10, found '11'"
by_hand step=nan "found 'nan'"
by_hand step= "found ''"
expect 0 "$tmp/base.so" --set step=3 --only config.schema
# Who cannot live for want of a parameter is no success in silence.
printf '%s\n' '#define PARAMS {"file", "", "what to read", NULL, NULL, QIKI_TEXT, QIKI_PARAM_REQUIRED | QIKI_PARAM_PATH, 0, 0, 0}, \
    {"gain", "", "of the antenna", NULL, NULL, QIKI_REAL, QIKI_PARAM_REQUIRED, 0, 0, 9}' "#include \"$root/tests/conform/mutants/base.h\"" |
    gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/wanting.so" -
unplayed() { # FILE WORDS THAT IT SAYS ONCE, or nothing
    [ "$(grep -cF 'did not play' "$1")" = "$([ "$2" ] && echo 1 || echo 0)" ] && grep -qF -- "$2" "$1" || say "parameters without a default: expected '$2', found: $(cat "$1")"
}
two=(--only elf.exports --only log.sane --only out.finite --only vehicle.motion) # a sensor, which the last is not for
expect 0 "$tmp/wanting.so" "${two[@]}" --junit "$tmp/wanting.xml"
unplayed "$tmp/out" '; give them with --set file=... --set gain=...'
grep -q '^2 of 3 checks for .* did not play it: its parameters "file", "gain" have no default; give' "$tmp/out" || say "how many and why: $(cat "$tmp/out")"
unplayed "$tmp/wanting.xml" '&quot;gain&quot; have no default; give them with --set file=... --set gain=...'
grep -q '^    <system-out>2 of 3' "$tmp/wanting.xml" || say "JUnit without who was not played"
allowed() { ! command -v xmllint >/dev/null || xmllint --noout --schema "$root/tests/unit/cli/junit.xsd" "$1" 2>"$tmp/err" || say "JUnit: $(cat "$tmp/err")"; }
allowed "$tmp/wanting.xml"
expect 0 "$tmp/wanting.so" "${two[@]}" --set file="$tmp/text.so"
grep -q 'its parameter "gain" has no default; give it with --set gain=...' "$tmp/out" || say "one parameter is missing: $(cat "$tmp/out")"
expect 0 "$tmp/wanting.so" "${two[@]}" --set file="$tmp/text.so" --ndjson
[ "$(tail -n 1 "$tmp/out" | jq -c '[.pass, .skip, (.unplayed[0] | .parameters, .checks)]')" = '[1,3,["gain"],2]' ] || say "NDJSON: $(cat "$tmp/out")"
expect 0 "$tmp/wanting.so" "${two[@]}" --set file="$tmp/text.so" --set gain=1 --junit "$tmp/wanting.xml"
unplayed "$tmp/out" ''
unplayed "$tmp/wanting.xml" ''
# Values by hand are said as in a scenario: the plugin finds them as they are meant, and a file from where the command was given.
printf '1 2 3\n' >"$tmp/plots.txt"
gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -I "$root/tests/conform/mutants" -x c -o "$tmp/said.so" - <<'end'
#include <stdio.h>
#define PARAMS {"on", "", "a switch", NULL, NULL, QIKI_BOOL, 0, 0, 0, 1}, {"at", "m", "a place", NULL, "0,0", QIKI_REALS, 0, 0, -9, 9}, \
    {"mode", "", "which", "slow|fast", "slow", QIKI_TEXT, 0, 0, 0, 0}, {"plots", "", "what to read", NULL, "", QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0}
#define IN_CONFIGURE(s) if (!as_said(c)) return qiki_say(e, QIKI_E_CONFIG, "other than meant")
struct qiki_config;
static int as_said(const struct qiki_config *);
#include "base.h"
static int as_said(const qiki_config *c) {
    const qiki_value *at = qiki_find(c, "at", QIKI_REALS);
    const double *v = at->data;
    FILE *f = fopen(qiki_text(c, "plots", ""), "re");
    return f && !fclose(f) && qiki_bool(c, "on", 0) && at->count == 3 && v[0] == 1 && v[1] == 2.5 && v[2] == -3 && !strcmp(qiki_text(c, "mode", ""), "fast");
}
end
cd "$tmp"
as_said() { expect "$1" said.so --only log.sane --set mode=fast --set plots=plots.txt --set "$2" --set "$3"; }
as_said 0 on=true at=1,2.5,-3
as_said 0 on=1 'at={ 1, 2.5, -3 }'
as_said 1 on=false at=1,2.5,-3
as_said 1 on=0 at=1,2.5,-3
as_said 1 on=true at=1,2.5,-3,0
wrong() { # SETTING, WORDS OF THE ERROR
    expect 2 said.so --set "$1"
    grep -q -- "--set ${1%%=*}: expected $2" "$tmp/err" || say "--set $1: expected '$2', found: $(cat "$tmp/err")"
}
wrong on=yes "true or false, found 'yes'"
wrong on=2 "true or false, found '2'"
wrong at=1,x "numbers with commas between them, each a number in m, -9 to 9, found '1,x'"
wrong at=1,10 "numbers with commas"
wrong mode=fasst 'one of .*did you mean "fast"'
wrong plots=nowhere.txt 'a file that can be read, found .*nowhere.txt", which does not exist'
cd - >/dev/null
# The time that a check has is told as it was given, and given again.
printf '#define IN_TICK(s, t) for (volatile int i = 0;; ++i) {}\n#include "%s"\n' "$root/tests/conform/mutants/base.h" |
    gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/endless.so" -
expect 1 "$tmp/endless.so" --only log.sane --timeout 1.5
grep -q 'within 1.5 s in tick()' "$tmp/out" && grep -q 'again: .* --timeout 1.5$' "$tmp/out" || say "a timeout: $(cat "$tmp/out")"
# Who ends the process is told apart.
ends() { # CODE THAT A TICK RUNS, WORDS OF THE VERDICT
    printf '#include <stdio.h>\n#include <stdlib.h>\n#define IN_TICK(s, t) %s\n#include "%s"\n' "$1" "$root/tests/conform/mutants/base.h" |
        gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/ends.so" - -lstdc++
    expect 1 "$tmp/ends.so" --only err.boundary
    grep -q "$2" "$tmp/out" || say "a tick with $1: expected '$2', found: $(cat "$tmp/out")"
}
# One fault of all is told once, by the check that asks least; the others say what they saw in a skip, with the stack.
asks="--only thread.none --only out.finite --only tick.bounds --only load.environment --only det.disturbed"
once() { # CODE THAT A TICK RUNS, WORDS OF out.finite, BEGINNING OF A SKIP'S TEXT, SECONDS
    printf '#include <stdlib.h>\n#include <unistd.h>\n#define IN_TICK(s, t) %s\n#include "%s"\n' "$1" "$root/tests/conform/mutants/base.h" |
        gcc -std=gnu11 -O0 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/once.so" -
    # shellcheck disable=SC2086 # asks are words
    expect 1 "$tmp/once.so" $asks --jobs 5 --ndjson --timeout "${4:-20}"
    [ "$(grep -cE '"verdict":"(fail|crash|timeout)"' "$tmp/out")" = 1 ] || say "a tick with $1 is told more than once: $(cat "$tmp/out")"
    grep '"check":"out.finite"' "$tmp/out" | grep -q "$2.*found the same" || say "a tick with $1: expected '$2', found: $(cat "$tmp/out")"
    [ "$(grep -c '"verdict":"skip","text":"'"$3.*; out.finite found the same" "$tmp/out")" = 4 ] || say "a tick with $1: expected four who say '$3', found: $(cat "$tmp/out")"
    ! grep -qE 'starts a thread|locale' <(grep '"verdict"' "$tmp/out" | grep -v '"check":"det.disturbed"') || say "a tick with $1 is laid at the wrong door: $(cat "$tmp/out")"
}
once '*(volatile int *)8 = 1' 'SIGSEGV.*in tick()' '.*SIGSEGV'
once 'abort()' 'SIGABRT.*in tick(); no call may end the process' '.*SIGABRT'
once 'pause()' 'did not finish within 2 s in tick()' '.*did not finish within [12] s in tick()' 2
once '(s->last = 0, tick(s, t, NULL))' 'SIGSEGV.*its stack is used up' '.*its stack is used up'
# Words on standard output are told once: by the check that is for them, and of others by the first that heard them.
tick() { # NAME, CODE THAT A TICK RUNS
    printf '#define _GNU_SOURCE\n#include <stdio.h>\n#include <stdlib.h>\n#include <sys/resource.h>\n#include <unistd.h>\n#define IN_TICK(s, t) %s\n#include "%s"\n' "$2" "$root/tests/conform/mutants/base.h" |
        gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/$1.so" -
}
tick aloud '(puts("here"), fflush(stdout))'
expect 1 "$tmp/aloud.so" --only tick.zero-dt --only out.finite --only log.sane --ndjson
[ "$(grep -c '"verdict":"pass"' "$tmp/out")" = 2 ] && grep -q '"check":"log.sane".*heard in out.finite, tick.zero-dt, too' "$tmp/out" || say "words beside log.sane: $(cat "$tmp/out")"
expect 0 "$tmp/aloud.so" --only tick.zero-dt --only out.finite --ndjson
[ "$(grep -c '"verdict":"warn"' "$tmp/out")" = 1 ] && grep -q '"check":"out.finite".*wrote.*heard in tick.zero-dt, too' "$tmp/out" || say "words without log.sane: $(cat "$tmp/out")"
# A recorder that declares no state, and has one, is warned.
printf '#define CAPS QIKI_CAP_PURE\n#include "%s"\n' "$root/tests/conform/mutants/base_file.h" |
    gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/recorder.so" -
expect 0 "$tmp/recorder.so" --only state.files
grep -q '^warn.*state.files' "$tmp/out" && grep -q 'begun after 5 of 12 ticks it leaves other files' "$tmp/out" || say "a recorder without a state: $(cat "$tmp/out")"
# A process that a check starts has half of the time, however long that is.
printf '#include <unistd.h>\n#define IN_CONFIGURE(s) usleep(1200000)\n#include "%s"\n' "$root/tests/conform/mutants/base.h" |
    gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/slow.so" -
expect 1 "$tmp/slow.so" --only det.disturbed --timeout 2
grep -q 'within 1 s in configure()' "$tmp/out" || say "a process of its own with half of the time: $(cat "$tmp/out")"
ends 'abort()' 'SIGABRT (Aborted) in tick(); no call may end the process'
ends 'exit(0)' 'called exit(0) in tick(); no call may end the process'
ends '{ extern void _ZSt9terminatev(void); _ZSt9terminatev(); }' 'SIGABRT (Aborted) in tick(); an exception met nobody who catches it'
# What a tick starts ends with its check, though it left its group; so does one that left its own.
tick brood 'static int n; for (; n < 200; ++n) if (fork() == 0) { setsid(); for (;;) pause(); }'
expect 0 "$tmp/brood.so" --only tick.zero-dt --only tick.more --only tick.bounds --only out.finite --only log.sane --jobs 5
left=$(grep -ls "$tmp/brood" /proc/[0-9]*/maps | wc -l || true)
[ "$left" = 0 ] || say "$left processes of a tick are left"
tick swarm 'for (int i = 0; i < 400; ++i) if (fork() == 0) { setsid(); for (;;) pause(); } usleep(300000)'
expect 1 "$tmp/swarm.so" --only log.sane
grep -q 'had [0-9]* processes of its own in tick().*expected at most 256' "$tmp/out" || say "a swarm: $(cat "$tmp/out")"
tick away 'setpgid(0, getpgid(getppid())); for (;;) pause()'
timeout -s KILL 20 "$qiki" conform "$tmp/away.so" --only log.sane --timeout 0.3 >"$tmp/out" 2>"$tmp/err" || true
grep -q 'within 0.3 s in tick()' "$tmp/out" || say "who left its group is not ended: $(cat "$tmp/out")"
# A hang is told as it comes, and after some no other check waits for it.
grep -q '^qiki conform: log.sane org.qiki.test.mutant: did not finish within 0.3 s in tick()' "$tmp/err" || say "a hang is not told at once: $(cat "$tmp/err")"
expect 1 "$tmp/away.so" --only log.sane --only out.finite --only tick.more --only tick.far --timeout 0.2 --jobs 1
grep -q ': 1 timeout, 3 skip' "$tmp/out" && grep -q '; tick.more, log.sane found the same; tick.far follows from this' "$tmp/out" || say "of hangs: $(cat "$tmp/out")"
# Interrupted, it takes its processes and folders along.
"$qiki" conform "$tmp/away.so" --only log.sane >"$tmp/out" 2>"$tmp/err" &
until compgen -G "$tmp/qiki-conform-*" >/dev/null && grep -qs "$tmp/away" /proc/[0-9]*/maps; do sleep 0.02; done
kill -TERM $!
code=0
wait $! || code=$?
[ $code = 143 ] && [ -z "$(compgen -G "$tmp/qiki-conform-*")" ] || say "interrupted: $code, $(cat "$tmp/err"), $(ls "$tmp")"
# The end of its processor time says so: the signal that does comes before the one that nobody hears.
tick limited 'struct rlimit l; if (getrlimit(RLIMIT_CPU, &l) || l.rlim_max <= l.rlim_cur) exit(9)'
expect 0 "$tmp/limited.so" --only log.sane
# Closed standard descriptors are nobody's fault.
"$qiki" conform "$tmp/base.so" --only log.sane <&- >"$tmp/out" || say "without a standard input: $(cat "$tmp/out")"
"$qiki" conform "$tmp/base.so" --only log.sane 2>&- >"$tmp/out" || say "without a standard error: $(cat "$tmp/out")"
"$qiki" conform "$tmp/base.so" --only log.sane >&- 2>"$tmp/err" || true
grep -q 'standard output cannot be written' "$tmp/err" || say "without a standard output: $(cat "$tmp/err")"
# What goes together.
expect 2 --list --alone x.lua
expect 2 --list --junit "$tmp/x.xml"
for o in "--junit $tmp/x.xml" --ndjson "--only log.sane" "--level 4" "--timeout 3"; do
    # shellcheck disable=SC2086 # words
    expect 2 "$tmp/base.so" --alone x.lua $o
    grep -q -- "${o%% *} does not go with --alone" "$tmp/err" || say "--alone and $o: $(cat "$tmp/err")"
done
# Several that write one file: each writes it whole, and what else has such a name stays.
echo mine >"$tmp/same.xml.part"
for i in 1 2 3 4; do
    "$qiki" conform "$tmp/base.so" --only elf.exports --junit "$tmp/same.xml" >/dev/null 2>"$tmp/err$i" &
    same[i]=$!
done
for i in 1 2 3 4; do wait "${same[i]}" || say "one of several that write a file: $(cat "$tmp/err$i")"; done
[ "$(grep -c '<testcase ' "$tmp/same.xml")" = 1 ] && [ "$(cat "$tmp/same.xml.part")" = mine ] || say "of several that write a file: $(ls "$tmp")"
# Who ends the process of a measurement, or does not come back, is named.
bench() { # WORDS OF THE ERROR, NAME, ARGUMENT...
    code=0
    "$qiki" bench "$tmp/$2.so" --sizes 10 "${@:3}" >"$tmp/out" 2>"$tmp/err" || code=$?
    [ $code = 1 ] && grep -q "qiki bench: 'bench' (org.qiki.test.mutant) $1 in tick(), tick 1; " "$tmp/err" || say "bench of $2: $code, $(cat "$tmp/err")"
}
tick leaves 'exit(0)'
bench 'called exit()' leaves
bench 'did not come back in the time it has (--timeout)' away --timeout 0.2
ends '{ printf("malloc() of the chart: done\n"); fflush(stdout); abort(); }' 'SIGABRT (Aborted) in tick(); no call may end the process'
ends '{ printf("a chart: malloc() of its rows: done\n"); fflush(stdout); char *volatile p = malloc(40); free(p), free(p); }' 'it damaged the heap'
# Who takes from the heap is named, also in a file that is called like a library of the language.
printf '#define CAPS (QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC)\n#define IN_TICK(s, t) do { void *volatile row = malloc(10); free(row); } while (0)\n#include "%s"\n' \
    "$root/tests/conform/mutants/base.h" | gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/libmine.so" -
expect 1 "$tmp/libmine.so" --only mem.no-alloc
grep -q ' by .*libmine.so+0x' "$tmp/out" || say "mem.no-alloc: nobody is named: $(cat "$tmp/out")"
# JUnit has the words of a warning.
printf '#include <stdio.h>\n#define IN_TICK(s, t) fputs("a word for the human", stderr)\n#include "%s"\n' "$root/tests/conform/mutants/base.h" |
    gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -x c -o "$tmp/aloud.so" -
expect 0 "$tmp/aloud.so" --only out.finite --junit "$tmp/aloud.xml"
grep -q '<system-out>warn: wrote &quot;a word for the human' "$tmp/aloud.xml" || say "JUnit without a warning: $(cat "$tmp/aloud.xml")"
allowed "$tmp/aloud.xml"
# A refusal that wrote no text is told apart from a text without an end.
build config_text_mute.c mute
expect 1 "$tmp/mute.so" --only config.text
grep -q 'gave status -2 and wrote no text: expected' "$tmp/out" || say "a refusal without a text: $(cat "$tmp/out")"
# What a record breaks a rule with is told with its place, and in what a command did not fit that nobody answers.
told() { # BASE, FAULT, CHECK, WORDS OF THE VERDICT
    printf '#define %s\n#include "%s"\n' "$2" "$root/tests/conform/mutants/$1" |
        gcc -std=gnu11 -O1 -fPIC -shared -fvisibility=hidden -isystem "$root/sdk/include" -I "$root/tests/conform/mutants" -x c -o "$tmp/told.so" -
    expect 1 "$tmp/told.so" --only "$3"
    grep -qF -- "$4" "$tmp/out" || say "$2: expected '$4', found: $(cat "$tmp/out")"
}
value() { told base_sensor.h "SAMPLE(c, r) if (c) $1" out.finite "sample.$2 (rules"; }
value '(r)->v[0] = -0.0' 'v: finite, not -0; +0 beyond n; found v[0] = -0'
value '(r)->v[2] = 0.0 / 0.0' 'v: finite, not -0; +0 beyond n; found v[2] = NaN'
value '(r)->v[3] = 7, (r)->v[2] = 6' 'v: finite, not -0; +0 beyond n; found v[2] = 6, which is not said to be there'
value '(r)->trust = 1.5' 'trust: 0 .. 1; found trust = 1.5'
unanswered() { told base_vehicle.h "ANSWERED(c, r) ($1)" vehicle.receipt "$2, is not answered"; }
unanswered '(c)->argc == 3' "of verb 'velocity', whose argc is 4 where its verb has 3"
unanswered '(c)->arg[0] <= 2000' "of verb 'velocity', whose arguments are above their limits"
left=$(grep -ls "$tmp" /proc/[0-9]*/maps || true)
[ -z "$left" ] || say "processes are left behind: $left"
[ -z "$(find "$tmp" -maxdepth 1 -name 'qiki-conform-*')" ] || say "folders are left behind"
exit $bad
