// SPDX-License-Identifier: MIT
// tests/unit/score/trajectories.cpp - trajectory GOSPA where the answer is known, and what holds for any trajectories.
#include "score/trajectory.hpp"
#include <catch2/catch.hpp>
#include <random>

using namespace qiki::score;

namespace {
using instants = std::vector<std::vector<labelled>>;

trajectory_distance compared(const instants& truth, const instants& tracks, int p, double gamma, double c = 10) {
    trajectory_book b(c, p, gamma);
    for (size_t k = 0; k < truth.size(); ++k) b.add(truth[k], tracks[k]);
    return b.result();
}

// One thing at a place from one instant to another, both included.
void put(instants& all, uint64_t id, size_t from, size_t to, double y) {
    if (all.size() <= to) all.resize(to + 1);
    for (size_t k = from; k <= to; ++k) all[k].push_back({id, {static_cast<double>(k), y}});
}

struct expected {
    double p, gamma, distance, location, missed, wrong, changes;
};
struct closed_form {
    const char* name;
    instants truth, tracks;
    std::vector<expected> rows;
};

// c = 10. By the linear programme and by an exact search over sequences of assignments.
std::vector<closed_form> cases() {
    std::vector<closed_form> all(6);
    all[0].name = "one metre off";
    put(all[0].truth, 1, 0, 4, 0), put(all[0].tracks, 1, 0, 4, 1);
    all[0].rows = {{1, 1, 5, 5, 0, 0, 0}, {2, 1, 2.2360679775, 5, 0, 0, 0}};
    all[1].name = "two tracks exchange their targets";
    put(all[1].truth, 1, 0, 5, 0), put(all[1].truth, 2, 0, 5, 20);
    put(all[1].tracks, 1, 0, 2, 0), put(all[1].tracks, 1, 3, 5, 20);
    put(all[1].tracks, 2, 0, 2, 20), put(all[1].tracks, 2, 3, 5, 0);
    all[1].rows = {{1, 1, 2, 0, 0, 0, 2}, {2, 1, 1.4142135624, 0, 0, 0, 2}, {2, 2, 2.8284271247, 0, 0, 0, 8}};
    all[2].name = "one track takes over from another";
    put(all[2].truth, 1, 0, 5, 0), put(all[2].tracks, 1, 0, 2, 0), put(all[2].tracks, 2, 3, 5, 0);
    all[2].rows = {{1, 1, 1, 0, 0, 0, 1}, {2, 1, 1, 0, 0, 0, 1}, {2, 2, 2, 0, 0, 0, 4}};
    all[3].name = "a track has nothing to say once";
    put(all[3].truth, 1, 0, 5, 0), put(all[3].tracks, 1, 0, 2, 0), put(all[3].tracks, 1, 4, 5, 0);
    all[3].rows = {{1, 1, 5, 0, 5, 0, 0}, {2, 1, 7.0710678119, 0, 50, 0, 0}};
    all[4].name = "late, and a false track";
    put(all[4].truth, 1, 0, 5, 0), put(all[4].tracks, 1, 2, 5, 1), put(all[4].tracks, 2, 1, 3, 90);
    all[4].rows = {{1, 1, 29, 4, 10, 15, 0}, {2, 1, 15.9373774505, 4, 100, 150, 0}};
    all[5].name = "exchanged for one instant";
    put(all[5].truth, 1, 0, 6, 0), put(all[5].truth, 2, 0, 6, 4);
    put(all[5].tracks, 1, 0, 2, 0), put(all[5].tracks, 1, 3, 3, 4), put(all[5].tracks, 1, 4, 6, 0);
    put(all[5].tracks, 2, 0, 2, 4), put(all[5].tracks, 2, 3, 3, 0), put(all[5].tracks, 2, 4, 6, 4);
    all[5].rows = {{1, 1, 4, 0, 0, 0, 4}, {2, 1, 2, 0, 0, 0, 4}, {2, 2, 4, 0, 0, 0, 16}};
    return all;
}

struct dice {
    std::mt19937_64 bits;
    double real(double from, double to) { return from + (to - from) * static_cast<double>(bits() >> 11) * 0x1p-53; }
    size_t below(size_t n) { return bits() % n; }
    instants wander(size_t things, size_t steps, double side) {
        instants out(steps);
        for (size_t i = 0; i < things; ++i) {
            point at{real(0, side), real(0, side)};
            for (size_t k = 0; k < steps; ++k) {
                at.x += real(-3, 3), at.y += real(-3, 3);
                if (below(6)) out[k].push_back({i + 1, at});
            }
        }
        return out;
    }
};

// The least over all sequences of whole assignments, by dynamic programming over every assignment of an instant.
class search {
public:
    search(const instants& truth, const instants& tracks, size_t rows, size_t columns, int p, double gamma)
        : rows_(rows), columns_(columns), change_((p == 2 ? gamma * gamma : gamma) / 2), cut_(p == 2 ? 100 : 10) {
        list({}, 0);
        std::vector<double> cost(all_.size(), 0), next(all_.size());
        for (size_t k = 0; k < truth.size(); ++k) {
            for (size_t a = 0; a < all_.size(); ++a) {
                double least = k ? HUGE_VAL : 0;
                for (size_t b = 0; k && b < all_.size(); ++b) least = std::min(least, cost[b] + between(b, a));
                next[a] = least + at(all_[a], truth[k], tracks[k], p);
            }
            cost.swap(next);
        }
        best = *std::min_element(cost.begin(), cost.end());
    }
    double best = 0;

private:
    void list(std::vector<size_t> so_far, size_t taken) {
        if (so_far.size() == rows_) return all_.push_back(so_far);
        so_far.push_back(columns_);
        list(so_far, taken);
        for (size_t j = 0; j < columns_; ++j)
            if (!(taken >> j & 1)) so_far.back() = j, list(so_far, taken | size_t{1} << j);
    }
    double between(size_t a, size_t b) const {
        double sum = 0;
        for (size_t i = 0; i < rows_; ++i)
            if (all_[a][i] != all_[b][i])
                sum += change_ * static_cast<double>((all_[a][i] != columns_) + (all_[b][i] != columns_));
        return sum;
    }
    double at(const std::vector<size_t>& whose, const std::vector<labelled>& truth, const std::vector<labelled>& tracks,
              int p) const {
        double sum = cut_ / 2 * static_cast<double>(truth.size() + tracks.size());
        for (const labelled& x : truth)
            for (const labelled& e : tracks)
                if (whose[x.id - 1] == e.id - 1) {
                    const double d = squared_distance(x.at, e.at);
                    sum += std::min(p == 2 ? d : std::sqrt(d), cut_) - cut_;
                }
        return sum;
    }
    size_t rows_, columns_;
    double change_, cut_;
    std::vector<std::vector<size_t>> all_;
};
} // namespace

