// SPDX-License-Identifier: MIT
// tracking/plot.hpp - a contact made ready for filters: which components, their covariance, and where that is in ENU.
#pragma once
#include "geometry.hpp"
#include "qiki/track.h"

namespace tracking {

enum class component : uint32_t { range, bearing, elevation, range_rate, east, north, up, height };

// Who the contact says it is; only what may be believed at all (validated, not garbled).
struct claim {
    uint32_t valid = 0; // QIKI_TRACK_HAS_ADDRESS, _MODE3A, _IDENTITY, _HEIGHT
    uint32_t address24 = 0;
    uint32_t mode3a = 0;
    uint16_t transponder = 0;
    uint16_t asked = 0; // whether it was near enough to answer, so that silence says something
    std::array<char, QIKI_IDENTITY_BYTES> name{};
    double height_m = 0;
};

struct plot {
    qiki_ns t = 0;
    uint64_t id = 0;
    size_t m = 0; // components in use, at most 4
    std::array<component, 4> what{};
    std::array<double, 4> z{};
    std::array<double, 16> r{};     // covariance of z, rows of 4
    std::array<double, 2> toward{}; // sine and cosine of the bearing, if there is one; zero: not worked out
    vec3 antenna{};                 // ENU, at t
    double rise = 0;             // in a plane: how far the target is above the antenna, which shortens the ground range
    vec3 at{};                   // ENU position that z says
    std::array<double, 9> cov{}; // of at, 3 x 3
    double spread = 0;           // trace of its horizontal part, m^2
    double log_null = 0;         // ln of the density of false plots, per unit of z
    double log_ground = 0;       // the same per m^2 of ground, whatever else was measured
    claim who;

    bool rates() const {
        for (size_t k = 0; k < m; ++k)
            if (what[k] == component::range_rate) return true;
        return false;
    }
};

// Tells the memory that x is wanted soon.
template <class T>
void fetch(const T& x) {
    const char* at = reinterpret_cast<const char*>(&x);
    for (size_t i = 0; i < sizeof x; i += 64) __builtin_prefetch(at + i);
}

// What all contacts of a frame share.
struct viewpoint {
    axes frame = axes::enu();
    bool turned = false;      // frame is not ENU
    vec3 velocity{};          // of the antenna
    bool plane = false;       // two dimensions: heights are no state
    double origin_height = 0; // of ENU (0, 0, 0) above the ellipsoid, m
};

} // namespace tracking
