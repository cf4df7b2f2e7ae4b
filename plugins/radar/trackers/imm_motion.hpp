// SPDX-License-Identifier: MIT
// trackers/imm_motion.hpp - what a tracker does with a target's modes of motion: look ahead, take a plot, publish.
#pragma once
#include "imm_settings.hpp"

namespace tracking {

// A track's modes as Gaussians of position and velocity, at one time, for the comparison with many plots.
struct mode_views {
    std::array<double, 3> log_weight;
    std::array<gaussian, 3> mode;

    static mode_views of(const motion_belief& b) {
        mode_views v;
        for (size_t i = 0; i < 3; ++i) v.log_weight[i] = b.weight[i] > 0 ? qiki_log(b.weight[i]) : -HUGE_VAL;
        filters::each<3>([&](auto i) { v.mode[i] = filters::kinematic<3>(filters::at<i>(b.mode)); });
        return v;
    }
    // A Gaussian that is nowhere narrower than any mode that counts.
    gaussian cover() const {
        gaussian g{};
        double n = 0;
        for (size_t m = 0; m < 3; ++m) n += counts(m);
        for (size_t m = 0; m < 3; ++m)
            if (counts(m))
                for (size_t i = 0; i < 6; ++i) g.x[i] += mode[m].x[i] / n;
        for (size_t m = 0; m < 3; ++m)
            if (counts(m))
                for (size_t i = 0; i < 6; ++i)
                    for (size_t j = 0; j < 6; ++j)
                        g.at(i, j) += mode[m].at(i, j) + (mode[m].x[i] - g.x[i]) * (mode[m].x[j] - g.x[j]);
        return g;
    }
    bool counts(size_t m) const { return log_weight[m] > -14; } // e^-14: one in a million
};

class imm_motion {
public:
    explicit imm_motion(const motion_modes& m) : modes_(m), share_(filters::long_run(m)) {}

    motion_belief met(const gaussian& g) const { return filters::met(modes_, share_, g); }

    // dt seconds later; backward without noise.
    void advance(motion_belief& b, double dt) {
        if (dt > 0) {
            if (dt != since_) since_ = dt, jump_ = filters::jumps(modes_.rate, dt);
            filters::mix(b, modes_, jump_);
        }
        if (dt != 0) filters::predict(b, modes_, dt);
    }

    // The same after a step back: forward without noise, the modes as they are.
    void return_from(motion_belief& b, double dt) const {
        filters::each<3>([&](auto i) {
            auto& g = filters::at<i>(b.mode);
            const auto& m = filters::at<i>(modes_.model);
            const auto f = filters::transition(m, g.x, dt);
            g = {filters::moved(m, g.x, dt), models::congruent(f, g.p)};
        });
    }

    models::matrix<3, 3> jump(double dt) const { return filters::jumps(modes_.rate, dt); }

    // All modes as much less sure.
    static void loosen(motion_belief& b, double factor) {
        filters::each<3>([&](auto i) {
            for (double& c : filters::at<i>(b.mode).p.a) c *= factor;
        });
    }

    // No mode knows height, climb, velocity over ground (on average over its axes) or turn rate worse than they are
    // known of any target.
    void bound(motion_belief& b, const bounds& most, bool plane) const {
        filters::each<3>([&](auto m) {
            auto& p = filters::at<m>(b.mode).p;
            constexpr size_t n = std::decay_t<decltype(filters::at<m>(b.mode).x)>{}.a.size();
            const auto shrink = [&](size_t i, double part) {
                for (size_t j = 0; j < n; ++j) p(i, j) *= part, p(j, i) *= part;
            };
            const auto keep = [&](size_t i, double variance) {
                if (p(i, i) > variance) shrink(i, qiki_sqrt(variance / p(i, i)));
            };
            if (!plane) keep(2, most.height_sigma * most.height_sigma), keep(5, most.max_climb * most.max_climb);
            const double worst = 2 * most.max_speed * most.max_speed, speed = p(3, 3) + p(4, 4);
            if (speed > worst) {
                const double part = qiki_sqrt(worst / speed); // one for both, whatever the axes
                shrink(3, part), shrink(4, part);
            }
            if constexpr (n > 6) keep(6, filters::at<m>(modes_.model).unknown()(0, 0));
        });
    }

    // The velocity of every mode, times `share`: the estimate projected on what can be (Simon, Chia 2002, IEEE TAES
    // 38(1), W = I).
    static void slow_down(motion_belief& b, double share) {
        filters::each<3>([&](auto i) {
            auto& x = filters::at<i>(b.mode).x;
            x[3] *= share, x[4] *= share;
        });
    }

    static qiki_track_modes record_of(uint64_t track, qiki_ns t, const motion_belief& b) {
        qiki_track_modes r{};
        r.track = track, r.t = t, r.count = 3, r.label = QIKI_LABEL_OK;
        for (size_t i = 0; i < 3; ++i) r.model[i] = mode_codes[i], r.probability[i] = b.weight[i] + 0.0;
        return r;
    }

private:
    motion_modes modes_;
    std::array<double, 3> share_;
    double since_ = 0; // of jump_
    models::matrix<3, 3> jump_ = models::identity<3>();
};

} // namespace tracking
