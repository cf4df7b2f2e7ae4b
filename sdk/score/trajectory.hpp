// SPDX-License-Identifier: MIT
// score/trajectory.hpp - how far a set of tracks is from the set of true trajectories: trajectory GOSPA with its parts.
//
// Garcia-Fernandez, Rahmathullah, Svensson 2020 (IEEE Trans. Signal Processing 68), the linear programming metric
// (eq. 25) with the parts of its section IV: what GOSPA counts at each instant, under one assignment of tracks to
// targets through the whole run, in which a change of assignment costs: gamma^p when a target passes from one track to
// another, half of that when it goes from a track to nobody or back.
#pragma once
#include "clear.hpp"
#include "relaxation.hpp"

namespace qiki::score {

// Of one run. The parts are powers p of metres, so that they add up: distance^p = location + missed + wrong + changes.
struct trajectory_distance {
    double location = 0, missed = 0, wrong = 0, changes = 0;
    double total = 0;    // their sum
    double distance = 0; // m
    double bound = 0;    // the least that `total` can be: below it by less than the precision, unless time ran out
    size_t instants = 0;
};

// What was near at each instant of one run; what never came closer than c can be left apart.
class trajectory_book {
public:
    // c: cut-off [m]; p: 1 or 2; gamma: price of a change of track [m]. Throws std::invalid_argument.
    trajectory_book(double c, int p, double gamma) : c_(c), p_(p), gamma_(gamma) {
        if (p != 1 && p != 2) throw std::invalid_argument("the order p must be 1 or 2");
        if (!(c > 0 && c < 1e150)) throw std::invalid_argument("the cut-off must be above 0 m and below 1e150 m");
        if (!(gamma > 0 && gamma < 1e150)) throw std::invalid_argument("gamma must be above 0 m and below 1e150 m");
    }

    // The next instant.
    void add(std::span<const labelled> truth, std::span<const labelled> tracks) {
        by_x_.clear();
        for (const labelled& e : tracks) by_x_.push_back(&e);
        std::sort(by_x_.begin(), by_x_.end(), [](const labelled* a, const labelled* b) {
            return a->at.x != b->at.x ? a->at.x < b->at.x : a->id < b->id;
        });
        for (const labelled& x : truth) {
            auto e = std::lower_bound(by_x_.begin(), by_x_.end(), x.at.x - c_,
                                      [](const labelled* a, double least) { return a->at.x < least; });
            for (; e != by_x_.end() && (*e)->at.x <= x.at.x + c_; ++e)
                if (const double d = squared_distance(x.at, (*e)->at); d < c_ * c_)
                    near_.push_back({index(rows_, x.id), index(columns_, (*e)->id), instants_, d});
        }
        truths_ += truth.size(), tracks_ += tracks.size(), ++instants_;
    }

    // Throws std::length_error where one cluster would need more than 2^24 shares.
    trajectory_distance result() const {
        trajectory_distance t{.instants = instants_};
        const double cut = power(c_ * c_);
        double paired = 0;
        t.bound = cut / 2 * static_cast<double>(truths_ + tracks_);
        std::vector<near> all = near_;
        const std::vector<uint32_t> group = clusters();
        std::sort(all.begin(), all.end(), [&](const near& a, const near& b) {
            return std::tuple(group[a.row], a.row, a.column, a.instant) <
                   std::tuple(group[b.row], b.row, b.column, b.instant);
        });
        for (size_t first = 0, last = 0; first < all.size(); first = last) {
            while (last < all.size() && group[all[last].row] == group[all[first].row]) ++last;
            solve({all.data() + first, last - first}, t, paired);
        }
        t.missed = cut / 2 * std::max(0.0, static_cast<double>(truths_) - paired);
        t.wrong = cut / 2 * std::max(0.0, static_cast<double>(tracks_) - paired);
        t.total = t.location + t.missed + t.wrong + t.changes;
        t.bound = std::clamp(t.bound, 0.0, t.total);
        t.distance = p_ == 2 ? std::sqrt(t.total) : t.total;
        return t;
    }

private:
    struct near {
        uint32_t row, column, instant;
        double squared;
    };
    double power(double squared) const { return p_ == 2 ? squared : std::sqrt(squared); }

