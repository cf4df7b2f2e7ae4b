// SPDX-License-Identifier: MIT
// tests/unit/sdk/plots.cpp - contacts as places, and the nearest of them against a search through all.
#include "qiki/plots.h"
#include "qiki/random.h"
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

namespace {
constexpr qiki_ns second = 1'000'000'000;

qiki_frame
frame(uint32_t count =
          0) { // of an antenna at (100, -200, 30), turned to the east and tilted by 0.3 rad in its body's axes
    qiki_frame f{};
    f.label = QIKI_LABEL_OK, f.count = count, f.t_to = f.t_available = 100 * second, f.valid = QIKI_FRAME_HAS_PLATFORM;
    f.pos[0] = 100, f.pos[1] = -200, f.pos[2] = 30, f.att[0] = 1;
    return f;
}
qiki_contact contact(uint8_t kind, double a, double b, double c, qiki_ns t = 100 * second) {
    qiki_contact x{};
    x.id = 7, x.t = t, x.kind = kind, x.label = QIKI_LABEL_OK, x.valid = QIKI_CONTACT_HAS_POSITION;
    x.z[0] = a, x.z[1] = b, x.z[2] = c;
    REQUIRE(qiki_contact_flaw(&x) == nullptr);
    return x;
}
bool at(const qiki_plot& p, double e, double n, double u) {
    return std::hypot(p.enu[0] - e, p.enu[1] - n, p.enu[2] - u) < 1e-9;
}
double drawn(uint64_t k, uint32_t what) { return qiki_uniform(qiki_draw(1, k, what, 0, 0), 0); }
} // namespace

TEST_CASE("A contact is the place that its kind, its antenna and its axes say") {
    qiki_frame f = frame();
    qiki_plot p{};
    const qiki_contact north = contact(QIKI_POLAR, 1000, 0, 0), east = contact(QIKI_POLAR, 1000, QIKI_PI / 2, 0),
                       high = contact(QIKI_POLAR, 1000, 0, QIKI_PI / 6, 98 * second),
                       there = contact(QIKI_ENU, 1, 2, 3);
    CHECK((qiki_plot_of(&f, &north, &p) == 1 && at(p, 100, 800, 30)));
    CHECK((qiki_plot_of(&f, &east, &p) == 1 && at(p, 1100, -200, 30)));
    CHECK((qiki_plot_of(&f, &high, &p) == 1 && at(p, 100, -200 + 500 * std::sqrt(3), 530)));
    CHECK((p.ago == 2 && p.t == 98 * second && p.id == 7 && p.used == 0));
    CHECK((qiki_plot_of(&f, &there, &p) == 1 && at(p, 1, 2, 3)));

    f.vel[0] = 50, f.vel[1] = -20, f.vel[2] = 1; // two seconds before it was at (0, -160, 28)
    CHECK((qiki_plot_of(&f, &high, &p) == 1 && at(p, 0, -160 + 500 * std::sqrt(3), 528)));
    CHECK((qiki_plot_of(&f, &north, &p) == 1 && at(p, 100, 800, 30)));
    for (double& v : f.vel) v = 0;

    f.axes = QIKI_AXES_BODY; // x ahead to the east, z up: bearing 0 is east, and a quarter clockwise is south
    CHECK((qiki_plot_of(&f, &north, &p) == 1 && at(p, 1100, -200, 30)));
    CHECK((qiki_plot_of(&f, &east, &p) == 1 && at(p, 100, -1200, 30)));
    f.att[0] = f.att[3] = std::sqrt(0.5); // a quarter about up: x to the north, and bearings are those of ENU
    CHECK((qiki_plot_of(&f, &east, &p) == 1 && at(p, 1100, -200, 30)));
    CHECK((qiki_plot_of(&f, &high, &p) == 1 && at(p, 100, -200 + 500 * std::sqrt(3), 530)));
    f.att[0] = f.att[2] = std::sqrt(0.5), f.att[3] = 0; // a quarter about north (body y): x points down, z to the east
    CHECK((qiki_plot_of(&f, &north, &p) == 1 && at(p, 100, -200, -970)));
    CHECK((qiki_plot_of(&f, &there, &p) == 1 && at(p, 1, 2, 3))); // no matter of axes
}

