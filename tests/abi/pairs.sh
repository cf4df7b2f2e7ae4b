#!/bin/bash
# SPDX-License-Identifier: MIT
# pairs.sh BUILD SOURCE - the real host and real plugins of this minor and of the made-up next one (next.sh), in all four pairings: they
# load, and one scenario has one digest. Of the host only the rooms are compiled anew that keep what grows in values of their own; the
# rest comes from BUILD: it sees such a struct through pointers and strides alone, as any older component does.
set -euo pipefail
build=$1 source=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$source/tests/abi/next.sh" "$source" "$tmp/next"
cd "$source"
rm -f "$tmp/next/qiki/qiki.gch"
flags="-std=c++20 -O0 -ffp-contract=off -w -I$tmp/next -I$source -I$build/generated"

# The next host knows the next record, which vehicles may read and write.
mkdir -p "$tmp/over/host/run"
sed 's/^    {QIKI_REC_EVENT, sizeof.*/&\n    {QIKI_REC_HINT, sizeof(qiki_hint), "hint"},/' host/run/records.hpp >"$tmp/over/host/run/records.hpp"
sed -e 's/^    {QIKI_REC_EVENT, event.*/&\n    {QIKI_REC_HINT, 1u << 13, "hint", sizeof(qiki_hint)},/' \
    -e '/^    {QIKI_KIND_VEHICLE, /s/{QIKI_KIND_VEHICLE, command | zone, truth/{QIKI_KIND_VEHICLE, 1u << 13 | command | zone, truth/; /^    {QIKI_KIND_VEHICLE, /s/, truth | sample | receipt | event}/, 1u << 13 | truth | sample | receipt | event}/' \
    host/load/ports.cpp >"$tmp/ports.cpp"
sed 's|^    {command .*// vehicle$|    {bit(QIKI_REC_HINT) \| command, bit(QIKI_REC_HINT) \| truth \| receipt},|' host/run/contract.cpp >"$tmp/contract.cpp"
for f in over/host/run/records.hpp ports.cpp contract.cpp; do grep -q HINT "$tmp/$f" || { echo "the next host does not know the next record: $f"; exit 1; }; done

