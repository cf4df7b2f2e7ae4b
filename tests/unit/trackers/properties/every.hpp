// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/every.hpp - what holds of every shipped tracker: their names, one scene for all, and
// when two pictures are one.
//
// The scene is a plane with a radar in its middle: targets and false plots in four wedges of 50 degrees around the
// diagonals, so that no gate reaches from one quarter into the next.
#pragma once
#include "../scene.hpp"
#include <catch2/catch.hpp>

namespace every {

using namespace scene;

// QIKI_TRACKERS: their plugin ids, separated by commas, from the build.
inline std::vector<std::string> trackers() {
    std::vector<std::string> all;
    std::string one;
    for (const char c : std::string(QIKI_TRACKERS ",")) {
        if (c != ',') one += c;
        else if (!one.empty()) all.push_back(one), one.clear();
    }
    return all;
}

// What of `wanted` the tracker has a parameter for. A fixed gate is given the width that a statistical one has here.
inline rig::settings known(const std::string& id, rig::settings wanted) {
    const rig::instance probe(id);
    wanted["gate"] = 800.0;
    rig::settings kept;
    for (uint32_t i = 0; i < probe.about().params.count; ++i) {
        const auto& p = *static_cast<const qiki_param*>(qiki_row(probe.about().params, i));
        if (const auto at = wanted.find(p.key); at != wanted.end()) kept.insert(*at);
    }
    return kept;
}
inline rig::settings in_plane(const std::string& id) {
    return known(id, {{"state_dims", int64_t{2}}, {"q", 5.0}, {"max_speed", 300.0}});
}

inline constexpr double period = 4, reach = 120e3;
inline constexpr uint64_t targets = 12;

// A turn of the antenna: contacts with their ids, measured in range and bearing while it turned, or (turns: false) all
// at its end.
inline std::vector<qiki_contact> turn_of(uint64_t k, uint64_t clutter = 8, double turned = 0, qiki_ns later = 0,
                                         bool turns = true) {
    std::vector<qiki_contact> seen;
    const double t = period * static_cast<double>(k);
    const auto add = [&](uint64_t who, double e, double n) {
        const double range = std::hypot(e, n) + 30 * noise(21, k, who, 0);
        const double bearing = std::atan2(e, n) + 0.0007 * noise(21, k, who, 1);
        const double share = !turns ? 1 : bearing < 0 ? bearing / (2 * pi) + 1 : bearing / (2 * pi); // of the turn
        qiki_contact c = polar(ns(t + 0.5 * period * (share - 1)) + later, range, bearing + turned);
        c.id = 1000 * k + who + 1;
        if (who < targets && who % 2) {
            c.valid |= QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_MODE3A;
            c.address24 = 0x400000 + static_cast<uint32_t>(who), c.mode3a = static_cast<uint16_t>(512 + who);
            c.transponder = QIKI_XPDR_S;
        }
        seen.push_back(c);
    };
    const auto wedge = [](uint64_t who, double part) {
        return pi / 4 + pi / 2 * static_cast<double>(who % 4) + (part - 0.5) * 50 * pi / 180;
    };
    for (uint64_t j = 0; j < targets; ++j) {
        if (chance(21, k, j, 2) > 0.9) continue;
        const double b = wedge(j, 0.3 + 0.4 * chance(22, 0, j, 0)), r = 30e3 + 5e3 * static_cast<double>(j) + 80 * t;
        add(j, r * std::sin(b) + (j % 3 ? 15 : -15) * t, r * std::cos(b) + 10 * t);
    }
    for (uint64_t j = 0; j < clutter; ++j) {
        const double b = wedge(j, chance(23, k, j, 0)), r = 20e3 + 90e3 * chance(23, k, j, 1);
        add(100 + j, r * std::sin(b), r * std::cos(b));
    }
    return seen;
}

// The frame around it: all of what it says about itself; density: of false plots per m rad, 0: it does not say.
inline void set_frame(bench& b, double density = 0, double from = 0, double to = 2 * pi) {
    b.sigma = {30, 0.0007, 0, 0};
    b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PD;
    if (density > 0) b.valid |= QIKI_FRAME_HAS_CLUTTER;
    b.shape = [=](qiki_frame& f) {
        f.bearing[0] = from, f.bearing[1] = to, f.range[0] = 0, f.range[1] = reach;
        f.pd = 0.9, f.clutter_density = density, f.clutter_kind = QIKI_POLAR;
    };
}
inline double density_of(double clutter) { return clutter / (reach * 2 * pi); }

inline bool same_bytes(const std::vector<qiki_track>& a, const std::vector<qiki_track>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(qiki_track)) == 0);
}

// How far two records are apart, names aside, in parts of what such values come to here; 1: not comparable at all.
inline double apart(const qiki_track& a, const qiki_track& b) {
    if (a.status != b.status || a.hits != b.hits || a.misses != b.misses || a.valid != b.valid || a.t != b.t ||
        a.t_update != b.t_update || a.t_birth != b.t_birth || a.address24 != b.address24 || a.mode3a != b.mode3a)
        return 1;
    double worst = std::max(std::fabs(a.existence - b.existence), std::fabs(a.quality - b.quality));
    for (size_t i = 0; i < 6; ++i) worst = std::max(worst, std::fabs(a.x[i] - b.x[i]) / (i < 3 ? reach : 1e3));
    for (size_t i = 0, k = 0; i < 6; ++i)
        for (size_t j = i; j < 6; ++j, ++k)
            worst = std::max(worst, std::fabs(a.p[k] - b.p[k]) / ((i < 3 ? 1e4 : 1e2) * (j < 3 ? 1e4 : 1e2)));
    return worst;
}
// The same of two pictures: each track with the one that is nearest to it, none twice.
inline double apart(const std::vector<qiki_track>& a, std::vector<qiki_track> b) {
    if (a.size() != b.size()) return 1;
    double worst = 0;
    for (const qiki_track& x : a) {
        size_t nearest = 0;
        for (size_t i = 1; i < b.size(); ++i)
            if (apart(x, b[i]) < apart(x, b[nearest])) nearest = i;
        worst = std::max(worst, apart(x, b[nearest]));
        b.erase(b.begin() + static_cast<ptrdiff_t>(nearest));
    }
    return worst;
}

} // namespace every
