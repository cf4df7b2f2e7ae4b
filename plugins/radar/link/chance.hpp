// SPDX-License-Identifier: MIT
// plugins/radar/link/chance.hpp - what becomes of one frame on its way: drawn by whose frame it is and its number
// alone.
#pragma once
#include "qiki/random.h"
#include "settings.hpp"

namespace frame_link {

struct fate {
    bool lost = false;
    uint32_t copies = 1;
    std::array<qiki_ns, 2> delay{}; // of each copy
};

inline fate fate_of(const settings& s, uint64_t key, const qiki_frame& f) {
    enum purpose : uint16_t { way, hold };
    const uint64_t who = uint64_t{f.source} << 16 | f.sensor;
    const qiki_bits b = qiki_draw(key, f.seq, who, way, 0);
    fate it;
    it.lost = qiki_uniform(b, 0) < s.loss;
    it.copies = qiki_uniform(b, 1) < s.duplication ? 2 : 1;
    for (uint32_t i = 0; i < it.copies; ++i) {
        const qiki_bits late = qiki_draw(key, f.seq, who, way, i + 1), held = qiki_draw(key, f.seq, who, hold, i);
        double more = s.jitter * qiki_uniform(late, 0);
        if (qiki_uniform(held, 0) < s.held) more += s.held_min + (s.held_max - s.held_min) * qiki_uniform(held, 1);
        it.delay[i] = s.delay + static_cast<qiki_ns>(more);
    }
    return it;
}
} // namespace frame_link
