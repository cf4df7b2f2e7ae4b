// SPDX-License-Identifier: MIT
// tests/bench/bench_asterix.cpp - what an ASTERIX record costs: walked, read, and made into frames.
#include "plugins/radar/asterix/recording.hpp"
#include "qiki/random.h"
#include <benchmark/benchmark.h>

namespace {

using bytes = std::vector<uint8_t>;

void put(bytes& b, uint64_t value, unsigned octets) {
    for (unsigned i = octets; i-- > 0;) b.push_back(static_cast<uint8_t>(value >> 8 * i));
}

// A Mode S radar of 4 s a turn: n roll-call plots with address, callsign, level, code, two registers and a track
// number.
bytes mode_s_hour(uint32_t n) {
    bytes out;
    for (uint32_t i = 0; i < n; ++i) {
        const qiki_bits chance = qiki_draw(1, 0, i, 0, 0);
        const uint32_t ticks = i * 10, aircraft = chance.v[0] % 200; // 12.8 plots a second
        put(out, 48, 1);
        put(out, 57, 2);
        put(out, 0xFFF702, 3); // 010 140 020 040 070 090 130, 220 240 250 161 200 170, 230
        put(out, 0x1481, 2);
        put(out, 28800 * 128 + ticks, 3);
        put(out, 0xA0, 1);
        put(out, 1280 + chance.v[1] % 14000, 2);
        put(out, ticks % 512 * 128 + chance.v[2] % 64, 2);
        put(out, aircraft, 2);
        put(out, 1400, 2);
        put(out, 0x4005, 2); // SRR alone
        put(out, 0x340000 + aircraft, 3);
        put(out, 0x10C236D41820, 6);
        put(out, 2, 1);
        put(out, chance.v[3], 8);
        put(out, chance.v[3], 8);
        put(out, aircraft, 2);
        put(out, 0x08000800, 4);
        put(out, 0x40, 1);
        put(out, 0x2000, 2);
    }
    return out;
}

const bytes& hour() {
    static const bytes all = mode_s_hour(44'000);
    return all;
}

void walks_records(benchmark::State& state) {
    const bytes& b = hour();
    struct : asterix::block_sink {
        void block(asterix::octets x, uint64_t offset) override {
            ok += walk(*asterix::profile_for(x, 3, offset, why), x, 3, offset, one, why);
        }
        void refuse(const asterix::refusal&) override {}
        asterix::record one;
        asterix::refusal why;
        uint64_t ok = 0;
    } sink;
    for (auto _ : state) asterix::read_plain(b, 0, sink);
    if (sink.ok != static_cast<uint64_t>(state.iterations()) * 44'000) state.SkipWithError("a record was refused");
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 44'000);
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(b.size()));
}

void decodes_an_hour(benchmark::State& state) {
    const bytes& b = hour();
    size_t plots = 0;
    for (auto _ : state) plots += asterix::decode(b, {}).plots.size();
    if (plots != static_cast<size_t>(state.iterations()) * 44'000) state.SkipWithError("a plot was lost");
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * 44'000);
    state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(b.size()));
}
} // namespace

BENCHMARK(walks_records)->Unit(benchmark::kMillisecond);
BENCHMARK(decodes_an_hour)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
