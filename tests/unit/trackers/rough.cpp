// SPDX-License-Identifier: MIT
// tests/unit/trackers/rough.cpp - plots far off in azimuth, fades that last, targets that stop: each is off by default,
// and does what it says when it is on.
#include "plugins/radar/tracking/lifecycle.hpp"
#include "plugins/radar/tracking/outlier.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <set>

using namespace tracking;

namespace {
constexpr qiki_ns second = 1'000'000'000;

// A target flies north at 100 m/s, 30 km east of the radar, one look every 4 s for `looks` looks; off(k) rad is added
// to the bearing of look k, and seen(k) says whether there is a plot. How many tracks were ever confirmed.
template <class Off, class Seen>
size_t confirmed(const rig::settings& s, int looks, Off&& off, Seen&& seen, double speed = 100) {
    rig::instance tracker(scene::tested().id, s);
    std::set<uint64_t> ids;
    uint64_t plots = 0;
    for (int k = 0; k < looks; ++k) {
        const qiki_ns t = (k + 1) * 4 * second;
        qiki_frame f{};
        f.seq = static_cast<uint64_t>(k), f.t_from = t - 4 * second, f.t_to = f.t_available = t;
        f.flags = QIKI_FRAME_COMPLETE, f.first = plots, f.label = QIKI_LABEL_OK, f.source = 1;
        std::vector<qiki_contact> all;
        if (seen(k)) {
            const double e = 30e3, n = speed * 4 * k;
            qiki_contact c{};
            c.id = ++plots, c.t = t, c.frame = f.seq, c.kind = QIKI_POLAR, c.label = QIKI_LABEL_OK;
            c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | QIKI_CONTACT_HAS_COV;
            c.z[0] = qiki_sqrt(e * e + n * n), c.z[1] = qiki_atan2(e, n) + off(k);
            c.cov[0] = 100, c.cov[4] = 0.0005 * 0.0005;
            all.push_back(c);
        }
        f.count = static_cast<uint32_t>(all.size());
        tracker.give<qiki_frame>("frames", {f});
        tracker.give("contacts", all);
        tracker.tick(t - 4 * second, t);
        if (tracker.kept("tracks")) continue;
        for (const qiki_track& x : tracker.took<qiki_track>("tracks"))
            if (x.status == QIKI_TRACK_CONFIRMED) ids.insert(x.id);
    }
    return ids.size();
}
const rig::settings plane{{"state_dims", int64_t{2}}};
rig::settings with(rig::settings more) {
    more.insert(plane.begin(), plane.end());
    return more;
}
const auto always = [](int) { return true; };
const auto straight = [](int) { return 0.0; };
} // namespace

TEST_CASE("an outlier loosens angles and what they share with others, never the range") {
    plot p;
    p.m = 2, p.what = {component::range, component::bearing};
    p.r[0] = 4, p.r[1] = p.r[4] = 0.1, p.r[5] = 0.01;
    const plot loose = outliers::of(0.02, 10).loosened(p);
    CHECK(loose.r[0] == 4);
    CHECK(loose.r[1] == Approx(1));
    CHECK(loose.r[4] == Approx(1));
    CHECK(loose.r[5] == Approx(1));
    CHECK(outliers::of(0, 10).loosened(p).r == p.r);
    CHECK_FALSE(outliers::of(0, 10).any());
    CHECK(outliers::of(0, 10).widest() == 1);
}

TEST_CASE("plots that jump in azimuth break a track in pieces, unless a share of them is expected to") {
    const auto jumps = [](int k) { return k >= 20 && k % 2 ? (k % 4 == 1 ? 0.012 : -0.012) : 0; };
    const size_t plain = confirmed(with({{"drop_misses", int64_t{1}}}), 60, jumps, always);
    CHECK(plain > 1);
    CHECK(confirmed(with({{"drop_misses", int64_t{1}}, {"outlier_share", 0.05}, {"outlier_factor", 30.0}}), 60, jumps,
                    always) == 1);
}

TEST_CASE("a fade of eight looks ends the existence of a track, unless fades last") {
    const auto seen = [](int k) { return k < 20 || k > 28; };
    const rig::settings patient = with({{"drop_misses", int64_t{14}}, {"pd", 0.98}});
    rig::settings fading = patient;
    fading["pd_faded"] = 0.3;
    CHECK(confirmed(patient, 45, straight, seen) == 2);
    CHECK(confirmed(fading, 45, straight, seen) == 1);
}

TEST_CASE("what is slow ends after its own number of misses") {
    const auto seen = [](int k) { return k < 20 || k > 23; };
    const rig::settings patient = with({{"drop_misses", int64_t{8}}, {"pd", 0.8}});
    rig::settings ground = patient;
    ground["slow_speed"] = 10.0, ground["drop_misses_slow"] = int64_t{2};
    CHECK(confirmed(patient, 40, straight, seen, 2) == 1);
    CHECK(confirmed(ground, 40, straight, seen, 2) == 2);
    CHECK(confirmed(ground, 40, straight, seen, 100) == 1);
}
