// SPDX-License-Identifier: MIT
// plugins/radar/pulse/jamming.hpp - noise that others radiate into the receiver: how much it rises, and where.
//
// Power received of a transmitter of effective radiated power P at range R, one way: P G lambda^2 / ((4 pi)^2 R^2)
// (Friis 1946); against the noise k T B F of the receiver it is the jamming-to-noise ratio, and what an echo has to be
// told from is the sum of both (Barton 2013, "Radar Equations for Modern Radar", chapter 3; Skolnik 2008, "Radar
// Handbook", chapter 24). So the signal falls with R^4 and a standing jammer with R^2: near enough, a target is seen.
#pragma once
#include "equation.hpp"
#include "obstruction.hpp"
#include "scan.hpp"

namespace pulse {

// How the antenna hears beside its beam, one way: a Gaussian main lobe down to side lobes that are the same all around.
struct pattern {
    double width = 0, height = 0; // half-power beamwidths, rad; height 0: a fan, the same at any elevation
    double side_lobes = 0;        // ratio to the peak
    static constexpr double four_ln2 = 2.77258872223978123767;

    double gain(double off_bearing, double off_elevation) const {
        const auto square = [](double off, double beam) {
            return off == 0 ? 0 : beam > 0 ? off * off / (beam * beam) : 1e6;
        };
        const double away = square(off_bearing, width) + (height > 0 ? square(off_elevation, height) : 0);
        return away > 250 ? side_lobes : std::max(side_lobes, qiki_exp(-four_ln2 * away));
    }
};

struct front_end {
    double frequency = 0, bandwidth = 0; // Hz
    double at_one_metre_db = 0;          // jamming to noise of 1 W (0 dBW) at 1 m, in the beam
    pattern beam;

    // A transmitter outside of the band is not heard, one inside with all its power.
    bool hears(double hz) const { return std::fabs(hz - frequency) <= bandwidth / 2; }
};

inline double one_way_db(double gain_db, double frequency_hz, double bandwidth_hz, double noise_figure_db,
                         double temperature_k) {
    constexpr double light = 299792458, boltzmann = 1.380649e-23;
    return gain_db + 2 * (to_db(light / frequency_hz) - to_db(4 * QIKI_PI)) -
           to_db(boltzmann * temperature_k * bandwidth_hz) - noise_figure_db;
}

struct jammer {
    uint64_t entity = 0;
    qiki_ns t = 0, until = INT64_MAX; // until: it is gone after that
    vec3 pos{}, vel{};
    double dbw = 0;
};

// Where a jammer is heard from at one instant, in the axes of the antenna.
struct heard {
    double bearing = 0, elevation = 0, ratio = 0; // ratio: jamming to noise in the beam
};

// False when it is not heard at t from `from`.
inline bool hear(const jammer& j, const front_end& r, const axes& x, const vec3& from, qiki_ns t, heard& out) {
    if (t > j.until) return false;
    const vec3 offset = moved(j.pos.data(), j.vel.data(), seconds(t - j.t)) - from, local = x.of(offset);
    const double range2 = std::max(dot(offset, offset), 1.0);
    out.bearing = qiki_atan2(local[1], local[0]);
    out.elevation = qiki_atan2(local[2], qiki_sqrt(local[0] * local[0] + local[1] * local[1]));
    out.ratio = from_db(r.at_one_metre_db + j.dbw) / range2;
    return true;
}

// Factor by which the noise rises where the beam points.
inline double rise(const std::vector<heard>& all, const pattern& beam, double bearing, double elevation) {
    double factor = 1;
    for (const heard& h : all)
        factor += h.ratio * beam.gain(wrapped_half(h.bearing - bearing), h.elevation - elevation);
    return factor;
}

} // namespace pulse
