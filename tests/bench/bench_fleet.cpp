// SPDX-License-Identifier: MIT
// tests/bench/bench_fleet.cpp - entity-steps per second of a fleet through the plugin ABI, beside the bare equations.
#include "qiki/qiki.hpp"
#include <benchmark/benchmark.h>
#include <cmath>
#include <cstdlib>
#include <dlfcn.h>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr qiki_ns tick = 100'000'000;

// qiki.vehicle.aircraft as a host drives it: the library's table, resolved parameters, its own output buffers. (The rig
// of the unit tests copies every record once more.)
class fleet {
public:
    fleet(uint64_t count, double collision_distance) {
        void* lib = dlopen(QIKI_PLUGIN_DIR "/qiki.vehicle.aircraft.so", RTLD_NOW | RTLD_LOCAL);
        if (!lib) throw std::runtime_error(dlerror());
        const auto* entry = static_cast<const qiki_entry*>(dlsym(lib, "qiki_plugin"));
        const qiki_descriptor* about = entry->describe(0);
        host_ = {QIKI_HEAD(qiki_host), "bench", "1", nullptr,
                 [](const qiki_host*, const char*) -> const void* { return nullptr; }};
        info_.head = QIKI_HEAD(qiki_instance_info);
        info_.name = "fleet", info_.plugin_id = about->id, info_.index = 1;
        info_.rng_key = qiki_rng_key(7, "fleet"), info_.self_entity = 1;
        qiki_error e{-1, {}};
        check(about->create(&host_, &info_, &vt_, &self_, &e), e);
        configure(*about, {{"count", {static_cast<double>(count)}},
                           {"at", {-1000, 0, 200, 1000, 0, 200}},
                           {"headings", {QIKI_PI / 2, -QIKI_PI / 2}},
                           {"spread", {100, 100, 20}},
                           {"speed", {21}},
                           {"collision_distance", {collision_distance}}});
        truth_.resize(count), events_.resize(4096);
    }
    ~fleet() { vt_->destroy(self_); }
    fleet(const fleet&) = delete;
    fleet& operator=(const fleet&) = delete;

    void step() {
        qiki_out out[2] = {
            {0, 1, QIKI_REC_TRUTH, sizeof(qiki_truth), first_, truth_.size(), 0, 0, truth_.data(), 0, 0},
            {1, 1, QIKI_REC_EVENT, sizeof(qiki_event), told_, events_.size(), 0, 0, events_.data(), 0, 0}};
        const qiki_tick t{QIKI_HEAD(qiki_tick), seq_, t_, t_ + tick, 0,       sizeof(qiki_view),
                          sizeof(qiki_out),     0,    2,  0,         nullptr, out};
        qiki_error e{-1, {}};
        check(vt_->tick(self_, &t, &e), e);
        first_ += out[0].count, told_ += out[1].count;
        ++seq_, t_ += tick;
    }
    uint64_t records() const { return first_; }
    uint64_t collisions() const { return told_; }

private:
    static void check(qiki_status s, const qiki_error& e) {
        if (s != QIKI_OK) throw std::runtime_error(e.text);
    }
    void configure(const qiki_descriptor& about, const std::map<std::string, std::vector<double>>& given) {
        struct cell {
            std::vector<double> reals;
            std::vector<int64_t> ints;
        };
        std::map<std::string, cell> cells; // sorted, as a config is
        std::vector<qiki_value> values;
        for (uint32_t i = 0; i < about.params.count; ++i) {
            const auto& p = *static_cast<const qiki_param*>(qiki_row(about.params, i));
            cell& c = cells[p.key];
            if (const auto at = given.find(p.key); at != given.end()) c.reals = at->second;
            else if (p.type != QIKI_REALS) c.reals = {p.value};
            else
                for (const char* s = p.text; s && *s; s += *s == ',') {
                    char* end = nullptr;
                    c.reals.push_back(std::strtod(s, &end));
                    s = end;
                }
            for (const double r : c.reals) c.ints.push_back(static_cast<int64_t>(r));
            const bool real = p.type == QIKI_REAL || p.type == QIKI_REALS;
            const char* text = p.text ? p.text : "";
            if (p.type == QIKI_TEXT)
                values.push_back({p.key, text, p.type, static_cast<uint32_t>(std::string_view(text).size())});
            else
                values.push_back({p.key, real ? static_cast<const void*>(c.reals.data()) : c.ints.data(), p.type,
                                  static_cast<uint32_t>(c.reals.size())});
        }
        std::sort(values.begin(), values.end(),
                  [](const auto& a, const auto& b) { return std::string_view(a.key) < b.key; });
        const qiki_config config{QIKI_HEAD(qiki_config),
                                 {values.data(), static_cast<uint32_t>(values.size()), sizeof(qiki_value)}};
        qiki_error e{-1, {}};
        check(vt_->configure(self_, &config, &e), e);
    }

    qiki_host host_{};
    qiki_instance_info info_{};
    const qiki_vtable* vt_ = nullptr;
    void* self_ = nullptr;
    std::vector<qiki_truth> truth_;
    std::vector<qiki_event> events_;
    uint64_t first_ = 0, told_ = 0, seq_ = 0;
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
        for (auto* a : {&x, &y, &z, &roll, &pitch, &yaw, &v, &p, &q, &u}) a->assign(n, 0.001);
        v.assign(n, 21);
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
            p[i] = -p[i], q[i] = -q[i], u[i] = -u[i];
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
