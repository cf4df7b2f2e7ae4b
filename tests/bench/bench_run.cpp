// SPDX-License-Identifier: MIT
// tests/bench/bench_run.cpp - what the engine itself costs: a tick of 20 idle plugins, records through a link, the
// digest.
#include "host/run/engine.hpp"
#include "host/run/words.hpp"
#include "qiki/qiki.hpp"
#include <benchmark/benchmark.h>

namespace {
using qiki::scenario::section;
using out = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 100000>;
using in = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;

struct idle {
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1>>;
    idle(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<idle>&) {}
};
template <int N>
struct source {
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<out>;
    source(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<source>& t) {
        qiki_truth b{};
        b.label = QIKI_LABEL_OK;
        for (uint64_t i = 0; i < N; ++i) {
            b.entity = i + 1;
            t.template put<out>(b);
        }
    }
};
struct reader {
    using inputs = qiki::ports<in>;
    using outputs = qiki::ports<>;
    reader(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<reader>& t) {
        double sum = 0;
        for (const qiki_truth& b : t.read<in>()) sum += b.pos[0];
        benchmark::DoNotOptimize(sum);
    }
};
template <class P>
const qiki_descriptor* about(section s) {
    static const qiki_descriptor d = qiki::describe<P>("bench.plugin", qiki::run::kind_of(s), "1.0.0", "");
    return &d;
}
template <class P>
void add(qiki::run::plan& p, section s) {
    qiki::run::member m;
    m.about = about<P>(s);
    m.name = "m" + std::to_string(p.members.size());
    m.stage = s;
    p.members.push_back(m);
}
void run(benchmark::State& state, qiki::run::plan p, unsigned threads, int64_t ticks) {
    p.tick = 1'000'000, p.duration = ticks * p.tick;
    qiki::run::options o;
    o.threads = threads;
    qiki::run::engine e(std::move(p), o);
    const std::atomic<bool> stop{false};
    for (auto _ : state) benchmark::DoNotOptimize(e.go(stop, {}));
    state.counters["tick"] = benchmark::Counter(static_cast<double>(state.iterations() * ticks),
                                                benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void tick_of_20_idle_plugins(benchmark::State& s) {
    qiki::run::plan p;
    for (int i = 0; i < 20; ++i) add<idle>(p, section::vehicles);
    run(s, p, static_cast<unsigned>(s.range(0)), 100000);
}
BENCHMARK(tick_of_20_idle_plugins)->Arg(1)->Arg(2);

template <int N>
void truth_to_one_reader(benchmark::State& s) {
    qiki::run::plan p;
    add<source<N>>(p, section::vehicles);
    add<reader>(p, section::bridges);
    run(s, p, 1, 10000000 / (N + 100));
}
BENCHMARK(truth_to_one_reader<1>);
BENCHMARK(truth_to_one_reader<100>);
BENCHMARK(truth_to_one_reader<10000>);

void digest_a_byte(benchmark::State& s) {
    std::vector<char> data(static_cast<size_t>(s.range(0)), 'x');
    qiki::run::digest d;
    for (auto _ : s) {
        d.number(1);
        d.bytes(data.data(), data.size());
    }
    s.counters["byte"] = benchmark::Counter(static_cast<double>(s.iterations() * s.range(0)),
                                            benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(digest_a_byte)->Arg(192)->Arg(19200)->Arg(1 << 20);
} // namespace
BENCHMARK_MAIN();