TEST_CASE("trajectory GOSPA and its parts have their closed-form values") {
    for (const closed_form& x : cases())
        for (const expected& e : x.rows) {
            INFO(x.name << ", p = " << e.p << ", gamma = " << e.gamma);
            const trajectory_distance d = compared(x.truth, x.tracks, static_cast<int>(e.p), e.gamma);
            CHECK(d.distance == Approx(e.distance).epsilon(1e-10));
            CHECK(d.location == Approx(e.location).margin(1e-9));
            CHECK(d.missed == Approx(e.missed).margin(1e-9));
            CHECK(d.wrong == Approx(e.wrong).margin(1e-9));
            CHECK(d.changes == Approx(e.changes).margin(1e-9));
            CHECK(d.total - d.bound <= 1e-8 * (1 + d.total));
        }
}

TEST_CASE("where half a track each is better than any whole assignment, the programme finds it") {
    // Another solver of linear programmes gives 79.118056454860; the best whole assignments cost more.
    const instants truth = {{{1, {-2, -4}}, {2, {-5, 0}}, {3, {2, 9}}},
                            {{1, {-3, -3}}, {2, {-4, 0}}, {3, {-5, -1}}},
                            {{1, {4, 6}}, {2, {1, 3}}, {3, {-5, 5}}},
                            {{1, {-4, -2}}, {3, {-2, 3}}}};
    const instants tracks = {{{1, {4, -3}}, {3, {1, -3}}},
                             {{1, {1, 0}}, {2, {-1, 0}}, {3, {-6, 5}}},
                             {{1, {8, -7}}, {2, {1, -1}}, {3, {-3, -12}}},
                             {{1, {5, 5}}, {2, {-1, -8}}, {3, {7, -6}}}};
    const trajectory_distance d = compared(truth, tracks, 1, 1.1);
    CHECK(d.total == Approx(79.118056454860).epsilon(1e-9));
    CHECK(d.total - d.bound < 1e-7);
    CHECK(search(truth, tracks, 3, 3, 1, 1.1).best > d.total + 0.01);
}

