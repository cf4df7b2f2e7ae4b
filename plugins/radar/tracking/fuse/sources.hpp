// SPDX-License-Identifier: MIT
// tracking/fuse/sources.hpp - tracks of others as estimates that can be compared and fused.
#pragma once
#include "../motion.hpp"
#include "intersection.hpp"
#include "qiki/check.h"
#include "qiki/track.h"

namespace tracking::fuse {

// A track of a source, at the time of all.
struct estimate {
    uint32_t source, dims;
    uint64_t id;
    normal<6> at;
    qiki_track said;

    bool operator<(const estimate& o) const { return source != o.source ? source < o.source : id < o.id; }
};

// Whether a track says what fusion needs: it is believed by its tracker, and it tells its velocity and a covariance
// that is positive definite.
inline bool usable(const qiki_track& r) {
    constexpr uint32_t need = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV;
    constexpr qiki_ns earliest = INT64_MIN / 4; // differences of times fit
    return !qiki_record_flaw(QIKI_REC_TRACK, &r) && r.label == QIKI_LABEL_OK && (r.valid & need) == need &&
           (r.status == QIKI_TRACK_CONFIRMED || r.status == QIKI_TRACK_COASTING) && r.t_birth >= earliest;
}

// r, moved to time t. False: its covariance is not positive definite.
inline bool moved_to(const qiki_track& r, uint32_t source, qiki_ns t, const white_acceleration& motion, estimate& e) {
    gaussian g;
    for (size_t i = 0, k = 0; i < 6; ++i) {
        g.x[i] = r.x[i];
        for (size_t j = i; j < 6; ++j, ++k) g.at(i, j) = g.at(j, i) = r.p[k];
    }
    white_acceleration m = motion;
    if (r.state_dims == 2) m.q[2] = 0;
    m.predict(g, static_cast<double>(t - r.t) * 1e-9);
    e = {source, r.state_dims, r.id, {{g.x}, {g.p}}, r};
    const matrix<6, 6> root = models::lower_root(e.at.p);
    for (size_t i = 0; i < 6; ++i)
        if (!(root(i, i) > 0) && (r.state_dims == 3 || i % 3 != 2)) return false;
    return true;
}

// In a plane nothing is known of up.
inline void flatten(normal<6>& g) {
    for (const size_t k : {2u, 5u}) {
        g.x[k] = 0;
        for (size_t i = 0; i < 6; ++i) g.p(i, k) = g.p(k, i) = 0;
    }
}

// Squared distance of place and velocity over ground, were the errors of both independent. What both have in common
// (the motion that neither foresaw) makes them closer than that: a gate on it is wide. Bar-Shalom, Campo 1986, IEEE
// TAES 22(6).
inline double distance(const normal<6>& a, const normal<6>& b) {
    constexpr size_t of[] = {0, 1, 3, 4};
    matrix<4, 4> s;
    column<4> d;
    for (size_t i = 0; i < 4; ++i) {
        d[i] = a.x[of[i]] - b.x[of[i]];
        for (size_t j = 0; j < 4; ++j) s(i, j) = a.p(of[i], of[j]) + b.p(of[i], of[j]);
    }
    return (transposed(d) * solved(models::lower_root(s), d))[0];
}

// What many estimates of one target are together, one after another, and how much each counts.
class blend {
public:
    static constexpr size_t most = 8;

    size_t count() const { return n_; }
    uint32_t dims() const { return dims_; }
    const normal<6>& state() const { return state_; }
    double weight(size_t i) const { return weight_[i]; }

    void add(const estimate& e) {
        normal<6> its = e.at;
        if (n_ == 0) {
            state_ = its, dims_ = e.dims;
            weight_[n_++] = 1;
            return;
        }
        if (e.dims < dims_) flatten(state_), dims_ = e.dims;
        if (dims_ < e.dims) flatten(its);
        const auto both = intersected(state_, its);
        state_ = both.state;
        for (size_t i = 0; i < n_; ++i) weight_[i] *= both.weight;
        weight_[n_++] = 1 - both.weight;
    }

private:
    normal<6> state_{};
    uint32_t dims_ = 3;
    size_t n_ = 0;
    std::array<double, most> weight_{};
};

} // namespace tracking::fuse
