// SPDX-License-Identifier: MIT
// trackers/shares.hpp - what joint probabilities mean for a track whatever its state is: which plot counts as its own,
// whether it is there, how it lives on.
//
// Existence: Musicki, Evans 2004, IEEE TAES 40(3).
#pragma once
#include "joint.hpp"
#include "look.hpp"

namespace tracking {

inline constexpr double least_share = 1e-4; // less moves no state and is not told

// The plot that counts as track i's: the likeliest, where one is likelier than none.
inline const joint_frame::share* own_of(const joint_frame& joint, uint32_t i) {
    const joint_frame::share* best = nullptr;
    for (const joint_frame::share& x : joint.of(i))
        if (!best || x.probability > best->probability) best = &x;
    return best && joint.miss(i) < 0.5 ? best : nullptr;
}

// The same for `match`; a plot that is likelier of some track than of none starts no other.
inline void choose(associator& match, const joint_frame& joint, uint32_t i) {
    for (const joint_frame::share& x : joint.of(i))
        if (joint.claimed[x.plot] >= 0.5) match.track_of[x.plot] = i;
    if (const joint_frame::share* own = own_of(joint, i)) match.plot_of[i] = own->plot;
}

struct outcome {
    bool looked;   // the frame could have seen the track
    double silent; // probability that it is there and has no plot
    double alive;  // that it is there
    qiki_ns end;   // time of its state and of all plots that move it
    bool moved;    // there are such
};
inline outcome outcome_of(const track& x, uint32_t i, const joint_frame& joint, std::span<const plot> plots,
                          const look& l, const lifecycle& life) {
    const double r = x.existence(), none = joint.miss(i), pd = life.pd_of(x, l.pd_at(x));
    outcome o{l.whole && l.covers(x), 0, 0, x.t, false};
    o.silent = none * (o.looked ? r * (1 - pd) / (1 - r * pd) : r);
    o.alive = o.silent;
    for (const joint_frame::share& m : joint.of(i)) {
        o.alive += m.probability;
        if (m.weight > least_share) o.end = std::max(o.end, plots[m.plot].t), o.moved = true;
    }
    return o;
}

// After the state. own: the plot that counts as its own, if any.
inline void live_on(track& x, const outcome& o, const plot* own, const look& l, const lifecycle& life) {
    const double change = qiki_log(std::max(o.alive, 1e-300) / std::max(1 - o.alive, 1e-12)) - x.log_odds;
    if (own) {
        x.t_update = std::max(x.t_update, own->t);
        x.moving = 1;
        life.hit(x, l.k, own->t, l.period, change, l.stated);
        life.age(x, own->t);
        x.identity.hear(own->who);
    } else if (o.looked) {
        life.miss_by(x, l.k, l.f.t_to, l.period, change, l.stated);
        life.age(x, l.f.t_to);
    } else {
        x.log_odds += change;
    }
}

inline qiki_assoc told(const track& x, const plot& p, const joint_frame::share& m, const look& l) {
    return {x.id,
            p.id,
            p.t,
            m.probability,
            l.f.source,
            0,
            QIKI_ITEM_CONTACT,
            static_cast<uint8_t>(m.belief ? QIKI_LABEL_FALLBACK : QIKI_LABEL_OK)};
}

// How many clusters were solved in which way, as metrics.
class cluster_counters {
public:
    cluster_counters() = default;
    explicit cluster_counters(const qiki_host& h)
        : exact_(h, "clusters.exact", "", "clusters whose joint probabilities are exact"),
          belief_(h, "clusters.belief", "", "clusters too wide for that: by belief propagation"),
          cut_(h, "clusters.cut", "", "pairs left out to keep clusters below cluster_limit") {}
    void add(const joint_frame& j) const {
        exact_.add(static_cast<int64_t>(j.exact)), belief_.add(static_cast<int64_t>(j.approximate));
        cut_.add(static_cast<int64_t>(j.cut));
    }

private:
    qiki::counter exact_, belief_, cut_;
};

} // namespace tracking
