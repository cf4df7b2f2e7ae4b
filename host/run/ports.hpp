// SPDX-License-Identifier: MIT
// host/run/ports.hpp - records on their way: what a port holds, what waits for a slow reader, and the world joined.
#pragma once
#include "host/run/buffer.hpp"
#include "host/run/wire.hpp"
#include <cstdint>
#include <vector>

namespace qiki::run {

// Records in a row, as a view shows them.
struct written {
    const std::byte* data = nullptr;
    uint64_t count = 0, first = 0; // first: ordinal of data[0], or of the next one when there is none
    uint64_t dropped = 0;          // by the writer so far
    uint64_t serial = 0;           // rises with each set that replaces the one before
    qiki_ns t = -1;
};

// A port as its readers see it.
struct source {
    uint32_t stride = 0;
    written now;         // of the writer's latest tick, for streams; t: of the last one that brought a record
    uint64_t ticked = 0; // host tick of `now`; the first is 1
    written latest;      // for snapshots: the latest set that was not a KEEP
    written before;      // `latest` as it was when the tick before ended
    bool wants_before = false;
    buffer before_store;

    void end_tick(); // `latest` becomes `before`
    void forget();   // as at birth
};

// What waits for a reader that does not look at every tick of its writer, or looks one tick later.
class queue {
public:
    void push(const source&);                                   // what the writer's latest tick brought
    void add(const std::byte* record, size_t bytes, qiki_ns t); // one, written in a tick that ended at t
    // Until the next push.
    written take();
    void forget();

private:
    void append(const std::byte* data, size_t bytes);
    buffer store_;
    size_t used_ = 0;
    uint64_t count_ = 0, first_ = 0, lost_ = 0;
    qiki_ns t_ = -1;
    bool taken_ = true; // the next push starts anew
};

// Several ports as one: all their latest sets, or all that this tick brought, in the order of their writers.
class joined {
public:
    joined(std::vector<const source*> from, uint32_t stride, bool snapshot);
    void rebuild(uint64_t tick); // after the writers' level
    source& out() { return out_; }
    void forget();

private:
    std::vector<const source*> from_;
    std::vector<uint64_t> seen_;
    bool snapshot_;
    source out_;
    buffer store_;
    uint64_t next_first_ = 0;
};
} // namespace qiki::run
