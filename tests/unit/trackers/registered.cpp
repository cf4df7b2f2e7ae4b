// SPDX-License-Identifier: MIT
// tests/unit/trackers/registered.cpp - what registration does with what radars tell, and what it tells itself.
#include "plugins/radar/trackers/registration.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
const rig::settings registered{{"registration", int64_t{1}}, {"max_speed", 400.0}};

// Six targets seen by sensor k of a row of radars; the elevation of every other one is told. No sigmas, but clutter.
std::vector<qiki_contact> seen_by(uint32_t k, double t) {
    std::vector<qiki_contact> seen;
    for (uint64_t j = 0; j < 6; ++j) {
        const vec3 at{2e4 + 1e4 * double(j) + 150 * t, 3e4 - 60 * t + 4e3 * double(j), 3e3};
        const uint64_t look = static_cast<uint64_t>(t * 10);
        qiki_contact c = seen_from({8e3 * k, 0, 0}, at, ns(t));
        c.z[0] += 30 * noise(3, look, j, 0), c.z[1] += 0.001 * noise(3, look, j, 1);
        if (j % 2) c.valid &= ~QIKI_CONTACT_HAS_Z(2), c.z[2] = 0;
        c.id = 1000 * look + j + 1;
        seen.push_back(c);
    }
    return seen;
}
const std::vector<qiki_track>& look(bench& b, uint32_t k, double t, const std::vector<qiki_contact>& seen) {
    b.shape = [k](qiki_frame& f) {
        f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER;
        f.pos[0] = 8e3 * k, f.pos[1] = f.pos[2] = 0, f.att[0] = 1;
        f.pd = 0.9, f.clutter_density = 1e-4, f.clutter_kind = QIKI_POLAR;
    };
    return b.scan(ns(t), seen, k + 1);
}
} // namespace

TEST_CASE("with registration, too, the order of contacts of which some tell an elevation changes no bit") {
    bench a(registered, {}, "qiki.tracker.fusion"), b(registered, {}, "qiki.tracker.fusion");
    size_t told = 0;
    for (int i = 0; i < 40; ++i) {
        const auto k = static_cast<uint32_t>(i % 2);
        const double t = 2.0 * i;
        const std::vector<qiki_contact> seen = seen_by(k, t);
        const auto x = look(a, k, t, seen), y = look(b, k, t, {seen.rbegin(), seen.rend()});
        REQUIRE(x.size() == y.size());
        told += x.size();
        if (!x.empty() && std::memcmp(x.data(), y.data(), x.size() * sizeof(qiki_track)) != 0) FAIL("look " << i);
    }
    CHECK(told > 100);
    CHECK(a.rig.metric("radar1.pairs") > 50);
}

TEST_CASE("all six radars are told of, and a seventh that is left as it is") {
    bench b(registered, {}, "qiki.tracker.fusion"), other(registered, {}, "qiki.tracker.fusion");
    for (int i = 0; i < 60; ++i) {
        look(b, static_cast<uint32_t>(i % 6), 0.7 * i, seen_by(static_cast<uint32_t>(i % 6), 0.7 * i));
        if (i == 30) other.rig.load(b.rig.save(), b.rig), other.follow(b);
        if (i > 30) look(other, static_cast<uint32_t>(i % 6), 0.7 * i, seen_by(static_cast<uint32_t>(i % 6), 0.7 * i));
    }
    for (int k = 1; k <= 6; ++k) {
        const std::string radar = "radar" + std::to_string(k);
        INFO(radar);
        const auto metric = [&](const char* name) { return b.rig.metric(radar + name); };
        CHECK(metric(".pairs") > 10);
        CHECK(metric(".refused") < 0.1 * metric(".pairs"));
        CHECK(metric(".range.sigma") < 150);
        CHECK(metric(".azimuth.sigma") < 0.003 * 180 / pi);
        for (const char* name : {".pairs", ".refused", ".range", ".range.sigma", ".azimuth.sigma", ".clock.sigma"})
            CHECK(other.rig.metric(radar + name) == metric(name)); // as restored
    }
    CHECK(b.rig.log().find("six sensors") == std::string::npos);
    look(b, 6, 42, seen_by(6, 42));
    CHECK(b.rig.log().find("six sensors: the seventh that was heard") != std::string::npos);
}

TEST_CASE("plots that contradict one another are counted as refused, and told of") {
    bench b(registered, {}, "qiki.tracker.fusion");
    for (int i = 0; i < 200; ++i) {
        const auto k = static_cast<uint32_t>(i % 2);
        std::vector<qiki_contact> seen = seen_by(k, 1.0 * i);
        for (qiki_contact& c : seen) // far worse than is believed of them, and a gate that lets it through
            c.z[0] += 400 * noise(5, static_cast<uint64_t>(i), c.id, 0);
        look(b, k, 1.0 * i, seen);
    }
    INFO(b.rig.metric("radar1.refused") << " of " << b.rig.metric("radar1.pairs"));
    CHECK(b.rig.metric("radar1.refused") > 10);
    CHECK(b.rig.log().find("too far apart to be of one target") != std::string::npos);
}

TEST_CASE("a bearing alone is corrected like any azimuth, and is never taken for a place") {
    tracking::registration r;
    tracking::registration_rules rules;
    rules.on = true;
    r.found.meet(0, true, rules.prior), r.found.meet(1, true, rules.prior);
    REQUIRE(r.found.take(0, {{{0, 3e4, 0}, {0, 0, 0}}}, 1, {}, {60, 0}, {100, 0, 0, 100}));
    REQUIRE(r.found.of(0)[1] > 1e-3);
    qiki_frame f{};
    f.t_to = f.t_available = 10 * second;
    qiki_contact strobe{};
    strobe.kind = QIKI_BEARING_ONLY, strobe.valid = QIKI_CONTACT_HAS_Z(1), strobe.t = 9 * second, strobe.z[1] = 0.5;
    std::vector<qiki_contact> one{strobe}, own;
    std::span<const qiki_contact> seen = one;
    r.mend(rules, {}, 0, f, seen, own);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].z[1] == Approx(0.5 - r.found.of(0)[1]).epsilon(1e-12));
    CHECK(seen[0].cov[4] == Approx(0.003 * 0.003 + r.found.variance(0, 1)));
    CHECK(f.valid == 0);

    tracking::track x{};
    x.status = QIKI_TRACK_CONFIRMED;
    tracking::plot p{};
    p.what[0] = tracking::component::bearing, p.m = 1, p.cov[0] = p.cov[4] = 100;
    for (const size_t k : {0u, 1u, 0u, 1u}) r.compare(rules, {{1, 1, 1}}, x, 0, k, p);
    CHECK(r.pairs[0].used + r.pairs[0].refused == 0);
}
