// SPDX-License-Identifier: MIT
// score/clear.hpp - which track follows which target through a run: switches, fragments, latency.
//
// CLEAR-MOT matching (Bernardin, Stiefelhagen 2008, EURASIP J. Image and Video Processing, section 2.1.3): a pair is
// kept while it stays closer than c; what is free is paired anew, as many as can be and then at the least total
// distance.
#pragma once
#include "pairing.hpp"
#include <map>
#include <set>

namespace qiki::score {

// One thing at one instant; ids are unique within an instant and stand for the same thing through a run.
struct labelled {
    uint64_t id = 0;
    point at;
};

class follower {
public:
    size_t switches = 0;  // a target is taken over by another track than its last one
    size_t fragments = 0; // a target is found again after instants in which it was there and nobody had it
    size_t matched = 0;   // pairs, over all instants

    // How late a target was first matched. Never: its whole life.
    struct delay {
        uint64_t target = 0;
        bool found = false;
        size_t scans = 0;
        double seconds = 0;
    };

    // The next instant, at t [s]. c: cut-off [m].
    void step(double t, std::span<const labelled> truth, std::span<const labelled> tracks, double c) {
        ++scan_;
        now_.swap(before_), now_.clear();
        rows_.clear(), columns_.clear(), free_rows_.clear(), free_columns_.clear(), taken_.clear();
        by_id_.clear();
        for (const labelled& e : tracks) by_id_.emplace(e.id, &e.at);
        for (const labelled& x : truth) {
            life& l = lives_.try_emplace(x.id, life{scan_, t}).first->second;
            ++l.scans, l.last_s = t;
            if (const auto had = before_.find(x.id); had != before_.end())
                if (const auto e = by_id_.find(had->second);
                    e != by_id_.end() && squared_distance(x.at, *e->second) < c * c) {
                    now_.emplace(x.id, had->second), taken_.insert(had->second);
                    continue;
                }
            rows_.push_back(x.id), free_rows_.push_back(x.at);
        }
        for (const labelled& e : tracks)
            if (!taken_.contains(e.id)) columns_.push_back(e.id), free_columns_.push_back(e.at);
        // The price of staying alone is ten cut-offs: first the most pairs.
        work_.match(free_rows_, free_columns_, c, [c](double squared) { return std::sqrt(squared) - 10 * c; });
        for (size_t i = 0; i < rows_.size(); ++i)
            if (const int32_t j = work_.chosen()[i]; j != alone)
                now_.emplace(rows_[i], columns_[static_cast<size_t>(j)]);

        for (const auto& [target, track] : now_) {
            const auto last = last_.find(target);
            switches += last != last_.end() && last->second != track;
            fragments += lost_.contains(target);
            last_[target] = track;
            life& l = lives_.at(target);
            if (!l.found) l.found = true, l.hit_scan = scan_, l.hit_s = t;
        }
        lost_.clear();
        for (const labelled& x : truth)
            if (!now_.contains(x.id) && last_.contains(x.id)) lost_.insert(x.id);
        matched += now_.size();
    }

    // Of the last instant: target to track.
    const std::map<uint64_t, uint64_t>& pairs() const { return now_; }

    std::vector<delay> delays() const {
        std::vector<delay> out;
        for (const auto& [id, l] : lives_)
            if (l.found) out.push_back({id, true, l.hit_scan - l.first_scan, l.hit_s - l.first_s});
            else out.push_back({id, false, l.scans, l.last_s - l.first_s});
        return out;
    }

private:
    struct life {
        size_t first_scan = 0;
        double first_s = 0, last_s = 0, hit_s = 0;
        size_t scans = 0, hit_scan = 0;
        bool found = false;
    };
    size_t scan_ = 0;
    std::map<uint64_t, uint64_t> now_, before_, last_; // target to track
    std::set<uint64_t> lost_, taken_;
    std::map<uint64_t, const point*> by_id_;
    std::map<uint64_t, life> lives_;
    std::vector<uint64_t> rows_, columns_;
    std::vector<point> free_rows_, free_columns_;
    pairing work_;
};
} // namespace qiki::score
