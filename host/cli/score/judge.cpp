// SPDX-License-Identifier: MIT
// host/cli/score/judge.cpp - each instant of the truth, run by run, goes to all books of marks.
#include "host/cli/score/judge.hpp"
#include "host/observe/table.hpp"
#include "score/table.hpp"
#include "score/trajectory.hpp"
#include <algorithm>
#include <cmath>
#include <set>

namespace qiki::cli {
namespace {

using seen = std::vector<score::sighted>;

const seen* rows_at(const instants& all, int64_t ms) {
    for (const int64_t near : {ms, ms - 1, ms + 1})
        if (const auto found = all.find(near); found != all.end()) return &found->second;
    return nullptr;
}

// Sums of powers over runs.
struct trajectory_sums {
    double all = 0, location = 0, missed = 0, wrong = 0, changes = 0, gap = 0;
    size_t runs = 0, instants = 0;

    void add(const score::trajectory_distance& d) {
        all += d.total, location += d.location, missed += d.missed, wrong += d.wrong, changes += d.changes;
        ++runs, instants += d.instants;
        if (d.total > 0) gap = std::max(gap, (d.total - d.bound) / d.total);
    }
    trajectory_marks marks(int p) const {
        const auto root = [&](double sum, size_t n) {
            if (!n) return std::optional<double>();
            const double mean = sum / static_cast<double>(n);
            return std::optional(p == 2 ? std::sqrt(mean) : mean);
        };
        return {root(all, instants),     root(location, instants), root(missed, instants), root(wrong, instants),
                root(changes, instants), root(all, runs),          gap < 1e-9 ? 0 : gap,   ""};
    }
};

class court {
public:
    court(const positions& truth, const positions& tracks, const judging& how)
        : truth_(truth), tracks_(tracks), how_(how), scorer_(how.c, how.p), phases_(how.phases) {
        if (how.model) efficiency_.emplace(*how.model, how.settle);
        if (how.atc) atc_.emplace(how.interval > 0 ? how.interval : how.atc->interval, how.radar);
    }

    judged_tracks all() {
        if (truth_.has_run && !tracks_.has_run && truth_.runs.size() > 1 && has_rows()) {
            // Nobody knows which run the rows are of.
            throw score::bad_table(how_.tracks + ": expected a column run, as " + how_.truth + " has " +
                                   std::to_string(truth_.runs.size()) +
                                   " runs; found none. Add it, or keep one run of " + how_.truth);
        }
        if (how_.model && how_.model->sensor.sigma_range_rate > 0) need_velocities();
        const std::set<int64_t> runs = runs_to_score();
        for (const int64_t run : runs) take(run);
        if (!met_ && has_rows()) never_met();
        for (moment& m : out_.over_time)
            for (double moment::*part : {&moment::gospa2, &moment::location2, &moment::missed2, &moment::wrong2,
                                         &moment::truths, &moment::estimates})
                m.*part /= static_cast<double>(runs.size());
        finish();
        return std::move(out_);
    }

private:
    // A tracker that finds nothing in a run leaves no row of it, and has missed all of it: the truth's runs count, too.
    // One truth is that of every run, whatever its number.
    std::set<int64_t> runs_to_score() const {
        if (how_.run) return {*how_.run};
        std::set<int64_t> runs;
        for (const auto& [run, rows] : tracks_.runs) runs.insert(run);
        if (truth_.has_run && truth_.runs.size() > 1)
            for (const auto& [run, rows] : truth_.runs) runs.insert(run);
        if (runs.empty()) runs.insert(0);
        return runs;
    }

    void need_velocities() const {
        for (const auto& [run, all] : truth_.runs)
            for (const auto& [ms, bodies] : all)
                for (const score::sighted& x : bodies)
                    if (!x.velocity)
                        throw score::bad_table(how_.truth +
                                               ": the model has \"sigma_range_rate_mps\", and the bound of a " +
                                               "range rate needs vx_mps and vy_mps in every row; found none at " +
                                               observe::number(static_cast<double>(ms) / 1000) + " s");
    }

    const instants& truth_of(int64_t run) const {
        static const instants nothing;
        if (!truth_.has_run) return truth_.runs.empty() ? nothing : truth_.runs.begin()->second;
        const auto found = truth_.runs.find(run);
        if (found != truth_.runs.end()) return found->second;
        if (truth_.runs.size() == 1) return truth_.runs.begin()->second;
        throw score::bad_table(how_.truth + ": has no run " + std::to_string(run) + ", which the tracks have");
    }

