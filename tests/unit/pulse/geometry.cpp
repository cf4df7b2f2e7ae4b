// SPDX-License-Identifier: MIT
// tests/unit/pulse/geometry.cpp - range, bearing, elevation and range rate, from the ground and from a moving carrier.
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {

double draw(uint64_t who, uint32_t i) { return 2 * qiki_uniform(qiki_draw(99, 0, who, 0, i), 0) - 1; }

std::vector<qiki_truth> cloud(size_t n, double size) {
    std::vector<qiki_truth> all;
    for (uint64_t k = 1; k <= n; ++k)
        all.push_back(body(k, size * draw(k, 0), size * draw(k, 1), size * draw(k, 2), 300 * draw(k, 3),
                           300 * draw(k, 4), 100 * draw(k, 5)));
    return all;
}
std::array<double, 4> yawed(double heading) { // heading clockwise from north; x forward, y left, z up
    const qiki_sc half = qiki_sincos((QIKI_PI / 2 - heading) / 2);
    return {half.cos, 0, 0, half.sin};
}
qiki_truth craft(double e, double n, double u, const std::array<double, 4>& att) {
    qiki_truth c = body(1, e, n, u);
    c.valid |= QIKI_TRUTH_HAS_ATTITUDE;
    std::copy(att.begin(), att.end(), c.att);
    return c;
}
double apart(double a, double b) { return std::fabs(std::remainder(a - b, 2 * QIKI_PI)); }

} // namespace

TEST_CASE("Coordinate frame and polar helpers: a contact says where the body is: slant range, bearing from north, "
          "elevation, range rate",
          "[capability]") {
    const auto all = cloud(200, 9e3);
    const report r = fly(staring({{"at", std::vector<double>{100, -200, 30}}}), all, 0.1);
    REQUIRE(r.contacts.size() == 200);
    for (size_t i = 0; i < 200; ++i) {
        const qiki_truth& b = all[r.who(i) - 1];
        const double t = 0.1, e = b.pos[0] + b.vel[0] * t - 100, n = b.pos[1] + b.vel[1] * t + 200,
                     u = b.pos[2] + b.vel[2] * t - 30, range = std::sqrt(e * e + n * n + u * u);
        const qiki_contact& c = r.contacts[i];
        CHECK(c.kind == QIKI_POLAR);
        CHECK((c.valid & 15u) == 15u);
        CHECK(std::fabs(c.z[0] - range) < 1e-9);
        CHECK(apart(c.z[1], std::atan2(e, n)) < 1e-12);
        CHECK(std::fabs(c.z[2] - std::asin(u / range)) < 1e-12);
        CHECK(std::fabs(c.z[3] - (e * b.vel[0] + n * b.vel[1] + u * b.vel[2]) / range) < 1e-9);
        CHECK(c.z[1] >= 0);
        CHECK(c.z[1] < 2 * QIKI_PI);
    }
}

TEST_CASE("Closing is negative, opening positive, crossing zero") {
    const report r =
        fly(staring(), {body(1, 0, 5e3, 0, 0, -50), body(2, 5e3, 0, 0, 70, 0), body(3, -5e3, 0, 0, 0, 40)}, 0.1);
    CHECK(r.of(1).at(0).z[3] == Approx(-50));
    CHECK(r.of(2).at(0).z[3] == Approx(70));
    CHECK(std::fabs(r.of(3).at(0).z[3]) < 0.1);
}

TEST_CASE("Bearings go once around the compass and wrap at north") {
    const report r =
        fly(staring(),
            {body(1, 0, 1e3, 0), body(2, 1e3, 0, 0), body(3, 0, -1e3, 0), body(4, -1e3, 0, 0), body(5, -1e-3, 1e3, 0)},
            0.1);
    CHECK(r.of(1).at(0).z[1] == 0);
    CHECK(r.of(2).at(0).z[1] == Approx(QIKI_PI / 2).epsilon(1e-14));
    CHECK(r.of(3).at(0).z[1] == Approx(QIKI_PI).epsilon(1e-14));
    CHECK(r.of(4).at(0).z[1] == Approx(3 * QIKI_PI / 2).epsilon(1e-14));
    CHECK(r.of(5).at(0).z[1] == Approx(2 * QIKI_PI - 1e-6).epsilon(1e-14));
    const report noisy = fly(staring({{"sigma_bearing", 0.01}}), {body(1, 0, 1e3, 0)}, 10);
    size_t left = 0;
    for (const qiki_contact& c : noisy.contacts) {
        CHECK(c.z[1] >= 0);
        CHECK(c.z[1] < 2 * QIKI_PI);
        left += c.z[1] > QIKI_PI;
    }
    CHECK(left > 25);
    CHECK(left < 75);
}

