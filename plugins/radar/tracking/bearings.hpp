// SPDX-License-Identifier: MIT
// tracking/bearings.hpp - a bearing without a range, as a plot: a strobe of a jammer, or what a passive sensor hears.
//
// It is measured as in measurement.hpp, azimuth and elevation alone. One line of sight says nothing about the distance,
// and from a sensor that does not manoeuvre neither do many (Nardone, Aidala 1981, IEEE TAES 17(2)); a filter that
// begins with one is sure too early (Aidala 1979, IEEE TAES 15(1)). So it moves tracks that have a distance, and begins
// none.
#pragma once
#include "intake.hpp"

namespace tracking {

inline bool is_bearing(const qiki_contact& c) { return c.kind == QIKI_BEARING_ONLY; }

// Whether the frame says its density of false bearings.
inline bool states_bearings(const qiki_frame& f) {
    return (f.valid & QIKI_FRAME_HAS_CLUTTER) && f.clutter_kind == QIKI_BEARING_ONLY && f.clutter_density > 0 &&
           std::isfinite(f.clutter_density);
}

inline bool plot_maker::bearing(const qiki_contact& c, plot& p) const {
    if (c.kind != QIKI_BEARING_ONLY || !sound(c)) return false;
    if (!(c.valid & QIKI_CONTACT_HAS_Z(1)) || (c.valid & QIKI_CONTACT_HAS_Z(0))) return false;
    p = plot{};
    p.t = c.t, p.id = c.id;
    const double dt = seconds(c.t - f_.t_to);
    for (size_t i = 0; i < 3; ++i) p.antenna[i] = pos_[i] + view_.velocity[i] * dt;
    p.at = p.antenna; // nowhere else
    const bool elevation = c.valid & QIKI_CONTACT_HAS_Z(2);
    const bool frame_sigma = f_.valid & QIKI_FRAME_HAS_SIGMA;
    const auto variance = [&](size_t k, double told) {
        if ((c.valid & QIKI_CONTACT_HAS_COV) && told > 0) return told;
        const bool frame = frame_sigma && f_.sigma[k] > 0 && std::isfinite(f_.sigma[k]);
        const double s = frame ? f_.sigma[k] : a_.sigma_polar[k];
        return s * s;
    };
    constexpr double sharpest = 1e-16; // rad^2: nobody measures an angle better
    add(p, component::bearing, wrapped(c.z[1]));
    const qiki_sc b = qiki_sincos(c.z[1]);
    p.toward = {b.sin, b.cos};
    p.r[0] = std::max(variance(1, c.cov[4]), sharpest);
    if (elevation && !a_.plane) {
        add(p, component::elevation, c.z[2]);
        p.r[5] = std::max(variance(2, c.cov[7]), sharpest);
        if ((c.valid & QIKI_CONTACT_HAS_COV) && c.cov[4] > 0 && c.cov[7] > 0) p.r[1] = p.r[4] = c.cov[5];
    }
    // Per rad, or per rad and rad: what one of both has and the other does not lies anywhere above the horizon.
    const bool stated = states_bearings(f_);
    double density = stated ? f_.clutter_density : a_.bearing_density;
    const bool counted = stated && (frame_sigma ? f_.sigma[2] > 0 : elevation);
    if (counted && p.m == 1) density *= QIKI_PI / 2;
    if (!counted && p.m == 2) density /= QIKI_PI / 2;
    p.log_null = p.log_ground = qiki_log(std::clamp(density, 1e-300, 1e300));
    claim_of(c, p.who);
    std::array<double, 16> l = p.r;
    return p.r[0] < 1e6 && p.r[5] < 1e6 && within(p.antenna.data(), 3, farthest) && factor(l.data(), p.m);
}

// The bearings of a frame, told once each, in an order that theirs in the frame cannot change.
inline void bearings_of(const plot_maker& maker, std::span<const qiki_contact> seen, std::vector<plot>& all) {
    all.clear();
    for (const qiki_contact& c : seen) {
        if (!is_bearing(c)) continue;
        all.emplace_back();
        if (!maker.bearing(c, all.back())) all.pop_back();
    }
    const auto key = [](const plot& p) { return std::tuple(p.t, p.z[0], p.z[1], p.m, p.who.address24, p.who.mode3a); };
    std::sort(all.begin(), all.end(),
              [&](const plot& a, const plot& b) { return key(a) != key(b) ? key(a) < key(b) : a.id < b.id; });
    all.erase(std::unique(all.begin(), all.end(), [&](const plot& a, const plot& b) { return key(a) == key(b); }),
              all.end());
}

// Whether a frame is of a sensor that measures no range: it says so, or has nothing else.
inline bool of_bearings(const qiki_frame& f, std::span<const qiki_contact> seen) {
    if (f.valid & QIKI_FRAME_HAS_CLUTTER) return f.clutter_kind == QIKI_BEARING_ONLY;
    return !seen.empty() && std::all_of(seen.begin(), seen.end(), is_bearing);
}

// A tracker that has no use for bearings says how many there were.
class unused_bearings {
public:
    explicit unused_bearings(const qiki_host& h)
        : count_(h, "bearings.unused", "1", "contacts without range: this tracker cannot use them") {}
    void add(std::span<const qiki_contact> seen) const {
        if (const auto n = std::count_if(seen.begin(), seen.end(), is_bearing)) count_.add(n);
    }

private:
    qiki::counter count_;
};

} // namespace tracking
