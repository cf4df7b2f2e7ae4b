// SPDX-License-Identifier: MIT
// tests/unit/trackers/lessons.cpp - where false plots come from and where a radar is blind, learnt on line.
#include "gospa.hpp"
#include "plugins/radar/tracking/clutter_map.hpp"
#include "plugins/radar/tracking/coverage_map.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
constexpr double near = 2e3, far = 60e3, T = 4, sector_from = 0.5, sector_width = 1.0;

// By inversion; small means.
size_t poisson(double mean, double u) {
    double p = std::exp(-mean), sum = p;
    size_t n = 0;
    while (u > sum && n < 1000) p *= mean / double(++n), sum += p;
    return n;
}
// A radar in a plane, 10 targets that fly straight, and false plots: `mean` a look over all, `hot` more in one sector.
struct world {
    double mean = 10, hot = 0, stated = 10; // stated: what the frames say
    double blind_from = 0, blind_to = 0;    // rad, where it sees no target
    uint64_t seed = 1;

    vec3 target(uint64_t who, double t) const {
        const double a = 2 * pi * chance(seed, who, 0, 0), r = 20e3 + 15e3 * chance(seed, who, 0, 1);
        const double c = 2 * pi * chance(seed, who, 0, 2), v = 100 + 100 * chance(seed, who, 0, 3);
        return {r * std::sin(a) + v * std::sin(c) * (t - 150), r * std::cos(a) + v * std::cos(c) * (t - 150), 0};
    }
    void scatter(std::vector<qiki_contact>& seen, uint64_t k, double t, double count, double from, double width,
                 uint64_t who) const {
        const size_t n = poisson(count, chance(seed + 7, k, who, 0));
        for (uint32_t i = 0; i < n; ++i)
            seen.push_back(polar(ns(t), near + (far - near) * chance(seed + 7, k, who, 1 + 2 * i),
                                 from + width * chance(seed + 7, k, who, 2 + 2 * i)));
    }
    std::vector<qiki_contact> look(uint64_t k, size_t targets) const {
        const double t = T * double(k);
        std::vector<qiki_contact> seen;
        for (uint64_t who = 0; who < targets; ++who) {
            const vec3 at = target(who, t);
            const double r = std::hypot(at[0], at[1]), b = std::atan2(at[0], at[1]), turn = b < 0 ? b + 2 * pi : b;
            if (r < near || r > far || (turn >= blind_from && turn < blind_to) || chance(seed + 3, k, who, 0) > 0.9)
                continue;
            seen.push_back(polar(ns(t), r + 50 * noise(seed + 5, k, who, 0), b + 0.003 * noise(seed + 5, k, who, 1)));
        }
        scatter(seen, k, t, mean, 0, 2 * pi, 100);
        if (hot > 0) scatter(seen, k, t, hot, sector_from, sector_width, 101);
        return seen;
    }
    void shape(qiki_frame& f) const {
        f.valid |= QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD |
                   QIKI_FRAME_HAS_CLUTTER;
        f.att[0] = 1, f.bearing[1] = 2 * pi, f.range[0] = near, f.range[1] = far;
        f.pd = 0.9, f.clutter_kind = QIKI_POLAR, f.clutter_density = stated / (2 * pi * (far - near));
        f.sigma[0] = 50, f.sigma[1] = 0.003, f.sigma[2] = f.sigma[3] = 0;
    }
};
struct marks {
    double gospa = 0;  // root of the mean square, from scan 40 on
    double ghosts = 0; // confirmed tracks a scan that are of no target
    double level = 1, most = 1;
};
marks play(world w, rig::settings s, uint64_t runs, uint64_t scans = 120, size_t targets = 10) {
    s.emplace("state_dims", int64_t{2}), s.emplace("q", 0.1), s.emplace("max_speed", 250.0);
    marks m;
    double n = 0;
    for (uint64_t run = 0; run < runs; ++run) {
        w.seed = 1000 + 17 * run;
        bench b(s);
        b.shape = [&](qiki_frame& f) { w.shape(f); };
        for (uint64_t k = 0; k < scans; ++k) {
            b.scan(ns(T * double(k)), w.look(k, targets));
            if (k < 40) continue;
            scoring::set truth, found, all;
            const auto inside = [](double e, double u) { return std::hypot(e, u) > near && std::hypot(e, u) < far; };
            for (uint64_t who = 0; who < targets; ++who) {
                const vec3 at = w.target(who, T * double(k));
                all.push_back({who, at[0], at[1]});
                if (inside(at[0], at[1])) truth.push_back(all.back());
            }
            for (const qiki_track& x : b.tracks()) {
                if (x.status != QIKI_TRACK_CONFIRMED && x.status != QIKI_TRACK_COASTING) continue;
                if (!inside(x.x[0], x.x[1])) continue;
                found.push_back({x.id, x.x[0], x.x[1]});
                bool real = false;
                for (const scoring::point& at : all) real |= scoring::squared(at, found.back()) < 1e6;
                m.ghosts += !real;
            }
            m.gospa += scoring::gospa_of(truth, found, 500).total(), ++n;
        }
        if (s.count("learn_clutter")) m.level = b.rig.metric("clutter.level"), m.most = b.rig.metric("clutter.most");
    }
    m.gospa = std::sqrt(m.gospa / n), m.ghosts /= n;
    return m;
}
} // namespace

