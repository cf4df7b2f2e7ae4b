// SPDX-License-Identifier: MIT
// host/conform/drive/scene.cpp - records of the world, port by port, with the ordinals that a host would count.
#include "host/conform/drive/scene.hpp"
#include "host/load/contract.hpp"
#include "host/solo/lone_host.hpp"
#include "qiki/radar.h"
#include <string_view>

namespace qiki::conform {
namespace {
constexpr uint32_t the_host = 0xffffffff;

const qiki_port& input(const qiki_descriptor& d, uint32_t i) { return load::row<qiki_port>(d.inputs, i); }

// The host joins truth, zones and commands for who does not read MANY writers, and speaks of events itself.
uint32_t producer(const qiki_port& p) {
    const bool joined = p.record == QIKI_REC_TRUTH || p.record == QIKI_REC_ZONE || p.record == QIKI_REC_COMMAND;
    return (joined && !(p.flags & QIKI_PORT_MANY)) || p.record == QIKI_REC_EVENT ? the_host : solo::other_index;
}
} // namespace

std::byte* feed::at(uint64_t i) {
    return reinterpret_cast<std::byte*>(now.words.data()) + i * load::record_size(record);
}
const std::byte* feed::at(uint64_t i) const {
    return reinterpret_cast<const std::byte*>(now.words.data()) + i * load::record_size(record);
}
void feed::resize(uint64_t count) {
    now.count = count, now.words.resize(count * load::record_size(record) / sizeof(uint64_t));
}
void feed::erase(uint64_t i) {
    const auto words = static_cast<ptrdiff_t>(load::record_size(record) / sizeof(uint64_t)),
               at = words * static_cast<ptrdiff_t>(i);
    now.words.erase(now.words.begin() + at, now.words.begin() + at + words), --now.count;
}

solo::world scene::world_of(const qiki_descriptor& d, uint64_t seed) {
    solo::world w;
    w.seed = seed, w.writer = solo::other_index;
    w.lively = std::string_view(d.kind) != QIKI_KIND_TRACKER; // they are asked for what flies straight
    for (uint32_t i = 0; i < d.verbs.count; ++i) w.verbs.push_back(load::row<qiki_verb>(d.verbs, i));
    if (std::string_view(d.kind) == QIKI_KIND_AGENT) w.channels = solo::channels_to_tell(), w.roams = true;
    return w;
}
scene::scene(const qiki_descriptor& d, uint64_t seed) : scene(d, world_of(d, seed)) {}
scene::scene(const qiki_descriptor& d, const solo::world& w) : about_(d), world_(w), first_(d.inputs.count) {}

moment scene::next() { return at(static_cast<qiki_ns>(seq_) * world_.period); }
moment scene::at(qiki_ns t0) {
    moment m{seq_, t0, t0 + world_.period, {}};
    for (uint32_t i = 0; i < about_.inputs.count; ++i) {
        const qiki_port& p = input(about_, i);
        if (!solo::can_make(p.record)) continue;
        feed f;
        f.port = i, f.producer = producer(p), f.record = p.record, f.t = m.t1, f.first = first_[i];
        f.now = solo::make(world_, p.record, seq_, m.t1);
        first_[i] += f.now.count;
        m.in.push_back(std::move(f));
    }
    ++seq_, end_ = m.t1;
    return m;
}
moment scene::lasting(qiki_ns length) {
    const qiki_ns usual = world_.period;
    world_.period = length;
    moment m = at(end_);
    world_.period = usual;
    return m;
}
void scene::go_to(uint64_t seq) {
    end_ = static_cast<qiki_ns>(seq) * world_.period;
    for (uint32_t i = 0; i < about_.inputs.count; ++i)
        if (const uint32_t r = input(about_, i).record; solo::can_make(r))
            first_[i] += (seq - seq_) * solo::make(world_, r, seq_, end_).count;
    seq_ = seq;
}
qiki_ns uneven(uint64_t seq, qiki_ns usual) {
    constexpr qiki_ns tenths[] = {10, 3, 7, 20};
    return usual / 10 * tenths[seq % 4];
}
void scene::skip(uint64_t ticks) {
    while (ticks--) next();
}

moment without_records(moment m) {
    for (feed& f : m.in) f.resize(0);
    return m;
}
moment without_views(moment m) {
    m.in.clear();
    return m;
}
void recount(moment& m, std::map<uint32_t, uint64_t>& first) {
    for (feed& f : m.in) f.first = first[f.port], first[f.port] += f.now.count;
    for (const feed& c : m.in)
        for (feed& f : m.in)
            if (c.record == QIKI_REC_CONTACT && f.record == QIKI_REC_FRAME)
                for (uint64_t k = 0; k < f.now.count; ++k)
                    f.as<qiki_frame>(k).first = c.first, f.as<qiki_frame>(k).count = static_cast<uint32_t>(c.now.count);
}
} // namespace qiki::conform
