// SPDX-License-Identifier: MIT
// plugins/radar/asterix/parameters.hpp - what a scenario may say about a recording, and the values it said.
#pragma once
#include "qiki/qiki.hpp"
#include "recording.hpp"
#include <map>
#include <string>

namespace asterix {

// A failure about this recording or these parameters.
struct bad_input : qiki::failure {
    bad_input(qiki_status status, const std::string& why) : failure(status, why.c_str()) {}
};

// Standard deviations: fourth differences of steady flights give 3 m and 0.004 to 0.04 deg (rms 0.04 deg) on two
// recorded radars, and a fixed transponder wanders by one range LSB (7 m) and 0.036 deg; the range adds what
// transponders differ by.
inline constexpr qiki_param parameter_rows[] = {
    {"file", "", "recording: raw data blocks, IOSS final format, or pcap", nullptr, nullptr, QIKI_TEXT,
     QIKI_PARAM_REQUIRED | QIKI_PARAM_PATH, 0, 0, 0},
    qiki::text("framing", "auto", "auto|raw|ff|pcap|oradis", "format of the file; auto looks at its first octets"),
    qiki::text("datagram", "auto", "auto|plain|oradis", "of a pcap file: blocks alone, or behind ORADIS headers"),
    qiki::integer("port", "", 0, 0, 65535, "of a pcap file: the UDP destination port to read; 0 reads all"),
    qiki::real(
        "start", "s", -1, -1, 86400,
        "UTC time of day of t = 0; -1 takes the scenario's epoch, and without one the second of the earliest record"),
    qiki::real("site.latitude", "rad", 0, -1.5707963267948966, 1.5707963267948966,
               "of the one radar; all three 0 is the scenario's origin"),
    qiki::real("site.longitude", "rad", 0, -3.141592653589793, 3.141592653589793, "of the one radar"),
    qiki::real("site.height", "m", 0, -500, 10000, "of the antenna above the ellipsoid"),
    qiki::text("sites", "", nullptr,
               "of several radars: \"SAC/SIC:latitude,longitude,height; ...\" in degrees, degrees, m"),
    qiki::real("sigma.range", "m", 15, 0.1, 5000, "standard deviation of a range"),
    qiki::real("sigma.azimuth", "rad", 0.0007, 1e-6, 0.2, "standard deviation of an azimuth"),
    qiki::real("sigma.range_rate", "m/s", 2, 0.01, 500, "standard deviation of a range rate, where there is one"),
    qiki::text("doppler", "receding", "receding|closing|ignore",
               "what a positive I048/120 means; the documents do not say"),
    qiki::real("pd", "", 0, 0, 1, "probability that a target in the sector is seen; 0 leaves it unsaid"),
    qiki::real("range", "m", 0, 0, 1e6, "instrumented range; 0 takes the farthest plot of each radar"),
    qiki::flag("test_targets", false, "replay simulated and test targets, too"),
    qiki::real("window", "s", 1, 0.05, 30, "without sector messages: how late a plot may come behind the newest"),
    qiki::text("velocity.axes", "target", "target|scenario|none",
               "of I062/185: east and north at the target, along the scenario's axes, or not to be used"),
    qiki::real("track.silence", "s", 30, 1, 3600, "a system track without an update for so long has ended"),
    qiki::text("tell", "all", "all|level|place",
               "what plots say: all that was recorded, or time, place and pressure height, or time and place alone"),
    qiki::text("origins", "all", "all|airborne",
               "of which plots scorers learn the 24-bit address: all that have one, or those that say they fly"),
    qiki::real("drop", "", 0, 0, 1, "share of the plots that is left out, chosen by the number of their record"),
    qiki::integer("false_per_turn", "", 0, 0, 1000, "false plots added every false_turn, uniform in a disc"),
    qiki::real("false_turn", "s", 4, 0.1, 3600, "time between two batches of false plots"),
    qiki::real("false_range", "m", 111120, 1, 1e6, "radius of the disc they lie in"),
    qiki::integer("draw", "", 0, 0, 65535, "another choice of plots to lose and to add, of the same kind"),
    qiki::text("cat021", "skip", "skip|0.23|0.24|0.26|2.1|2.2|2.3|2.4|2.5|2.6",
               "edition of ADS-B reports; they do not say which, and the wrong one may read without an error"),
    qiki::text("cat010", "1.1", "1.1|skip", "edition of surface movement reports"),
    qiki::real("sigma.adsb", "m", 50, 0.1, 1e5, "standard deviation, per axis, of ADS-B positions that do not say it"),
    qiki::real("sigma.surface", "m", 5, 0.1, 1e4, "standard deviation, per axis, of a surface sensor's positions"),
    qiki::integer("limit", "MB", 1024, 1, 65536, "a larger file is refused; it is decoded whole"),
};

struct parameters {
    std::string file;
    request decoding;
    site own; // of the one radar; all 0: the scenario's origin
    std::map<uint16_t, site> sites;
    std::string adsb; // edition; "skip": none
    double sigma_adsb = 0, sigma_surface = 0;
    double sigma_range = 0, sigma_azimuth = 0, sigma_rate = 0, rate_sign = 1, pd = 0, range = 0;
    bool velocity = true, velocity_at_target = true;
    bool tell_level = true, tell_who = true, only_airborne = false;
    uint64_t limit = 0; // bytes
};

// Throws bad_input with QIKI_E_CONFIG. `epoch`: of the scenario, ns of UTC; 0: none.
parameters read_parameters(const qiki::config&, qiki_ns epoch);

// "226/232:-26.75,-60.48,100; 25/12:43.57,16.41,780". Throws bad_input.
std::map<uint16_t, site> read_sites(std::string_view text);

// The whole file. Throws bad_input: cannot be read, empty, or longer than `limit` bytes.
std::vector<uint8_t> read_file(const std::string& path, uint64_t limit);
} // namespace asterix
