// SPDX-License-Identifier: MIT
// score/siap.hpp - the marks of a single integrated air picture: is everything there, once, nothing else, and named
// right?
//
// Votruba, Nisley, Rothrock, Zombro 2001 (Single Integrated Air Picture Metrics Implementation, SIAP SE Task Force),
// sections 3.1-3.7. A track is assigned to the target that it follows by CLEAR-MOT matching, or else to the nearest
// one closer than the cut-off, so that a target may have several and ambiguity can be seen.
#pragma once
#include "scene.hpp"

namespace qiki::score {

// A ratio over nothing is absent.
struct siap_marks {
    std::optional<double> completeness; // targets with a track / targets, over instants; best 1
    std::optional<double> ambiguity;    // assigned tracks / targets with a track; best 1
    std::optional<double> spuriousness; // tracks assigned to nothing / tracks; best 0
    std::optional<double> position_m;   // mean distance of assigned tracks
    std::optional<double> velocity_mps; // mean difference of velocity, of those that have one
    std::optional<double> rate;         // changes of track a second of tracked time; best 0
    std::optional<double> longest;      // longest time with one track / life, over targets; best 1
    // Of targets with a track that have a name themselves (an address, a code or a callsign).
    std::optional<double> id_completeness; // some track says a name
    std::optional<double> id_correctness;  // all of them say the right one
    std::optional<double> id_ambiguity;    // they differ
};

class siap_book {
public:
    void begin_run() {
        close_run();
        targets_.clear();
    }

    // relate()d, in the order of time.
    void add(const scene& s) {
        std::vector<std::vector<size_t>> of(s.truth.size());
        for (size_t j = 0; j < s.tracks.size(); ++j) {
            if (s.near[j] == alone) continue;
            const auto i = static_cast<size_t>(s.near[j]);
            of[i].push_back(j), ++assigned_;
            position_.add(std::sqrt(squared_distance(s.tracks[j].place.at, s.truth[i].place.at)));
            if (s.tracks[j].velocity && s.truth[i].velocity)
                velocity_.add(std::sqrt(squared_distance(*s.tracks[j].velocity, *s.truth[i].velocity)));
        }
        truths_ += s.truth.size(), tracks_ += s.tracks.size();
        for (size_t i = 0; i < s.truth.size(); ++i) {
            seen now{s.t, {}};
            for (const size_t j : of[i]) now.tracks.push_back(s.tracks[j].place.id);
            tracked_ += !now.tracks.empty();
            targets_[s.truth[i].place.id].push_back(std::move(now));
            if (!of[i].empty()) name(s, i, of[i]);
        }
    }

    // So far; the run that is open counts.
    siap_marks result() const {
        siap_book all = *this;
        all.close_run();
        return all.sum();
    }

private:
    struct seen {
        double t;
        std::vector<uint64_t> tracks;
        bool has(uint64_t id) const { return std::find(tracks.begin(), tracks.end(), id) != tracks.end(); }
    };
    enum class named { nothing, right, wrong };

    template <class T>
    static void compare(const std::optional<T>& said, const std::optional<T>& is, named& so_far) {
        if (!said || !is) return;
        if (*said != *is) so_far = named::wrong;
        else if (so_far == named::nothing) so_far = named::right;
    }

    void name(const scene& s, size_t i, const std::vector<size_t>& tracks) {
        const sighted& x = s.truth[i];
        if (!x.address24 && !x.mode3a && !x.identity) return;
        size_t silent = 0, right = 0;
        for (const size_t j : tracks) {
            named n = named::nothing;
            compare(s.tracks[j].address24, x.address24, n), compare(s.tracks[j].mode3a, x.mode3a, n);
            compare(s.tracks[j].identity, x.identity, n);
            silent += n == named::nothing, right += n == named::right;
        }
        const size_t wrong = tracks.size() - silent - right;
        ++with_name_;
        if (silent == tracks.size()) return;
        ++named_;
        if (right == tracks.size()) ++right_;
        else if (wrong != tracks.size()) ++differ_;
    }

    // The fewest tracks that tell a target's tracked time without a needless change, and the longest time with one.
    void close_run() {
        for (const auto& [id, life] : targets_) {
            lives_s_ += life.back().t - life.front().t;
            size_t needed = 0;
            std::optional<uint64_t> current;
            for (size_t k = 0; k < life.size(); ++k) {
                if (life[k].tracks.empty()) continue;
                if (k > 0 && !life[k - 1].tracks.empty()) tracked_s_ += life[k].t - life[k - 1].t;
                if (current && life[k].has(*current)) continue;
                ++needed, current = lasting(life, k);
            }
            changes_ += needed ? needed - 1 : 0;
            longest_s_ += longest_of(life);
        }
        targets_.clear();
    }

    // Of the tracks at k the one that stays longest.
    static uint64_t lasting(const std::vector<seen>& life, size_t k) {
        std::vector<uint64_t> left = life[k].tracks;
        for (size_t next = k + 1; next < life.size(); ++next) {
            std::vector<uint64_t> still;
            for (const uint64_t id : left)
                if (life[next].has(id)) still.push_back(id);
            if (still.empty()) break;
            left = std::move(still);
        }
        return left.front();
    }

    static double longest_of(const std::vector<seen>& life) {
        std::map<uint64_t, double> since, now;
        double most = 0;
        for (const seen& s : life) {
            now.clear();
            for (const uint64_t id : s.tracks) {
                const auto had = since.find(id);
                const double from = now.emplace(id, had == since.end() ? s.t : had->second).first->second;
                most = std::max(most, s.t - from);
            }
            since.swap(now);
        }
        return most;
    }

    siap_marks sum() const {
        const auto over = [](auto a, auto b) {
            return b > 0 ? std::optional(static_cast<double>(a) / static_cast<double>(b)) : std::nullopt;
        };
        siap_marks m;
        m.completeness = over(tracked_, truths_), m.ambiguity = over(assigned_, tracked_);
        m.spuriousness = over(tracks_ - assigned_, tracks_);
        m.position_m = position_.mean(), m.velocity_mps = velocity_.mean();
        m.rate = over(changes_, tracked_s_), m.longest = over(longest_s_, lives_s_);
        m.id_completeness = over(named_, with_name_), m.id_correctness = over(right_, with_name_);
        m.id_ambiguity = over(differ_, with_name_);
        return m;
    }

    std::map<uint64_t, std::vector<seen>> targets_; // of the open run
    size_t truths_ = 0, tracked_ = 0, tracks_ = 0, assigned_ = 0, changes_ = 0;
    size_t with_name_ = 0, named_ = 0, right_ = 0, differ_ = 0;
    double tracked_s_ = 0, longest_s_ = 0, lives_s_ = 0;
    average position_, velocity_;
};
} // namespace qiki::score
