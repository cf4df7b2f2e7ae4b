// SPDX-License-Identifier: MIT
// tests/bench/bench_boundary.cpp - what the boundary costs: ns a byte of a record, batched and alone, beside memcpy;
// and math.h.
#include "qiki/qiki.hpp"
#include <benchmark/benchmark.h>
#include <cstring>
#include <vector>

namespace {
// The cheapest plugin: hands every contact through by value, so what remains is the price of the boundary.
struct pass {
    using in = qiki::port<"in", qiki_contact>;
    using out = qiki::port<"out", qiki_contact, QIKI_PORT_STREAM, 4096>;
    using inputs = qiki::ports<in>;
    using outputs = qiki::ports<out>;
    pass(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<pass>& t) {
        for (const qiki_contact& c : t.read<in>()) t.put<out>(c);
    }
};

void boundary(benchmark::State& state) {
    const auto n = static_cast<uint64_t>(state.range(0));
    const qiki_host host{QIKI_HEAD(qiki_host), "bench", "0", nullptr,
                         [](const qiki_host*, const char*) -> const void* { return nullptr; }};
    const qiki_instance_info info{};
    const qiki_config config{QIKI_HEAD(qiki_config), {nullptr, 0, sizeof(qiki_value)}};
    const qiki_vtable* vt = nullptr;
    void* self = nullptr;
    qiki_error err{};
    if (qiki::instance<pass>::create(&host, &info, &vt, &self, &err) < 0 || vt->configure(self, &config, &err) < 0)
        return state.SkipWithError(err.text);
    std::vector<qiki_contact> from(n), to(n);
    uint64_t k = 0;
    for (auto _ : state) {
        const auto now = static_cast<qiki_ns>(k);
        const qiki_view v{0, 1, 0,   QIKI_VIEW_FRESH, QIKI_REC_CONTACT, sizeof(qiki_contact), k * n,
                          n, 0, now, from.data()};
        qiki_out o{0, 1, QIKI_REC_CONTACT, sizeof(qiki_contact), k * n, n, 0, 0, to.data(), 0, 0};
        const qiki_tick t{QIKI_HEAD(qiki_tick), k, now, now + 1, 0, sizeof v, sizeof o, 1, 1, 0, &v, &o};
        benchmark::DoNotOptimize(vt); // the table is known here; a host loads it
        if (vt->tick(self, &t, &err) < 0 || o.count != n) return state.SkipWithError(err.text);
        benchmark::ClobberMemory();
        ++k;
    }
    vt->destroy(self);
    state.SetBytesProcessed(static_cast<int64_t>(k * n * sizeof(qiki_contact)));
    state.counters["ns_per_byte"] = benchmark::Counter(static_cast<double>(k * n * sizeof(qiki_contact)) * 1e-9,
                                                       benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
void copy(benchmark::State& state) {
    const auto bytes = static_cast<size_t>(state.range(0)) * sizeof(qiki_contact);
    std::vector<char> from(bytes, 1), to(bytes);
    int64_t rounds = 0;
    for (auto _ : state) {
        std::memcpy(to.data(), from.data(), bytes);
        benchmark::ClobberMemory();
        ++rounds;
    }
    state.SetBytesProcessed(rounds * static_cast<int64_t>(bytes));
    state.counters["ns_per_byte"] = benchmark::Counter(static_cast<double>(rounds) * static_cast<double>(bytes) * 1e-9,
                                                       benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(boundary)->Arg(4096)->Arg(64)->Arg(1);
BENCHMARK(copy)->Arg(4096)->Arg(64)->Arg(1);

// A thousand arguments; the inverse of items_per_second is the time of one value.
std::vector<double> arguments(uint16_t purpose) {
    std::vector<double> x(1000);
    for (size_t i = 0; i < x.size(); ++i) x[i] = 0.01 + 6 * qiki_uniform(qiki_draw(1, i, 2, purpose, 0), 0);
    return x;
}
template <double (*F)(double)>
void one_by_one(benchmark::State& state) {
    const auto x = arguments(1);
    for (auto _ : state)
        for (double v : x) benchmark::DoNotOptimize(F(v));
    state.SetItemsProcessed(state.iterations() * 1000);
}
template <void (*F)(const double*, double*, size_t)>
void as_array(benchmark::State& state) {
    const auto x = arguments(1);
    std::vector<double> out(x.size());
    for (auto _ : state) {
        F(x.data(), out.data(), x.size());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * 1000);
    state.SetLabel(qiki_math_unit());
}
void atan2_one_by_one(benchmark::State& state) {
    const auto x = arguments(1), y = arguments(2);
    for (auto _ : state)
        for (size_t i = 0; i < x.size(); ++i) benchmark::DoNotOptimize(qiki_atan2(y[i], x[i]));
    state.SetItemsProcessed(state.iterations() * 1000);
}
void atan2_as_array(benchmark::State& state) {
    const auto x = arguments(1), y = arguments(2);
    std::vector<double> out(x.size());
    for (auto _ : state) {
        qiki_atan2_n(y.data(), x.data(), out.data(), x.size());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * 1000);
    state.SetLabel(qiki_math_unit());
}
void normal(benchmark::State& state) {
    uint64_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(qiki_normal(qiki_draw(1, ++i, 2, 3, 0), 0));
    state.SetItemsProcessed(state.iterations());
}
void poisson(benchmark::State& state) {
    uint64_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(qiki_poisson(1, ++i, 2, 3, static_cast<double>(state.range(0))));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_TEMPLATE(one_by_one, qiki_sin);
BENCHMARK_TEMPLATE(as_array, qiki_sin_n);
BENCHMARK_TEMPLATE(one_by_one, qiki_exp);
BENCHMARK_TEMPLATE(as_array, qiki_exp_n);
BENCHMARK_TEMPLATE(one_by_one, qiki_log);
BENCHMARK_TEMPLATE(as_array, qiki_log_n);
BENCHMARK_TEMPLATE(one_by_one, qiki_tan);
BENCHMARK_TEMPLATE(as_array, qiki_tan_n);
BENCHMARK_TEMPLATE(one_by_one, qiki_sqrt);
BENCHMARK_TEMPLATE(as_array, qiki_sqrt_n);
BENCHMARK(atan2_one_by_one);
BENCHMARK(atan2_as_array);
BENCHMARK(normal);
BENCHMARK(poisson)->Arg(3)->Arg(100);
} // namespace
BENCHMARK_MAIN();
