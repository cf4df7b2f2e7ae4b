// SPDX-License-Identifier: MIT
// tests/bench/bench_fusion.cpp - processor time of a frame of qiki.tracker.fusion: in its order, and three scans late.
//
// Two radars look at the same targets every 4 s, half a turn apart. `late`: each fifth frame of the second one comes
// three scans after its turn, and only these are timed; else all others.
#include "qiki/math.h"
#include "qiki/random.h"
#include "unit/rig.hpp"
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>

namespace {
constexpr qiki_ns second = 1'000'000'000;

double processor_time() { // of this thread: other work on the machine does not count
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

struct pair_of_radars {
    explicit pair_of_radars(size_t n)
        : targets(n),
          tracker("qiki.tracker.fusion",
                  {{"q", 1.0}, {"state_dims", int64_t{2}}, {"expected_tracks", static_cast<int64_t>(2 * n)}}) {}
    size_t targets;
    rig::instance tracker;
    qiki_ns now = -1;
    std::map<uint32_t, uint64_t> first;

    // Frame k (k / 2 s each) becomes known at time `at`; result: seconds of the tick.
    double frame(uint64_t k, qiki_ns at) {
        qiki_frame f{};
        f.source = 1 + static_cast<uint32_t>(k % 2), f.seq = k / 2;
        f.t_from = f.t_to = 2 * second * static_cast<qiki_ns>(k), f.t_available = at;
        f.label = QIKI_LABEL_OK, f.flags = QIKI_FRAME_COMPLETE;
        f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PD;
        f.att[0] = 1, f.pd = 0.95, f.sigma[0] = f.sigma[1] = 50;
        std::vector<qiki_contact> seen;
        const double t = 2.0 * static_cast<double>(k);
        for (uint64_t j = 0; j < targets; ++j) {
            const qiki_bits b = qiki_draw(5, 0, j, 0, 0), c = qiki_draw(5, k + 1, j, 1, 0),
                            d = qiki_draw(5, k + 1, j, 2, 0);
            if (qiki_uniform(d, 0) > 0.95) continue;
            const double course = 6.28 * qiki_uniform(qiki_draw(5, 0, j, 3, 0), 0);
            qiki_contact x{};
            x.id = ++id, x.t = f.t_to, x.frame = f.seq, x.kind = QIKI_ENU, x.label = QIKI_LABEL_OK, x.valid = 3;
            x.z[0] = 4e5 * (qiki_uniform(b, 0) - 0.5) + 200 * t * std::sin(course) + 50 * qiki_normal(c, 0);
            x.z[1] = 4e5 * (qiki_uniform(b, 1) - 0.5) + 200 * t * std::cos(course) + 50 * qiki_normal(c, 1);
            seen.push_back(x);
        }
        f.first = first[f.source], f.count = static_cast<uint32_t>(seen.size());
        first[f.source] += seen.size();
        tracker.give<qiki_frame>("frames", {f}, f.source);
        tracker.give<qiki_contact>("contacts", seen, f.source);
        const double start = processor_time();
        tracker.tick(now, at);
        now = at;
        return processor_time() - start;
    }

private:
    uint64_t id = 0;
};

void fuse(benchmark::State& state) {
    const bool late = state.range(1) != 0;
    pair_of_radars r(static_cast<size_t>(state.range(0)));
    const auto held = [&](uint64_t k) { return late && k % 10 == 1; };
    uint64_t k = 0;
    const auto next = [&]() -> double { // seconds of the frame that this is about
        for (;; ++k) {
            const qiki_ns t = 2 * second * static_cast<qiki_ns>(k);
            if (!held(k)) {
                const double spent = r.frame(k, t + 1);
                if (!late) return ++k, spent;
            }
            if (k >= 6 && held(k - 6)) {
                const double spent = r.frame(k - 6, t + 2);
                return ++k, spent;
            }
        }
    };
    for (int i = 0; i < 12; ++i) next();
    for (auto _ : state) state.SetIterationTime(next());
}
BENCHMARK(fuse)
    ->ArgNames({"targets", "late"})
    ->ArgsProduct({{100, 1000}, {0, 1}})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(60);
} // namespace
BENCHMARK_MAIN();
