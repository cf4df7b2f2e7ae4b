// SPDX-License-Identifier: MIT
// tests/unit/trackers/scene.hpp - targets, a simulated radar and a tracker on the rig: what the tests of trackers need.
#pragma once
#include "qiki/math.h"
#include "unit/rig.hpp"
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace scene {

using vec3 = std::array<double, 3>;
inline constexpr qiki_ns second = 1'000'000'000;
inline constexpr double pi = QIKI_PI;

// The tracker that is tested: QIKI_TEST_TRACKER of the environment, "PLUGIN" or "PLUGIN:ASSOCIATION"; else that of
// nearest neighbours.
struct subject {
    std::string id = "qiki.tracker.gnn", association;
};
inline const subject& tested() {
    static const subject it = [] {
        subject s;
        if (const char* said = std::getenv("QIKI_TEST_TRACKER")) {
            s.id = said;
            if (const size_t colon = s.id.find(':'); colon != std::string::npos)
                s.association = s.id.substr(colon + 1), s.id.resize(colon);
        }
        return s;
    }();
    return it;
}

inline qiki_ns ns(double s) { return static_cast<qiki_ns>(std::llround(s * 1e9)); }

// A contact in range and bearing (and, with three values, elevation).
inline qiki_contact polar(qiki_ns t, double range, double bearing) {
    qiki_contact c{};
    c.t = t, c.kind = QIKI_POLAR, c.label = QIKI_LABEL_OK;
    c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
    c.z[0] = range, c.z[1] = bearing;
    return c;
}
inline qiki_contact polar(qiki_ns t, double range, double bearing, double elevation) {
    qiki_contact c = polar(t, range, bearing);
    c.valid |= QIKI_CONTACT_HAS_Z(2);
    c.z[2] = elevation;
    return c;
}
inline qiki_contact enu(qiki_ns t, double e, double n) {
    qiki_contact c{};
    c.t = t, c.kind = QIKI_ENU, c.label = QIKI_LABEL_OK;
    c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
    c.z[0] = e, c.z[1] = n;
    return c;
}
inline qiki_contact enu(qiki_ns t, double e, double n, double u) {
    qiki_contact c = enu(t, e, n);
    c.valid |= QIKI_CONTACT_HAS_Z(2);
    c.z[2] = u;
    return c;
}
inline qiki_contact seen_from(const vec3& antenna, const vec3& at, qiki_ns t) {
    const double e = at[0] - antenna[0], n = at[1] - antenna[1], u = at[2] - antenna[2], g = std::hypot(e, n);
    return polar(t, std::hypot(g, u), std::atan2(e, n), std::atan2(u, g));
}

// What else is set where a way of association is tested.
inline rig::settings with_association(const std::string& id, rig::settings s) {
    if (id == tested().id && !tested().association.empty()) s.emplace("association", tested().association);
    return s;
}

// A tracker that is fed frame by frame.
class bench {
public:
    explicit bench(const rig::settings& s = {}, const rig::birth& b = {}, const std::string& id = tested().id)
        : rig(id, with_association(id, s), b) {}

    rig::instance rig;
    // Defaults of the next frames.
    std::array<double, 4> sigma{50, 0.003, 0.003, 1};
    uint16_t valid = 0; // without HAS_SIGMA the parameters of the tracker hold: 50 m, 0.003 rad, 50 m per axis
    uint16_t flags = QIKI_FRAME_COMPLETE;
    qiki_ns period = 4 * second;
    std::function<void(qiki_frame&)> shape = [](qiki_frame&) {};

    // A frame at time t with its contacts; ids are given here. late: how much later it becomes available.
    const std::vector<qiki_track>& scan(qiki_ns t, std::vector<qiki_contact> seen, uint32_t source = 1,
                                        uint16_t sensor = 0) {
        qiki_frame f = frame(t, seen, source, sensor);
        return feed({f}, {seen}, std::max(t, now_ + 1));
    }
    qiki_frame frame(qiki_ns t, std::vector<qiki_contact>& seen, uint32_t source, uint16_t sensor) {
        qiki_frame f{};
        f.seq = next_[{source, sensor}]++;
        f.t_from = f.t_to = t, f.t_available = std::max(t, now_ + 1);
        for (qiki_contact& c : seen) {
            f.t_from = std::min(f.t_from, c.t);
            c.frame = f.seq;
            if (c.id == 0) c.id = ++contact_[source];
        }
        f.source = source, f.sensor = sensor;
        f.flags = flags, f.label = QIKI_LABEL_OK, f.valid = static_cast<uint8_t>(valid);
        std::copy(sigma.begin(), sigma.end(), f.sigma);
        f.att[0] = valid & QIKI_FRAME_HAS_PLATFORM ? 1 : 0;
        shape(f);
        return f;
    }
    const std::vector<qiki_track>& feed(std::vector<qiki_frame> frames, std::vector<std::vector<qiki_contact>> seen,
                                        qiki_ns to) {
        std::map<uint32_t, std::pair<std::vector<qiki_frame>, std::vector<qiki_contact>>> by;
        for (size_t i = 0; i < frames.size(); ++i) {
            auto& [f, c] = by[frames[i].source];
            frames[i].first = first_[frames[i].source];
            frames[i].count = static_cast<uint32_t>(seen[i].size());
            first_[frames[i].source] += seen[i].size();
            f.push_back(frames[i]);
            c.insert(c.end(), seen[i].begin(), seen[i].end());
        }
        for (auto& [source, x] : by) {
            rig.give<qiki_frame>("frames", x.first, source);
            rig.give<qiki_contact>("contacts", x.second, source);
        }
        rig.tick(now_, to);
        now_ = to;
        tracks_ = rig.took<qiki_track>("tracks");
        return tracks_;
    }
    const std::vector<qiki_track>& tracks() const { return tracks_; }
    std::vector<qiki_assoc> links() const { return rig.took<qiki_assoc>("assoc"); }
    qiki_ns now() const { return now_; }
    void follow(const bench& other) {
        now_ = other.now_, next_ = other.next_, first_ = other.first_, contact_ = other.contact_;
    }

private:
    qiki_ns now_ = -1'000'000 * second;
    std::map<std::pair<uint32_t, uint16_t>, uint64_t> next_;
    std::map<uint32_t, uint64_t> first_, contact_;
    std::vector<qiki_track> tracks_;
};

inline std::vector<qiki_track> with(const std::vector<qiki_track>& all, uint8_t status) {
    std::vector<qiki_track> r;
    for (const qiki_track& x : all)
        if (x.status == status) r.push_back(x);
    return r;
}
inline std::vector<qiki_track> confirmed(const std::vector<qiki_track>& all) { return with(all, QIKI_TRACK_CONFIRMED); }

// Independent normal variates: draw i of step k of target who.
inline double noise(uint64_t key, uint64_t k, uint64_t who, uint32_t i) {
    return qiki_normal(qiki_draw(key, k, who, 0, i / 2), static_cast<int>(i % 2));
}
inline double chance(uint64_t key, uint64_t k, uint64_t who, uint32_t i) {
    return qiki_uniform(qiki_draw(key, k, who, 1, i), 0);
}

// e' inverse(P) e for the position and velocity of the first `dims` dimensions of a track.
inline double nees(const qiki_track& x, const vec3& at, const vec3& v, size_t dims) {
    const size_t n = 2 * dims;
    std::vector<double> e(n), p(n * n);
    const auto index = [dims](size_t i) { return i < dims ? i : 3 + i - dims; };
    for (size_t i = 0; i < n; ++i) {
        const size_t a = index(i);
        e[i] = x.x[a] - (a < 3 ? at[a] : v[a - 3]);
        for (size_t j = 0; j < n; ++j) {
            const size_t b = index(j), lo = std::min(a, b), hi = std::max(a, b);
            p[i * n + j] = x.p[lo * 6 - lo * (lo + 1) / 2 + hi];
        }
    }
    double sum = 0; // by elimination
    for (size_t k = 0; k < n; ++k) {
        sum += e[k] * e[k] / p[k * n + k];
        for (size_t i = k + 1; i < n; ++i) {
            const double f = p[i * n + k] / p[k * n + k];
            e[i] -= f * e[k];
            for (size_t j = k + 1; j < n; ++j) p[i * n + j] -= f * p[k * n + j];
        }
    }
    return sum;
}

} // namespace scene