    void take(int64_t run) {
        static const instants nothing;
        const auto found = tracks_.runs.find(run);
        const instants& estimates = found == tracks_.runs.end() ? nothing : found->second;
        scorer_.begin_run(), siap_.begin_run(), phases_.begin_run();
        if (efficiency_) efficiency_->begin_run();
        if (atc_) atc_->begin_run();
        std::optional<score::trajectory_book> trajectory;
        if (how_.trajectory) trajectory.emplace(how_.c, how_.p, how_.gamma);
        size_t k = 0, used = 0, rows = 0;
        for (const auto& [ms, bodies] : truth_of(run)) {
            const seen* const e = rows_at(estimates, ms);
            met_ |= e != nullptr, used += e ? e->size() : 0;
            now_ = {static_cast<double>(ms) / 1000, bodies, e ? *e : seen{}, {}, {}};
            instant(k++, trajectory);
        }
        for (const auto& [ms, e] : estimates) rows += e.size();
        out_.blank += rows == 0;
        out_.idle += rows - std::min(rows, used);
        if (!trajectory) return;
        try {
            trajectories_.add(trajectory->result());
        } catch (const std::length_error& large) { too_large_ = large.what(); }
    }

    void instant(size_t k, std::optional<score::trajectory_book>& trajectory) {
        places_.clear(), estimates_.clear();
        for (const score::sighted& x : now_.truth) places_.push_back(x.place);
        for (const score::sighted& x : now_.tracks) estimates_.push_back(x.place);
        const score::set_distance& d = scorer_.step(now_.t, places_, estimates_);
        score::relate(now_, scorer_.pairs(), how_.c);
        if (trajectory) trajectory->add(places_, estimates_);
        const auto number = static_cast<int64_t>(k);
        siap_.add(now_), phases_.add(now_), nees_.add_errors(number, now_), nis_.add_innovations(number, now_);
        if (efficiency_) efficiency_->add(number, now_);
        if (atc_) atc_->add(now_);
        if (out_.over_time.size() <= k) out_.over_time.push_back({.t = now_.t});
        moment& m = out_.over_time[k];
        m.gospa2 += d.location + d.missed + d.wrong, m.location2 += d.location, m.missed2 += d.missed;
        m.wrong2 += d.wrong, m.truths += static_cast<double>(d.truths);
        m.estimates += static_cast<double>(d.estimates);
    }

    bool has_rows() const {
        return std::any_of(tracks_.runs.begin(), tracks_.runs.end(), [](const auto& r) { return !r.second.empty(); });
    }

    [[noreturn]] void never_met() const {
        const auto run =
            std::find_if(tracks_.runs.begin(), tracks_.runs.end(), [](const auto& r) { return !r.second.empty(); });
        const auto& first = *run->second.begin();
        const instants& t = truth_of(run->first);
        const auto seconds = [](int64_t ms) { return observe::number(static_cast<double>(ms) / 1000) + " s"; };
        throw score::bad_table(how_.tracks + ": no row is at a time of " + how_.truth + " (the tracks begin at " +
                               seconds(first.first) + ", the truth " +
                               (t.empty() ? std::string("is empty)") : "at " + seconds(t.begin()->first) + ")") +
                               "; tracks are scored at the times of the truth, to 1 ms");
    }

    void finish() {
        out_.marks = scorer_.result(), out_.siap = siap_.result(), out_.phases = phases_.result();
        out_.nees = nees_.result(), out_.nis = nis_.result();
        if (how_.trajectory && too_large_.empty()) out_.trajectory = trajectories_.marks(how_.p);
        else if (how_.trajectory) out_.trajectory.left_out = too_large_;
        for (const auto& [k, h] : nees_.by_instant()) {
            moment& m = out_.over_time[static_cast<size_t>(k)];
            m.nees = h.mean(), m.nees_band = nees_.band_of(h);
        }
        if (efficiency_) {
            out_.efficiency = efficiency_->result();
            for (const auto& [k, x] : efficiency_->over_time()) {
                moment& m = out_.over_time[static_cast<size_t>(k)];
                m.error = x.squares.root(), m.bound = x.bounds.root();
            }
        }
        if (atc_) out_.atc = atc_->result(how_.atc->requirements, how_.limits);
    }

    const positions &truth_, &tracks_;
    const judging& how_;
    score::scorer scorer_;
    score::siap_book siap_;
    score::consistency_book nees_, nis_;
    score::phase_book phases_;
    std::optional<score::efficiency_book> efficiency_;
    std::optional<score::atc_book> atc_;
    trajectory_sums trajectories_;
    judged_tracks out_;
    std::string too_large_;
    bool met_ = false;
    score::scene now_;
    std::vector<score::labelled> places_, estimates_;
};
} // namespace

judged_tracks judge(const positions& truth, const positions& tracks, const judging& how) {
    return court(truth, tracks, how).all();
}
} // namespace qiki::cli
