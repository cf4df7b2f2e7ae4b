// SPDX-License-Identifier: MIT
// tests/unit/trackers/phd.cpp - what only qiki.tracker.phd does: thinning of a density, its mass, labels by descent.
#include "plugins/radar/tracking/intensity.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <set>

using namespace scene;
using tracking::blob;
using tracking::thinning;

namespace {
blob at(double weight, double e, uint64_t label, double sigma = 1) {
    blob b;
    b.weight = weight, b.label = label;
    b.state.x[0] = e;
    for (size_t i = 0; i < 6; ++i) b.state.at(i, i) = sigma * sigma;
    return b;
}
} // namespace

TEST_CASE("what is near a heavier component joins it, and mean and variance are those of both") {
    std::vector<blob> all{at(1, 2, 7), at(3, 0, 8), at(0.5, 100, 9), at(1e-6, 50, 10)};
    thinning().run(all, 1e-3, 4, 100);
    REQUIRE(all.size() == 2);
    CHECK(all[0].weight == 4);
    CHECK(all[0].label == 8); // of the heavier
    CHECK(all[0].state.x[0] == Approx(0.5));
    CHECK(all[0].state.at(0, 0) == Approx(1 + 0.75)); // 1 + (3 * 0.25 + 1 * 2.25) / 4
    CHECK(all[1].label == 9);
}

TEST_CASE("beyond the limit the heaviest stay, and the order of components is no matter to what is kept") {
    std::vector<blob> all, other;
    for (int i = 0; i < 50; ++i) all.push_back(at(0.1 + 0.01 * (i * 7 % 50), 1e3 * i, static_cast<uint64_t>(i)));
    other.assign(all.rbegin(), all.rend());
    thinning().run(all, 1e-3, 4, 20), thinning().run(other, 1e-3, 4, 20);
    REQUIRE(all.size() == 20);
    REQUIRE(other.size() == 20);
    for (size_t i = 0; i < 20; ++i) {
        CHECK(all[i].label == other[i].label);
        CHECK(all[i].weight > 0.39);
    }
}

TEST_CASE("one label a target in clear sky, none shared, ended ones said once and never again") {
    bench b({{"state_dims", int64_t{2}}}, {}, "qiki.tracker.phd");
    std::set<uint64_t> ended;
    for (uint64_t k = 0; k < 40; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 3; ++j)
            if (k < 30 || j < 2)
                seen.push_back(enu(ns(4.0 * double(k)), 20e3 * double(j) + 600 * double(k) + 50 * noise(5, k, j, 0),
                                   50 * noise(5, k, j, 1)));
        std::set<uint64_t> now;
        for (const qiki_track& x : b.scan(ns(4.0 * double(k)), seen)) {
            CHECK(now.insert(x.id).second);
            CHECK(!ended.count(x.id));
            if (x.status == QIKI_TRACK_ENDED) ended.insert(x.id);
            CHECK((x.existence >= 0 && x.existence <= 1));
        }
        if (k > 5 && k < 30) CHECK(confirmed(b.tracks()).size() == 3);
    }
    CHECK(confirmed(b.tracks()).size() == 2);
    CHECK(!ended.empty());
}

TEST_CASE("a miss costs a label most of its weight at once, and a plot gives it back") {
    bench b({{"state_dims", int64_t{2}}}, {}, "qiki.tracker.phd");
    for (uint64_t k = 0; k < 10; ++k) b.scan(ns(4.0 * double(k)), {enu(ns(4.0 * double(k)), 600.0 * double(k), 0)});
    REQUIRE(confirmed(b.tracks()).size() == 1);
    const uint64_t id = confirmed(b.tracks())[0].id;
    b.scan(ns(40), {});
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].status == QIKI_TRACK_TENTATIVE);
    CHECK(b.tracks()[0].existence == Approx(0.1).epsilon(0.15));
    b.scan(ns(44), {enu(ns(44), 6600, 0)});
    CHECK(confirmed(b.tracks()).at(0).id == id);
}
