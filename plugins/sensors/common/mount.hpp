// SPDX-License-Identifier: MIT
// plugins/sensors/common/mount.hpp - where on its carrier a device sits and looks, and what is around it.
#pragma once
#include "axes.hpp"
#include "carrier.hpp"
#include "rows.hpp"

namespace sensors {

// Three numbers of a parameter.
inline vec3 triple(const qiki::config& c, const char* key, const char* meaning) {
    const auto v = c.reals(key);
    if (v.size() != 3) c.refuse(key, "expected three numbers, %s, found %zu", meaning, v.size());
    return {v[0], v[1], v[2]};
}
// The same as a direction, of length 1.
inline vec3 direction(const qiki::config& c, const char* key, const char* meaning) {
    const vec3 v = triple(c, key, meaning);
    const double n = length(v);
    if (!(n > 1e-9)) c.refuse(key, "expected a direction, %s, found one without length", meaning);
    return {v[0] / n, v[1] / n, v[2] / n};
}

inline bool faces(const qiki_truth& b) { return b.valid & QIKI_TRUTH_HAS_ATTITUDE; }
inline quaternion attitude(const qiki_truth& b) { return {b.att[0], b.att[1], b.att[2], b.att[3]}; }

// ENU place of a device; a carrier without attitude counts as a point.
inline vec3 place(const qiki_truth& b, const vec3& at) {
    const vec3 arm = faces(b) ? to_enu(attitude(b), at) : vec3{};
    return {b.pos[0] + arm[0], b.pos[1] + arm[1], b.pos[2] + arm[2]};
}
// The middle of a body at t.
inline vec3 middle(const qiki_truth& b, qiki_ns t) {
    vec3 at{b.pos[0], b.pos[1], b.pos[2]};
    if (const double ago = age(b, t); ago > 0)
        for (size_t i = 0; i < 3; ++i) at[i] += b.vel[i] * ago;
    return at;
}
// From there to the middle of another body at t.
inline vec3 towards(const vec3& from, const qiki_truth& b, qiki_ns t) {
    const vec3 at = middle(b, t);
    return {at[0] - from[0], at[1] - from[1], at[2] - from[2]};
}
inline double radius(const qiki_truth& b) { return b.valid & QIKI_TRUTH_HAS_SIZE ? b.size_m / 2 : 0; }

// Whether it is somebody else who is really there.
inline bool another(const qiki_truth& b, uint64_t me) {
    return b.entity != me && b.label == QIKI_LABEL_OK && carrier::can_be(b);
}

} // namespace sensors
