// SPDX-License-Identifier: MIT
// tests/bench/bench_pulse.cpp - what a truth costs the pulse radar: seen, passed by the beam, or merely skipped.
#include "qiki/math.h"
#include "unit/rig.hpp"
#include <benchmark/benchmark.h>

namespace {

constexpr qiki_ns second = 1'000'000'000;

std::vector<qiki_truth> crowd(size_t n) {
    std::vector<qiki_truth> all(n);
    for (size_t i = 0; i < n; ++i) {
        const qiki_bits a = qiki_draw(1, 0, i, 0, 0);
        const qiki_sc v = qiki_sincos(2 * QIKI_PI * qiki_uniform(a, 0));
        const double range = 1e3 + 18e3 * qiki_uniform(a, 1);
        all[i].entity = i + 1;
        all[i].label = QIKI_LABEL_OK;
        all[i].valid = QIKI_TRUTH_HAS_RCS;
        all[i].pos[0] = range * v.sin, all[i].pos[1] = range * v.cos, all[i].pos[2] = 500;
    }
    return all;
}

// Ticks of `tick` against 10,000 truths at rest in memory; items are truths per tick.
void turn(benchmark::State& state, rig::settings s, qiki_ns tick) {
    s["noise_alarms"] = false;
    rig::instance radar("qiki.radar.pulse", s);
    radar.give("truth", crowd(10'000));
    qiki_ns t = 0;
    uint64_t contacts = 0;
    for (auto _ : state) {
        radar.tick(t, t + tick);
        t += tick;
        contacts += radar.took<qiki_contact>("contacts").size();
    }
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 10'000);
    state.counters["contacts/tick"] = static_cast<double>(contacts) / static_cast<double>(state.iterations());
}

void stares_at_all(benchmark::State& state) { turn(state, {{"scan_period", 0.0}, {"snr_ref_db", 20.0}}, second / 10); }
void stares_in_three_dimensions(benchmark::State& state) {
    turn(state, {{"scan_period", 0.0}, {"snr_ref_db", 20.0}, {"elevation", true}, {"range_rate", true}}, second / 10);
}
void stares_and_misses(benchmark::State& state) {
    turn(state, {{"scan_period", 0.0}, {"snr_ref_db", -40.0}}, second / 10);
}
void integrates_ten_pulses(benchmark::State& state) {
    turn(state, {{"scan_period", 0.0}, {"snr_ref_db", 20.0}, {"pulses", int64_t{10}}}, second / 10);
}
void turns_once_a_tick(benchmark::State& state) {
    turn(state, {{"scan_period", 4.0}, {"sectors", int64_t{8}}, {"snr_ref_db", 20.0}}, 4 * second);
}
void turns_a_fortieth_a_tick(benchmark::State& state) {
    turn(state, {{"scan_period", 4.0}, {"sectors", int64_t{8}}, {"snr_ref_db", 20.0}}, second / 10);
}
void looks_elsewhere(benchmark::State& state) { turn(state, {{"scan_period", 0.0}, {"range", 500.0}}, second / 10); }

} // namespace

BENCHMARK(stares_at_all);
BENCHMARK(stares_in_three_dimensions);
BENCHMARK(stares_and_misses);
BENCHMARK(integrates_ten_pulses);
BENCHMARK(turns_once_a_tick);
BENCHMARK(turns_a_fortieth_a_tick);
BENCHMARK(looks_elsewhere);
BENCHMARK_MAIN();
