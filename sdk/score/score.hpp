// SPDX-License-Identifier: MIT
// score/score.hpp - a tracker's marks over the instants of one run or of several.
#pragma once
#include "clear.hpp"
#include "gospa.hpp"
#include "identity.hpp"

namespace qiki::score {

// A value over nothing is absent. p is the order of GOSPA and OSPA.
struct marks {
    size_t runs = 0, times = 0;                                // times: instants, over all runs
    std::optional<double> gospa, location, missed, wrong;      // p-th roots of means over instants, m
    std::optional<double> ospa;                                // mean over instants, m
    std::optional<double> rmse;                                // root mean square distance of the pairs of GOSPA, m
    std::optional<double> switches, fragments;                 // a run
    std::optional<double> count_error, count_bias;             // means of |estimates - truths| and of the difference
    std::optional<double> late, late_s;                        // means over targets, scans and s
    std::optional<double> recall, precision;                   // pairs of CLEAR-MOT / truths, / estimates
    std::optional<double> purity, completeness, fragmentation; // see identity.hpp, by the pairs of CLEAR-MOT
    std::optional<double> swaps, false_tracks;                 // a run
};

class scorer {
public:
    // c: cut-off [m]; p: 1 or 2.
    scorer(double c, int p) : c_(c), p_(p) {}

    // Ids start anew; what was scored stays.
    void begin_run() {
        close_run();
        open_ = true, ++runs_;
    }

    // The next instant of the run, at t [s]. Throws as compare().
    const set_distance& step(double t, std::span<const labelled> truth, std::span<const labelled> tracks) {
        if (!open_) begin_run();
        split(truth, points_), split(tracks, estimates_);
        last_ = compare(points_, estimates_, c_, p_, work_);
        ++times_;
        const auto size = [](size_t n) { return static_cast<double>(n); };
        const double off = size(tracks.size()) - size(truth.size());
        location_ += last_.location, missed_ += last_.missed, wrong_ += last_.wrong, ospa_ += last_.ospa;
        squares_ += last_.squares, pairs_ += last_.pairs;
        count_error_ += std::fabs(off), count_bias_ += off;
        truths_ += truth.size(), all_ += tracks.size();
        follower_.step(t, truth, tracks, c_);
        who_.clear();
        for (const auto& [target, track] : follower_.pairs()) who_.emplace(track, target);
        for (const labelled& e : tracks) {
            const auto target = who_.find(e.id);
            book_.add(e.id, target == who_.end() ? std::nullopt : std::optional(target->second));
        }
        for (const labelled& x : truth)
            if (!follower_.pairs().contains(x.id)) book_.add(std::nullopt, x.id);
        return last_;
    }

    // Of the last instant, by CLEAR-MOT matching: target to track.
    const std::map<uint64_t, uint64_t>& pairs() const { return follower_.pairs(); }

    // So far; the run that is open counts.
    marks result() const {
        scorer all = *this;
        all.close_run();
        return all.sum();
    }

private:
    static void split(std::span<const labelled> from, std::vector<point>& to) {
        to.clear();
        for (const labelled& x : from) to.push_back(x.at);
    }

    void close_run() {
        if (!open_) return;
        open_ = false;
        switches_ += follower_.switches, fragments_ += follower_.fragments, matched_ += follower_.matched;
        for (const follower::delay& d : follower_.delays())
            late_ += static_cast<double>(d.scans), late_s_ += d.seconds, ++targets_;
        const identity_score s = book_.result();
        const auto add = [](mean& to, const std::optional<double>& x) {
            if (x) to.sum += *x, ++to.n;
        };
        add(purity_, s.purity), add(completeness_, s.completeness), add(fragmentation_, s.fragmentation);
        swaps_ += s.swaps, false_tracks_ += s.false_tracks;
        follower_ = {}, book_ = {};
    }

    marks sum() const {
        const auto over = [](double sum, size_t n) {
            return n ? std::optional(sum / static_cast<double>(n)) : std::nullopt;
        };
        const auto root = [&](double sum) {
            const auto x = over(sum, times_);
            return x && p_ == 2 ? std::optional(std::sqrt(*x)) : x;
        };
        const auto count = [](size_t n) { return static_cast<double>(n); };
        marks m{.runs = runs_, .times = times_};
        m.gospa = root(location_ + missed_ + wrong_);
        m.location = root(location_), m.missed = root(missed_), m.wrong = root(wrong_);
        m.ospa = over(ospa_, times_);
        if (pairs_) m.rmse = std::sqrt(squares_ / count(pairs_));
        m.switches = over(count(switches_), runs_), m.fragments = over(count(fragments_), runs_);
        m.count_error = over(count_error_, times_), m.count_bias = over(count_bias_, times_);
        m.late = over(late_, targets_), m.late_s = over(late_s_, targets_);
        m.recall = over(count(matched_), truths_), m.precision = over(count(matched_), all_);
        m.purity = over(purity_.sum, purity_.n), m.completeness = over(completeness_.sum, completeness_.n);
        m.fragmentation = over(fragmentation_.sum, fragmentation_.n);
        m.swaps = over(count(swaps_), runs_), m.false_tracks = over(count(false_tracks_), runs_);
        return m;
    }

    struct mean {
        double sum = 0;
        size_t n = 0;
    };
    double c_;
    int p_;
    bool open_ = false;
    size_t runs_ = 0, times_ = 0, pairs_ = 0, truths_ = 0, all_ = 0, matched_ = 0, targets_ = 0;
    size_t switches_ = 0, fragments_ = 0, swaps_ = 0, false_tracks_ = 0;
    double location_ = 0, missed_ = 0, wrong_ = 0, ospa_ = 0, squares_ = 0, count_error_ = 0, count_bias_ = 0;
    double late_ = 0, late_s_ = 0;
    mean purity_, completeness_, fragmentation_;
    set_distance last_;
    follower follower_;
    identity_book book_;
    pairing work_;
    std::vector<point> points_, estimates_;
    std::map<uint64_t, uint64_t> who_;
};
} // namespace qiki::score
