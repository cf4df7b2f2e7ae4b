// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live_tracks.hpp - the system tracks that are alive at a time of the replay.
#pragma once
#include "replay.hpp"

namespace asterix {

// A snapshot port wants every live track whenever one changed, and an ended one once more. Which are alive follows from
// the recording and the time, so two numbers are the whole state.
class live_tracks {
public:
    void reserve(size_t n) { live_.reserve(n); }

    // Takes the updates up to t1; false when nothing changed.
    bool advance(const replay& r, qiki_ns t1) {
        forget_ended();
        bool changed = false;
        for (; next_ < r.all.tracks.size() && r.at(ns_of(r.all.tracks[next_].when)) <= t1; ++next_) {
            place(r.track_record(r.all.tracks[next_]));
            changed = true;
        }
        now_ = t1;
        for (qiki_track& x : live_)
            if (silent(r, x) && x.status != QIKI_TRACK_ENDED) {
                x.status = QIKI_TRACK_ENDED;
                x.label = QIKI_LABEL_STALE;
                changed = true;
            }
        said_ = 0;
        return changed;
    }
    // Hands over what was not yet said in this tick; false when `put` refused one.
    template <class Put>
    bool say(Put put) {
        for (; said_ < live_.size(); ++said_)
            if (!put(live_[said_])) return false;
        return true;
    }

    void state(auto& io) {
        io(next_);
        io(now_);
    }
    bool fits(const replay& r) const { return next_ <= r.all.tracks.size(); }
    void restore(const replay& r) {
        live_.clear();
        for (uint64_t i = 0; i < next_; ++i) place(r.track_record(r.all.tracks[i]));
        for (qiki_track& x : live_)
            if (silent(r, x)) x.status = QIKI_TRACK_ENDED;
        forget_ended();
        said_ = live_.size();
    }

private:
    bool silent(const replay& r, const qiki_track& x) const {
        return static_cast<double>(now_ - x.t) > r.said.decoding.silence_s * 1e9;
    }
    void forget_ended() {
        std::erase_if(live_, [](const qiki_track& x) { return x.status == QIKI_TRACK_ENDED; });
    }
    void place(const qiki_track& x) {
        const auto at = std::lower_bound(live_.begin(), live_.end(), x,
                                         [](const qiki_track& a, const qiki_track& b) { return a.id < b.id; });
        if (at != live_.end() && at->id == x.id) *at = x;
        else live_.insert(at, x);
    }

    std::vector<qiki_track> live_; // by id
    uint64_t next_ = 0;            // first update not yet taken
    qiki_ns now_ = 0;
    size_t said_ = 0;
};
} // namespace asterix
