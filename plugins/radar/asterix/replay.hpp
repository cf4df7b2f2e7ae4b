// SPDX-License-Identifier: MIT
// plugins/radar/asterix/replay.hpp - a recording as records of the simulation: frames, contacts, reference tracks.
#pragma once
#include "geodesy.hpp"
#include "parameters.hpp"
#include "qiki/radar.h"
#include "qiki/track.h"

namespace asterix {

// Where a radar of the recording stands.
struct antenna {
    bool known = false;
    bool turns = true;       // it has sectors
    bool everywhere = false; // positions on the Earth, no antenna
    vec3 place{};            // ENU m of the scenario
    double north = 0;        // bearing of its true north from the scenario's north, rad
    double range = 0;        // limit, m
};

// All that ticks need, made once in configure(); shared and never changed.
struct replay {
    recording all;
    std::vector<antenna> antennas; // of all.sources
    parameters said;
    tangent_plane plane; // of the scenario's origin
    uint32_t index = 0;  // of the instance
    uint64_t platform = 0;

    qiki_ns at(int64_t ns) const { return ns - all.start_ns; }
    qiki_ns end() const { return std::max<qiki_ns>(1, at(all.end_ns)); } // one tick at least, for the report

    void locate(const plot&, const antenna&, qiki_contact&) const;
    qiki_frame frame_record(const frame&) const;
    qiki_contact contact_record(const plot&, uint64_t id, const frame&) const;
    // False when nobody can say, or may, whose plot it is.
    bool origin_record(const plot&, uint64_t id, qiki_origin&) const;
    qiki_track track_record(const track_update&) const;
};

// Where a source stands, as far as parameters and recording say. only_one: it is the only radar.
antenna antenna_of(const replay&, const source&, bool only_one);

// Throws bad_input: parameters, the file, a file in which nothing is ASTERIX, or not one record could be read.
replay make_replay(parameters, const qiki_instance_info&);

// Radars that send plots and whose place nobody said: "25/11, 25/12".
std::string unplaced(const replay&);

// Why there is neither a frame nor a track to replay, and what lies in the file instead; empty when there is one.
std::string barren(const replay&);
} // namespace asterix
