// SPDX-License-Identifier: MIT
// host/conform/drive/stage.cpp - bodies where a check wants them.
#include "host/conform/drive/stage.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace qiki::conform {
namespace {
solo::world world_of(const qiki_descriptor& d, uint64_t seed, qiki_ns period) {
    solo::world w = scene::world_of(d, seed);
    w.period = period;
    return w;
}
const qiki_param* parameter(const qiki_descriptor& d, const std::string& key) {
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (const auto& p = load::row<qiki_param>(d.params, i); key == p.key) return &p;
    return nullptr;
}

double turn_between(double a, double b) {
    const double d = std::fmod(a - b, 2 * QIKI_PI);
    return d > QIKI_PI ? d - 2 * QIKI_PI : d < -QIKI_PI ? d + 2 * QIKI_PI : d;
}
} // namespace

polar_values as_measured(const qiki_frame& f, const double* pos, const double* vel) {
    double d[3], v[3];
    for (int k = 0; k < 3; ++k) d[k] = pos[k] - f.pos[k], v[k] = vel[k] - f.vel[k];
    double ahead = d[1], right = d[0], up = d[2];
    if (f.axes == QIKI_AXES_BODY) {
        const double w = f.att[0], x = f.att[1], y = f.att[2], z = f.att[3];
        ahead = (1 - 2 * (y * y + z * z)) * d[0] + 2 * (x * y + w * z) * d[1] + 2 * (x * z - w * y) * d[2];
        right = -(2 * (x * y - w * z) * d[0] + (1 - 2 * (x * x + z * z)) * d[1] + 2 * (y * z + w * x) * d[2]);
        up = 2 * (x * z + w * y) * d[0] + 2 * (y * z - w * x) * d[1] + (1 - 2 * (x * x + y * y)) * d[2];
    }
    const double ground = qiki_hypot(ahead, right), range = qiki_hypot(ground, up);
    const double rate = range > 0 ? (d[0] * v[0] + d[1] * v[1] + d[2] * v[2]) / range : 0;
    return {{range, qiki_atan2(right, ahead), qiki_atan2(up, ground), rate}};
}

qiki_truth body(uint64_t entity, double bearing, double distance, double height) {
    qiki_truth r{};
    r.entity = entity, r.label = QIKI_LABEL_OK, r.object_class = QIKI_CLASS_AIRCRAFT;
    r.valid = QIKI_TRUTH_HAS_ATTITUDE, r.att[0] = 1;
    const qiki_sc way = qiki_sincos(bearing);
    r.pos[0] = distance * way.sin + 0.0, r.pos[1] = distance * way.cos + 0.0, r.pos[2] = height;
    return r;
}
std::vector<qiki_truth> spiral(uint64_t n, double near, double far, double height) {
    constexpr double golden = 2.39996322972865332; // so that no two directions come close
    std::vector<qiki_truth> all;
    for (uint64_t k = 0; k < n; ++k)
        all.push_back(body(
            2 + k, std::fmod(static_cast<double>(k) * golden, 2 * QIKI_PI),
            near + (far - near) * static_cast<double>(k) / static_cast<double>(std::max<uint64_t>(n - 1, 1)), height));
    return all;
}

stage::stage(const qiki_descriptor& d, uint64_t seed, qiki_ns period)
    : carrier(body(1, 0, 0, 1000)), scene_(d, world_of(d, seed, period)) {}

moment stage::next(std::span<const qiki_truth> bodies) {
    moment m = scene_.next();
    const uint64_t ago = m.seq % every; // ticks
    const qiki_ns written = m.t1 - static_cast<qiki_ns>(ago) * (m.t1 - m.t0);
    const double t = static_cast<double>(written) * 1e-9;
    for (feed& f : m.in) {
        if (f.record != QIKI_REC_TRUTH) continue;
        f.resize(bodies.size() + 1);
        f.t = written, f.flags = ago ? 0 : QIKI_VIEW_FRESH;
        if (!ago) f.first = first_[f.port], first_[f.port] += f.now.count;
        else f.first = first_[f.port] - f.now.count;
        for (size_t i = 0; i <= bodies.size(); ++i) {
            qiki_truth& r = f.as<qiki_truth>(i);
            r = i ? bodies[i - 1] : carrier;
            r.t = written;
            for (int k = 0; k < 3; ++k) r.pos[k] += r.vel[k] * t;
        }
    }
    return m;
}