TEST_CASE("trajectory GOSPA never exceeds the best sequence of whole assignments, and mostly equals it") {
    dice d{std::mt19937_64(11)};
    size_t equal = 0;
    for (int n = 0; n < 60; ++n) {
        const size_t rows = 1 + d.below(3), columns = 1 + d.below(3), steps = 2 + d.below(8);
        const int p = 1 + static_cast<int>(d.below(2));
        const double gamma = d.real(0.5, 9);
        const instants x = d.wander(rows, steps, 12), y = d.wander(columns, steps, 12);
        const trajectory_distance got = compared(x, y, p, gamma);
        const double best = search(x, y, rows, columns, p, gamma).best;
        INFO(n << ": " << rows << " x " << columns << " x " << steps);
        CHECK(got.total <= best * (1 + 1e-9) + 1e-9);
        CHECK(got.total - got.bound <= 1e-7 * (1 + got.total));
        equal += got.total > best - 1e-6;
    }
    CHECK(equal >= 55);
}

TEST_CASE("trajectory GOSPA is a metric, and the order of instants' points does not matter") {
    dice d{std::mt19937_64(5)};
    for (int n = 0; n < 40; ++n) {
        const size_t steps = 2 + d.below(10);
        const instants x = d.wander(d.below(5), steps, 20), y = d.wander(d.below(5), steps, 20),
                       z = d.wander(d.below(5), steps, 20);
        for (const int p : {1, 2}) {
            const double gamma = d.real(0.5, 9);
            const trajectory_distance xy = compared(x, y, p, gamma), yx = compared(y, x, p, gamma);
            CHECK(compared(x, x, p, gamma).distance == Approx(0).margin(1e-6));
            CHECK(xy.distance == Approx(yx.distance).epsilon(1e-7).margin(1e-6));
            CHECK(xy.distance <= compared(x, z, p, gamma).distance + compared(z, y, p, gamma).distance + 1e-6);
            instants turned = y;
            for (auto& k : turned) std::reverse(k.begin(), k.end());
            CHECK(compared(x, turned, p, gamma).distance == Approx(xy.distance).epsilon(1e-9).margin(1e-9));
        }
    }
}

TEST_CASE("a scene far away adds its own cost and no more") {
    dice d{std::mt19937_64(9)};
    const instants x = d.wander(4, 12, 15), y = d.wander(4, 12, 15);
    instants xx = x, yy = y;
    for (size_t k = 0; k < x.size(); ++k) {
        for (const labelled& a : x[k]) xx[k].push_back({a.id + 100, {a.at.x + 1e6, a.at.y}});
        for (const labelled& a : y[k]) yy[k].push_back({a.id + 100, {a.at.x + 1e6, a.at.y}});
    }
    CHECK(compared(xx, yy, 2, 3).total == Approx(2 * compared(x, y, 2, 3).total).epsilon(1e-9));
}

TEST_CASE("an instant without anything costs nothing, and no trajectories at all are the same") {
    CHECK(compared(instants(3), instants(3), 2, 1).distance == 0);
    CHECK(compared({}, {}, 2, 1).distance == 0);
}

TEST_CASE("what is no trajectory metric is refused") {
    const double nan = std::nan("");
    CHECK_THROWS_AS(trajectory_book(10, 3, 1), std::invalid_argument);
    CHECK_THROWS_AS(trajectory_book(0, 2, 1), std::invalid_argument);
    CHECK_THROWS_AS(trajectory_book(10, 2, 0), std::invalid_argument);
    CHECK_THROWS_AS(trajectory_book(10, 2, nan), std::invalid_argument);
}
