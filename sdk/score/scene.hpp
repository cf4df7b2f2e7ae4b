// SPDX-License-Identifier: MIT
// score/scene.hpp - targets and tracks of one instant with all that is known of them, and who is whose.
#pragma once
#include "clear.hpp"
#include <array>
#include <optional>

namespace qiki::score {

// A normalised innovation squared, and of how many dimensions the measurement was.
struct innovation {
    double squared = 0;
    uint32_t dims = 2;
};

// A target or a track; what is absent is not known.
struct sighted {
    labelled place;
    std::optional<point> velocity;                   // m/s
    std::optional<std::array<double, 3>> covariance; // of x and y: xx, xy, yy [m^2]
    std::optional<double> height_m;                  // of a track by pressure, of a target as it is
    std::optional<double> climb_mps;                 // upwards
    std::optional<uint32_t> address24;
    std::optional<uint32_t> mode3a;
    std::optional<uint64_t> identity; // the same number is the same callsign
    std::optional<innovation> nis;    // of a track's newest plot
    bool coasting = false;            // a track without a new plot
};

// target_of: of each track the place in `truth` of the target that it follows alone (CLEAR-MOT), or `alone`.
// near: of each track that one, or else the nearest target closer than the cut-off, or `alone`.
struct scene {
    double t = 0; // s
    std::vector<sighted> truth, tracks;
    std::vector<int32_t> target_of, near;
};

// pairs: target to track, by id.
inline void relate(scene& s, const std::map<uint64_t, uint64_t>& pairs, double c) {
    s.target_of.assign(s.tracks.size(), alone), s.near.assign(s.tracks.size(), alone);
    std::map<uint64_t, int32_t> target;
    for (size_t i = 0; i < s.truth.size(); ++i)
        if (const auto found = pairs.find(s.truth[i].place.id); found != pairs.end())
            target.emplace(found->second, static_cast<int32_t>(i));
    for (size_t j = 0; j < s.tracks.size(); ++j) {
        if (const auto found = target.find(s.tracks[j].place.id); found != target.end()) {
            s.target_of[j] = s.near[j] = found->second;
            continue;
        }
        double least = c * c;
        for (size_t i = 0; i < s.truth.size(); ++i)
            if (const double d = squared_distance(s.truth[i].place.at, s.tracks[j].place.at); d < least)
                least = d, s.near[j] = static_cast<int32_t>(i);
    }
}

// The mean of what was added; absent over nothing.
struct average {
    double sum = 0;
    size_t n = 0;
    void add(double x) { sum += x, ++n; }
    void add(const average& x) { sum += x.sum, n += x.n; }
    std::optional<double> mean() const { return n ? std::optional(sum / static_cast<double>(n)) : std::nullopt; }
    std::optional<double> root() const { return n ? std::optional(std::sqrt(sum / static_cast<double>(n))) : mean(); }
};
} // namespace qiki::score
