// SPDX-License-Identifier: MIT
// plugins/agents/common/picture.cpp - track records to facts.
#include "picture.hpp"
#include <algorithm>

namespace agents {
namespace {

bool live(const qiki_track& x) { return x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING; }

uint8_t side(const qiki_track& x, const settings& s) {
    if (x.iff != QIKI_IFF_UNKNOWN || !(x.valid & QIKI_TRACK_HAS_ADDRESS)) return x.iff;
    if (std::binary_search(s.friends.begin(), s.friends.end(), x.address24)) return QIKI_IFF_FRIEND;
    if (std::binary_search(s.hostiles.begin(), s.hostiles.end(), x.address24)) return QIKI_IFF_HOSTILE;
    return QIKI_IFF_UNKNOWN;
}

// What the record says by itself.
void tell_record(const qiki_track& x, const settings& s, bool twice, qiki_ns t, sheet& f) {
    f.set(age, static_cast<double>(t - x.t_birth) / 1e9);
    f.set(silence, static_cast<double>(t - x.t_update) / 1e9);
    if (x.valid & QIKI_TRACK_HAS_QUALITY) f.set(quality, x.quality);
    if (x.valid & QIKI_TRACK_HAS_EXISTENCE) f.set(existence, x.existence);
    f.set(status, x.status), f.set(iff, side(x, s)), f.set(transponder, x.transponder);
    f.set(identified, (x.valid & (QIKI_TRACK_HAS_ADDRESS | QIKI_TRACK_HAS_IDENTITY)) != 0);
    f.set(spoofed, twice || (x.flags & QIKI_TRACK_SPOOFED));
    f.set(object_class, x.object_class), f.set(hits, x.hits), f.set(misses, x.misses);
}

// Where it is now, carried on from when it was measured, and how it moves towards the craft.
void tell_place(const qiki_track& x, const std::array<double, 3>& at, const double* v, const settings& s, qiki_ns t,
                sheet& f) {
    const size_t dims = x.state_dims == 2 ? 2 : 3;
    const bool moves = x.valid & QIKI_TRACK_HAS_VELOCITY;
    double d[3] = {}, square = 0, inward = 0;
    for (size_t i = 0; i < dims; ++i) {
        d[i] = x.x[i] + (moves ? x.x[3 + i] * static_cast<double>(t - x.t) / 1e9 : 0) - at[i];
        square += d[i] * d[i];
    }
    const double r = qiki_sqrt(square);
    f.set(range, r);
    f.set(bearing, qiki_atan2(d[0], d[1]));
    if (dims == 3) f.set(elevation, qiki_atan2(d[2], qiki_hypot(d[0], d[1])));
    if (!moves || !v || !(r > 0)) return;
    for (size_t i = 0; i < dims; ++i) inward += d[i] * (x.x[3 + i] - v[i]);
    const double rate = inward / r, approach = std::max(0.0, -rate);
    f.set(range_rate, rate), f.set(closing, approach);
    if (approach > 0) f.set(t_cpa, r / approach);
    f.set(risk, approach_risk(r, approach, s));
}

} // namespace

bool picture::claimed_twice(const qiki_track& x) const {
    if (!(x.valid & QIKI_TRACK_HAS_ADDRESS)) return false;
    const auto at = std::lower_bound(addresses_.begin(), addresses_.end(), x.address24);
    return at != addresses_.end() && at + 1 != addresses_.end() && at[1] == x.address24;
}

size_t picture::gather(std::span<const qiki_track> all, const craft& me, const settings& s, bool carried, qiki_ns t) {
    s_ = &s, t_ = t;
    order_.clear(), addresses_.clear();
    sum_ = {};
    sum_.nearest = sum_.bearing = sum_.t_cpa = INFINITY, sum_.risk = -1;
    for (const qiki_track& x : all) {
        sum_.tentative += x.status == QIKI_TRACK_TENTATIVE;
        if (!live(x) || x.id == 0 || x.label == QIKI_LABEL_NO_DATA || x.label == QIKI_LABEL_INVALID) continue;
        if (x.iff > QIKI_IFF_HOSTILE || t - x.t_update >= s.dead) continue;
        order_.push_back(&x);
        if (x.valid & QIKI_TRACK_HAS_ADDRESS) addresses_.push_back(x.address24);
    }
    std::sort(order_.begin(), order_.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    std::sort(addresses_.begin(), addresses_.end());
    here_known_ = me.place(t, s, carried, here_, speed_);
    speed_known_ = !carried || me.velocity_known(t, s);
    leave_out_self();
    return order_.size();
}

// A radar sees the craft as well. Whoever else shows its address stays, and is spoofed.
void picture::leave_out_self() {
    const auto away = [this](const qiki_track& x) {
        double square = 0;
        for (size_t i = 0; here_known_ && i < 2; ++i) square += (x.x[i] - here_[i]) * (x.x[i] - here_[i]);
        return square;
    };
    auto found = order_.end();
    for (auto i = order_.begin(); i != order_.end(); ++i) {
        const qiki_track& x = **i;
        if (!(x.valid & QIKI_TRACK_HAS_ADDRESS)) continue;
        if (!std::binary_search(s_->self.begin(), s_->self.end(), x.address24)) continue;
        if (found == order_.end() || away(x) < away(**found)) found = i;
    }
    if (found != order_.end()) order_.erase(found);
}

void picture::look(size_t k, sheet& f) {
    const qiki_track& x = *order_[k];
    tell_record(x, *s_, claimed_twice(x), t_, f);
    if (here_known_) tell_place(x, here_, speed_known_ ? speed_.data() : nullptr, *s_, t_, f);
    sum_.tracks += 1;
    sum_.coasting += x.status == QIKI_TRACK_COASTING;
    sum_.side[static_cast<size_t>(f.value[iff])] += 1;
    if (f.has(range) && f.value[range] < sum_.nearest) sum_.nearest = f.value[range], sum_.bearing = f.value[bearing];
    if (f.has(t_cpa)) sum_.t_cpa = std::min(sum_.t_cpa, f.value[t_cpa]);
    if (f.has(risk)) sum_.risk = std::max(sum_.risk, f.value[risk]);
}

void picture::sum_up(sheet& own) const {
    own.set(position_known, here_known_);
    own.set(tracks, sum_.tracks), own.set(tentative, sum_.tentative), own.set(coasting, sum_.coasting);
    own.set(unknowns, sum_.side[QIKI_IFF_UNKNOWN]), own.set(friends, sum_.side[QIKI_IFF_FRIEND]);
    own.set(hostiles, sum_.side[QIKI_IFF_HOSTILE]);
    own.set(nearest, sum_.nearest), own.set(nearest_bearing, sum_.bearing), own.set(least_t_cpa, sum_.t_cpa);
    if (sum_.risk >= 0) own.set(worst_risk, sum_.risk);
}

} // namespace agents
