// SPDX-License-Identifier: MIT
// tests/bench/bench_gnn.cpp - time of one scan of qiki.tracker.gnn through the ABI, and of the assignment alone.
//
// The time of a scan is the processor time of the plugin's tick: all of the tracker and the records of every track,
// written into buffers as a host gives them.
#include "qiki/math.h"
#include "sdk/score/assignment.hpp"
#include "unit/rig.hpp"
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <span>

namespace {

constexpr qiki_ns second = 1'000'000'000;

// Of this thread: other work on the machine does not count.
double processor_time() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Straight flights in a square of `side` metres, seen every 4 s, detected with 95 %; one false plot to four targets.
// Measured while the antenna turns, in slant range, bearing and pressure height; or (positions) all at once, in three
// dimensions to 50 m.
struct world {
    std::vector<std::vector<qiki_contact>> scans;
    world(size_t targets, size_t n, double side, bool positions) {
        const auto u = [](uint64_t k, uint64_t j, uint32_t i) { return qiki_uniform(qiki_draw(5, k, j, 0, i), 0); };
        const auto g = [](uint64_t k, uint64_t j, uint32_t i) { return qiki_normal(qiki_draw(5, k, j, 1, i), 0); };
        uint64_t id = 0;
        for (uint64_t k = 0; k < n; ++k) {
            std::vector<qiki_contact> seen;
            for (uint64_t j = 0; j < targets + targets / 4; ++j) {
                const bool real = j < targets;
                const uint64_t when = real ? 0 : k + 1;
                const double course = 6.28 * u(0, j, 2), speed = real ? 100 + 200 * u(0, j, 3) : 0, t = 4.0 * double(k);
                const double e = side * (u(when, j, 0) - 0.5) + speed * t * std::sin(course);
                const double north = side * (u(when, j, 1) - 0.5) + speed * t * std::cos(course);
                const double h = 12e3 * u(when, j, 4);
                if (real && u(k + 1, j, 9) > 0.95) continue;
                qiki_contact c{};
                c.id = ++id;
                c.label = QIKI_LABEL_OK;
                if (positions) {
                    c.kind = QIKI_ENU, c.valid = QIKI_CONTACT_HAS_POSITION;
                    c.z[0] = e + 50 * g(k, j, 0), c.z[1] = north + 50 * g(k, j, 1), c.z[2] = h + 50 * g(k, j, 2);
                    c.t = 4 * second * static_cast<qiki_ns>(k + 1);
                    seen.push_back(c);
                    continue;
                }
                c.kind = QIKI_POLAR;
                c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | QIKI_CONTACT_HAS_HEIGHT;
                c.z[0] = std::sqrt(e * e + north * north + h * h) + 30 * g(k, j, 0);
                c.z[1] = std::atan2(e, north) + 0.001 * g(k, j, 1);
                c.height_m = h + (e * e + north * north) / (2 * 6371008.7714);
                if (c.z[1] < 0) c.z[1] += 2 * QIKI_PI;
                // The antenna turns once in 4 s.
                c.t = static_cast<qiki_ns>((t + 4 * c.z[1] / (2 * QIKI_PI)) * 1e9);
                seen.push_back(c);
            }
            std::sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.t < b.t; });
            scans.push_back(seen);
        }
    }
};

class radar {
public:
    radar(const world& w, size_t targets, uint32_t sectors, bool positions)
        : world_(w), sectors_(sectors), positions_(positions),
          tracker_("qiki.tracker.gnn", {{"q", 1.0}, {"expected_tracks", static_cast<int64_t>(2 * targets)}}),
          tracks_(3 * targets), links_(3 * targets) {}

