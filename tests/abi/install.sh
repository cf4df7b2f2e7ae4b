#!/bin/bash
# SPDX-License-Identifier: MIT
# install.sh BUILD SOURCE - the installed SDK, moved elsewhere, builds both examples by CMake and one by make; nothing in it names
# the tree it came from. With the host in BUILD the examples run, and the builds agree on the digest.
set -euo pipefail
build=$1 source=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cmake --install "$build" --component sdk --prefix "$tmp/first" >"$tmp/log"
mkdir "$tmp/moved" && mv "$tmp/first" "$tmp/moved/here"
sdk=$tmp/moved/here
if grep -rlE "$build|$source|$tmp" "$sdk"; then echo "these name the tree they were built in"; exit 1; fi
[ "$(find "$sdk/include" -name '*.h*' | wc -l)" = "$(find "$source/sdk/include" "$source/sdk/score" -name '*.h' -o -name '*.hpp' | wc -l)" ] || { echo "headers are missing"; exit 1; }

for cc in gcc clang; do
    cxx=g++
    [ $cc = clang ] && cxx=clang++
    for type in Debug Release; do
        for example in radar-c radar-cpp; do
            out=$tmp/$cc.$type
            CC=$cc CXX=$cxx cmake -S "$source/examples/$example" -B "$out/$example" -DCMAKE_PREFIX_PATH="$sdk" -DCMAKE_BUILD_TYPE=$type \
                -DCMAKE_C_FLAGS="-Wall -Wextra -Wpedantic -Wconversion -Werror" \
                -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Wconversion -Werror -Wno-missing-field-initializers" \
                -DQIKI_PLUGIN_OUTPUT_DIRECTORY="$out/plugins" >"$tmp/log" || { cat "$tmp/log"; exit 1; }
            cmake --build "$out/$example" >"$tmp/log" || { cat "$tmp/log"; exit 1; }
        done
        "$source/tests/abi/exports.sh" "$out/plugins"
        "$source/tests/abi/libm.sh" "$out"/plugins/*.so
    done
done
mkdir -p "$tmp/make/plugins"
cp "$source"/examples/radar-c/{radar.c,Makefile} "$tmp/make/"
PKG_CONFIG_PATH=$sdk/lib/pkgconfig:$(find "$sdk" -name pkgconfig -type d) make -C "$tmp/make" CC=gcc CFLAGS="-Wall -Wextra -Wpedantic -Wconversion -Werror" >"$tmp/log" 2>&1 ||
    { cat "$tmp/log"; exit 1; }
mv "$tmp"/make/*.so "$tmp/make/plugins/"
"$source/tests/abi/exports.sh" "$tmp/make/plugins"
cp "$tmp/gcc.Release/plugins/org.example.radar.cpp.so" "$tmp/make/plugins/"

[ "$(wc -l <"$source/examples/radar-cpp/radar.cpp")" -lt 60 ] || { echo "the example in C++ has 60 lines or more"; exit 1; }
[ "$(wc -l <"$source/examples/radar-c/radar.c")" -lt 100 ] || { echo "the example in C has 100 lines or more"; exit 1; }

qiki=$build/bin/qiki
if [ ! -x "$qiki" ]; then echo "examples: built, not run: no $qiki"; exit 0; fi
for plugins in "$tmp"/{gcc.Debug,gcc.Release,clang.Debug,clang.Release,make}/plugins; do
    "$qiki" run "$source/examples/fixed-radars.lua" --plugin "$plugins" >"$tmp/run" 2>&1 || { cat "$tmp/run"; exit 1; }
    grep -i digest "$tmp/run" || { cat "$tmp/run"; exit 1; }
done | sort -u >"$tmp/digests"
[ "$(wc -l <"$tmp/digests")" = 1 ] || { echo "the builds disagree:"; cat "$tmp/digests"; exit 1; }
echo "examples: five builds, one digest: $(cat "$tmp/digests")"
