// SPDX-License-Identifier: MIT
// tests/unit/trackers/bearings.cpp - contacts without range: they keep a track where it is, and begin none.
#include "plugins/radar/tracking/measurement.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
qiki_contact strobe(const vec3& from, const vec3& at, qiki_ns t, bool elevation = false) {
    qiki_contact c = seen_from(from, at, t);
    c.kind = QIKI_BEARING_ONLY;
    c.valid = QIKI_CONTACT_HAS_Z(1) | (elevation ? QIKI_CONTACT_HAS_Z(2) : 0u);
    c.z[0] = 0;
    if (!elevation) c.z[2] = 0;
    return c;
}
void passive(qiki_frame& f, const vec3& from, const vec3& velocity, double pd) {
    f.valid |= QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_CLUTTER;
    f.clutter_kind = QIKI_BEARING_ONLY, f.clutter_density = 0.05;
    if (pd > 0) f.valid |= QIKI_FRAME_HAS_PD, f.pd = pd;
    f.att[0] = 1;
    for (size_t i = 0; i < 3; ++i) f.pos[i] = from[i], f.vel[i] = velocity[i];
}
constexpr double blur = 0.0035; // rad: 0.2 degrees
const vec3 start{-20e3, 30e3, 5e3}, course{180, -40, 0};
vec3 flown(double t) { return {start[0] + course[0] * t, start[1] + course[1] * t, start[2]}; }

rig::settings calm(bool plane) {
    rig::settings s{{"state_dims", int64_t{plane ? 2 : 3}}, {"q", 1e-6}, {"q_up", 1e-6}, {"drop_time", 600.0}};
    if (scene::tested().id == "qiki.tracker.imm") s["q_steady"] = 1e-6, s["turn_rate"] = 0.0; // one law
    return s;
}

struct station {
    vec3 at, velocity;
    vec3 when(double t) const { return {at[0] + velocity[0] * t, at[1] + velocity[1] * t, at[2] + velocity[2] * t}; }
};
// Six plots of a radar that errs by 300 m across 10 mrad, then only what the stations hear, every 2 s in turn.
struct watch {
    bench b;
    explicit watch(bool plane) : b(calm(plane)) {
        b.sigma = {300, 0.01, 0.01, 1};
        b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
    }
    double met(uint64_t run, bool plane) {
        double t = 0;
        for (uint64_t k = 0; k < 6; ++k, t += 4) {
            qiki_contact c = seen_from({0, 0, 0}, flown(t), ns(t));
            if (plane) c.z[0] = std::hypot(flown(t)[0], flown(t)[1]), c.z[2] = 0, c.valid &= ~QIKI_CONTACT_HAS_Z(2);
            c.z[0] += 300 * noise(run, k, 1, 0), c.z[1] += 0.01 * noise(run, k, 1, 1);
            if (!plane) c.z[2] += 0.01 * noise(run, k, 1, 2);
            b.scan(ns(t), {c});
        }
        return t;
    }
    void hear(uint64_t run, double t, const std::array<station, 2>& who, bool elevation) {
        for (uint32_t s = 0; s < 2; ++s, t += 1) {
            const vec3 from = who[s].when(t);
            qiki_contact c = strobe(from, flown(t), ns(t), elevation);
            c.z[1] += blur * noise(run, static_cast<uint64_t>(t), 2 + s, 0);
            if (elevation) c.z[2] += blur * noise(run, static_cast<uint64_t>(t), 2 + s, 1);
            b.sigma = {0, blur, elevation ? blur : 0, 0};
            b.shape = [&](qiki_frame& f) { passive(f, from, who[s].velocity, 0); };
            b.scan(ns(t), {c}, 10 + s);
        }
    }
};
struct kept {
    double error = 0, nees = 0;
    size_t runs = 0, alive = 0;
};
kept listen(const std::array<station, 2>& who, bool plane, size_t runs) {
    kept k;
    for (uint64_t run = 0; run < runs; ++run) {
        watch w(plane);
        double t = w.met(run, plane);
        for (; t < 160; t += 2) w.hear(run, t, who, !plane);
        ++k.runs;
        const auto found = confirmed(w.b.tracks());
        if (found.size() != 1) continue;
        ++k.alive;
        const double now = double(found[0].t) * 1e-9;
        const vec3 at = flown(now);
        k.error += std::hypot(found[0].x[0] - at[0], found[0].x[1] - at[1]);
        k.nees += nees(found[0], at, course, plane ? 2 : 3);
    }
    k.error /= double(k.alive), k.nees /= double(k.alive);
    return k;
}
// The band in which the mean of so many NEES of n components lies with probability 0.99, by normal approximation.
std::pair<double, double> band(size_t n, size_t runs) {
    const double s = 2.576 * std::sqrt(2 * double(n) / double(runs));
    return {double(n) - s, double(n) + s};
}
} // namespace

