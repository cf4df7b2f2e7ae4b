// SPDX-License-Identifier: MIT
// tracking/pmbm/poisson.hpp - targets that exist and gave no plot yet: the Poisson part of the mixture.
//
// Three kinds of knowledge, the first that is there counts. A Gaussian prior (prior.hpp). The field and the clutter of
// the radar: as many targets as the first looks had plots above the clutter, later as many begin as end, corrected by
// how many were seen to begin (beginnings.hpp). Neither: a fixed share of the plots that are of no known target.
#pragma once
#include "../initiate.hpp"
#include "beginnings.hpp"
#include "census.hpp"
#include "mixture.hpp"
#include "prior.hpp"

namespace tracking::pmbm {

// What one sensor leaves undetected, per m^2 of ground in each direction; no padding.
struct blank {
    static constexpr size_t bins = sensor::bins;
    std::array<double, bins> density{};
    std::array<qiki_ns, bins> t = sensor{}.looked; // never looked at
    double plots = 0, clutter = 0, area = 0;       // of the first look into each direction
    double turn = 0;                               // m^2 a whole turn covers
};

class poisson_part {
public:
    expected_births births;
    initiator start;
    beginnings begun;
    region area; // where targets begin
    assumptions assume;
    double share = 0.02, survival_time = 1000;

    void reserve(size_t plots) {
        births.reserve(), blanks_.reserve(room::sensors);
        census_.reserve(plots), crowd_.reserve(plots);
    }
    void state(auto& io) { births.state(io), begun.state(io), io(blanks_); }

    // Before the plots of a frame: sensor k looked; so many targets are known.
    void open(const qiki_frame& f, size_t k, bool whole, std::span<const plot> plots, double pd, double known) {
        crowd_.assign(plots.size(), 1);
        if (births.prior.given()) return births.open(f.t_to);
        blanks_.resize(std::max(blanks_.size(), k + 1));
        k_ = k, now_ = f.t_to;
        at_ = {0, 0};
        const bool placed = f.valid & QIKI_FRAME_HAS_PLATFORM, somewhere = !placed || within(f.pos, 3, farthest);
        if (placed && somewhere) at_ = {f.pos[0], f.pos[1]};
        even_ = somewhere && field::of(f, assume, field_) && (whole || blanks_[k].area > 0);
        if (even_ && whole) count(plots, pd), grow(f.t_to, pd, known);
    }
    // ln of the density of first plots at plot j, p, per unit of z, and the target that such a plot begins. log_unit:
    // ln of the density per unit of z of what lies with 1/m^2 on the ground.
    double born(size_t j, const plot& p, const viewpoint& v, double log_unit, double pd, gaussian& g,
                bool& moving) const {
        if (births.prior.given()) return moving = false, births.born(p, v, pd, g);
        const track x = start.start(1, p, v);
        g = x.state, moving = x.moving;
        const size_t b = bin(p.at[0] - at_[0], p.at[1] - at_[1]);
        if (!area.holds(p.at[0], p.at[1])) return -1e300;
        if (!even_ || blanks_[k_].t[b] == sensor::never) return p.log_null + qiki_log(share / (1 - share));
        const double density = pd * blanks_[k_].density[b] * crowd_[j];
        return density > 1e-300 ? log_unit + qiki_log(density) : -1e300;
    }
    // Of a frame that looked completely, when its plots were weighed, and before what it gives back.
    void close(const coverage& looked, double pd) {
        if (births.prior.given()) return births.close(looked, pd);
        for (size_t b = 0; even_ && b < blank::bins; ++b)
            if (inside(b)) blanks_[k_].density[b] *= 1 - pd;
    }
    // A target too doubtful to be kept by name, in a state of time t, is one more that may be there unseen (Williams
    // 2012, 15th International Conference on Information Fusion).
    void recycle(const gaussian& g, qiki_ns t, double mass) {
        if (births.prior.given()) return births.add(mass, g, t);
        if (!even_ || !(blanks_[k_].turn > 0)) return;
        const double dt = std::max(seconds(now_ - t), 0.0);
        const size_t b = bin(g.x[0] + dt * g.x[3] - at_[0], g.x[1] + dt * g.x[4] - at_[1]);
        blanks_[k_].density[b] += mass * blank::bins / blanks_[k_].turn;
    }

private:
    static size_t bin(double east, double north) {
        const double turn = qiki_atan2(east, north) / (2 * QIKI_PI);
        return std::min(blank::bins - 1, static_cast<size_t>((turn - std::floor(turn)) * blank::bins));
    }
    bool inside(size_t b) const {
        const double middle = (static_cast<double>(b) + 0.5) * 2 * QIKI_PI / blank::bins;
        return field_.turn() || inside_arc(middle, field_.from, field_.from + field_.width);
    }
    // The first look into each direction counts what there is.
    void count(std::span<const plot> plots, double pd) {
        blank& own = blanks_[k_];
        size_t fresh = 0, all = 0;
        for (size_t b = 0; b < blank::bins; ++b)
            if (inside(b)) ++all, fresh += own.t[b] == sensor::never;
        const field::content part = field_.all(area, at_);
        own.turn = part.ground * 2 * QIKI_PI / field_.width;
        if (fresh == 0) return;
        size_t seen = 0;
        for (const plot& p : plots) seen += area.holds(p.at[0], p.at[1]);
        const double newly = static_cast<double>(fresh) / static_cast<double>(all);
        own.plots += newly * static_cast<double>(seen);
        own.clutter += newly * part.clutter;
        own.area += newly * part.ground;
        if (!(own.area > 0)) return;
        const auto crowd = census_.run(field_, area, plots, pd * first(pd));
        for (size_t j = 0; j < plots.size(); ++j)
            if (own.t[bin(plots[j].at[0] - at_[0], plots[j].at[1] - at_[1])] == sensor::never) crowd_[j] = crowd[j];
    }
    // Targets a m^2 before the first look.
    double first(double pd) const {
        const blank& own = blanks_[k_];
        return std::max(own.plots - own.clutter, 1.0) / (pd * own.area);
    }
    void grow(qiki_ns now, double pd, double known) {
        blank& own = blanks_[k_];
        if (!(own.area > 0) || !(own.turn > 0)) return;
        const double steady = begun.rate(now, std::max(known, 1.0) / survival_time) / own.turn;
        for (size_t b = 0; b < blank::bins; ++b) {
            if (!inside(b)) continue;
            double& d = own.density[b];
            if (own.t[b] == sensor::never) {
                d = first(pd);
            } else if (now > own.t[b]) {
                const double dt = seconds(now - own.t[b]);
                d = d * qiki_exp(-dt / survival_time) + steady * dt;
            }
            own.t[b] = now;
        }
    }

    std::vector<blank> blanks_; // by sensor
    // Of the frame in hand.
    field field_;
    bool even_ = false;
    size_t k_ = 0;
    qiki_ns now_ = 0;
    std::array<double, 2> at_{};
    census census_;
    std::vector<double> crowd_;
};

} // namespace tracking::pmbm
