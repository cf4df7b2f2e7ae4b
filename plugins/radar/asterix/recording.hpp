// SPDX-License-Identifier: MIT
// plugins/radar/asterix/recording.hpp - a whole recording, decoded: frames with their plots, system tracks, and the
// facts of it.
#pragma once
#include "cut.hpp"
#include "facts.hpp"
#include "fields.hpp"
#include "framing.hpp"
#include "trial.hpp"
#include <optional>
#include <string>
#include <vector>

namespace asterix {

struct plot {
    tick when = 0;      // of target.time, unwrapped
    uint32_t order = 0; // of its record in the file, from 1
    uint32_t made = 0;  // false plots of a trial: row of recording::made, from 1
    target what;
};

struct track_update {
    tick when = 0, born = 0;
    uint32_t order = 0, hits = 0;
    uint64_t life = 0; // a track number from its first update to its end, numbered from 1
    bool ends = false;
    system_track what;
};

struct site { // WGS-84: rad, rad, m
    double latitude = 0, longitude = 0, height = 0;
};

struct source {
    uint16_t id = 0; // SAC << 8 | SIC
    bool sector_messages = false;
    uint64_t records = 0;
    std::optional<site> told; // I034/120
    double period_s = 0;      // of rotation; 0: unknown
};

struct request {
    reading how;
    bool test_targets = false;       // simulated and test targets become plots too
    double silence_s = 30;           // a system track without an update for so long has ended
    std::optional<int64_t> start_ns; // time of day of t = 0; absent: the earliest record's whole second
    bool reference = false;          // start_ns also dates CAT001 without CAT002
    int64_t window_ns = 1'000'000'000;
    trial hardened;
};

struct recording {
    framing outer = framing::raw;
    std::vector<source> sources;      // in order of appearance
    std::vector<frame> frames;        // by (available, to, source id, seq); none available at or before the start
    std::vector<plot> plots;          // in the order of the frames
    std::vector<track_update> tracks; // by (when, order)
    std::vector<false_plot> made;     // of a trial
    uint64_t wanted_false = 0;        // of each radar; above most_false none is made
    std::vector<fact> about;
    std::vector<refusal> refused; // the first few
    uint64_t refusals = 0, blocks = 0, octets = 0;
    std::optional<tick> earliest; // of all accepted times
    int64_t start_ns = 0;         // t = 0, on the axis of the frames
    int64_t end_ns = 0;           // the last frame or track update, on the same axis
};

// When a plot of a record was measured, and any plot, on the axis of the frames.
inline int64_t measured_at(const plot& p) { return ns_of(p.when) + p.what.fine_ns; }
inline int64_t time_of(const recording& r, const plot& p) {
    return p.made ? r.start_ns + r.made[p.made - 1].t : measured_at(p);
}

// Decodes all of it. Never throws for what the octets say: every refusal is in the result. [any thread]
recording decode(octets file, const request&);
} // namespace asterix
