#!/bin/bash
# SPDX-License-Identifier: MIT
# templates.sh BUILD SOURCE [--all] - projects that qiki new makes are built and tested from an installation alone: four of them, or
# with --all each kind in C and C++ by gcc and clang. Each compiles without a warning, and its file gives no cause for a remark; in C make
# builds it, too. Every source, built or not, is at most 100 lines of 144 columns, and all its words are filled in.
set -euo pipefail
build=$(realpath "$1") source=$(realpath "$2") all=${3-}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cmake --install "$build" --prefix "$tmp/at" >"$tmp/log" || { cat "$tmp/log"; exit 1; }
qiki=$tmp/at/bin/qiki
export QIKI_CACHE=$tmp/cache
unset QIKI_PLUGIN_PATH QIKI_LUA_PATH
run() { "$@" >"$tmp/log" 2>&1 || { echo "failed: $*"; cat "$tmp/log"; exit 1; }; }

made() { # KIND LANGUAGE: a new project in $work, whose source is $work/mine.$suffix
    local flag=
    suffix=cpp work=$tmp/$1.$2
    [ "$2" = c ] && suffix=c flag=--c
    rm -rf "$work"
    run "$qiki" new "$1" mine $flag --dir "$work"
    if grep -rn '@[a-z]*@' "$work"; then echo "$1 in $2: a word is not filled in"; exit 1; fi
    lines=$(wc -l <"$work/mine.$suffix")
    awk 'length > 144 {exit 1}' "$work/mine.$suffix" || { echo "$1 in $2 has a line beyond 144 columns"; exit 1; }
    [ "$lines" -le 100 ] || { echo "$1 in $2 has $lines lines, more than 100"; exit 1; }
}
one() { # KIND LANGUAGE COMPILER
    local kind=$1 language=$2 compiler=$3 id=org.example.$1.mine cc=gcc cxx=g++
    [ "$compiler" = clang ] && cc=clang cxx=clang++
    made "$kind" "$language"
    run env CC=$cc CXX=$cxx cmake -S "$work" -B "$work/build" -DCMAKE_PREFIX_PATH="$tmp/at" -DCMAKE_C_FLAGS=-Werror -DCMAKE_CXX_FLAGS=-Werror
    run cmake --build "$work/build"
    run ctest --test-dir "$work/build" --output-on-failure --no-tests=error
    run "$qiki" list --plugin "$work/build" "$id"
    run "$qiki" inspect "$work/build/$id.so"
    if grep -A9 '^remarks' "$tmp/log"; then echo "$kind in $language by $compiler gives cause for remarks"; exit 1; fi
    run "$source/tests/abi/libm.sh" "$work/build/$id.so"
    if [ "$language" = c ]; then
        run env PKG_CONFIG_PATH="$(find "$tmp/at" -name pkgconfig -type d)" make -C "$work" CC=$cc
        run "$qiki" run "$work/mine.lua" --plugin "$work/$id.so" --check
    fi
    echo "$kind in $language by $compiler: $lines lines, built and tested"
}
for kind in vehicle sensor radar tracker agent bridge; do
    for language in c cpp; do
        made $kind $language
        [ "$all" != --all ] || for compiler in gcc clang; do one $kind $language $compiler; done
    done
done
if [ "$all" != --all ]; then
    one vehicle c gcc
    one sensor c clang
    one tracker cpp gcc
    one radar cpp clang
fi
