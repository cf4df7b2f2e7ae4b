// SPDX-License-Identifier: MIT
// host/run/ports.cpp - records on their way: what a port holds, what waits for a slow reader, and the world joined.
#include "host/run/ports.hpp"

namespace qiki::run {

void source::end_tick() {
    before.dropped = latest.dropped;
    if (before.serial == latest.serial) return;
    const size_t bytes = latest.count * stride;
    before_store.reserve(bytes, 0);
    if (bytes) std::memcpy(before_store.data(), latest.data, bytes);
    before = latest;
    before.data = before_store.data();
}

void source::forget() { now = latest = before = written{}, ticked = 0; }

void queue::append(const std::byte* data, size_t bytes) {
    store_.reserve(used_ + bytes, used_);
    std::memcpy(store_.data() + used_, data, bytes);
    used_ += bytes;
}

void queue::push(const source& s) {
    if (taken_) used_ = 0, count_ = 0, first_ = s.now.first, taken_ = false;
    if (s.now.count) append(s.now.data, s.now.count * s.stride), t_ = s.now.t;
    count_ += s.now.count;
    lost_ = s.now.dropped;
}

void queue::add(const std::byte* record, size_t bytes, qiki_ns t) {
    if (taken_) first_ += count_, used_ = 0, count_ = 0, taken_ = false;
    append(record, bytes);
    ++count_;
    t_ = t;
}

written queue::take() {
    if (taken_) first_ += count_, used_ = 0, count_ = 0;
    taken_ = true;
    return {store_.data(), count_, first_, lost_, 0, t_};
}

void queue::forget() { used_ = 0, count_ = 0, first_ = 0, lost_ = 0, t_ = -1, taken_ = true; }

joined::joined(std::vector<const source*> from, uint32_t stride, bool snapshot)
    : from_(std::move(from)), seen_(from_.size()), snapshot_(snapshot) {
    out_.stride = stride;
}

void joined::rebuild(uint64_t tick) {
    bool news = false;
    uint64_t count = 0, dropped = 0;
    qiki_ns t = out_.latest.t, t_now = out_.now.t;
    const auto fresh = [&](const source& s) { return s.ticked == tick; };
    for (size_t i = 0; i < from_.size(); ++i) {
        const source& s = *from_[i];
        dropped += snapshot_ ? s.latest.dropped : s.now.dropped;
        if (snapshot_) {
            news |= s.latest.serial != seen_[i];
            seen_[i] = s.latest.serial;
            count += s.latest.count;
            t = std::max(t, s.latest.t);
        } else if (fresh(s)) {
            news = true;
            count += s.now.count;
            t_now = std::max(t_now, s.now.t);
        }
    }
    out_.latest.dropped = out_.now.dropped = dropped;
    if (!news) return;
    const std::byte* data = nullptr;
    if (from_.size() == 1) {
        data = snapshot_ ? from_[0]->latest.data : from_[0]->now.data;
    } else {
        store_.reserve(count * out_.stride, 0);
        size_t used = 0;
        for (const source* s : from_) {
            if (!snapshot_ && !fresh(*s)) continue;
            const written& w = snapshot_ ? s->latest : s->now;
            const size_t bytes = w.count * out_.stride;
            if (bytes) std::memcpy(store_.data() + used, w.data, bytes);
            used += bytes;
        }
        data = store_.data();
    }
    out_.ticked = tick;
    if (snapshot_) out_.latest = {data, count, next_first_, dropped, out_.latest.serial + 1, t};
    else out_.now = {data, count, next_first_, dropped, 0, t_now};
    next_first_ += count;
}

void joined::forget() {
    out_.forget();
    std::fill(seen_.begin(), seen_.end(), 0);
    next_first_ = 0;
}
} // namespace qiki::run