# Host: one header compiled in advance, as most of the time goes into those of the standard library.
host="${flags/-I$source/-I$tmp/over -I$source} -DBOOST_DLL_USE_STD_FS -DQIKI_VERSION=\"next\" -DQIKI_LIBDIR=\"lib\" $(pkg-config --cflags lua5.4-c++ libxxhash)"
{ ls host/run/*.hpp host/load/catalogue.hpp | sed 's/.*/#include "&"/'; printf '#include <%s>\n' algorithm cmath filesystem fstream set sstream thread; } >"$tmp/all.hpp"
g++ $host -x c++-header "$tmp/all.hpp" -o "$tmp/all.hpp.gch"
ls host/run/*.cpp host/load/*.cpp host/scenario/*.cpp >"$tmp/list" # whole rooms: BUILD may hold several files in one object
# A copy of entry.cpp that knows this minor as an older one, with its layout: as a host of the next minor will.
now=$(grep -oE 'UINT64_C\(0x[0-9a-f]+\)' sdk/include/qiki/layout.h)
sed "s/known\[\] = {/&{0, $now}, /" host/load/entry.cpp >"$tmp/entry.cpp"
grep -q "{0, $now}, {QIKI_ABI_MINOR" "$tmp/entry.cpp" || { echo "host/load/entry.cpp has no table of known minors"; exit 1; }
sed -i "s|^host/load/entry.cpp|$tmp/entry.cpp|" "$tmp/list"
sed -i -e "s|^host/load/ports.cpp|$tmp/ports.cpp|" -e "s|^host/run/contract.cpp|$tmp/contract.cpp|" "$tmp/list"
mkdir "$tmp/o"
xargs -P 2 -I{} sh -c "g++ $(printf '%q ' $host) -Winvalid-pch -include $tmp/all.hpp -c {} -o $tmp/o/\$(echo {} | tr / _).o || exit 255" <"$tmp/list"
g++ $host -c tests/abi/pairs_run.cpp -o "$tmp/o/main.o"
libs="$build/host/policy/libqiki_policy.a $build/host/health/libqiki_health.a $build/host/gate/libqiki_gate.a
      $build/host/observe/libqiki_observe.a $build/host/words/libqiki_words.a"
link="$(pkg-config --libs lua5.4-c++ libxxhash) -lz -ldl -lpthread -lsleef -lspdlog -lfmt -lcrypto -lm"
g++ "$tmp"/o/*.o $libs $link -o "$tmp/host.next"
g++ -std=c++20 -O0 -w -Isdk/include -I"$source" -c tests/abi/pairs_run.cpp -o "$tmp/now.o"
g++ "$tmp/now.o" -Wl,--start-group "$build"/host/{run/libqiki_run,load/libqiki_load,scenario/libqiki_scenario}.a $libs -Wl,--end-group $link -o "$tmp/host.now"

# Plugins: those of BUILD, and the same sources against the next minor.
mkdir -p "$tmp/plugins.now" "$tmp/plugins.next"
cat >"$tmp/plugins" <<'END'
qiki.vehicle.point plugins/vehicles/point/point.cpp plugins/vehicles/common/body.cpp
qiki.radar.pulse plugins/radar/pulse/*.cpp
qiki.tracker.alphabeta plugins/radar/trackers/alphabeta.cpp plugins/radar/tracking/intake.cpp
qiki.agent.watch plugins/agents/watch/*.cpp plugins/agents/common/*.cpp
END
while read -r id files; do
    cp "$build/plugins/$id.so" "$tmp/plugins.now/"
    for f in $files; do echo "$f $tmp/o/$id.$(tr / _ <<<"$f").so.o"; done
done <"$tmp/plugins" >"$tmp/objects"
# The next vehicle writes the new record where somebody can carry it.
mkdir -p "$tmp/over/plugins" && cp -r plugins/vehicles "$tmp/over/plugins/"
sed -e 's/^    using outputs = qiki::ports<truth, receipts>;/    using hints = qiki::port<"hints", qiki_hint, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 4>;\n    using outputs = qiki::ports<truth, receipts, hints>;/' \
    -e 's/^        const bool there = t.to() > start_.*/&\n        if (t.pass() == 0 \&\& t.room<hints>()) t.put<hints>({entity_, 1});/' \
    plugins/vehicles/point/point.cpp >"$tmp/over/plugins/vehicles/point/point.cpp"
[ "$(grep -c 'hints' "$tmp/over/plugins/vehicles/point/point.cpp")" = 3 ] || { echo "the next vehicle has no port of the next record"; exit 1; }
sed -i "s|^plugins/vehicles/|$tmp/over/&|" "$tmp/objects"
so="$flags -fPIC -fvisibility=hidden -fno-math-errno -I$source/sdk -I/usr/include/eigen3 -DEIGEN_DONT_VECTORIZE"
xargs -P 2 -L1 sh -c 'g++ '"$so"' -c $0 -o $1 || exit 255' <"$tmp/objects"
while read -r id files; do
    g++ -shared -Wl,--version-script=sdk/cmake/qiki.map -Wl,--build-id=sha1 "$tmp/o/$id".*.so.o -lsleef -lm -o "$tmp/plugins.next/$id.so"
done <"$tmp/plugins"

pair() { # HOST PLUGINS LINE
    XDG_CACHE_HOME=$tmp/cache QIKI_PLUGIN_PATH= "$tmp/host.$1" tests/abi/pairs.lua scripts/lua "$tmp/plugins.$2" >"$tmp/out" 2>&1 ||
        { echo "host $1, plugins $2:"; cat "$tmp/out"; exit 1; }
    grep -qx "$3" "$tmp/out" || { echo "host $1, plugins $2: '$3' is missing"; cat "$tmp/out"; exit 1; }
    for kind in truth frame contact track event; do grep -qE "^$kind [1-9]" "$tmp/out" || { echo "no $kind: the scenario shows nothing"; cat "$tmp/out"; exit 1; }; done
    grep '^digest' "$tmp/out" >>"$tmp/digests"
}
pair now now 'host 1.0, plugins 1.0'
pair now next 'host 1.0, plugins 1.99'
pair next now 'host 1.99, plugins 1.0'
pair next next 'host 1.99, plugins 1.99'
grep -qE '^hint [1-9]' "$tmp/out" || { echo "the next record does not go from next to next:"; cat "$tmp/out"; exit 1; }
[ "$(sort -u "$tmp/digests" | wc -l)" = 1 ] || { echo "the pairings disagree:"; cat "$tmp/digests"; exit 1; }
echo "pairs: four pairings of host and plugins, $(sort -u "$tmp/digests")"
