// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/repeats.cpp - of every tracker: what is told again counts once.
#include "every.hpp"

using namespace every;

TEST_CASE("every tracker: a contact that is twice in a frame and a frame that comes again change no bit") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
            set_frame(a, density_of(8)), set_frame(b, density_of(8));
            for (uint64_t k = 0; k < 20; ++k) {
                const qiki_ns t = ns(period * double(k));
                auto seen = turn_of(k), doubled = seen;
                for (qiki_contact c : seen) c.id += 500, doubled.push_back(c);
                const auto x = a.scan(t, seen);
                qiki_frame f = b.frame(t, doubled, 1, 0);
                if (!same_bytes(x, b.feed({f, f}, {doubled, doubled}, std::max(t, b.now() + 1)))) FAIL("scan " << k);
                f.t_available = b.now() + 1;
                b.feed({f}, {doubled}, b.now() + 1); // and once more, alone
                CHECK(b.rig.kept("tracks"));
            }
            CHECK(confirmed(a.tracks()).size() >= targets / 2);
        }
}

TEST_CASE("every tracker: contacts that two overlapping sectors tell both count once") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            bench a(in_plane(id), {}, id), b(in_plane(id), {}, id);
            size_t told_again = 0;
            const auto halves = [&](bench& x, uint64_t k, bool again) {
                const qiki_ns t = ns(period * double(k));
                std::vector<std::vector<qiki_contact>> part(2);
                for (const qiki_contact& c : turn_of(k)) {
                    const double bearing = c.z[1] < 0 ? c.z[1] + 2 * pi : c.z[1];
                    part[bearing < 1.5 * pi ? 0 : 1].push_back(c);
                    if (again && bearing >= pi && bearing < 1.5 * pi) part[1].push_back(c), ++told_again;
                }
                set_frame(x, 0, 0, 1.5 * pi);
                const qiki_frame f = x.frame(t, part[0], 1, 0);
                set_frame(x, 0, pi, 2 * pi);
                const qiki_frame g = x.frame(t, part[1], 1, 0);
                return x.feed({f, g}, part, std::max(t, x.now() + 1));
            };
            double worst = 0;
            for (uint64_t k = 0; k < 20; ++k) worst = std::max(worst, apart(halves(a, k, false), halves(b, k, true)));
            CHECK(worst < 1e-9);
            CHECK(told_again > 50);
        }
}
