// SPDX-License-Identifier: MIT
// host/conform/drive/stage.hpp - truth that a check places itself for a radar, and how far a contact is from it.
#pragma once
#include "host/conform/drive/looks.hpp"
#include "qiki/math.h"
#include "qiki/truth.h"
#include <span>

namespace qiki::conform {

// Body `entity` at a bearing, a ground distance from the stage's middle, and a height; at rest.
qiki_truth body(uint64_t entity, double bearing, double distance, double height);
// n bodies, entities from 2, each in a direction of its own, from `near` to `far` in even steps.
std::vector<qiki_truth> spiral(uint64_t n, double near, double far, double height = 2000);

// Ticks in which truth is the carrier, entity 1 at rest 1,000 m over the origin facing east, and these bodies, as they
// are at t = 0 and move on straight.
class stage {
public:
    explicit stage(const qiki_descriptor&, uint64_t seed, qiki_ns period = 1'000'000'000);
    moment next(std::span<const qiki_truth>);
    void go_to(uint64_t seq) { scene_.go_to(seq); } // of its ticks; before the first one
    qiki_truth carrier;                             // may be moved
    uint64_t every = 1; // so many ticks truth is written: as by a slower writer it stays what it was in between

private:
    scene scene_;
    std::map<uint32_t, uint64_t> first_;
};

// What an antenna measures exactly of a body at pos, moving by vel, in the axes of its frame: z of a QIKI_POLAR
// contact.
struct polar_values {
    double z[4];
};
polar_values as_measured(const qiki_frame&, const double* pos, const double* vel);

// What a contact says minus what it would say of a body at pos, moving by vel: value by value of z that it measured.
// In sigmas where it states them.
struct miss {
    double off[4] = {}, sigma[4] = {-1, -1, -1, -1}; // sigma below 0: not stated, or not measured
    uint32_t measured = 0;                           // bit i: z[i]
    double metres = 0;                               // how far away that is
};
// Nothing when the frame does not say where its antenna is, or the contact is of a kind that is not looked at.
std::optional<miss> compare(const qiki_frame&, const qiki_contact&, const double* pos, const double* vel);
// The body that it is nearest to; nothing when none is within `gate` metres.
struct match {
    size_t body;
    miss off;
};
std::optional<match> nearest(const qiki_frame&, const qiki_contact&, std::span<const qiki_truth>, double gate);

// s.set and those of `wanted` that the plugin has parameters for, of the right type and within limits.
std::map<std::string, std::string> with(const subject& s, const std::map<std::string, double>& wanted);
// Default of a REAL parameter of that name, or what --set says.
std::optional<double> real_parameter(const subject&, const char* key);
} // namespace qiki::conform
