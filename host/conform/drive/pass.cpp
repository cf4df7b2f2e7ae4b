// SPDX-License-Identifier: MIT
// host/conform/drive/pass.cpp - views and outputs of one pass.
#include "host/conform/drive/pass.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cstring>
#include <memory>

namespace qiki::conform {
namespace {
constexpr uint64_t most_bytes = uint64_t{1} << 30, untouched = UINT64_C(0x5ca1ab1e5ca1ab1e);
constexpr size_t behind = 512; // words

std::vector<uint64_t> hints(const qiki_descriptor& d) {
    std::vector<uint64_t> all;
    for (uint32_t i = 0; i < d.outputs.count; ++i) all.push_back(load::row<qiki_port>(d.outputs, i).hint);
    return all;
}
} // namespace

pass::pass(const qiki_descriptor& d, const moment& m, std::vector<uint64_t> room, uint32_t number) {
    if (room.empty()) room = hints(d);
    for (const feed& f : m.in)
        views.push_back({f.port, f.producer, 0, f.flags, f.record, load::record_size(f.record), f.first, f.now.count,
                         f.lost, f.t, f.now.count ? f.now.words.data() : nullptr});
    for (uint32_t i = 0; i < d.outputs.count; ++i) {
        const uint32_t record = load::row<qiki_port>(d.outputs, i).record, stride = load::record_size(record);
        // Who writes on behind it hits what is there for that. Zeros that nobody looks at cost nothing.
        const size_t words = room[i] * stride / sizeof(uint64_t);
        auto* const memory = static_cast<uint64_t*>(std::calloc(words + 8 + behind, sizeof(uint64_t)));
        if (!memory) throw std::bad_alloc();
        memory_.emplace_back(memory);
        void* at = memory;
        size_t left = (words + 8) * sizeof(uint64_t);
        at = std::align(64, 1, at, left);
        std::fill_n(ends_.emplace_back(static_cast<uint64_t*>(at) + words), behind, untouched);
        outs.push_back({i, 1, record, stride, 0, room[i], 0, 0, room[i] ? at : nullptr, 0, 0});
    }
    tick = {QIKI_HEAD(qiki_tick),
            m.seq,
            m.t0,
            m.t1,
            number,
            sizeof(qiki_view),
            sizeof(qiki_out),
            static_cast<uint32_t>(views.size()),
            static_cast<uint32_t>(outs.size()),
            0,
            views.data(),
            outs.data()};
}

std::string pass::bytes() const {
    std::string all;
    const auto put = [&](uint64_t v) { all.append(reinterpret_cast<const char*>(&v), sizeof v); };
    for (const qiki_out& o : outs) {
        put(o.count), put(o.dropped), put(o.flags);
        if (o.count) all.append(static_cast<const char*>(o.data), std::min(o.count, o.capacity) * o.stride);
    }
    return all;
}
void pass::paint(uint8_t byte) {
    for (const qiki_out& o : outs)
        if (o.data) std::memset(o.data, byte, o.capacity * o.stride);
}
void pass::must_be_kept() const {
    for (size_t i = 0; i < outs.size(); ++i) {
        const bool kept = std::all_of(ends_[i], ends_[i] + behind, [](uint64_t w) { return w == untouched; });
        if (!kept || outs[i].count > outs[i].capacity)
            throw deferred("tick() wrote more than the capacity", "tick.bounds");
    }
}
uint64_t pass::records() const {
    uint64_t n = 0;
    for (const qiki_out& o : outs) n += o.count;
    return n;
}

std::vector<uint64_t> room_of(const qiki_descriptor& d, const qiki_vtable& table, void* self) {
    std::vector<uint64_t> want = hints(d);
    qiki_error e{-1, {}};
    qiki_status status = QIKI_OK;
    if (QIKI_HAS(&table, demand) && !want.empty())
        calling("demand()", 0,
                [&] { status = table.demand(self, want.data(), static_cast<uint32_t>(want.size()), &e); });
    if (status < 0) falls_short("demand()", status, said(e));
    for (uint32_t i = 0; i < want.size(); ++i) {
        const qiki_port& p = load::row<qiki_port>(d.outputs, i);
        if (want[i] > most_bytes / load::record_size(p.record))
            throw deferred("demand() asks for more than 1 GiB for its output '" + std::string(p.name) + "'",
                           "tick.bounds");
    }
    return want;
}
} // namespace qiki::conform