TEST_CASE("cells share out the ground of a sector without rest, also one that wraps through north") {
    using tracking::cells;
    for (uint64_t k = 0; k < 200; ++k) {
        const auto u = [&](uint32_t i) { return chance(9, k, 0, i); };
        const double from = 14 * u(0) - 7, width = k % 4 ? 2 * pi * u(1) : 2 * pi, a = 3e4 * u(2), z = a + 1e5 * u(3);
        double ground = 0;
        bool lies = false;
        const double r = std::sqrt(a * a + (z * z - a * a) * u(4)), b = from + width * u(5);
        cells::each(from, width, a, z, [&](size_t cell, double arc, double lo, double hi) {
            REQUIRE(cell < cells::count);
            CHECK(hi > lo);
            ground += arc * (hi * hi - lo * lo) / 2;
            lies |= cell == cells::of(r * std::sin(b), r * std::cos(b));
        });
        CHECK(ground == Approx(width * (z * z - a * a) / 2).epsilon(1e-9));
        CHECK(lies);
    }
}

TEST_CASE("the map finds how many times the stated density there is, over all and cell by cell") {
    using namespace tracking;
    const world w{30, 60, 10};
    clutter_map map;
    field stated;
    stated.width = 2 * pi, stated.range = {near, far}, stated.density = w.stated / (2 * pi * (far - near));
    for (uint64_t k = 0; k < 400; ++k) {
        const auto seen = w.look(k, 0);
        map.learn(stated, w.stated, ns(T * double(k)), 1e9, [&](auto&& take) {
            for (const qiki_contact& c : seen) take(cells::of(c.z[0] * std::sin(c.z[1]), c.z[0] * std::cos(c.z[1])));
        });
    }
    CHECK(map.level() == Approx(9).epsilon(0.03));
    const auto at = [&](double r, double b) { return map.ratio(cells::of(r * std::sin(b), r * std::cos(b))); };
    CHECK(at(50e3, 1.0) == Approx(3 + 6 * 2 * pi).epsilon(0.15));
    CHECK(at(50e3, 3.0) == Approx(3).epsilon(0.3));
    CHECK(map.least() < 4);
    CHECK(map.most() > 30);
}

TEST_CASE("a map forgets: what has changed is followed") {
    using namespace tracking;
    clutter_map map;
    field stated;
    stated.width = 2 * pi, stated.range = {near, far}, stated.density = 10 / (2 * pi * (far - near));
    for (uint64_t k = 0; k < 600; ++k) {
        const auto seen = world{k < 300 ? 40.0 : 10.0}.look(k, 0);
        map.learn(stated, 10, ns(T * double(k)), 200, [&](auto&& take) {
            for (const qiki_contact& c : seen) take(cells::of(c.z[0] * std::sin(c.z[1]), c.z[0] * std::cos(c.z[1])));
        });
        if (k == 299) CHECK(map.level() == Approx(4).epsilon(0.1));
    }
    CHECK(map.level() == Approx(1).epsilon(0.1));
}

