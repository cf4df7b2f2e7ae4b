// SPDX-License-Identifier: MIT
// tests/unit/bridges/registration.cpp - a radar with known errors, and what is found of them.
#include "plugins/bridges/registration/bias.hpp"
#include "qiki/math.h"
#include "qiki/random.h"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>

namespace {
constexpr qiki_ns second = 1'000'000'000;

struct found {
    double range, azimuth, delay, pairs, alone;
};

// Four targets on straight lines, seen every 8 s by a radar at (1000, -2000, 50) that errs as said; the reference has
// them every 4 s, exactly.
found estimate(double range_m, double azimuth, double delay_s, uint16_t code_of_radar = 0, bool wanted_delay = true) {
    rig::instance b("qiki.bridge.registration", {{"delay", wanted_delay}});
    const double start[4][4] = {
        {80e3, 10e3, -220, 30}, {-60e3, 90e3, 150, -120}, {-40e3, -120e3, 40, 240}, {150e3, -70e3, -90, -200}};
    const auto at = [&](int k, double t, double* x) {
        x[0] = start[k][0] + t * start[k][2], x[1] = start[k][1] + t * start[k][3], x[2] = 9000;
    };
    uint64_t id = 0, seq = 0;
    for (int64_t tick = 1; tick <= 900; ++tick) {
        std::vector<qiki_track> known;
        if (tick % 4 == 0)
            for (int k = 0; k < 4; ++k) {
                qiki_track x{};
                x.id = static_cast<uint64_t>(k + 1), x.t = tick * second, x.flags = QIKI_TRACK_REFERENCE,
                x.state_dims = 3;
                x.status = QIKI_TRACK_CONFIRMED, x.valid = QIKI_TRACK_HAS_MODE3A,
                x.mode3a = static_cast<uint16_t>(100 + k);
                at(k, static_cast<double>(tick), x.x);
                known.push_back(x);
            }
        if (!known.empty()) b.give("tracks", known, 9);
        qiki_frame f{};
        std::vector<qiki_contact> plots;
        for (int k = 0; k < 4; ++k) {
            if ((tick + 2 * k) % 8 != 0) continue;
            const double t = static_cast<double>(tick) - 0.3;
            double x[3];
            at(k, t - delay_s, x);
            const double e = x[0] - 1000, n = x[1] + 2000, u = x[2] - 50;
            const qiki_bits chance = qiki_draw(7, static_cast<uint64_t>(tick), static_cast<uint64_t>(k), 0, 0);
            qiki_contact c{};
            c.id = ++id, c.t = static_cast<qiki_ns>(t * 1e9), c.valid = 3 | QIKI_CONTACT_HAS_MODE3A;
            c.mode3a = code_of_radar ? code_of_radar : static_cast<uint16_t>(100 + k);
            c.z[0] = std::sqrt(e * e + n * n + u * u) + range_m + 60 * qiki_normal(chance, 0);
            c.z[1] = qiki_atan2(e, n) + azimuth + 0.0008 * qiki_normal(chance, 1);
            plots.push_back(c);
        }
        f.seq = seq++, f.first = id - plots.size(), f.count = static_cast<uint32_t>(plots.size()), f.source = 3,
        f.sensor = 77;
        f.valid = QIKI_FRAME_HAS_PLATFORM, f.t_to = tick * second;
        f.pos[0] = 1000, f.pos[1] = -2000, f.pos[2] = 50;
        b.give<qiki_frame>("frames", {f}, 3);
        b.give("contacts", plots, 3);
        b.tick((tick - 1) * second, tick * second);
    }
    b.finish();
    const bool any = b.metric("pairs") > 0;
    return {any ? b.metric("range") * 1852 : 0, any ? b.metric("azimuth") * QIKI_PI / 180 : 0,
            any && wanted_delay ? b.metric("delay") : 0, b.metric("pairs"), b.metric("alone")};
}
} // namespace

TEST_CASE("range bias, azimuth bias and delay come out as they were put in") {
    for (const auto& [r, a, d] :
         {std::tuple{0.0, 0.0, 0.0}, {195.0, 0.0093, 0.0}, {-400.0, -0.02, 0.4}, {50.0, 0.001, -0.7}}) {
        INFO(r << " " << a << " " << d);
        const found f = estimate(r, a, d);
        CHECK(f.pairs > 400);
        CHECK(f.range == Approx(r).margin(15));
        CHECK(f.azimuth == Approx(a).margin(0.0002));
        CHECK(f.delay == Approx(d).margin(0.1));
    }
}

TEST_CASE("a delay that is not estimated goes into range and azimuth: the state is needed") {
    const found f = estimate(0, 0, 2, 0, false);
    CHECK((std::fabs(f.range) > 20 || std::fabs(f.azimuth) > 0.0005));
}

TEST_CASE("plots of nobody whom the reference knows are no pairs") {
    const found f = estimate(195, 0.0093, 0, 55);
    CHECK(f.pairs == 0);
    CHECK(f.alone > 400);
}

TEST_CASE("one wild difference is refused and moves nothing") {
    registration::bias b({});
    std::array<double, 2> left{};
    for (int k = 0; k < 50; ++k) REQUIRE(b.take({k * 1.0, 100, 0.001, k % 2 ? 200.0 : -200.0, 0}, left));
    const auto before = b.estimate();
    CHECK_FALSE(b.take({50, 5000, 0.001, 100, 0}, left));
    CHECK(b.estimate() == before);
    CHECK(b.sigma(0) < 30);
}