    static uint32_t index(std::map<uint64_t, uint32_t>& of, uint64_t id) {
        return of.emplace(id, static_cast<uint32_t>(of.size())).first->second;
    }

    // Of each row: the least row or column that near pairs connect it with.
    std::vector<uint32_t> clusters() const {
        std::vector<uint32_t> group(rows_.size() + columns_.size());
        for (uint32_t i = 0; i < group.size(); ++i) group[i] = i;
        const auto root = [&](uint32_t i) {
            while (group[i] != i) i = group[i] = group[group[i]];
            return i;
        };
        for (const near& e : near_) {
            const uint32_t a = root(e.row), b = root(static_cast<uint32_t>(rows_.size()) + e.column);
            group[std::max(a, b)] = std::min(a, b);
        }
        for (uint32_t i = 0; i < rows_.size(); ++i) group[i] = root(i);
        return group;
    }

    // Instants at which nothing of a cluster is near cost nothing whatever is assigned, so they are left out.
    void solve(std::span<const near> cluster, trajectory_distance& t, double& paired) const {
        const double cut = power(c_ * c_);
        std::vector<uint32_t> rows, columns, instants;
        for (const near& e : cluster) rows.push_back(e.row), columns.push_back(e.column), instants.push_back(e.instant);
        for (std::vector<uint32_t>* v : {&rows, &columns, &instants}) {
            std::sort(v->begin(), v->end());
            v->erase(std::unique(v->begin(), v->end()), v->end());
        }
        const auto place = [](const std::vector<uint32_t>& in, uint32_t x) {
            return static_cast<uint32_t>(std::lower_bound(in.begin(), in.end(), x) - in.begin());
        };
        relaxation_problem p{.rows = rows.size(), .columns = columns.size(), .instants = instants.size()};
        p.change = power(gamma_ * gamma_) / 2;
        for (const near& e : cluster) {
            const relaxation_problem::pair x{place(rows, e.row), place(columns, e.column)};
            if (p.pairs.empty() || p.pairs.back().row != x.row || p.pairs.back().column != x.column) {
                if ((p.pairs.size() + 1) * p.instants > most_shares)
                    throw std::length_error("trajectory GOSPA: " + std::to_string(p.rows) + " targets and " +
                                            std::to_string(p.columns) + " tracks of one cluster over " +
                                            std::to_string(p.instants) +
                                            " instants are too many; score a shorter run, or choose a smaller cut-off");
                p.pairs.push_back(x), p.costs.resize(p.pairs.size() * p.instants);
            }
            p.costs[(p.pairs.size() - 1) * p.instants + place(instants, e.instant)] = power(e.squared) - cut;
        }
        const double precision = 1e-10 * cut * static_cast<double>(cluster.size());
        const relaxation_result r = relaxation(p, precision, most_updates).solve();
        t.bound += r.bound;
        for (const near& e : cluster) {
            // The pairs of the problem are in the order of the cluster.
            const relaxation_problem::pair x{place(rows, e.row), place(columns, e.column)};
            const auto at = std::lower_bound(p.pairs.begin(), p.pairs.end(), x, [](const auto& a, const auto& b) {
                return a.row != b.row ? a.row < b.row : a.column < b.column;
            });
            const double share =
                r.shares[static_cast<size_t>(at - p.pairs.begin()) * p.instants + place(instants, e.instant)];
            t.location += share * power(e.squared), paired += share;
        }
        for (size_t i = 0; i < p.pairs.size(); ++i)
            for (size_t k = 1; k < p.instants; ++k)
                t.changes += p.change * std::fabs(r.shares[i * p.instants + k] - r.shares[i * p.instants + k - 1]);
    }

    static constexpr size_t most_shares = size_t{1} << 24; // some 1 GB with all that belongs to them
    static constexpr size_t most_updates = 300'000'000;    // of shares, in one cluster
    double c_;
    int p_;
    double gamma_;
    uint32_t instants_ = 0;
    size_t truths_ = 0, tracks_ = 0;
    std::vector<near> near_;
    std::map<uint64_t, uint32_t> rows_, columns_;
    std::vector<const labelled*> by_x_;
};
} // namespace qiki::score
