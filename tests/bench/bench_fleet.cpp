// SPDX-License-Identifier: MIT
// tests/bench/bench_fleet.cpp - entity-steps per second of a fleet through the plugin ABI, beside the bare equations.
#include "qiki/math.h"
#include "unit/rig.hpp"
#include <benchmark/benchmark.h>
#include <cmath>

namespace {

constexpr qiki_ns tick = 100'000'000;

// The fleet with output buffers of its own, as a host gives them; the rig's tick() copies every record once more.
class fleet {
public:
    fleet(uint64_t count, double collision_distance)
        : rig_("qiki.vehicle.aircraft",
               {{"count", static_cast<int64_t>(count)},
                {"at", std::vector<double>{-1000, 0, 200, 1000, 0, 200}},
                {"headings", std::vector<double>{QIKI_PI / 2, -QIKI_PI / 2}},
                {"spread", std::vector<double>{100, 100, 20}},
                {"speed", 21.0},
                {"collision_distance", collision_distance}},
               {.self_entity = 1}),
          truth_(count), events_(4096) {}

    void step() {
        qiki_out out[2] = {
            {0, 1, QIKI_REC_TRUTH, sizeof(qiki_truth), records_, truth_.size(), 0, 0, truth_.data(), 0, 0},
            {1, 1, QIKI_REC_EVENT, sizeof(qiki_event), told_, events_.size(), 0, 0, events_.data(), 0, 0}};
        const qiki_tick t{QIKI_HEAD(qiki_tick), seq_, t_, t_ + tick, 0,       sizeof(qiki_view),
                          sizeof(qiki_out),     0,    2,  0,         nullptr, out};
        qiki_error e{-1, {}};
        if (rig_.table().tick(rig_.self(), &t, &e) != QIKI_OK) throw std::runtime_error(e.text);
        records_ += out[0].count, told_ += out[1].count;
        ++seq_, t_ += tick;
    }
    uint64_t records() const { return records_; }
    uint64_t collisions() const { return told_; }

private:
    rig::instance rig_;
    std::vector<qiki_truth> truth_;
    std::vector<qiki_event> events_;
    uint64_t records_ = 0, told_ = 0, seq_ = 0;
    qiki_ns t_ = 0;
};

void fly(benchmark::State& state, double collision_distance) {
    const auto n = static_cast<uint64_t>(state.range(0));
    fleet f(n, collision_distance);
    for (auto _ : state) f.step();
    if (f.records() != n * static_cast<uint64_t>(state.iterations())) state.SkipWithError("records are missing");
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["ns/entity"] = benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)) / 1e9,
                                                     benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["collisions"] = static_cast<double>(f.collisions());
}
void flies(benchmark::State& state) { fly(state, 0); }
void flies_and_looks_for_collisions(benchmark::State& state) { fly(state, 2); }

// The yardstick: the same equations by the same method with libm, a structure of arrays and nothing else - no
// controller, no limits, no attitude, no records, no plugin.
struct bare {
    std::vector<double> x, y, z, roll, pitch, yaw, v, p, q, u;
    explicit bare(size_t n) {
        for (auto* a : {&x, &y, &z, &roll, &pitch, &yaw, &v, &p, &q, &u}) a->assign(n, 0.0);
        v.assign(n, 21.0);
        roll.assign(n, 1e-6);
    }
    void step(double h) {
        struct slope {
            double x, y, z, yaw;
        };
        for (size_t i = 0; i < x.size(); ++i) {
            const auto f = [&](double t, double at_yaw) {
                const double now_pitch = pitch[i] + t * q[i], now_v = v[i] + t * u[i] / 5;
                const double ground = now_v * std::cos(now_pitch);
                return slope{ground * std::cos(at_yaw), ground * std::sin(at_yaw), now_v * std::sin(now_pitch),
                             now_v / 13 * std::tan(roll[i] + t * p[i])};
            };
            const slope a = f(0, yaw[i]), b = f(h / 2, yaw[i] + h / 2 * a.yaw), c = f(h / 2, yaw[i] + h / 2 * b.yaw),
                        d = f(h, yaw[i] + h * c.yaw);
            x[i] += h / 6 * (a.x + 2 * b.x + 2 * c.x + d.x);
            y[i] += h / 6 * (a.y + 2 * b.y + 2 * c.y + d.y);
            z[i] += h / 6 * (a.z + 2 * b.z + 2 * c.z + d.z);
            yaw[i] += h / 6 * (a.yaw + 2 * b.yaw + 2 * c.yaw + d.yaw);
            roll[i] += h * p[i], pitch[i] += h * q[i], v[i] += h * u[i] / 5;
        }
    }
};
void bare_equations_with_libm(benchmark::State& state) {
    bare b(static_cast<size_t>(state.range(0)));
    for (auto _ : state) {
        b.step(0.1);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["ns/entity"] = benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)) / 1e9,
                                                     benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

} // namespace

BENCHMARK(flies)->Arg(100)->Arg(1'000)->Arg(10'000);
BENCHMARK(flies_and_looks_for_collisions)->Arg(100)->Arg(1'000)->Arg(10'000);
BENCHMARK(bare_equations_with_libm)->Arg(100)->Arg(1'000)->Arg(10'000);
BENCHMARK_MAIN();
