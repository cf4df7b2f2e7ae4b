// SPDX-License-Identifier: MIT
// plugins/radar/csv/parameters.cpp - from what the host delivers to values.
#include "parameters.hpp"
#include <cmath>

namespace csv {

parameters read_parameters(const qiki::config& c, qiki_ns epoch) {
    const auto time = [&](const char* key) { return static_cast<qiki_ns>(std::llround(c.real(key, 0) * 1e9)); };
    parameters p;
    p.file = c.text("file", ""), p.measure = c.text("measure", "auto");
    if (p.measure != "auto" && p.measure != "polar" && p.measure != "enu" && p.measure != "geodetic")
        c.refuse("measure",
                 "expected auto, polar, enu or geodetic, found another word"); // a host that checks no choices
    for (size_t q = 0; q < quantities; ++q)
        p.columns[q] = c.text((std::string("columns.") + row_of(static_cast<quantity>(q)).key).c_str(), "");
    p.run = static_cast<uint32_t>(c.integer("run", 0));
    if (std::fabs(c.real("start", 0)) > 9.2e9) c.refuse("start", "expected seconds up to 9.2e9");
    p.start = time("start"), p.period = time("scan_period"), p.epoch = epoch;
    p.scans = static_cast<uint64_t>(c.integer("scans", 0));
    p.limit = static_cast<uint64_t>(c.integer("limit", 1024)) * 1'000'000;
    p.sweep = c.flag("sweep", false);
    const auto at = c.reals("position");
    if (at.size() != 3 && !at.empty())
        c.refuse("position", "expected {east, north, up}, found %d numbers", static_cast<int>(at.size()));
    for (size_t i = 0; i < at.size(); ++i) p.position[i] = at[i] + 0.0;
    p.range_min = c.real("range_min", 0), p.range_max = c.real("range_max", 0);
    if (p.range_max > 0 && p.range_max < p.range_min)
        c.refuse("range_max", "expected at least range_min = %g, found %g", p.range_min, p.range_max);
    p.pd = c.real("pd", 0), p.clutter_density = c.real("clutter_density", -1);
    p.sigma = {c.real("sigma.range", 0), c.real("sigma.bearing", 0), c.real("sigma.elevation", 0),
               c.real("sigma.range_rate", 0)};
    p.sigma_position = c.real("sigma.position", 0);
    return p;
}
} // namespace csv
