// SPDX-License-Identifier: MIT
// plugins/radar/csv/parameters.hpp - what a scenario may say about a file of detections, and the values it said.
#pragma once
#include "columns.hpp"

namespace csv {

inline constexpr qiki_param parameter_rows[] = {
    qiki::required(qiki::path("file", "CSV with a line of headings, plain or gzip; one detection a line")),
    qiki::integer("run", "", 0, 0, 1e6,
                  "which run of the file, counted from 0 in the order they begin; counted up by a scenario of several "
                  "runs"),
    qiki::text("measure", "auto", "auto|polar|enu|geodetic",
               "which columns are the measurement; auto takes the first that is there"),
#define QIKI_COLUMN(key, help) qiki::text("columns." key, "", nullptr, "column \"NAME\" or \"NAME [UNIT]\": " help)
    QIKI_COLUMN("time", "when it was measured, in s, ms, us, ns or iso"),
    QIKI_COLUMN("scan", "number of its scan"),
    QIKI_COLUMN("run", "which run it belongs to, any word"),
    QIKI_COLUMN("range", "slant range, in m, km, nm or ft"),
    QIKI_COLUMN("bearing", "clockwise from north, in rad, deg or mrad"),
    QIKI_COLUMN("elevation", "above the horizon of the radar"),
    QIKI_COLUMN("range_rate", "in m/s, kt or km/h; negative is closing"),
    QIKI_COLUMN("x", "east of the scenario's origin"),
    QIKI_COLUMN("y", "north of it"),
    QIKI_COLUMN("z", "above it; with latitude and longitude above the ellipsoid"),
    QIKI_COLUMN("latitude", "WGS-84"),
    QIKI_COLUMN("longitude", "WGS-84"),
    QIKI_COLUMN("snr", "signal to noise ratio in dB"),
    QIKI_COLUMN("height", "pressure height, in m, ft or fl"),
    QIKI_COLUMN("address", "24-bit address in hexadecimal digits"),
    QIKI_COLUMN("mode3a", "Mode 3/A code in octal digits"),
    QIKI_COLUMN("identity", "callsign, up to 16 characters"),
#undef QIKI_COLUMN
    qiki::real("start", "s", 0, -9.2e9, 9.2e9,
               "time of the file at t = 0; ISO times count from the scenario's epoch, and without one from the first"),
    qiki::real("scan_period", "s", 0, 0, 1e6,
               "from scan to scan: then scans without a detection are known; 0: only scans some run has, or numbers"),
    qiki::integer("scans", "", 0, 0, 1e6,
                  "scans of a run, so that the last may be empty; 0: as many as the file shows"),
    qiki::flag("sweep", false,
               "a scan's plots were measured one after another through its period (a rotating antenna)"),
    qiki::reals("position", "m", "0,0,0", -1e8, 1e8, "of the antenna: east, north, up"),
    qiki::real("range_min", "m", 0, 0, 1e9, "the radar looks no nearer"),
    qiki::real("range_max", "m", 0, 0, 1e9, "nor farther; 0: not known"),
    qiki::real("pd", "", 0, 0, 1, "detection probability; 0: not known, the tracker assumes one"),
    qiki::real("clutter_density", "", -1, -1, 1e12,
               "false detections a scan per unit of what is measured (m rad, or m^2); 0: there are none, below: not "
               "known"),
    qiki::real("sigma.range", "m", 0, 0, 1e6, "standard deviation of the measurement; 0: not known"),
    qiki::real("sigma.bearing", "rad", 0, 0, 3.2, "the same"),
    qiki::real("sigma.elevation", "rad", 0, 0, 3.2, "the same"),
    qiki::real("sigma.range_rate", "m/s", 0, 0, 1e5, "the same"),
    qiki::real("sigma.position", "m", 0, 0, 1e6, "of x, y, z, each"),
    qiki::integer("limit", "MB", 1024, 1, 65536, "the largest file that is read, unpacked"),
};

struct parameters {
    std::string file, measure;
    std::array<std::string, quantities> columns;
    uint32_t run = 0;
    qiki_ns start = 0, period = 0, epoch = 0;
    uint64_t scans = 0, limit = 0;
    bool sweep = false;
    std::array<double, 3> position{};
    double range_min = 0, range_max = 0, pd = 0, clutter_density = -1;
    std::array<double, 4> sigma{}; // range, bearing, elevation, range rate
    double sigma_position = 0;
};

// epoch: UTC of t = 0, ns since 1970; 0: not known.
parameters read_parameters(const qiki::config&, qiki_ns epoch);
} // namespace csv
