// SPDX-License-Identifier: MIT
// tracking/pmbm/prior.hpp - undetected targets where a prior says how often and where they begin: a Gaussian mixture,
// predicted, fed, and thinned by each look (Williams 2015, eq. 28, 29).
#pragma once
#include "../moments.hpp"
#include "../renewal.hpp"
#include "sight.hpp"
#include <functional>
#include <vector>

namespace tracking::pmbm {

struct birth_prior {
    double first = 0, rate = 0; // targets at the first look, and per second; both 0: nothing is known
    gaussian where{};
    bool given() const { return first > 0 || rate > 0; }
};

class expected_births {
public:
    struct part {
        double weight;
        gaussian state;
    };
    birth_prior prior;
    white_acceleration motion{};
    double survival_time = 1000;

    void reserve() { parts_.reserve(2 * most_parts + 1), heaviest_.reserve(2 * most_parts + 1); }
    void state(auto& io) { io(parts_), io(t_); }
    std::span<const part> parts() const { return parts_; }

    // To the time of a look.
    void open(qiki_ns now) {
        if (t_ == INT64_MIN) {
            if (prior.first > 0) parts_.push_back({prior.first, prior.where});
            t_ = now;
            return;
        }
        if (now <= t_) return;
        const double dt = seconds(now - t_), kept = qiki_exp(-dt / survival_time);
        for (part& c : parts_) motion.predict(c.state, dt), c.weight *= kept;
        if (prior.rate > 0) parts_.push_back({prior.rate * dt, prior.where});
        t_ = now;
    }
    // ln of the density of first plots at p, per unit of z, and the target that such a plot begins.
    double born(const plot& p, const viewpoint& v, double pd, gaussian& g) const {
        innovation o;
        const auto density = [&](const part& c) {
            if (!reachable(c.state, p, 0, 20)) return 0.0; // e^-200 of what it is in its middle, and most are far
            compare(c.state, p, v, o);
            return o.good ? c.weight * pd * qiki_exp(o.log_density()) : 0.0;
        };
        double sum = 0;
        for (const part& c : parts_) sum += density(c);
        if (!(sum > 0)) return -1e300;
        moments all;
        for (const part& c : parts_) {
            const double w = density(c) / sum;
            if (w < 1e-9) continue;
            gaussian one = c.state;
            update(one, p, v, o);
            all.add(w, one);
        }
        g = all.mean();
        return qiki_log(sum);
    }
    // After a look, and before what it gives back: that was seen or missed as a target already.
    void close(const coverage& looked, double pd) {
        for (part& c : parts_) c.weight *= 1 - pd * seen_there(looked, c.state);
        tidy();
    }
    // So many more, in a state of time t.
    void add(double weight, const gaussian& g, qiki_ns t) {
        if (!(weight > least_weight)) return;
        if (parts_.size() >= 2 * most_parts) tidy();
        parts_.push_back({weight, g});
        if (t < t_) motion.predict(parts_.back().state, seconds(t_ - t));
    }

private:
    // The heaviest stay. A first plot in dense clutter is a target with 1e-5 or less; a hundredth of that is forgotten.
    static constexpr size_t most_parts = 256;
    static constexpr double least_weight = 1e-8;
    void tidy() {
        std::erase_if(parts_, [](const part& c) { return !(c.weight > least_weight); });
        if (parts_.size() <= most_parts) return;
        heaviest_.clear();
        for (const part& c : parts_) heaviest_.push_back(c.weight);
        const auto last = heaviest_.begin() + (most_parts - 1);
        std::nth_element(heaviest_.begin(), last, heaviest_.end(), std::greater<>{});
        const double limit = *last;
        auto level = std::count(heaviest_.begin(), last + 1, limit); // so many that are as light as that stay
        size_t n = 0;
        for (const part& c : parts_) {
            if (c.weight < limit || (c.weight == limit && level == 0)) continue;
            if (c.weight == limit) --level;
            parts_[n++] = c;
        }
        parts_.resize(n);
    }

    std::vector<part> parts_;
    std::vector<double> heaviest_;
    qiki_ns t_ = INT64_MIN;
};

} // namespace tracking::pmbm
