// SPDX-License-Identifier: MIT
// host/conform/drive/quarters.cpp - whether a radar looks at all of its sector, and at all bodies there.
#include "host/conform/drive/quarters.hpp"
#include "host/conform/drive/finds.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace {
constexpr size_t quarters = 4;

// Bodies in all quarters of a sector, evenly in range in each; empty where frames do not say one around the horizon.
std::vector<qiki_truth> in_quarters(const qiki_frame& f, size_t in_quarter) {
    constexpr double turn = 2 * QIKI_PI;
    const bool known = (f.valid & QIKI_FRAME_HAS_SECTOR) && (f.valid & QIKI_FRAME_HAS_PLATFORM);
    const double apart = f.bearing[1] - f.bearing[0];
    if (!known || f.axes != QIKI_AXES_ENU || std::fabs(apart) > turn + 1e-9) return {};
    if (width_of(f.bearing) < 8 * field_edge || f.elevation[0] > -0.02 || f.elevation[1] < 0.05) return {};
    std::vector<qiki_truth> all = spiral(in_quarter * quarters, 0, 0);
    for (size_t k = 0; k < all.size(); ++k) {
        const double step = static_cast<double>(k / quarters), q = static_cast<double>(k % quarters);
        const double r = f.range[0] + (f.range[1] - f.range[0]) * (step + 0.5) / static_cast<double>(in_quarter);
        const double part = (q + 0.25 + 0.5 * (step + 0.5) / static_cast<double>(in_quarter)) / quarters;
        const qiki_sc way = qiki_sincos(f.bearing[0] + width_of(f.bearing) * part), tilt = qiki_sincos(0.01);
        const double d[3] = {r * tilt.cos * way.sin, r * tilt.cos * way.cos, r * tilt.sin};
        for (int i = 0; i < 3; ++i) all[k].pos[i] = f.pos[i] + d[i] + 0.0;
    }
    return all;
}

// Those of the first frame that says such a sector.
std::vector<qiki_truth> in_the_sector_of(const subject& s, size_t in_quarter) {
    actor it(s);
    stage scene(*s.about, s.seed);
    for (uint64_t i = 0; i < 20; ++i)
        for (const look& l : looks_of(it.play(scene.next({}))))
            if (std::vector<qiki_truth> all = in_quarters(l.frame, in_quarter); !all.empty()) return all;
    return {};
}

// A body counts as found whose place some contact has, or whose name some origin.
std::vector<bool> found_of(const std::vector<qiki_truth>& all, const look& l,
                           const std::map<uint64_t, qiki_origin>& origins) {
    const qiki_frame& f = l.frame;
    std::vector<bool> found(all.size());
    for (const qiki_contact& c : l.contacts) {
        if (const auto m = nearest(f, c, all, std::max(300.0, 0.05 * f.range[1]))) found[m->body] = true;
        if (const auto o = origins.find(c.id); o != origins.end())
            for (size_t k = 0; k < all.size(); ++k)
                if (all[k].entity == o->second.entity) found[k] = true;
    }
    return found;
}
} // namespace

void judge_quarters(const subject& s, const crowding& how) {
    std::vector<qiki_truth> all = in_the_sector_of(s, how.in_quarter);
    if (all.empty()) return;
    if (const auto rcs = real_parameter(s, "rcs_design"))
        for (qiki_truth& b : all) b.valid |= QIKI_TRUTH_HAS_RCS, b.rcs_dbsm = *rcs + 0.0;
    actor it(s);
    stage scene(*s.about, s.seed);
    finds of[quarters], whole;
    for (uint64_t i = 0; i < how.ticks; ++i) {
        const told t = it.play(scene.next(all));
        if (t.status == QIKI_TRUNCATED) return; // and says so
        const std::map<uint64_t, qiki_origin> origins = origins_of(t);
        for (const look& l : looks_of(t)) {
            const qiki_frame& f = l.frame;
            if (!promises_finds(f)) continue;
            const std::vector<bool> found = found_of(all, l, origins);
            for (size_t k = 0; k < all.size(); ++k) of[k % quarters].add(f, all[k], found[k]);
        }
    }
    for (const finds& q : of) whole.promised += q.promised, whole.hits += q.hits;
    if (whole.promised >= 160 && whole.hits < how.least * whole.promised) {
        char text[200];
        std::snprintf(text, sizeof text,
                      "with %zu bodies in all quarters of the sector of its frames, %.0f looks at a target found it, "
                      "and pd promises %.0f, in frames that say QIKI_FRAME_COMPLETE",
                      all.size(), whole.hits, whole.promised);
        throw failed(std::string(text) +
                     ": expected about as many, however many bodies there are; say QIKI_TRUNCATED when there is no "
                     "room for all (rules radar.stats, tick.5)");
    }
    for (size_t q = 0; q < quarters; ++q) {
        if (of[q].promised < 40 || of[q].hits > 0.25 * of[q].promised) continue;
        char text[240];
        std::snprintf(text, sizeof text,
                      "in quarter %zu of the sector of its frames, clockwise, %.0f of %.0f looks at a target found it, "
                      "and pd promises %.0f, in frames that say QIKI_FRAME_COMPLETE",
                      q + 1, of[q].hits, of[q].tries, of[q].promised);
        throw failed(std::string(text) +
                     ": expected about as many; look at all of the sector, also where it passes through north, or say "
                     "a pd for what is looked at (rule radar.stats)");
    }
}
} // namespace qiki::conform