TEST_CASE("what a bearing alone changes with the state is its Jacobian, also of a turned antenna that moves") {
    using namespace tracking;
    for (uint64_t k = 0; k < 200; ++k) {
        const auto u = [&](uint32_t i) { return 2 * chance(5, k, 0, i) - 1; };
        plot p;
        p.m = 2, p.what = {component::bearing, component::elevation}, p.r[0] = p.r[5] = 1e-6;
        p.antenna = {3e3 * u(0), 3e3 * u(1), 100 * u(2)};
        viewpoint v;
        v.plane = k % 3 == 0;
        if (v.plane) p.m = 1;
        v.velocity = {100 * u(3), 50 * u(4), 0};
        const double half = u(5), q[4] = {std::cos(half), 0.6 * std::sin(half), 0, 0.8 * std::sin(half)};
        if (k % 2 && !v.plane) v.turned = true, v.frame = axes::body(q);
        std::array<double, 6> x{2e4 + 1e4 * u(6), 1.5e4 * u(7), v.plane ? 0 : 4e3 + 3e3 * u(8),
                                200 * u(9),       100 * u(10),  0};
        const gaussian sure{};
        innovation o;
        expect(sure, x, p, v, o);
        for (size_t i = 0; i < 6; ++i) {
            auto up = x, down = x;
            const double step = 0.5;
            up[i] += step, down[i] -= step;
            innovation a, b;
            expect(sure, up, p, v, a), expect(sure, down, p, v, b);
            for (size_t n = 0; n < p.m; ++n) {
                const double slope = wrapped(b.nu[n] - a.nu[n]) / (2 * step);
                CHECK(o.h[6 * n + i] == Approx(v.plane && i % 3 == 2 ? 0 : slope).margin(2e-10));
            }
        }
        CHECK_FALSE(o.rates);
    }
}

TEST_CASE("two stations that hear a target keep its track, better than the radar that found it, and as sure as it is",
          "[statistics]") {
    const std::array<station, 2> fixed{station{{-30e3, 0, 0}, {0, 0, 0}}, station{{25e3, 5e3, 0}, {0, 0, 0}}};
    const std::array<station, 2> moving{station{{-30e3, 0, 2e3}, {0, 120, 0}},
                                        station{{25e3, 5e3, 1e3}, {-60, -90, 0}}};
    for (const auto& who : {fixed, moving})
        for (const bool plane : {true, false}) {
            const size_t runs = 60;
            const kept k = listen(who, plane, runs);
            CHECK(k.alive == runs);
            CHECK(k.error < 60); // one bearing across: 100 m
            const auto [least, most] = band(plane ? 4 : 6, runs);
            CHECK(k.nees > least);
            CHECK(k.nees < most);
        }
}

TEST_CASE("bearings begin no track, and it is said how many were of none") {
    bench b(calm(true));
    for (int k = 0; k < 20; ++k) {
        const vec3 from{k % 2 ? -30e3 : 25e3, 0, 0};
        b.shape = [&](qiki_frame& f) { passive(f, from, {}, 0.9); };
        b.scan(ns(2 * k), {strobe(from, flown(2 * k), ns(2 * k))}, 10 + static_cast<uint32_t>(k % 2));
        CHECK(b.tracks().empty());
    }
    CHECK(b.rig.metric("bearings.unused") == 20);
    CHECK(b.rig.metric("bearings.used") == 0);
}

TEST_CASE("a bearing beyond the gate, or with a range, moves nothing") {
    watch with(true), without(true);
    double t = with.met(3, true);
    REQUIRE(t == without.met(3, true));
    const vec3 from{-30e3, 0, 0};
    for (int k = 0; k < 5; ++k, t += 2) {
        qiki_contact off = strobe(from, flown(t), ns(t)), ranged = strobe(from, flown(t), ns(t));
        off.z[1] += 0.5;
        ranged.z[0] = 1e4, ranged.valid |= QIKI_CONTACT_HAS_Z(0);
        with.b.shape = without.b.shape = [&](qiki_frame& f) { passive(f, from, {}, 0); };
        with.b.scan(ns(t), {off, ranged}, 10), without.b.scan(ns(t), {}, 10);
        REQUIRE(with.b.tracks().size() == without.b.tracks().size());
        for (size_t i = 0; i < with.b.tracks().size(); ++i)
            CHECK(std::memcmp(&with.b.tracks()[i], &without.b.tracks()[i], sizeof(qiki_track)) == 0);
    }
    CHECK(with.b.rig.metric("bearings.unused") == 5);
}