std::optional<miss> compare(const qiki_frame& f, const qiki_contact& c, const double* pos, const double* vel) {
    miss m;
    constexpr size_t diagonal[4] = {0, 4, 7, 9};
    const bool is_polar = c.kind == QIKI_POLAR;
    if (c.label != QIKI_LABEL_OK || !(is_polar || c.kind == QIKI_ENU)) return std::nullopt;
    if (is_polar && !(f.valid & QIKI_FRAME_HAS_PLATFORM)) return std::nullopt;
    polar_values want{};
    if (is_polar) want = as_measured(f, pos, vel);
    else std::copy_n(pos, 3, want.z);
    double square = 0;
    for (int i = 0; i < (is_polar ? 4 : 3); ++i) {
        if (!(c.valid & QIKI_CONTACT_HAS_Z(i))) continue;
        m.measured |= 1u << i;
        m.off[i] = is_polar && (i == 1 || i == 2) ? turn_between(c.z[i], want.z[i]) : c.z[i] - want.z[i];
        const double metres = is_polar && i ? want.z[0] * m.off[i] : m.off[i];
        if (i < 3) square += metres * metres;
        if (c.valid & QIKI_CONTACT_HAS_COV) m.sigma[i] = qiki_sqrt(c.cov[diagonal[i]]);
        else if (f.valid & QIKI_FRAME_HAS_SIGMA) m.sigma[i] = f.sigma[i];
    }
    m.metres = qiki_sqrt(square);
    return m;
}

namespace {
// No less than this is miss::metres, by the range alone: most bodies need no angle then.
double least_metres(const qiki_frame& f, const qiki_contact& c, const double* pos) {
    if (c.kind != QIKI_POLAR || !(c.valid & QIKI_CONTACT_HAS_Z(0))) return 0;
    constexpr double rounding = 1e-3;
    const double d[3] = {pos[0] - f.pos[0], pos[1] - f.pos[1], pos[2] - f.pos[2]};
    return std::fabs(c.z[0] - std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2])) - rounding;
}
} // namespace

std::optional<match> nearest(const qiki_frame& f, const qiki_contact& c, std::span<const qiki_truth> bodies,
                             double gate) {
    std::optional<match> best;
    for (size_t i = 0; i < bodies.size(); ++i) {
        const double limit = best ? best->off.metres : gate;
        if (least_metres(f, c, bodies[i].pos) > limit) continue;
        if (const auto m = compare(f, c, bodies[i].pos, bodies[i].vel); m && m->metres < limit) best = match{i, *m};
    }
    return best;
}

std::map<std::string, std::string> with(const subject& s, const std::map<std::string, double>& wanted) {
    std::map<std::string, std::string> all = s.set;
    for (const auto& [key, value] : wanted) {
        const qiki_param* p = parameter(*s.about, key);
        const bool number = p && (p->type == QIKI_BOOL || p->type == QIKI_INT || p->type == QIKI_REAL);
        if (!number || (p->min < p->max && (value < p->min || value > p->max))) continue;
        char text[40];
        std::snprintf(text, sizeof text, "%.17g", value);
        all.emplace(key, text); // what was said by hand stays
    }
    return all;
}
std::optional<double> real_parameter(const subject& s, const char* key) {
    const qiki_param* p = parameter(*s.about, key);
    if (!p || p->type != QIKI_REAL) return std::nullopt;
    const auto given = s.set.find(key);
    return given == s.set.end() ? p->value : std::strtod(given->second.c_str(), nullptr);
}
} // namespace qiki::conform
