#!/bin/bash
# SPDX-License-Identifier: MIT
# brought.sh ROOT - a build keeps the folder ID.conformance beside the plugin as it is beside the source, and LEVEL of
# qiki_add_conformance_test is 1 to 5.
set -euo pipefail
export CMAKE_GENERATOR=Ninja
root=$1 tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bad=0
say() { echo "WRONG: $*"; bad=1; }
mkdir "$tmp/src"
cd "$tmp/src"
cat >CMakeLists.txt <<end
cmake_minimum_required(VERSION 3.25)
project(brought C)
include(CTest)
add_library(qiki::sdk INTERFACE IMPORTED)
set_target_properties(qiki::sdk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "$root/sdk/include")
include($root/sdk/cmake/QikiPlugin.cmake)
include($root/sdk/cmake/QikiConformance.cmake)
qiki_add_plugin(x SOURCES x.c)
set(QIKI_PROGRAM true)
qiki_add_conformance_test(x \${level})
end
echo 'extern const int qiki_plugin; __attribute__((visibility("default"))) const int qiki_plugin = 1;' >x.c
build() { cmake --build "$tmp/build" >"$tmp/log" 2>&1 || say "$1: does not build: $(cat "$tmp/log")"; }
like_source() { # WHEN
    build "$1"
    diff -r x.conformance "$tmp/build/x.conformance" >"$tmp/log" || say "$1: the copy is another: $(cat "$tmp/log")"
}
cmake -S . -B "$tmp/build" >"$tmp/log" 2>&1 || say "no build tree: $(cat "$tmp/log")"
build "without a folder"
[ ! -e "$tmp/build/x.conformance" ] || say "a folder from nowhere"
mkdir -p x.conformance/data
echo one >x.conformance/a.lua
echo plots >x.conformance/data/plots.csv
like_source "a folder that comes later"
sleep 0.01
echo two >x.conformance/a.lua
like_source "a scenario that changed"
echo new >x.conformance/b.lua
like_source "one more"
rm x.conformance/a.lua
like_source "one that is gone"
rm -r x.conformance
build "the last one gone"
[ ! -e "$tmp/build/x.conformance" ] || say "scenarios stay without their source"
mkdir x.conformance
echo mine >x.conformance/a.lua
cmake -D FROM="$tmp/src/x.conformance" -D TO="$tmp/src/../src/x.conformance" -P "$root/sdk/cmake/QikiScenarios.cmake"
[ "$(cat x.conformance/a.lua)" = mine ] || say "a build in the source folder loses the scenarios"

level() { cmake -S . -B "$tmp/build" -D level="$1" >"$tmp/log" 2>&1; }
for l in 0 6; do
    ! level "LEVEL;$l" && grep -q 'expected a plugin.s target, LEVEL 1' "$tmp/log" || say "LEVEL $l: $(cat "$tmp/log")"
done
! level LEVEL || say "LEVEL without its value"
level "LEVEL;5;ARGUMENTS" && grep -q '"--level" "5"' "$tmp/build/CTestTestfile.cmake" || say "LEVEL 5: $(cat "$tmp/log")"
exit $bad