    // Seconds that tick() took for scan k.
    double scan(size_t k) {
        double spent = 0;
        auto at = world_.scans[k].begin();
        for (uint32_t s = 0; s < sectors_; ++s) {
            qiki_frame f{};
            f.seq = k * sectors_ + s;
            f.t_from = 4 * second * static_cast<qiki_ns>(k) + 4 * second * s / sectors_;
            f.t_to = f.t_available = 4 * second * static_cast<qiki_ns>(k) + 4 * second * (s + 1) / sectors_;
            std::vector<qiki_contact> seen;
            while (at != world_.scans[k].end() && (at->t < f.t_to || s + 1 == sectors_)) seen.push_back(*at++);
            for (qiki_contact& c : seen) c.t = std::clamp(c.t, f.t_from, f.t_to);
            f.first = first_, f.count = static_cast<uint32_t>(seen.size());
            first_ += seen.size();
            f.source = 1, f.label = QIKI_LABEL_OK, f.flags = QIKI_FRAME_COMPLETE;
            f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PD;
            f.att[0] = 1, f.pd = 0.95, f.range[1] = 500e3;
            f.bearing[0] = 2 * QIKI_PI * s / sectors_, f.bearing[1] = 2 * QIKI_PI * (s + 1) / sectors_;
            f.sigma[0] = 30, f.sigma[1] = 0.001;
            if (positions_) f.sigma[0] = f.sigma[1] = f.sigma[2] = 50;
            spent += tick(f, seen);
        }
        return spent;
    }
    size_t confirmed() const {
        size_t n = 0;
        for (const qiki_track& x : tracks()) n += x.status == QIKI_TRACK_CONFIRMED;
        return n;
    }
    std::span<const qiki_track> tracks() const { return {tracks_.data(), live_}; }

private:
    double tick(const qiki_frame& f, const std::vector<qiki_contact>& seen) {
        const qiki_view in[2] = {
            {0, 1, 0, QIKI_VIEW_FRESH, QIKI_REC_FRAME, sizeof f, frames_, 1, 0, f.t_to, &f},
            {1, 1, 0, QIKI_VIEW_FRESH, QIKI_REC_CONTACT, sizeof seen[0], f.first, seen.size(), 0, f.t_to, seen.data()}};
        qiki_out out[2] = {
            {0, 1, QIKI_REC_TRACK, sizeof(qiki_track), told_[0], tracks_.size(), 0, 0, tracks_.data(), 0, 0},
            {1, 1, QIKI_REC_ASSOC, sizeof(qiki_assoc), told_[1], links_.size(), 0, 0, links_.data(), 0, 0}};
        const qiki_tick t{QIKI_HEAD(qiki_tick), frames_, now_, f.t_to, 0,  sizeof in[0],
                          sizeof out[0],        2,       2,    0,      in, out};
        qiki_error e{-1, {}};
        const double start = processor_time();
        const qiki_status status = tracker_.table().tick(tracker_.self(), &t, &e);
        const double spent = processor_time() - start;
        if (status != QIKI_OK) throw std::runtime_error(status < 0 ? e.text : "the outputs are too small");
        live_ = out[0].count;
        told_[0] += out[0].count, told_[1] += out[1].count;
        now_ = f.t_to, ++frames_;
        return spent;
    }

    const world& world_;
    uint32_t sectors_;
    bool positions_;
    rig::instance tracker_;
    qiki_ns now_ = -1;
    uint64_t first_ = 0, frames_ = 0, told_[2] = {0, 0};
    std::vector<qiki_track> tracks_;
    std::vector<qiki_assoc> links_;
    size_t live_ = 0;
};

void scan(benchmark::State& state) {
    const auto targets = static_cast<size_t>(state.range(0));
    constexpr size_t warm = 6, scans = 30;
    const bool positions = state.range(3) != 0;
    const world w(targets, scans, static_cast<double>(state.range(1)) * 1e3, positions);
    std::unique_ptr<radar> r;
    size_t k = scans, confirmed = 0;
    for (auto _ : state) {
        if (k == scans) {
            r = std::make_unique<radar>(w, targets, static_cast<uint32_t>(state.range(2)), positions);
            for (k = 0; k < warm; ++k) r->scan(k);
            confirmed = r->confirmed();
        }
        state.SetIterationTime(r->scan(k++));
    }
    state.counters["plots"] = static_cast<double>(w.scans.back().size());
    state.counters["tracks"] = static_cast<double>(r->tracks().size());
    state.counters["confirmed"] = static_cast<double>(confirmed);
    state.counters["track_updates/s"] =
        benchmark::Counter(static_cast<double>(confirmed), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(scan)
    ->ArgNames({"targets", "km", "sectors", "positions"})
    ->Args({100, 400, 1, 0})
    ->Args({1000, 400, 1, 0})
    ->Args({10000, 400, 1, 0})
    ->Args({10000, 100, 1, 0})
    ->Args({1000, 400, 32, 0})
    ->Args({10000, 400, 32, 0})
    ->Args({1000, 400, 1, 1})
    ->Args({10000, 400, 1, 1})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// Fresh uniform costs each time, every row with a price of staying alone.
void assignment(benchmark::State& state) {
    const auto n = static_cast<size_t>(state.range(0));
    const bool gated = state.range(1) != 0;
    qiki::score::assignment_workspace w;
    std::vector<std::vector<double>> cost(16, std::vector<double>(n * n));
    for (size_t m = 0; m < cost.size(); ++m)
        for (size_t i = 0; i < n * n; ++i) {
            const double u = qiki_uniform(qiki_draw(6, m, i, 0, 0), 0);
            const bool near = (i / n) == (i % n) || u < 2.0 / static_cast<double>(n);
            cost[m][i] = gated && !near ? qiki::score::forbidden : 10 * qiki_uniform(qiki_draw(6, m, i, 0, 0), 1);
        }
    const std::vector<double> miss(n, 8);
    std::vector<int32_t> chosen(n);
    size_t k = 0;
    for (auto _ : state) benchmark::DoNotOptimize(qiki::score::assign(n, n, cost[k++ % 16], miss, chosen, w));
}
BENCHMARK(assignment)->ArgNames({"n", "gated"})->ArgsProduct({{3, 10, 30, 100, 300}, {0, 1}});

} // namespace

BENCHMARK_MAIN();
