// SPDX-License-Identifier: MIT
// tests/bench/bench_policy.cpp - one decision of one agent: the core policy with its budget counted, and what its parts
// cost.
#include "host/policy/machine.hpp"
#include "qiki/command.h"
#include <benchmark/benchmark.h>
#include <fstream>
#include <iterator>
#include <memory>
#include <unistd.h>
#include <vector>

namespace {
constexpr qiki_fact facts[] = {
    {"bios_ok", "", "", QIKI_BOOL, 0, 0, 1},  {"has_proposals", "", "", QIKI_BOOL, 0, 0, 1},
    {"speed", "m/s", "", QIKI_REAL, 0, 0, 0}, {"height", "m", "", QIKI_REAL, 0, 0, 0},
    {"soc", "", "", QIKI_REAL, 0, 0, 0},      {"nearest", "m", "", QIKI_REAL, 0, 0, 0},
    {"range", "m", "", QIKI_REAL, 1, 0, 1e7}, {"quality", "", "", QIKI_REAL, 1, 0, 1},
    {"iff", "", "", QIKI_INT, 1, 0, 3},       {"transponder", "", "", QIKI_INT, 1, 0, 6},
    {"spoofed", "", "", QIKI_BOOL, 1, 0, 1},  {"safe", "", "", QIKI_BOOL, 0, 0, 1},
};
constexpr qiki_verb verbs[] = {
    {"actuator", "", {"which", "command", "value", "timeout"}, {}, {}, {}, 4, QIKI_BY_AGENT}};
constexpr uint32_t n = std::size(facts);
enum { bios_ok, has_proposals, speed, height, soc, nearest, range, quality, iff, transponder, spoofed };

qiki_descriptor about() {
    qiki_descriptor d{};
    d.head = QIKI_HEAD(qiki_descriptor);
    d.id = "bench.agent";
    d.facts = qiki_table QIKI_TABLE(facts);
    d.verbs = qiki_table QIKI_TABLE(verbs);
    return d;
}
qiki::scenario::policy_use use(std::string text) {
    qiki::scenario::policy_use u;
    u.file = "bench.lua";
    u.library = QIKI_SOURCE_DIR "/scripts/lua";
    u.text = std::make_shared<const std::string>(std::move(text));
    return u;
}
std::string core() {
    std::ifstream in(QIKI_SOURCE_DIR "/scripts/lua/policies/core.lua");
    return {std::istreambuf_iterator<char>(in), {}};
}

size_t resident() { // bytes
    size_t all = 0, pages = 0;
    std::ifstream("/proc/self/statm") >> all >> pages;
    return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

struct agent {
    explicit agent(const std::string& text) : m(use(text), about(), 1, {}) {}
    void tell(unsigned f, double x) { value[f] = x, known[0] |= uint64_t{1} << f; }
    void decide() { benchmark::DoNotOptimize(m.decide(t += 100'000'000, value, known, n, out, 8)); }
    qiki::policy::machine m;
    double value[n] = {};
    uint64_t known[1] = {};
    qiki_decision out[8];
    qiki_ns t = 0;
};

// IDLE, nothing to do: three rules of any state and one of its own are tried; `changing` facts differ from the last
// tick.
void step(benchmark::State& state) {
    agent a(core());
    for (unsigned f = 0; f < range; ++f) a.tell(f, f == bios_ok);
    a.decide();
    const auto changing = static_cast<unsigned>(state.range(0));
    double x = 0;
    for (auto _ : state) {
        x += 1;
        for (unsigned k = 0; k < changing; ++k) a.value[speed + k % 4] = x;
        a.decide();
    }
    if (!a.m.failure().empty()) state.SkipWithError(a.m.failure().c_str());
}
BENCHMARK(step)->Arg(0)->Arg(1)->Arg(4);

// The same with one transition a tick: IDLE and ACTIVE in turn.
void transitions(benchmark::State& state) {
    agent a(core());
    a.tell(bios_ok, 1), a.tell(has_proposals, 0);
    a.decide();
    bool busy = false;
    for (auto _ : state) {
        a.value[has_proposals] = busy = !busy;
        a.decide();
    }
    if (!a.m.failure().empty()) state.SkipWithError(a.m.failure().c_str());
}
BENCHMARK(transitions);

// Tracks under the three guards, none of which holds; then all of which one holds.
void guards(benchmark::State& state) {
    agent a(core());
    for (unsigned f = 0; f < n; ++f) a.tell(f, f == bios_ok);
    a.value[quality] = 0.9;
    const uint64_t tracks = static_cast<uint64_t>(state.range(0));
    const bool holds = state.range(1) != 0;
    for (auto _ : state) {
        for (uint64_t k = 1; k <= tracks; ++k) {
            a.value[range] = holds ? 50 : 1000.0 + static_cast<double>(k);
            benchmark::DoNotOptimize(a.m.judge(a.t, k, a.value, a.known, n));
        }
        a.decide();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(guards)->Args({10, 0})->Args({10, 1})->Args({1000, 0})->Args({1000, 1});

// An empty state: what the way into the script and back costs.
void empty(benchmark::State& state) {
    agent a("local q = require 'qiki'\nreturn q.policy { initial = 'A', states = { A = {} } }");
    for (auto _ : state) a.decide();
}
BENCHMARK(empty);

void rules(benchmark::State& state) {
    std::string text = "local q = require 'qiki'\nreturn q.policy { initial = 'A', states = { A = {\n";
    for (int i = 0; i < state.range(0); ++i)
        text += "{ when = function(f) return f.speed < -" + std::to_string(i + 1) + " end, because = 'X' },\n";
    agent a(text + "} } }");
    a.tell(speed, 1);
    for (auto _ : state) a.decide();
    if (!a.m.failure().empty()) state.SkipWithError(a.m.failure().c_str());
}
BENCHMARK(rules)->Arg(1)->Arg(10)->Arg(100);

// As many agents as a scenario may have, each with its own Lua state, in turn; more than the caches hold.
void many(benchmark::State& state) {
    const std::string text = core();
    std::vector<std::unique_ptr<agent>> all;
    const size_t before = resident();
    for (int i = 0; i < state.range(0); ++i) {
        all.push_back(std::make_unique<agent>(text));
        all.back()->tell(bios_ok, 1), all.back()->tell(has_proposals, 0), all.back()->tell(speed, i);
        all.back()->decide();
    }
    static const double first = static_cast<double>(resident() - before) / static_cast<double>(state.range(0));
    state.counters["bytes_an_agent"] = first; // later rounds find memory that earlier ones gave back
    for (auto _ : state)
        for (auto& a : all) {
            a->value[speed] += 1;
            a->decide();
        }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(many)->Arg(1000)->Unit(benchmark::kMicrosecond);

void load(benchmark::State& state) {
    const std::string text = core();
    size_t bytes = 0;
    for (auto _ : state) {
        agent a(text);
        bytes = a.m.used_bytes();
    }
    state.counters["lua_bytes"] = static_cast<double>(bytes);
}
BENCHMARK(load)->Unit(benchmark::kMicrosecond);
} // namespace

BENCHMARK_MAIN();
