// SPDX-License-Identifier: MIT
// tests/unit/pulse/world.hpp - a world of straight flights in front of one pulse radar, and what it reported.
#pragma once
#include "qiki/math.h"
#include "unit/rig.hpp"
#include <cmath>
#include <string>
#include <vector>

namespace world {

constexpr qiki_ns second = 1'000'000'000;

inline rig::settings with(rig::settings base, const rig::settings& more) {
    for (const auto& [key, v] : more) base[key] = v;
    return base;
}

// A radar so strong that nothing is missed, that measures all and errs in nothing: for geometry.
inline rig::settings ideal(const rig::settings& more = {}) {
    return with({{"snr_ref_db", 60.0},
                 {"swerling", int64_t{0}},
                 {"noise_alarms", false},
                 {"elevation", true},
                 {"range_rate", true},
                 {"resolution", 0.0},
                 {"beamwidth", 0.0},
                 {"beamwidth_elevation", 0.0},
                 {"resolution_rate", 0.0},
                 {"sigma_range", 0.0},
                 {"sigma_bearing", 0.0},
                 {"sigma_elevation", 0.0},
                 {"sigma_rate", 0.0}},
                more);
}
inline rig::settings staring(const rig::settings& more = {}) { return ideal(with({{"scan_period", 0.0}}, more)); }

inline qiki_truth body(uint64_t entity, double e, double n, double u, double ve = 0, double vn = 0, double vu = 0) {
    qiki_truth b{};
    b.entity = entity;
    b.label = QIKI_LABEL_OK;
    b.valid = QIKI_TRUTH_HAS_RCS;
    b.pos[0] = e, b.pos[1] = n, b.pos[2] = u;
    b.vel[0] = ve, b.vel[1] = vn, b.vel[2] = vu;
    return b;
}

struct report {
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
    std::vector<qiki_origin> origins;

    // Entity of contact i; 0 for a false one.
    uint64_t who(size_t i) const { return origins.at(i).entity; }
    std::vector<qiki_contact> of(uint64_t entity) const {
        std::vector<qiki_contact> r;
        for (size_t i = 0; i < contacts.size(); ++i)
            if (origins.at(i).entity == entity) r.push_back(contacts[i]);
        return r;
    }
};

template <class R>
void append(std::vector<R>& to, const std::vector<R>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

// `bodies` as they are at time 0, flown straight from t0 to t1 in ticks of `tick`.
inline report fly(rig::instance& radar, const std::vector<qiki_truth>& bodies, qiki_ns t0, qiki_ns t1, qiki_ns tick) {
    report r;
    for (qiki_ns t = t0; t < t1; t += tick) {
        const qiki_ns to = std::min(t + tick, t1);
        auto now = bodies;
        for (qiki_truth& b : now) {
            b.t = to;
            for (int i = 0; i < 3; ++i) b.pos[i] += b.vel[i] * (static_cast<double>(to) * 1e-9);
        }
        radar.give("truth", now);
        radar.tick(t, to);
        append(r.frames, radar.took<qiki_frame>("frames"));
        append(r.contacts, radar.took<qiki_contact>("contacts"));
        append(r.origins, radar.took<qiki_origin>("origin"));
    }
    return r;
}
inline report fly(const rig::settings& s, const std::vector<qiki_truth>& bodies, double duration_s, double tick_s = 0.1,
                  const rig::birth& birth = {}) {
    rig::instance radar("qiki.radar.pulse", s, birth);
    return fly(radar, bodies, 0, static_cast<qiki_ns>(duration_s * 1e9), static_cast<qiki_ns>(tick_s * 1e9));
}

// A ring of `count` bodies of entity 1, 2, ...; fixed, at the same range and height.
inline std::vector<qiki_truth> ring(size_t count, double range) {
    std::vector<qiki_truth> all;
    for (size_t i = 0; i < count; ++i) {
        const qiki_sc v = qiki_sincos(2 * QIKI_PI * (static_cast<double>(i) + 0.5) / static_cast<double>(count));
        all.push_back(body(i + 1, range * v.sin, range * v.cos, 0));
    }
    return all;
}

// Half width of the interval that a binomial share stays in with probability 1 - 1e-6 (normal approximation, 4.9
// sigma).
inline double binomial_bound(double p, double n) { return 4.9 * std::sqrt(p * (1 - p) / n) + 1 / n; }

} // namespace world
