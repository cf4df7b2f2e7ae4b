// SPDX-License-Identifier: MIT
// plugins/agents/common/picture.hpp - the tracks as the agent's craft sees them: where, how near, how soon, whose.
#pragma once
#include "craft.hpp"
#include "qiki/track.h"

namespace agents {

enum risk_of_approach : uint8_t { ok, warn, crit };

// How dangerous an approach is: critical when it is near in time and in space, a warning when soon or fast.
inline risk_of_approach approach_risk(double range_m, double closing_speed, const settings& s) {
    const double t = closing_speed > 0 ? range_m / closing_speed : s.warn_time + s.crit_time;
    if (t < s.crit_time && range_m < s.crit_range) return crit;
    return t < s.warn_time || closing_speed > s.warn_closing ? warn : ok;
}

class picture {
public:
    void reserve(size_t tracks) { order_.reserve(tracks), addresses_.reserve(tracks); }

    // The live tracks at t, in the order of their ids; how many there are.
    size_t gather(std::span<const qiki_track>, const craft&, const settings&, bool carried, qiki_ns t);
    const qiki_track& at(size_t k) const { return *order_[k]; }
    uint64_t id(size_t k) const { return order_[k]->id; }
    void look(size_t k, sheet&);   // at the k-th of them
    void sum_up(sheet& own) const; // of those that were looked at

private:
    bool claimed_twice(const qiki_track&) const;
    void leave_out_self();

    const settings* s_ = nullptr;
    qiki_ns t_ = 0;
    std::vector<const qiki_track*> order_;
    std::vector<uint32_t> addresses_; // ascending
    bool here_known_ = false, speed_known_ = false;
    std::array<double, 3> here_{}, speed_{};
    struct {
        double tracks, tentative, coasting, side[4], nearest, bearing, t_cpa, risk;
    } sum_{};
};

} // namespace agents
