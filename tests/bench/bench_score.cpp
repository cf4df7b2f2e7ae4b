// SPDX-License-Identifier: MIT
// tests/bench/bench_score.cpp - time of the marks. Trajectory GOSPA: twenty targets and twenty tracks over a hundred
// instants, from far apart to all in one heap, tracks that exchange their targets at every fifth instant.
#include "sdk/score/score.hpp"
#include "sdk/score/trajectory.hpp"
#include <benchmark/benchmark.h>
#include <random>

namespace {
using namespace qiki::score;

// The same on every machine: std::normal_distribution is not.
double normal(std::mt19937_64& bits) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(bits() >> 11) * 0x1p-53;
    return sum;
}

struct scene_of_points {
    std::vector<labelled> truth, tracks;
};

std::vector<scene_of_points> scenes(double spread, size_t things, size_t instants) {
    std::mt19937_64 bits(5);
    std::vector<point> at(things), step(things);
    std::vector<uint64_t> whose(things);
    for (point& p : at) p = {spread * normal(bits), spread * normal(bits)};
    for (point& p : step) p = {0.3 * normal(bits), 0.3 * normal(bits)};
    for (size_t i = 0; i < things; ++i) whose[i] = i + 1;
    std::vector<scene_of_points> out(instants);
    for (auto& [truth, tracks] : out) {
        for (size_t i = 0; i < things; ++i) {
            at[i].x += step[i].x, at[i].y += step[i].y;
            truth.push_back({i + 1, at[i]});
            if (bits() % 10) tracks.push_back({whose[i], {at[i].x + 1.5 * normal(bits), at[i].y + 1.5 * normal(bits)}});
        }
        if (bits() % 5 == 0) std::swap(whose[bits() % things], whose[bits() % things]);
    }
    return out;
}

// range: spread of the targets in m (the cut-off is 10 m), gamma in m.
void trajectory_gospa(benchmark::State& state) {
    trajectory_book b(10, 2, static_cast<double>(state.range(1)));
    for (const auto& [truth, tracks] : scenes(static_cast<double>(state.range(0)), 20, 100)) b.add(truth, tracks);
    trajectory_distance d;
    for (auto _ : state) benchmark::DoNotOptimize(d = b.result());
    state.counters["distance_m"] = d.distance;
    state.counters["doubt"] = (d.total - d.bound) / d.total;
}
BENCHMARK(trajectory_gospa)
    ->ArgsProduct({{3, 10, 30, 100}, {1, 5, 10}})
    ->ArgNames({"spread", "gamma"})
    ->Unit(benchmark::kMillisecond);

// Forty targets and tracks over thirty thousand instants: GOSPA, OSPA, CLEAR-MOT and purity.
void marks_of_a_long_run(benchmark::State& state) {
    const std::vector<scene_of_points> all = scenes(300, 40, 30'000);
    marks m;
    for (auto _ : state) {
        scorer s(10, 2);
        for (size_t k = 0; k < all.size(); ++k) s.step(static_cast<double>(k), all[k].truth, all[k].tracks);
        benchmark::DoNotOptimize(m = s.result());
    }
}
BENCHMARK(marks_of_a_long_run)->Unit(benchmark::kMillisecond);
} // namespace
BENCHMARK_MAIN();
