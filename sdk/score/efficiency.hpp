// SPDX-License-Identifier: MIT
// score/efficiency.hpp - errors of position beside the least that they could be: RMSE over the posterior Cramer-Rao
// bound.
#pragma once
#include "bound.hpp"
#include "scene.hpp"

namespace qiki::score {

struct efficiency_marks {
    size_t pairs = 0;            // of settled targets and the tracks that follow them
    std::optional<double> rmse;  // m
    std::optional<double> bound; // root mean of the bound's variance over the same pairs, m
    std::optional<double> ratio; // rmse / bound; best 1
};

class efficiency_book {
public:
    struct moment {
        average squares, bounds;
    };

    // settle: looks of a target's life that do not count, while the tracker finds its velocity.
    efficiency_book(const bound_model& m, size_t settle) : model_(m), settle_(settle) {}

    void begin_run() {
        close_run();
        paths_.clear();
    }

    // relate()d, in the order of time. instant: the same number is the same instant, over runs.
    void add(int64_t instant, const scene& s) {
        for (const sighted& x : s.truth) paths_[x.place.id].points.push_back({s.t, x.place.at, x.velocity});
        for (size_t j = 0; j < s.tracks.size(); ++j) {
            if (s.target_of[j] == alone) continue;
            const labelled& is = s.truth[static_cast<size_t>(s.target_of[j])].place;
            target& to = paths_[is.id];
            const point &a = is.at, &b = s.tracks[j].place.at;
            to.errors.push_back({instant, to.points.size() - 1, squared_distance({a.x, a.y}, {b.x, b.y})});
        }
    }

    std::map<int64_t, moment> over_time() const {
        efficiency_book all = *this;
        all.close_run();
        return all.by_instant_;
    }

    efficiency_marks result() const {
        average squares, bounds;
        for (const auto& [instant, m] : over_time()) squares.add(m.squares), bounds.add(m.bounds);
        efficiency_marks r{squares.n, squares.root(), bounds.root(), std::nullopt};
        if (r.bound && *r.bound > 0) r.ratio = *r.rmse / *r.bound;
        return r;
    }

private:
    struct error {
        int64_t instant;
        size_t at; // in the path
        double squared;
    };
    struct target {
        std::vector<path_point> points;
        std::vector<error> errors;
    };

    void close_run() {
        for (const auto& [id, x] : paths_) {
            if (x.errors.empty()) continue;
            const std::vector<double> least = position_bound(x.points, model_);
            const double from = x.points.front().t + static_cast<double>(settle_) * model_.period - 1e-9;
            for (const error& e : x.errors)
                if (model_.period > 0 ? x.points[e.at].t >= from : e.at >= settle_) {
                    by_instant_[e.instant].squares.add(e.squared);
                    by_instant_[e.instant].bounds.add(least[e.at]);
                }
        }
        paths_.clear();
    }

    bound_model model_;
    size_t settle_;
    std::map<uint64_t, target> paths_; // of the open run
    std::map<int64_t, moment> by_instant_;
};
} // namespace qiki::score
