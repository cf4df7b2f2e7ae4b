// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/place.cpp - of every tracker: direction and date are no matter.
#include "every.hpp"

using namespace every;

namespace {
// The record as seen after a turn of the whole scene by `angle`, clockwise.
qiki_track turned(const qiki_track& r, double angle) {
    const double c = std::cos(angle), s = std::sin(angle);
    qiki_track o = r;
    const auto turn = [&](double e, double n, double& east, double& north) {
        east = c * e + s * n, north = c * n - s * e;
    };
    turn(r.x[0], r.x[1], o.x[0], o.x[1]), turn(r.x[3], r.x[4], o.x[3], o.x[4]);
    const auto at = [](size_t i, size_t j) {
        if (i > j) std::swap(i, j);
        return i * 6 - i * (i + 1) / 2 + j;
    };
    const double rot[2][2] = {{c, s}, {-s, c}};
    for (size_t a = 0; a < 6; a += 3)
        for (size_t b = a; b < 6; b += 3)
            for (size_t i = 0; i < 2; ++i)
                for (size_t j = a == b ? i : 0; j < 2; ++j) {
                    double v = 0;
                    for (size_t m = 0; m < 2; ++m)
                        for (size_t n = 0; n < 2; ++n) v += rot[i][m] * r.p[at(a + m, b + n)] * rot[j][n];
                    o.p[at(a + i, b + j)] = v;
                }
    return o;
}
} // namespace

// Where frames state Pd and clutter, some trackers remember by 64 directions where they looked: a turn by whole steps
// of these is one that nobody sees.
TEST_CASE("every tracker: turning the frame turns the tracks, to 1e-9") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            for (const double density : {0.0, density_of(8)}) {
                const double angle = density > 0 ? 7 * 2 * pi / 64 : 0.7345;
                bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
                set_frame(a, density), set_frame(b, density);
                double worst = 0;
                for (uint64_t k = 0; k < 30; ++k) {
                    const qiki_ns t = ns(period * double(k));
                    std::vector<qiki_track> x = a.scan(t, turn_of(k));
                    for (qiki_track& r : x) r = turned(r, angle);
                    worst = std::max(worst, apart(x, b.scan(t, turn_of(k, 8, angle))));
                }
                CHECK(worst < 1e-9);
                CHECK(confirmed(a.tracks()).size() >= targets / 2);
            }
        }
}

TEST_CASE("every tracker: a later date changes no bit but the times") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            const qiki_ns later = 86'400 * second;
            bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
            set_frame(a, density_of(8)), set_frame(b, density_of(8));
            for (uint64_t k = 0; k < 30; ++k) {
                const qiki_ns t = ns(period * double(k));
                auto x = a.scan(t, turn_of(k)), y = b.scan(t + later, turn_of(k, 8, 0, later));
                for (qiki_track& r : y) r.t -= later, r.t_update -= later, r.t_birth -= later;
                if (!same_bytes(x, y)) FAIL("scan " << k);
            }
            CHECK(confirmed(a.tracks()).size() >= targets / 2);
        }
}