TEST_CASE("where false plots are uneven, a tracker that learns where they come from is wrong less often",
          "[statistics]") {
    // As many as the frames say, but most of them in a sixth of the field.
    const world w{10, 50, 60};
    const marks told = play(w, {}, 6), learnt = play(w, {{"learn_clutter", true}}, 6);
    INFO("GOSPA " << told.gospa << " and " << learnt.gospa << " m, ghosts " << told.ghosts << " and " << learnt.ghosts);
    CHECK(learnt.ghosts < 0.7 * told.ghosts);
    CHECK(learnt.gospa < told.gospa);
    CHECK(learnt.level == Approx(1).epsilon(0.25));
    CHECK(learnt.most > 2.5);
}

TEST_CASE("a density that is told ten times too low or too high is put right", "[statistics]") {
    const world true_one{30, 0, 30}, low{30, 0, 3}, high{30, 0, 300};
    const marks right = play(true_one, {}, 4);
    for (const world& w : {low, high}) {
        const marks wrong = play(w, {}, 4), learnt = play(w, {{"learn_clutter", true}}, 4);
        INFO("stated " << w.stated << ": GOSPA right " << right.gospa << ", wrong " << wrong.gospa << ", learnt "
                       << learnt.gospa << "; ghosts " << right.ghosts << ", " << wrong.ghosts << ", " << learnt.ghosts);
        CHECK(learnt.level == Approx(w.mean / w.stated).epsilon(0.15));
        CHECK(learnt.gospa < 1.01 * right.gospa + 0.35 * std::max(wrong.gospa - right.gospa, 0.0));
    }
}

TEST_CASE("where a radar turns out to be blind, a track is not punished for it") {
    // Forty flights pass the radar one after another, and each is out of its sight for 37 s. Whether the last one is
    // one track.
    const auto pass = [&](bool learn) {
        rig::settings s{{"state_dims", int64_t{2}}, {"q", 1.0}, {"learn_time", 1e5}, {"learn_coverage", learn}};
        bench b(s);
        const world w{0, 0, 1};
        b.shape = [&](qiki_frame& f) { w.shape(f); };
        uint64_t k = 0;
        bool one = false;
        for (uint64_t flight = 0; flight < 40; ++flight) {
            uint64_t id = 0;
            for (int step = 0; step < 50; ++step, ++k) {
                const double t = T * double(k), e = 250 * T * step - 25e3, n = 20e3, bearing = std::atan2(e, n);
                std::vector<qiki_contact> seen;
                if (std::fabs(bearing) > 0.23 && chance(31, k, 0, 0) < 0.95)
                    seen.push_back(
                        polar(ns(t), std::hypot(e, n) + 50 * noise(32, k, 0, 0), bearing + 0.003 * noise(32, k, 0, 1)));
                b.scan(ns(t), seen);
                const auto found = confirmed(b.tracks());
                if (step == 15) id = found.size() == 1 ? found[0].id : 0;
                if (step == 40) one = id != 0 && found.size() == 1 && found[0].id == id;
            }
            k += 30; // the sky is empty for a while
        }
        return std::pair(one, learn ? b.rig.metric("coverage.least") : 1.0);
    };
    const auto [kept, least] = pass(true);
    CHECK(kept);
    CHECK(least < 0.2);
    CHECK_FALSE(pass(false).first);
}

TEST_CASE("what was learnt is kept with the state, and off it costs nothing") {
    const world w{30, 30, 20};
    rig::settings s{{"state_dims", int64_t{2}}, {"learn_clutter", true}, {"learn_coverage", true}};
    bench a(s), b(s);
    for (bench* x : {&a, &b}) x->shape = [&](qiki_frame& f) { w.shape(f); };
    for (uint64_t k = 0; k < 30; ++k) a.scan(ns(T * double(k)), w.look(k, 10));
    b.rig.load(a.rig.save(), a.rig);
    b.follow(a);
    for (uint64_t k = 30; k < 50; ++k) {
        const auto x = a.scan(ns(T * double(k)), w.look(k, 10)), y = b.scan(ns(T * double(k)), w.look(k, 10));
        REQUIRE(x.size() == y.size());
        CHECK(std::memcmp(x.data(), y.data(), x.size() * sizeof(qiki_track)) == 0);
    }
    CHECK(a.rig.save() == b.rig.save());
    CHECK(a.rig.save().size() > 2 * 8 * 1024 * 2);
    bench off;
    off.scan(ns(0), w.look(0, 10));
    CHECK(off.rig.save().size() + 2 * 8 * 1024 * 2 < a.rig.save().size());
}
