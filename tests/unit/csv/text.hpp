// SPDX-License-Identifier: MIT
// tests/unit/csv/text.hpp - detections of a text, and what is said when it is refused.
#pragma once
#include "plugins/radar/csv/detections.hpp"
#include <catch2/catch.hpp>

namespace text {

using csv::quantity;

inline csv::parameters plain() {
    csv::parameters p;
    p.file = "f.csv", p.measure = "auto";
    return p;
}
inline csv::detections read(const std::string& s, const csv::parameters& p = plain()) {
    return csv::read_detections(p, s);
}
inline std::string refused(const std::string& s, const csv::parameters& p = plain()) {
    try {
        read(s, p);
    } catch (const qiki::failure& x) { return x.what(); }
    return "accepted";
}
inline csv::parameters with(quantity q, const std::string& column, csv::parameters p = plain()) {
    p.columns[static_cast<size_t>(q)] = column;
    return p;
}
// Times in s and number of contacts of the frames: "0:2 4:0 8:1".
inline std::string scans(const csv::detections& d) {
    std::string out;
    for (const qiki_frame& f : d.frames) {
        char one[64];
        std::snprintf(one, sizeof one, "%s%g:%u", out.empty() ? "" : " ", static_cast<double>(f.t_to) * 1e-9, f.count);
        out += one;
    }
    return out;
}
} // namespace text
