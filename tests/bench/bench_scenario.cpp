// SPDX-License-Identifier: MIT
// tests/bench/bench_scenario.cpp - how long a script takes to become a scenario.
#include "host/scenario/scenario.hpp"
#include <benchmark/benchmark.h>

namespace {
using namespace qiki::scenario;

source from(const char* file) {
    source s;
    s.file = file;
    s.library = QIKI_SOURCE_DIR "/scripts/lua";
    return s;
}

void crossing(benchmark::State& state) {
    const source s = from(QIKI_SOURCE_DIR "/scripts/lua/scenarios/crossing.lua");
    for (auto _ : state) benchmark::DoNotOptimize(read(s).uses.size());
}
BENCHMARK(crossing)->Unit(benchmark::kMicrosecond);

// A block with an id, a place and a velocity, made in a loop.
void blocks(benchmark::State& state) {
    const source s = from("fleet.lua");
    const std::string text = "local q, fleet = require 'qiki', {}\nfor i = 1, " + std::to_string(state.range(0)) +
                             " do fleet[i] = q.use 'org.test.point' { id = 'v' .. i, at = { i, 2 * i, 100 }, "
                             "velocity = q.velocity(q.kt(200), q.deg(i % 360)) } end\n"
                             "return q.scenario { name = 'fleet', vehicles = fleet }";
    for (auto _ : state) benchmark::DoNotOptimize(read(s, text).uses.size());
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(blocks)->Arg(1)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

// Instructions under the hooks that count them.
void loop(benchmark::State& state) {
    const source s = from("loop.lua");
    const std::string text = "local q, x = require 'qiki', 0\nfor i = 1, 1000000 do x = x + i end\n"
                             "return q.scenario { name = 'loop', vehicles = { q.use 'org.test.point' { x = x } } }";
    for (auto _ : state) benchmark::DoNotOptimize(read(s, text).uses.size());
    state.SetItemsProcessed(state.iterations() * 2'000'000);
}
BENCHMARK(loop)->Unit(benchmark::kMillisecond);
} // namespace

BENCHMARK_MAIN();
