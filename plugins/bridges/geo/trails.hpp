// SPDX-License-Identifier: MIT
// plugins/bridges/geo/trails.hpp - where every track went, gathered tick by tick.
#pragma once
#include "../common/wgs84.hpp"
#include "qiki/track.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace geo {

struct fix {
    qiki_ns t;
    double longitude, latitude, height; // degrees, degrees, m above the ellipsoid
};

struct trail {            // one track
    std::vector<fix> way; // by time
    qiki_track last{};    // its newest record
    qiki_ns updated = INT64_MIN, added = INT64_MIN;
    bool confirmed = false; // ever
};

struct scene {
    std::map<std::pair<uint32_t, uint64_t>, trail> tracks; // by (writer, track id)
    std::map<uint32_t, std::string> names;                 // of writers
    std::string title;
    qiki_ns epoch = 0; // ns since 1970 at t = 0; 0: not known
};

// Callsign, address or number: what people call the track.
std::string name_of(const qiki_track&);
std::string identity_of(const qiki_track&); // empty: not known
const char* status_of(const qiki_track&);
std::string address_of(const qiki_track&); // six hexadecimal digits
std::string code_of(const qiki_track&);    // four octal digits
// UTC of a simulated time, when the scenario has an epoch; else counted from 1970.
std::string utc_of(const scene&, qiki_ns t);
// Fixed decimals, no locale, no -0.
std::string figure(double v, int decimals);
// Nanoseconds as seconds, exact.
std::string seconds_of(qiki_ns);
// Valid UTF-8, with '?' for what is none and for control characters.
std::string readable(std::string_view);
} // namespace geo
