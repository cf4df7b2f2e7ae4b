// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/sectors.cpp - of every tracker: a turn told in quarters, each with its own sector, is
// the turn told at once, as long as no gate crosses a cut.
#include "every.hpp"

using namespace every;

namespace {
// Turn k in four frames of one time and one tick.
const std::vector<qiki_track>& in_quarters(bench& b, uint64_t k, double density, bool turns) {
    const qiki_ns t = ns(period * double(k));
    const auto whole = turn_of(k, 8, 0, 0, turns);
    std::vector<qiki_frame> frames;
    std::vector<std::vector<qiki_contact>> parts;
    for (int q = 0; q < 4; ++q) {
        const double from = pi / 2 * q, to = pi / 2 * (q + 1);
        std::vector<qiki_contact> part;
        for (const qiki_contact& c : whole)
            if (const double bearing = c.z[1] < 0 ? c.z[1] + 2 * pi : c.z[1]; bearing >= from && bearing < to)
                part.push_back(c);
        set_frame(b, density, from, to);
        frames.push_back(b.frame(t, part, 1, 0));
        parts.push_back(part);
    }
    return b.feed(frames, parts, std::max(t, b.now() + 1));
}

double farthest_apart(const std::string& id, bool turns) {
    bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
    set_frame(a);
    double worst = 0;
    for (uint64_t k = 0; k < 30; ++k) {
        const auto& x = a.scan(ns(period * double(k)), turn_of(k, 8, 0, 0, turns));
        worst = std::max(worst, apart(x, in_quarters(b, k, 0, turns)));
    }
    CHECK(confirmed(a.tracks()).size() >= targets / 2);
    return worst;
}
} // namespace

TEST_CASE("every tracker: a look in four sectors is the look in one, to 1e-9 and up to names") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            CHECK(farthest_apart(id, false) < 1e-9);
        }
}

// Some trackers compare all plots of a frame with where tracks are in the middle of its plots' times, which a quarter
// has earlier or later than the turn: how well a plot fits then differs in the second order.
TEST_CASE("every tracker: the same while the antenna turns, to 1e-6") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            CHECK(farthest_apart(id, true) < 1e-6);
        }
}

// Where a frame says its density of false plots, what a first plot is worth follows from all plots of the frame, and a
// quarter has fewer: how surely a young track exists may differ, but not where it is.
TEST_CASE("every tracker: the same where frames state Pd and clutter, for tracks of more than a few plots") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
            set_frame(a, density_of(8));
            size_t settled = 0, found = 0;
            for (uint64_t k = 0; k < 30; ++k) {
                const auto x = a.scan(ns(period * double(k)), turn_of(k)), y = in_quarters(b, k, density_of(8), true);
                for (const qiki_track& r : x) {
                    if (r.status != QIKI_TRACK_CONFIRMED || r.hits < 6) continue;
                    ++settled;
                    for (const qiki_track& s : y) {
                        const double d = std::max(std::fabs(r.x[0] - s.x[0]), std::fabs(r.x[1] - s.x[1]));
                        const double v = std::max(std::fabs(r.x[3] - s.x[3]), std::fabs(r.x[4] - s.x[4]));
                        if (s.status == r.status && d < 1 && v < 0.1) ++found;
                    }
                }
            }
            CHECK(settled > 150);
            CHECK(double(found) > 0.95 * double(settled));
        }
}
