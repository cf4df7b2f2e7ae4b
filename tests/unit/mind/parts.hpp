// SPDX-License-Identifier: MIT
// tests/unit/mind/parts.hpp - what the tests of the mind's parts share: the usual settings, a proposal, a reading,
// signs of a sound craft.
#pragma once
#include "plugins/agents/core/evaluate.hpp"
#include "plugins/agents/core/health.hpp"
#include "plugins/agents/core/target.hpp"
#include <catch2/catch.hpp>

namespace parts {
using namespace mind;
constexpr qiki_ns sec = 1'000'000'000;

inline settings usual() {
    settings s;
    s.stale = 5 * sec, s.dead = 30 * sec, s.cycle = sec, s.trust_age = 2 * sec, s.trust_quality = 0.5;
    s.dock_range = 20, s.dock_rate = 0.5, s.dock_readings = 3;
    return s;
}
inline uint64_t last = 0; // the newest key
inline proposed a(type kind, double priority, double confidence, uint32_t because = 0, uint32_t depends = 0,
                  uint32_t conflicts = 0) {
    proposed p{};
    p.key = ++last, p.record.priority = priority, p.record.confidence = confidence;
    p.record.because = because ? because : 1000 + static_cast<uint32_t>(last);
    p.kind = kind, p.depends = depends, p.conflicts = conflicts;
    return p;
}
inline reading seen(qiki_ns t, double range = 10, double rate = -0.1) {
    reading r;
    r.t = t, r.range = range, r.rate = rate, r.has_rate = r.has_quality = 1, r.quality = 0.9;
    return r;
}
inline signs fine() {
    signs s;
    s.bios = 1;
    return s;
}
} // namespace parts
