// SPDX-License-Identifier: MIT
// plugins/radar/pulse/equation.hpp - the radar equation: signal-to-noise ratio from range and radar cross-section.
#pragma once
#include "detection.hpp"

namespace pulse {

// snr [dB] of one pulse from a target of 0 dBsm at 1 m; everything else follows from the fourth power of range.
struct link_budget {
    double at_one_metre_db = 0;
    bool constant = false; // every target gives at_one_metre_db, wherever it is and whatever its size

    double snr_db(double range_m, double rcs_dbsm) const {
        return constant ? at_one_metre_db : at_one_metre_db + rcs_dbsm - 40 * qiki_log10(range_m);
    }
};

inline link_budget from_reference(double snr_db, double range_m) { return {snr_db + 40 * qiki_log10(range_m), false}; }

struct transmitter {
    double power_w, gain_db, frequency_hz, bandwidth_hz, noise_figure_db, losses_db, temperature_k;
};

// Monostatic, one antenna, matched filter. Skolnik 2001, "Introduction to Radar Systems", chapters 1 and 2:
// snr = P G^2 lambda^2 rcs / ((4 pi)^3 k T B F L r^4).
inline link_budget from_transmitter(const transmitter& x) {
    constexpr double light = 299792458, boltzmann = 1.380649e-23;
    return {to_db(x.power_w) + 2 * x.gain_db + 2 * to_db(light / x.frequency_hz) - 3 * to_db(4 * QIKI_PI) -
                to_db(boltzmann * x.temperature_k * x.bandwidth_hz) - x.noise_figure_db - x.losses_db,
            false};
}

constexpr double earth_radius = 6371008.7714; // m, mean of WGS-84

// Height over the earth, which bends away from the plane of ENU, whose origin lies origin_m over it.
inline double height_m(double east, double north, double up, double origin_m) {
    return origin_m + up + (east * east + north * north) / (2 * earth_radius);
}

// Greatest ground distance [m] at which two heights [m] see each other over a smooth earth, with the 4/3 earth radius
// that stands for refraction in a standard atmosphere. Schelleng, Burrows, Ferrell 1933.
inline double horizon_m(double height_a_m, double height_b_m) {
    constexpr double twice_radius = 2 * 4.0 / 3.0 * earth_radius;
    const double a = height_a_m > 0 ? height_a_m : 0, b = height_b_m > 0 ? height_b_m : 0;
    return qiki_sqrt(twice_radius * a) + qiki_sqrt(twice_radius * b);
}

} // namespace pulse
