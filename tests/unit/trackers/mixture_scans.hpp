// SPDX-License-Identifier: MIT
// tests/unit/trackers/mixture_scans.hpp - a mixture that is fed whole scans of positions in a plane.
#pragma once
#include "plugins/radar/tracking/pmbm/estimate.hpp"
#include "plugins/radar/tracking/pmbm/update.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>

namespace scanned {

using namespace tracking;

class filter {
public:
    pmbm::rules rules;
    pmbm::mixture mix;
    pmbm::poisson_part hidden;
    pmbm::past before;
    pmbm::updater update;
    double pd = 0.9, clutter = 10.0 / 9e4, variance = 1;
    uint64_t last_id = 0, serial = 1;

    explicit filter(double q = 0.02) {
        rules.motion.q = {q, q, 0};
        rules.gate = gates(0.999999);
        rules.most.max_speed = 1e3;
        rules.prune = 1e-12, rules.recycle = 1e-9;
        pmbm::birth_prior& p = hidden.births.prior;
        p.first = 3, p.rate = 0.005;
        p.where.x = {100, 100, 0, 0, 0, 0};
        p.where.at(0, 0) = p.where.at(1, 1) = 150 * 150, p.where.at(3, 3) = p.where.at(4, 4) = 1;
        hidden.births.motion = rules.motion;
        hidden.births.survival_time = -1 / std::log(0.99);
    }
    void scan(double seconds, const std::vector<std::array<double, 2>>& at) {
        const auto t = static_cast<qiki_ns>(std::llround(seconds * 1e9));
        qiki_frame f{};
        f.t_from = f.t_to = t;
        view_.plane = true;
        plots_.clear(), fresh_.clear();
        for (const auto& z : at) {
            plot p;
            p.t = t, p.id = serial + plots_.size(), p.m = 2;
            p.what = {component::east, component::north}, p.z = {z[0], z[1]};
            p.r[0] = p.r[5] = variance;
            p.at = {z[0], z[1], 0}, p.cov[0] = p.cov[4] = variance, p.spread = 2 * variance;
            p.log_null = std::log(clutter);
            plots_.push_back(p);
        }
        update.s = rules;
        if (last_ >= 0)
            for (pmbm::leaf& l : mix.leaves) l.r *= std::pow(0.99, seconds - last_);
        last_ = seconds;
        hidden.open(f, 0, true, plots_, pd, 0);
        for (size_t j = 0; j < plots_.size(); ++j) {
            pmbm::first_plot n;
            bool moving = false;
            const double born = std::exp(hidden.born(j, plots_[j], view_, 0, pd, n.state, moving));
            n.log_null = std::log(born + clutter), n.r = born / (born + clutter);
            fresh_.push_back(n);
        }
        const coverage looked = coverage::of(f, true);
        hidden.close(looked, pd);
        update.run(mix, {f, view_, looked, plots_, fresh_, serial, 0, 0, pd, true}, hidden, before, last_id);
        serial += plots_.size();
        REQUIRE(sound(mix));
    }

private:
    viewpoint view_;
    double last_ = -1;
    std::vector<plot> plots_;
    std::vector<pmbm::first_plot> fresh_;
};

inline double noise(uint64_t key, uint64_t k, uint64_t who, int i) {
    return qiki_normal(qiki_draw(key, k, who, 0, 0), i);
}
inline double chance(uint64_t key, uint64_t k, uint64_t who, uint32_t i) {
    return qiki_uniform(qiki_draw(key, k, who, 1, i), 0);
}
// Scan k of draw `key`: twelve targets two standard deviations from one another, among 60 false plots.
inline std::vector<std::array<double, 2>> dense_dozen(uint64_t key, uint64_t k) {
    std::vector<std::array<double, 2>> z;
    for (uint64_t j = 0; j < 12; ++j)
        if (chance(key, k, j, 0) < 0.9)
            z.push_back(
                {140 + 2.0 * double(j % 4) + noise(key, k, j, 0), 140 + 2.0 * double(j / 4) + noise(key, k, j, 1)});
    for (uint64_t j = 0; j < 60; ++j) z.push_back({300 * chance(key, k, 100 + j, 1), 300 * chance(key, k, 100 + j, 2)});
    return z;
}

} // namespace scanned
