// SPDX-License-Identifier: MIT
// host/conform/drive/motion.cpp - positions, velocities and attitudes of two records of a body.
#include "host/conform/drive/motion.hpp"
#include "host/conform/check.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace {
// How far a mean velocity lies from all that were between v0 and v1 (a straight line of velocities), in m/s.
double off(const double (&mean)[3], const double* v0, const double* v1) {
    double along = 0, length = 0, far = 0;
    for (int k = 0; k < 3; ++k)
        along += (mean[k] - v0[k]) * (v1[k] - v0[k]), length += (v1[k] - v0[k]) * (v1[k] - v0[k]);
    const double share = length > 0 ? std::clamp(along / length, 0.0, 1.0) : 0;
    for (int k = 0; k < 3; ++k) {
        const double d = mean[k] - (v0[k] + share * (v1[k] - v0[k]));
        far += d * d;
    }
    return std::sqrt(far);
}
double length(const double* v) { return std::hypot(v[0], v[1], v[2]); }
} // namespace

double speed_of(const qiki_truth& r) { return length(r.vel); }

void judge_step(const std::string& who, const qiki_truth& a, const qiki_truth& b) {
    if (b.t <= a.t)
        throw failed(who + "t goes from " + std::to_string(a.t) + " to " + std::to_string(b.t) +
                     " ns: expected it to rise (rule vehicle.motion)");
    const double dt = static_cast<double>(b.t - a.t) * 1e-9;
    double mean[3], change[3];
    for (int k = 0; k < 3; ++k) mean[k] = (b.pos[k] - a.pos[k]) / dt, change[k] = b.vel[k] - a.vel[k];
    const double allowed = 0.5 * length(change) + 0.02 * std::max(length(a.vel), length(b.vel)) + 0.01 +
                           1e-9 * std::max(length(a.pos), length(b.pos)) / dt;
    if (const double found = off(mean, a.vel, b.vel); found > allowed) {
        char text[200];
        std::snprintf(text, sizeof text,
                      "moved by %.6g m in %.3g s, at %.6g m/s before and %.6g m/s after: that is %.3g m/s beside what "
                      "these velocities allow",
                      length(mean) * dt, dt, length(a.vel), length(b.vel), found);
        throw failed(who + text + "; let pos be the integral of vel (rule vehicle.motion)");
    }
}

void judge_way(const std::string& who, const qiki_truth& a, const qiki_truth& b, double fastest) {
    const double dt = static_cast<double>(b.t - a.t) * 1e-9;
    double way[3];
    for (int k = 0; k < 3; ++k) way[k] = b.pos[k] - a.pos[k];
    if (length(way) <= dt * (5 * fastest + 100)) return;
    char text[200];
    std::snprintf(text, sizeof text, "moved by %.6g m in %.3g s, at %.6g m/s before and %.6g m/s after", length(way),
                  dt, length(a.vel), length(b.vel));
    throw failed(who + text +
                 ": expected a way that velocities of that size allow; a world has no end at which one jumps to the "
                 "other: let pos be the integral of vel (rule vehicle.motion)");
}

void turning::add(const qiki_truth& a, const qiki_truth& b) {
    constexpr uint32_t both = QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
    if ((a.valid & b.valid & both) != both) return;
    const double dt = static_cast<double>(b.t - a.t) * 1e-9, *p = a.att, *q = b.att;
    // conj(p) q: the turn from a to b in the axes of the body
    double turn[4] = {
        p[0] * q[0] + p[1] * q[1] + p[2] * q[2] + p[3] * q[3], p[0] * q[1] - p[1] * q[0] - p[2] * q[3] + p[3] * q[2],
        p[0] * q[2] + p[1] * q[3] - p[2] * q[0] - p[3] * q[1], p[0] * q[3] - p[1] * q[2] + p[2] * q[1] - p[3] * q[0]};
    if (turn[0] < 0)
        for (double& x : turn) x = -x;
    const double half = length(turn + 1), angle = 2 * std::atan2(half, turn[0]);
    if (angle > 1) return; // of faster ones the way is not known
    for (int k = 0; k < 3; ++k) {
        const double rate = 0.5 * (a.rate[k] + b.rate[k]) * dt;
        along += (half > 0 ? turn[1 + k] / half * angle : 0) * rate, stated += rate * rate;
    }
}
void turning::judge(uint64_t entity) const {
    constexpr double enough = 1e-4, little = 0.7, much = 1.4;
    if (stated < enough) return;
    const double ratio = along / stated;
    if (ratio >= little && ratio <= much) return;
    char text[200];
    std::snprintf(text, sizeof text,
                  "entity %llu: over the run its attitude turns by %.3g times as much as its rates say",
                  static_cast<unsigned long long>(entity), ratio);
    throw failed(std::string(text) +
                 ": expected as much; rate is in rad/s about the axes of the body (x ahead, y left, z up), att the "
                 "unit quaternion w x y z from body to ENU, which has the half angle: a turn to the left is one "
                 "about +z (rules vehicle.motion, rec.6)");
}

void steadiness::add(const qiki_truth& a, const qiki_truth& b) {
    double change[3];
    for (int k = 0; k < 3; ++k) change[k] = b.vel[k] - a.vel[k];
    ticks = length(change) <= 0.01 * length(b.vel) + 1e-3 ? ticks + 1 : 0;
}
} // namespace qiki::conform
