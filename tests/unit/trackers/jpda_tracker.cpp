// SPDX-License-Identifier: MIT
// tests/unit/trackers/jpda_tracker.cpp - what only qiki.tracker.jpda does: shares of plots, their labels, existence of
// tracks that compete.
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
rig::settings plane(rig::settings more = {}) {
    more.emplace("state_dims", int64_t{2});
    return more;
}
// `n` targets side by side, `apart` metres, all flying east.
std::vector<qiki_contact> abreast(uint64_t k, uint64_t n, double apart, double pd = 1) {
    std::vector<qiki_contact> seen;
    for (uint64_t j = 0; j < n; ++j)
        if (chance(21, k, j, 0) < pd)
            seen.push_back(enu(ns(4.0 * double(k)), 600.0 * double(k) + 50 * noise(21, k, j, 0),
                               apart * double(j) + 50 * noise(21, k, j, 1)));
    return seen;
}
} // namespace

TEST_CASE("weights of a frame's associations are probabilities, by track and by plot") {
    bench b(plane());
    size_t shared = 0;
    for (uint64_t k = 0; k < 40; ++k) {
        b.scan(ns(4.0 * double(k)), abreast(k, 4, 200, 0.9));
        std::map<uint64_t, double> by_track, by_plot;
        for (const qiki_assoc& a : b.links()) {
            CHECK((a.weight > 0 && a.weight <= 1));
            CHECK(a.label == QIKI_LABEL_OK);
            if (a.flags & QIKI_ASSOC_BIRTH) continue;
            by_track[a.track] += a.weight, by_plot[a.item] += a.weight;
            shared += a.weight > 0.05 && a.weight < 0.95;
        }
        for (const auto& [id, sum] : by_track) CHECK(sum <= 1 + 1e-9);
        for (const auto& [id, sum] : by_plot) CHECK(sum <= 1 + 1e-9);
    }
    CHECK(shared > 50); // 200 m apart with 50 m of noise: they do compete
    CHECK(b.tracks().size() - with(b.tracks(), QIKI_TRACK_TENTATIVE).size() == 4);
}

TEST_CASE("far from each other it is the filter of a single target: as gnn, up to what silence is worth") {
    bench a(plane()), b(plane(), {}, "qiki.tracker.gnn");
    for (uint64_t k = 0; k < 40; ++k) {
        const auto x = a.scan(ns(4.0 * double(k)), abreast(k, 3, 30e3)),
                   y = b.scan(ns(4.0 * double(k)), abreast(k, 3, 30e3));
        REQUIRE(x.size() == y.size());
        for (size_t i = 0; i < x.size(); ++i) {
            CHECK(x[i].id == y[i].id);
            CHECK(x[i].status == y[i].status);
            for (size_t n = 0; n < 2; ++n) CHECK(std::fabs(x[i].x[n] - y[i].x[n]) < 1);
            CHECK(x[i].p[0] == Approx(y[i].p[0]).epsilon(0.02));
        }
    }
}

TEST_CASE("blending all plots draws neighbours together, the likeliest pairing does not") {
    const auto width = [](bool coalesce) {
        bench b(plane({{"coalesce", coalesce}, {"q", 1.0}}));
        double sum = 0;
        for (uint64_t k = 0; k < 60; ++k) {
            b.scan(ns(4.0 * double(k)), abreast(k, 2, 100));
            const auto& x = b.tracks();
            if (k >= 20 && x.size() >= 2) sum += std::fabs(x[1].x[1] - x[0].x[1]) / 40;
        }
        return sum;
    };
    CHECK(width(true) < 0.9 * width(false));
    CHECK(width(false) == Approx(100).epsilon(0.3));
}

TEST_CASE("a cluster too wide for the net is answered by belief propagation, and its associations say so") {
    bench narrow(plane({{"net_nodes", int64_t{1}}})), wide(plane());
    size_t fallback = 0;
    for (uint64_t k = 0; k < 20; ++k) {
        narrow.scan(ns(4.0 * double(k)), abreast(k, 4, 120));
        for (const qiki_assoc& a : narrow.links()) fallback += a.label == QIKI_LABEL_FALLBACK;
        wide.scan(ns(4.0 * double(k)), abreast(k, 4, 120));
        for (const qiki_assoc& a : wide.links()) CHECK(a.label == QIKI_LABEL_OK);
    }
    CHECK(fallback > 20);
    CHECK(confirmed(narrow.tracks()).size() == 4);
}

TEST_CASE("two tracks on one plot share it: neither believes it is there as much as one alone would") {
    bench b(plane({{"q", 0.5}}));
    for (uint64_t k = 0; k < 10; ++k) b.scan(ns(4.0 * double(k)), abreast(k, 2, 400));
    REQUIRE(confirmed(b.tracks()).size() == 2);
    const auto both = b.tracks();
    b.scan(ns(40), {enu(ns(40), 6000, 200)}); // in the middle of both
    for (const qiki_assoc& a : b.links()) CHECK(a.weight < 0.9);
    for (size_t i = 0; i < 2; ++i) {
        CHECK(b.tracks()[i].existence < both[i].existence + 1e-9);
        CHECK(b.tracks()[i].p[6] > both[i].p[6]); // north: the other one may have been seen
    }
}

TEST_CASE("forty targets in one gate, every plot in reach of all, stay bounded and finite", "[statistics]") {
    bench b(plane());
    for (uint64_t k = 0; k < 12; ++k) {
        for (const qiki_track& x : b.scan(ns(4.0 * double(k)), abreast(k, 40, 5, 0.9))) {
            for (double v : x.x) REQUIRE(std::isfinite(v));
            for (double v : x.p) REQUIRE(std::isfinite(v));
            CHECK((x.existence >= 0 && x.existence <= 1));
        }
        CHECK(b.tracks().size() < 200);
    }
}