TEST_CASE("What says no place is none, and a kind that is none is told apart") {
    const qiki_frame f = frame();
    qiki_plot p{};
    const auto says = [&](auto change, uint8_t kind = QIKI_POLAR) {
        qiki_contact c = contact(kind, 1, 1, 1);
        change(c);
        return qiki_plot_of(&f, &c, &p);
    };
    CHECK(says([](auto&) {}) == 1);
    CHECK(says([](auto& c) { c.label = QIKI_LABEL_STALE; }) == 0);
    CHECK(says([](auto& c) { c.valid &= ~QIKI_CONTACT_HAS_Z(2), c.z[2] = 0; }) == 0);
    CHECK(says([](auto& c) { c.z[0] = NAN; }) == 0);
    CHECK(says([](auto& c) { c.z[0] = 1e13; }) == 0);
    CHECK(says([](auto& c) { c.z[1] = -1e300; }, QIKI_ENU) == 0);
    CHECK(says([](auto& c) { c.t += 1; }) == 0);
    CHECK(says([](auto& c) { c.t = INT64_MIN; }) == 0);
    CHECK(says([](auto& c) { c.kind = QIKI_GEODETIC; }) == -1);
    CHECK(says([](auto& c) { c.kind = 200; }) == -1);
    qiki_frame nowhere = f;
    nowhere.valid = 0;
    const qiki_contact polar = contact(QIKI_POLAR, 1, 1, 1), enu = contact(QIKI_ENU, 1, 1, 1);
    CHECK(qiki_plot_of(&nowhere, &polar, &p) == 0);
    CHECK(qiki_plot_of(&nowhere, &enu, &p) == 1);
}

TEST_CASE("The nearest plot is that of a search through all, in whatever order the contacts come") {
    for (uint64_t round = 0; round < 200; ++round) {
        const auto n = static_cast<uint32_t>(round % 40);
        std::vector<qiki_contact> c;
        for (uint32_t i = 0; i < n; ++i) {
            const auto ago = static_cast<qiki_ns>(drawn(round * 100 + i, 4) * 5e9);
            const auto z = [&](uint32_t k) {
                return std::floor(drawn(round * 100 + i, k) * 40) * 50;
            }; // many are alike
            c.push_back(contact(QIKI_ENU, z(1), z(2), z(3), 100 * second - ago));
            c.back().id = i + 1;
        }
        if (n > 3) c[1].kind = QIKI_BEARING_ONLY, c[1].valid = 0, c[1].z[0] = c[1].z[1] = c[1].z[2] = 0;
        const qiki_frame f = frame(n);
        std::vector<qiki_plot> one(n + 1), two(n + 1);
        qiki_plots a{one.data(), 0, 0}, b{two.data(), 0, 0};
        CHECK(qiki_plots_of(&a, &f, c.data()) == (n > 3 ? 1 : 0));
        std::reverse(c.begin(), c.end());
        if (n > 2) std::swap(c[0], c[n / 2]);
        qiki_plots_of(&b, &f, c.data());
        REQUIRE((a.count == b.count && a.oldest == b.oldest && a.count == n - (n > 3 ? 1 : 0)));
        for (size_t i = 0; i < a.count; ++i) REQUIRE(a.at[i].id == b.at[i].id);
        for (size_t i = 1; i < a.count; ++i) CHECK(a.at[i - 1].enu[0] <= a.at[i].enu[0]);
        for (size_t i = 0; i < a.count; i += 3) a.at[i].used = 1;

        const double x[3] = {drawn(round, 5) * 2000, drawn(round, 6) * 2000, drawn(round, 7) * 2000};
        const double v[3] = {drawn(round, 8) * 600 - 300, drawn(round, 9) * 600 - 300, 5};
        const double gate = drawn(round, 10) * 1500;
        const qiki_ns after = 97 * second;
        double least = INFINITY;
        for (size_t i = 0; i < a.count; ++i) {
            const qiki_plot& p = a.at[i];
            double square = 0;
            for (int k = 0; k < 3; ++k) square += std::pow(p.enu[k] - (x[k] - v[k] * p.ago), 2);
            if (!p.used && p.t > after && square <= gate * gate) least = std::min(least, square);
        }
        const qiki_plot* best = qiki_nearest_plot(&a, x, v, gate, after);
        REQUIRE((best == nullptr) == std::isinf(least));
        if (!best) continue;
        double square = 0;
        for (int k = 0; k < 3; ++k) square += std::pow(best->enu[k] - (x[k] - v[k] * best->ago), 2);
        CHECK(square == Approx(least));
        CHECK((!best->used && best->t > after));
    }
}
