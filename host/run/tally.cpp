// SPDX-License-Identifier: MIT
// host/run/tally.cpp - what a run counts about records: how many of each kind, late frames, and how many tracks ever
// lived.
#include "host/run/tally.hpp"
#include <algorithm>
#include <tuple>

namespace qiki::run {
namespace {
constexpr uint64_t small = 1 << 20;

qiki_track track_at(const written& w, uint64_t i) {
    qiki_track t;
    std::memcpy(&t, w.data + i * sizeof t, sizeof t);
    return t;
}
} // namespace

distinct::distinct() : bits_(small / 64), table_(1 << 12) {}

void distinct::add(uint64_t id) {
    if (id < small) {
        uint64_t& word = bits_[id / 64];
        const uint64_t bit = uint64_t{1} << id % 64;
        count_ += (word & bit) == 0;
        word |= bit;
    } else if (insert(id)) {
        ++count_;
        if (++in_table_ * 2 > table_.size()) grow();
    }
}

bool distinct::insert(uint64_t id) {
    const size_t mask = table_.size() - 1;
    for (size_t at = (id * UINT64_C(0x9E3779B97F4A7C15)) >> 20 & mask;; at = (at + 1) & mask) {
        if (table_[at] == id) return false;
        if (table_[at] == 0) {
            table_[at] = id;
            return true;
        }
    }
}

void distinct::grow() {
    std::vector<uint64_t> old(table_.size() * 2);
    old.swap(table_);
    for (uint64_t id : old)
        if (id) insert(id);
}

void distinct::forget() {
    std::fill(bits_.begin(), bits_.end(), 0);
    std::fill(table_.begin(), table_.end(), 0);
    count_ = in_table_ = 0;
}

void track_book::look() {
    if (tracks->latest.serial == seen) return;
    seen = tracks->latest.serial;
    for (uint64_t i = 0; i < tracks->latest.count; ++i) {
        uint64_t id;
        std::memcpy(&id, tracks->latest.data + i * sizeof(qiki_track), sizeof id);
        born.add(id);
    }
}

track_count track_book::count() const {
    track_count c;
    c.tracker = tracker;
    c.born = born.count();
    for (uint64_t i = 0; i < tracks->latest.count; ++i) {
        const qiki_track t = track_at(tracks->latest, i);
        c.live += t.status != QIKI_TRACK_ENDED;
        c.confirmed += t.status == QIKI_TRACK_CONFIRMED;
    }
    return c;
}

void frame_book::take(const qiki_frame& f, qiki_ns t) {
    const auto at = std::lower_bound(sensors.begin(), sensors.end(), f, [](const sensor& a, const qiki_frame& b) {
        return std::tie(a.source, a.number) < std::tie(b.source, b.sensor);
    });
    const bool known = at != sensors.end() && at->source == f.source && at->number == f.sensor;
    late += f.t_available <= t - period || f.t_available > t || (known && f.t_to < at->newest);
    if (!known) sensors.insert(at, {f.source, f.sensor, f.t_to});
    else at->newest = std::max(at->newest, f.t_to);
}

void frame_book::look(uint64_t tick, qiki_ns t) {
    if (frames->ticked != tick || frames->now.count == 0) return;
    arrived.resize(frames->now.count);
    std::memcpy(arrived.data(), frames->now.data, arrived.size() * sizeof(qiki_frame));
    const auto order = [](const qiki_frame& f) { return std::tie(f.t_available, f.t_to, f.source, f.sensor, f.seq); };
    std::sort(arrived.begin(), arrived.end(),
              [&](const qiki_frame& a, const qiki_frame& b) { return order(a) < order(b); });
    for (const qiki_frame& f : arrived) take(f, t);
}

void track_book::forget() {
    seen = 0;
    born.forget();
}
} // namespace qiki::run