TEST_CASE("Coordinate frame and polar helpers: turning the world turns the bearings by as much and nothing else",
          "[capability]") {
    const auto all = cloud(100, 9e3);
    for (double angle : {0.3, 2.0, -1.1}) {
        const qiki_sc v = qiki_sincos(angle);
        auto other = all;
        for (qiki_truth& b : other)
            for (double* x : {b.pos, b.vel}) {
                const double e = x[0], n = x[1];
                x[0] = e * v.cos + n * v.sin, x[1] = n * v.cos - e * v.sin;
            }
        const report a = fly(staring(), all, 0.1), b = fly(staring(), other, 0.1);
        for (uint64_t k = 1; k <= 100; ++k) {
            const qiki_contact x = a.of(k).at(0), y = b.of(k).at(0);
            CHECK(std::fabs(x.z[0] - y.z[0]) < 1e-9);
            CHECK(apart(x.z[1] + angle, y.z[1]) < 1e-9);
            CHECK(std::fabs(x.z[2] - y.z[2]) < 1e-9);
            CHECK(std::fabs(x.z[3] - y.z[3]) < 1e-9);
        }
    }
}

TEST_CASE("Moving the world with its antenna changes nothing") {
    const auto all = cloud(100, 9e3);
    auto other = all;
    for (qiki_truth& b : other) b.pos[0] += 4096, b.pos[1] -= 2048, b.pos[2] += 512;
    const report a = fly(ideal(), all, 2), b = fly(ideal({{"at", std::vector<double>{4096, -2048, 512}}}), other, 2);
    REQUIRE(a.contacts.size() == b.contacts.size());
    REQUIRE(a.contacts.size() > 150);
    for (size_t i = 0; i < a.contacts.size(); ++i) {
        CHECK(a.who(i) == b.who(i));
        for (int k = 0; k < 4; ++k) CHECK(std::fabs(a.contacts[i].z[k] - b.contacts[i].z[k]) < 1e-6);
    }
}

TEST_CASE("Nothing outside the field of view is reported, everything inside is") {
    const rig::settings view = {{"azimuth", 0.5},       {"azimuth_width", 1.2}, {"elevation_min", -0.1},
                                {"elevation_max", 0.6}, {"range_min", 2e3},     {"range", 8e3}};
    const auto all = cloud(3000, 8e3);
    for (bool scans : {false, true}) {
        const report r = fly(scans ? ideal(view) : staring(view), all, scans ? 1 : 0.001, scans ? 0.05 : 0.001);
        size_t inside = 0, edge = 0;
        for (const qiki_truth& b : all) {
            const auto seen = r.of(b.entity);
            const double t = seen.empty() ? 0.0005 : static_cast<double>(seen[0].t) * 1e-9;
            const double e = b.pos[0] + b.vel[0] * t, n = b.pos[1] + b.vel[1] * t, u = b.pos[2] + b.vel[2] * t;
            const double range = std::sqrt(e * e + n * n + u * u),
                         az = std::remainder(std::atan2(e, n) - 0.5, 2 * QIKI_PI);
            const double el = std::asin(u / range), reach = scans ? 400.0 : 1.0; // how far it may have moved meanwhile
            const bool in = range >= 2e3 && range <= 8e3 && std::fabs(az) <= 0.6 && el >= -0.1 && el <= 0.6;
            const double slack =
                std::min({std::fabs(range - 2e3), std::fabs(range - 8e3), std::fabs(std::fabs(az) - 0.6) * range,
                          std::fabs(el + 0.1) * range, std::fabs(el - 0.6) * range});
            inside += in, edge += slack < reach;
            if (!seen.empty()) {
                CHECK(range >= 2e3 - 1e-6);
                CHECK(range <= 8e3 + 1e-6);
                CHECK(std::fabs(az) <= 0.6 + 1e-9);
                CHECK(el >= -0.1 - 1e-9);
                CHECK(el <= 0.6 + 1e-9);
            } else if (slack >= reach) CHECK_FALSE(in);
        }
        CHECK(inside > 50);
        CHECK(edge < 3000);
    }
}

TEST_CASE("The horizon hides what flies low and far, if it is asked to") {
    const std::vector<qiki_truth> all = {body(1, 0, 60e3, -230), body(2, 0, 60e3, 2000), body(3, 0, 10e3, 20)};
    const rig::settings far = {{"range", 100e3}, {"at", std::vector<double>{0, 0, 15}}};
    CHECK(fly(staring(far), all, 0.1).contacts.size() == 3);
    const report r = fly(staring(with(far, {{"horizon", true}})), all, 0.1);
    CHECK(r.of(1).empty()); // 52 m over an earth that has sunk by 282 m: hidden beyond 45.8 km
    CHECK(r.of(2).size() == 1);
    CHECK(r.of(3).size() == 1);
}

TEST_CASE("A radar on a carrier is where the carrier is, and does not see it") {
    auto all = cloud(20, 5e3);
    const report r = fly(staring(), all, 0.1, 0.1, {.host_entity = 7});
    CHECK(r.contacts.size() == 19);
    CHECK(r.of(7).empty());
    const qiki_frame& f = r.frames.at(0);
    CHECK(f.platform == 7);
    for (int i = 0; i < 3; ++i) {
        CHECK(f.pos[i] == Approx(all[6].pos[i] + 0.1 * all[6].vel[i]));
        CHECK(f.vel[i] == all[6].vel[i]);
    }
    // The range rate is that between the two, so a body at rest comes closer to a carrier that flies at it.
    const report toward = fly(staring(), {body(1, 0, 0, 0, 0, 100), body(2, 0, 5e3, 0)}, 0.1, 0.1, {.host_entity = 1});
    CHECK(toward.of(2).at(0).z[3] == Approx(-100));
    CHECK(toward.of(2).at(0).z[0] == Approx(4990));
}

