// SPDX-License-Identifier: MIT
// tests/unit/trackers/gospa.hpp - GOSPA of two sets of positions, and identity switches, as the shared score.py has
// them.
#pragma once
#include "score/assignment.hpp"
#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace scoring {

struct point {
    uint64_t id;
    double x, y;
};
using set = std::vector<point>;

// Squared, p = 2, alpha = 2: Rahmathullah, Garcia-Fernandez, Svensson 2017, Proposition 1.
struct gospa {
    double location = 0, missed = 0, wrong = 0;
    double total() const { return location + missed + wrong; }
};
inline double squared(const point& a, const point& b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

inline gospa gospa_of(const set& truth, const set& tracks, double c) {
    std::vector<double> cost(truth.size() * tracks.size());
    for (size_t i = 0; i < truth.size(); ++i)
        for (size_t j = 0; j < tracks.size(); ++j) {
            const double d = squared(truth[i], tracks[j]);
            cost[i * tracks.size() + j] = d < c * c ? d : qiki::score::forbidden;
        }
    const std::vector<double> miss(truth.size(), c * c);
    std::vector<int32_t> chosen(truth.size());
    static qiki::score::assignment_workspace w;
    qiki::score::assign(truth.size(), tracks.size(), cost, miss, chosen, w);
    gospa g;
    size_t pairs = 0;
    for (size_t i = 0; i < truth.size(); ++i)
        if (chosen[i] != qiki::score::alone)
            g.location += cost[i * tracks.size() + static_cast<size_t>(chosen[i])], ++pairs;
    g.missed = c * c / 2 * static_cast<double>(truth.size() - pairs);
    g.wrong = c * c / 2 * static_cast<double>(tracks.size() - pairs);
    return g;
}

// CLEAR-MOT identity switches (Bernardin, Stiefelhagen 2008): a match is kept while within c.
class switches {
public:
    size_t count = 0;
    void step(const set& truth, const set& tracks, double c) {
        std::map<uint64_t, uint64_t> next;
        std::vector<const point*> rest_truth, rest;
        std::map<uint64_t, bool> used;
        for (const point& t : truth) {
            bool kept = false;
            if (const auto at = now_.find(t.id); at != now_.end())
                for (const point& e : tracks)
                    if (e.id == at->second && squared(t, e) < c * c) kept = used[e.id] = true, next[t.id] = e.id;
            if (!kept) rest_truth.push_back(&t);
        }
        for (const point& e : tracks)
            if (!used[e.id]) rest.push_back(&e);
        std::vector<double> cost(rest_truth.size() * rest.size());
        for (size_t i = 0; i < rest_truth.size(); ++i)
            for (size_t j = 0; j < rest.size(); ++j) {
                const double d = squared(*rest_truth[i], *rest[j]);
                cost[i * rest.size() + j] = d < c * c ? std::sqrt(d) : qiki::score::forbidden;
            }
        std::vector<int32_t> chosen(rest_truth.size());
        const std::vector<double> miss(rest_truth.size(), 10 * c);
        qiki::score::assign(rest_truth.size(), rest.size(), cost, miss, chosen, w_);
        for (size_t i = 0; i < rest_truth.size(); ++i)
            if (chosen[i] != qiki::score::alone) next[rest_truth[i]->id] = rest[static_cast<size_t>(chosen[i])]->id;
        for (const auto& [t, e] : next) {
            if (const auto at = last_.find(t); at != last_.end() && at->second != e) ++count;
            last_[t] = e;
        }
        now_ = next;
    }

private:
    std::map<uint64_t, uint64_t> now_, last_;
    qiki::score::assignment_workspace w_;
};

} // namespace scoring