TEST_CASE("of two tracks each takes the bearing that is its own") {
    bench b(calm(true));
    const vec3 apart{4e3, 6e3, 0};
    const auto other = [&](double t) { return vec3{flown(t)[0] + apart[0], flown(t)[1] + apart[1], 0}; };
    const auto flat = [](vec3 at, double t) {
        at[2] = 0;
        return enu(ns(t), at[0], at[1]);
    };
    double t = 0;
    for (int k = 0; k < 6; ++k, t += 4) b.scan(ns(t), {flat(flown(t), t), flat(other(t), t)});
    REQUIRE(confirmed(b.tracks()).size() == 2);
    const vec3 from{-30e3, 0, 0};
    for (int k = 0; k < 10; ++k, t += 2) {
        b.sigma = {0, blur, 0, 0};
        b.shape = [&](qiki_frame& f) { passive(f, from, {}, 0.9); };
        const qiki_contact mine = strobe(from, flown(t), ns(t)), yours = strobe(from, other(t), ns(t));
        b.scan(ns(t), {yours, mine}, 10);
        size_t right = 0;
        for (const qiki_assoc& a : b.links()) {
            if (a.weight < 0.5) continue;
            const auto x =
                std::find_if(b.tracks().begin(), b.tracks().end(), [&](const auto& r) { return r.id == a.track; });
            REQUIRE(x != b.tracks().end());
            const bool first = std::hypot(x->x[0] - flown(t)[0], x->x[1] - flown(t)[1]) < 2e3;
            right += a.item == (first ? static_cast<uint64_t>(2 * k + 2) : static_cast<uint64_t>(2 * k + 1));
        }
        CHECK(right == 2);
    }
    CHECK(b.rig.metric("bearings.used") == 20);
}

TEST_CASE("a station that does not say how often it hears a target counts no silence, one that does counts it") {
    for (const double pd : {0.0, 0.9}) {
        watch w(true);
        double t = w.met(4, true);
        const vec3 from{-30e3, 0, 0};
        for (int k = 0; k < 3; ++k, t += 2) {
            w.b.shape = [&](qiki_frame& f) { passive(f, from, {}, pd); };
            w.b.scan(ns(t), {}, 10);
        }
        REQUIRE(w.b.tracks().size() == 1);
        CHECK(w.b.tracks()[0].misses == (pd > 0 ? 3 : 0));
    }
}

TEST_CASE("a strobe in a radar's frame counts as what the radar saw of its target") {
    watch w(true);
    double t = w.met(5, true);
    for (int k = 0; k < 8; ++k, t += 4) w.b.scan(ns(t), {strobe({0, 0, 0}, flown(t), ns(t)), polar(ns(t), 5e4, 3)});
    REQUIRE(confirmed(w.b.tracks()).size() >= 1);
    CHECK(w.b.tracks()[0].misses == 0);
    CHECK(w.b.tracks()[0].hits == 14);
}

TEST_CASE("trackers that cannot use bearings say so, and lose no track by a station that hears nothing else") {
    for (const char* id : {"qiki.tracker.pmbm", "qiki.tracker.phd", "qiki.tracker.alphabeta"}) {
        const bool fixed_gate = std::string(id) == "qiki.tracker.alphabeta";
        bench b(fixed_gate ? rig::settings{{"gate", 2000.0}} : rig::settings{}, {}, id);
        b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
        b.sigma = {30, 0.001, 0.001, 1};
        double t = 0;
        for (int k = 0; k < 8; ++k, t += 4) {
            b.shape = [](qiki_frame&) {};
            b.scan(ns(t), {seen_from({0, 0, 0}, flown(t), ns(t))});
            const vec3 from{-30e3, 0, 0};
            for (int n = 1; n < 4; ++n) { // more often than the radar
                b.shape = [&](qiki_frame& f) { passive(f, from, {}, 0.9); };
                b.scan(ns(t + n), {strobe(from, flown(t + n), ns(t + n))}, 10);
            }
        }
        INFO(id << ": " << b.tracks().size() << " tracks");
        CHECK(b.rig.metric("bearings.unused") == 24);
        REQUIRE(confirmed(b.tracks()).size() == 1);
        CHECK(confirmed(b.tracks())[0].hits == 8);
    }
}
