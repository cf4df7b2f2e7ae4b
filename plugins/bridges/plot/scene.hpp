// SPDX-License-Identifier: MIT
// plugins/bridges/plot/scene.hpp - all that a picture shows, gathered tick by tick.
#pragma once
#include "paths.hpp"
#include "qiki/qiki.hpp"
#include <map>
#include <string>
#include <utility>

namespace plot {

struct body { // one entity of the truth
    path way;
};

struct trail { // one track
    path way;
    std::string label;
    qiki_ns updated = INT64_MIN;
    bool confirmed = false; // ever
    bool reference = false;
    bool live = false;
};

struct site { // one radar
    point at;
    bool known = false;
    bool moves = false;
};

struct scene {
    std::map<uint64_t, body> truth;
    std::map<std::pair<uint32_t, uint64_t>, trail> tracks; // by (writer, track id)
    std::map<std::pair<uint32_t, uint16_t>, site> radars;  // by (source, sensor)
    std::map<uint32_t, std::string> names;                 // of writers
    cloud contacts;
    qiki_ns end = 0;
};

struct look {
    std::string title;
    std::string colour = "auto"; // auto | tracker | height
    double radius = 0;           // m around the centre; 0: whatever was seen
    bool labels = true;
};

// The whole SVG document. Same scene, same bytes.
std::string draw(const scene&, const look&);
} // namespace plot
