// SPDX-License-Identifier: MIT
// host/conform/drive/scene.hpp - what an instance reads, tick by tick: every input port filled from one made-up world.
#pragma once
#include "host/solo/world.hpp"
#include "qiki/plugin.h"
#include <deque>
#include <map>
#include <vector>

namespace qiki::conform {

// One view of a tick, with its own memory. A check may change all of it.
struct feed {
    uint32_t port = 0, producer = 0, record = 0, flags = QIKI_VIEW_FRESH;
    uint64_t first = 0, lost = 0;
    qiki_ns t = -1;
    solo::records now;
    std::byte* at(uint64_t i); // the i-th record
    const std::byte* at(uint64_t i) const;
    template <class R>
    R& as(uint64_t i) {
        return *reinterpret_cast<R*>(at(i));
    }
    template <class R>
    const R& as(uint64_t i) const {
        return *reinterpret_cast<const R*>(at(i));
    }
    void resize(uint64_t count);
    void erase(uint64_t i); // the i-th record
};

struct moment {
    uint64_t seq = 0;
    qiki_ns t0 = 0, t1 = 0;
    std::vector<feed> in; // sorted by port, then producer
};

// Ten bodies and a tick of 1 s unless `world` says else. All records keep the rules of qiki/check.h.
class scene {
public:
    explicit scene(const qiki_descriptor&, uint64_t seed = 1);
    scene(const qiki_descriptor&, const solo::world&);
    static solo::world world_of(const qiki_descriptor&, uint64_t seed = 1);

    moment next();
    moment at(qiki_ns t0);     // likewise, but that tick begins then
    moment lasting(qiki_ns);   // likewise, but it begins where the last one ended, and is that long
    void go_to(uint64_t seq);  // the next tick is that one, as if all before it had been
    void skip(uint64_t ticks); // that many next(), thrown away
    const solo::world& world() const { return world_; }

private:
    const qiki_descriptor& about_;
    solo::world world_;
    uint64_t seq_ = 0;
    qiki_ns end_ = 0; // of the last tick
    std::vector<uint64_t> first_;
};

// How long ticks last that are all of another length, in turn: 1.0, 0.3, 0.7 and 2.0 of what is usual.
qiki_ns uneven(uint64_t seq, qiki_ns usual);

// The same tick without a record: views with count 0 and NULL data.
moment without_records(moment);
// And without a view.
moment without_views(moment);
// Of a world that a check has thinned: ordinals are counted anew, by port, and frames name the contacts that are left.
void recount(moment&, std::map<uint32_t, uint64_t>& first);
} // namespace qiki::conform