TEST_CASE("In body axes bearing 0 is the nose, a quarter turn is starboard, elevation is towards body z") {
    const rig::settings nose = staring({{"axes", std::string("body")}});
    for (double heading : {0.0, 0.7, 3.0, -2.0}) {
        const qiki_sc v = qiki_sincos(heading);
        const auto at = [&](uint64_t id, double ahead, double right, double up) {
            return body(id, 100 + ahead * v.sin + right * v.cos, 200 + ahead * v.cos - right * v.sin, 300 + up);
        };
        const report r = fly(nose,
                             {craft(100, 200, 300, yawed(heading)), at(2, 1e3, 0, 0), at(3, 0, 1e3, 0),
                              at(4, 0, -1e3, 0), at(5, 1e3, 0, 1e3)},
                             0.1, 0.1, {.host_entity = 1});
        CHECK(apart(r.of(2).at(0).z[1], 0) < 1e-12);
        CHECK(apart(r.of(3).at(0).z[1], QIKI_PI / 2) < 1e-12);
        CHECK(apart(r.of(4).at(0).z[1], -QIKI_PI / 2) < 1e-12);
        CHECK(apart(r.of(5).at(0).z[1], 0) < 1e-12);
        CHECK(r.of(5).at(0).z[2] == Approx(QIKI_PI / 4));
        CHECK(r.frames.at(0).axes == QIKI_AXES_BODY);
        for (size_t i = 0; i < 4; ++i) CHECK(r.frames[0].att[i] == Approx(yawed(heading)[i]).margin(1e-15));
    }
    // Rolled to the right by 90 degrees, what is below lies to port... of the pilot: body y (left) points up.
    const double h = std::sqrt(0.5);
    const report rolled = fly(nose, {craft(0, 0, 0, {h, h, 0, 0}), body(2, 0, 0, -1e3), body(3, 0, -1e3, 0)}, 0.1, 0.1,
                              {.host_entity = 1});
    CHECK(apart(rolled.of(2).at(0).z[1], QIKI_PI / 2) < 1e-12);
    CHECK(rolled.of(3).at(0).z[2] == Approx(QIKI_PI / 2));
}

TEST_CASE("Without an attitude the nose points along the velocity") {
    const report r =
        fly(staring({{"axes", std::string("body")}}),
            {body(1, 0, 0, 0, 0, -100), body(2, 0, -5e3, 0), body(3, -5e3, -10, 0)}, 0.1, 0.1, {.host_entity = 1});
    CHECK(apart(r.of(2).at(0).z[1], 0) < 1e-12);
    CHECK(apart(r.of(3).at(0).z[1], QIKI_PI / 2) < 1e-12);
}

TEST_CASE("A turning carrier reports in the axes of the end of the frame, whatever the beam's instant was") {
    qiki_truth c = craft(0, 0, 0, yawed(0));
    c.valid |= QIKI_TRUTH_HAS_RATE;
    c.rate[2] = -0.2; // to the right
    const rig::settings s = ideal({{"axes", std::string("body")}, {"sectors", int64_t{4}}, {"scan_period", 2.0}});
    rig::instance radar("qiki.radar.pulse", s, {.host_entity = 1});
    size_t seen = 0;
    for (qiki_ns t = 0; t < 20 * second; t += second / 10) {
        const qiki_ns to = t + second / 10;
        const auto att = yawed(0.2 * static_cast<double>(to) * 1e-9);
        std::copy(att.begin(), att.end(), c.att);
        auto all = ring(40, 5e3);
        for (qiki_truth& b : all) b.entity += 10, b.t = to;
        c.t = to;
        all.insert(all.begin(), c);
        radar.give("truth", all);
        radar.tick(t, to);
        const auto contacts = radar.took<qiki_contact>("contacts");
        const auto origins = radar.took<qiki_origin>("origin");
        for (const qiki_frame& f : radar.took<qiki_frame>("frames"))
            for (size_t i = 0; i < contacts.size(); ++i) {
                const double bearing = 2 * QIKI_PI * (static_cast<double>(origins[i].entity - 11) + 0.5) / 40;
                CHECK(apart(contacts[i].z[1], bearing - 0.2 * static_cast<double>(f.t_to) * 1e-9) < 1e-9);
                ++seen;
            }
    }
    // The carrier turns with the beam, so the beam takes longer to come around: 1 - 0.2 / pi revolutions per scan.
    CHECK(std::fabs(static_cast<double>(seen) - 40 * 10 * (1 - 0.2 / QIKI_PI * -1)) < 42);
}
