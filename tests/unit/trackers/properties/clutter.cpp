// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/clutter.cpp - of every tracker: ten times the false plots that its radar declares cost
// accuracy, never memory without end.
#include "every.hpp"

using namespace every;

namespace {
struct burden {
    size_t tracks = 0, confirmed = 0, bytes = 0; // the most there were; of the saved state
    double held = 0;                             // share of the targets that a confirmed track is near, at the end
};

// Sixty turns with `actual` false plots each, of which the radar declares `declared`; looked at from turn 20 on.
burden under(const std::string& id, uint64_t declared, uint64_t actual, uint64_t from, uint64_t to) {
    bench b(in_plane(id), {}, id);
    set_frame(b, density_of(double(declared)));
    burden most;
    for (uint64_t k = 0; k < to; ++k) {
        b.scan(ns(period * double(k)), turn_of(k, actual));
        if (k < from) continue;
        most.tracks = std::max(most.tracks, b.tracks().size());
        most.confirmed = std::max(most.confirmed, confirmed(b.tracks()).size());
        most.bytes = std::max(most.bytes, b.rig.save().size());
    }
    // Where the targets were at the last turn: their plots without noise are those of turn_of.
    for (uint64_t j = 0; j < targets; ++j) {
        const double t = period * double(to - 1), r = 30e3 + 5e3 * double(j) + 80 * t;
        const double w = pi / 4 + pi / 2 * double(j % 4) + (0.3 + 0.4 * chance(22, 0, j, 0) - 0.5) * 50 * pi / 180;
        const double e = r * std::sin(w) + (j % 3 ? 15 : -15) * t, n = r * std::cos(w) + 10 * t;
        bool near = false;
        for (const qiki_track& x : b.tracks())
            near |= (x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING) &&
                    std::hypot(x.x[0] - e, x.x[1] - n) < 800;
        most.held += near / double(targets);
    }
    return most;
}
} // namespace

TEST_CASE("every tracker: ten times the declared clutter degrades the picture and does not blow it up",
          "[statistics]") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            constexpr uint64_t declared = 20, plots = 10 * declared + targets;
            const burden fair = under(id, declared, declared, 20, 60),
                         early = under(id, declared, 10 * declared, 20, 40);
            const burden late = under(id, declared, 10 * declared, 40, 60);
            INFO("declared: " << fair.tracks << " tracks, " << fair.confirmed << " confirmed, " << fair.bytes
                              << " bytes, " << fair.held << " held; tenfold: " << late.tracks << ", " << late.confirmed
                              << ", " << late.bytes << ", " << late.held);
            CHECK(fair.held > 0.7);
            CHECK(late.held > 0.5);
            CHECK(late.confirmed <= 4 * targets);
            CHECK(late.tracks <= 6 * plots);            // so many to a plot of a turn, at most
            CHECK(2 * late.tracks <= 3 * early.tracks); // no growth
            CHECK(2 * late.bytes <= 3 * early.bytes);
        }
}
