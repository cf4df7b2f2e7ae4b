// SPDX-License-Identifier: MIT
// host/conform/drive/comings.cpp - records of bodies that are not there are taken out, and counted anew.
#include "host/conform/drive/comings.hpp"
#include "host/load/contract.hpp"
#include "qiki/radar.h"
#include <cstring>

namespace qiki::conform {
namespace {
solo::world crowd(const qiki_descriptor& d, uint64_t seed, uint64_t bodies) {
    solo::world w = scene::world_of(d, seed);
    w.bodies = bodies;
    return w;
}
// Is the k-th there? Each has a rhythm of its own; the first one's truth is the carrier's, which stays.
bool there(uint32_t record, uint64_t k, uint64_t seq) {
    if (record == QIKI_REC_TRUTH && k == 0) return true;
    if (seq % comings::cycle >= comings::cycle - comings::gap) return false;
    return (seq / (11 + k % 7) + k) % 3 != 0;
}
bool one_a_body(uint32_t record) {
    return record == QIKI_REC_TRUTH || record == QIKI_REC_CONTACT || record == QIKI_REC_TRACK;
}
} // namespace

comings::comings(const qiki_descriptor& d, uint64_t seed, uint64_t bodies) : scene_(d, crowd(d, seed, bodies)) {}

moment comings::next() {
    moment m = scene_.next();
    for (feed& f : m.in) {
        uint64_t n = 0;
        const size_t size = load::record_size(f.record);
        for (uint64_t k = 0; k < f.now.count && one_a_body(f.record); ++k)
            if (there(f.record, k, m.seq)) std::memmove(f.at(n++), f.at(k), size);
        if (one_a_body(f.record)) f.resize(n);
    }
    recount(m, first_);
    return m;
}
void comings::skip(uint64_t ticks) {
    while (ticks--) next();
}
} // namespace qiki::conform
