// SPDX-License-Identifier: MIT
// tests/unit/vehicles/dynamics.cpp - the equations of motion: closed forms, an independent integration, order, limits.
#include "flight.hpp"

using namespace flight;

namespace {

const std::string open = "open";

// A fleet-free aircraft whose inputs are constant and whose limits do not bind.
rig::settings loose(double roll_rate, double pitch_rate, double throttle) {
    return {{"control", open},  {"roll_rate", roll_rate}, {"pitch_rate", pitch_rate}, {"throttle", throttle},
            {"speed", 20.0},    {"speed_min", 1.0},       {"speed_max", 200.0},       {"max_roll", 1.4},
            {"max_pitch", 1.4}, {"at", numbers{0, 0, 0}}, {"heading", QIKI_PI / 2}};
}

// The same equations by a method of another kind and finer by far: midpoint rule with Richardson's extrapolation, libm.
std::array<long double, 4> integrated(double p, double q, double u, double length, double seconds) {
    const auto midpoint = [&](int n) {
        const long double h = static_cast<long double>(seconds) / n;
        std::array<long double, 4> s{0, 0, 0, 0}; // x y z yaw
        for (int k = 0; k < n; ++k) {
            const auto rate = [&](long double t) { return (20 + u / 5 * t) / length * std::tan(p * t); };
            const long double t = k * h, mid = t + h / 2, yaw = s[3] + h / 2 * rate(t + h / 4);
            const long double v = 20 + u / 5 * mid, ground = v * std::cos(q * mid);
            s[0] += h * ground * std::cos(yaw), s[1] += h * ground * std::sin(yaw);
            s[2] += h * v * std::sin(q * mid), s[3] += h * rate(mid);
        }
        return s;
    };
    const auto a = midpoint(20'000), b = midpoint(40'000);
    std::array<long double, 4> s;
    for (size_t i = 0; i < 4; ++i) s[i] = b[i] + (b[i] - a[i]) / 3;
    return s;
}

double distance(const qiki_truth& a, const qiki_truth& b) {
    return std::hypot(a.pos[0] - b.pos[0], a.pos[1] - b.pos[1], a.pos[2] - b.pos[2]);
}

qiki_truth after(const rig::settings& s, double seconds, double dt) {
    auto all = s;
    all["dt"] = dt;
    planes v(all);
    return tick(v, 0, static_cast<qiki_ns>(seconds * 1e9))[0];
}

} // namespace

TEST_CASE("Straight and level flight is a straight line at constant speed") {
    planes v({{"at", numbers{-1000, 0, 200}}, {"heading", QIKI_PI / 2}, {"speed", 21.0}});
    const auto all = fly(v, 1000, second / 10);
    REQUIRE(all.size() == 1000);
    for (size_t k = 0; k < all.size(); ++k) {
        CHECK(all[k].pos[0] == Approx(-1000 + 2.1 * static_cast<double>(k + 1)).margin(1e-9));
        CHECK(all[k].pos[1] == 0);
        CHECK(all[k].pos[2] == 200);
        CHECK(all[k].vel[0] == 21);
    }
}

TEST_CASE("A constant roll flies the circle of radius length / tan(roll) at the rate V / length * tan(roll)") {
    // Roll in for a second at 0.3 rad/s, where the limit holds it: from then on the turn is a circle.
    rig::settings s = loose(0.3, 0, 0);
    s["max_roll"] = 0.3, s["dt"] = 0.05;
    planes v(s);
    tick(v, 0, 2 * second);
    const double rate = 20 / 13.0 * std::tan(0.3), radius = 13 / std::tan(0.3);
    const auto all = fly(v, 300, second / 10, 2 * second);
    for (size_t k = 1; k < all.size(); ++k) {
        CHECK(std::remainder(yaw(all[k]) - yaw(all[k - 1]) - 0.1 * rate, 2 * QIKI_PI) == Approx(0).margin(1e-12));
        CHECK(all[k].rate[2] == Approx(rate * std::cos(0.3)).epsilon(1e-12));
    }
    const auto centre = [&](const qiki_truth& r, size_t i) {
        return i == 0 ? r.pos[0] - radius * std::sin(yaw(r)) : r.pos[1] + radius * std::cos(yaw(r));
    };
    for (const qiki_truth& r : all)
        for (size_t i = 0; i < 2; ++i) CHECK(centre(r, i) == Approx(centre(all[0], i)).margin(1e-6));
    CHECK(roll(all.back()) == Approx(0.3).epsilon(1e-12)); // left wing down in a left turn
}

TEST_CASE("The model agrees with an independent integration of the same equations") {
    const double inputs[][3] = {{0.2, 0.1, 20}, {-0.3, 0.15, -15}, {0.25, -0.2, 30}, {0, 0.3, 0}};
    for (const auto& [p, q, u] : inputs) {
        const auto exact = integrated(p, q, u, 13, 3);
        const auto r = after(loose(p, q, u), 3, 0.005);
        for (size_t i = 0; i < 3; ++i) CHECK(r.pos[i] == Approx(static_cast<double>(exact[i])).margin(2e-7));
        CHECK(std::remainder(yaw(r) - static_cast<double>(exact[3]), 2 * QIKI_PI) == Approx(0).margin(2e-9));
        CHECK(speed(r) == Approx(20 + u / 5 * 3).epsilon(1e-12));
        CHECK(pitch(r) == Approx(3 * q).epsilon(1e-12));
        CHECK(roll(r) == Approx(3 * p).margin(1e-12));
    }
}

TEST_CASE("Half the step divides the error by sixteen: the method is of fourth order") {
    const rig::settings s = loose(0.3, 0.2, 40);
    const auto exact = after(s, 3.2, 0.0005);
    double previous = distance(after(s, 3.2, 0.4), exact);
    for (const double dt : {0.2, 0.1, 0.05}) {
        const double error = distance(after(s, 3.2, dt), exact);
        INFO("dt " << dt << " error " << error);
        CHECK(previous / error > 14);
        CHECK(previous / error < 19);
        previous = error;
    }
}

TEST_CASE("Velocity lies along body x and the rates are those of the attitude") {
    planes v(loose(0.3, 0.2, 40));
    const auto all = fly(v, 3000, second / 1000);
    for (size_t k = 1; k + 1 < all.size(); k += 100) {
        const qiki_truth& r = all[k];
        const vec3 ahead = turned(r, {1, 0, 0}), rate = rate_between(all[k - 1], all[k + 1], 2e-3);
        double norm = 0;
        for (const double q : r.att) norm += q * q;
        CHECK(norm == Approx(1).epsilon(1e-14));
        for (size_t i = 0; i < 3; ++i) {
            CHECK(ahead[i] * speed(r) == Approx(r.vel[i]).margin(1e-12));
            CHECK(r.rate[i] == Approx(rate[i]).margin(1e-5));
            CHECK((all[k + 1].pos[i] - all[k - 1].pos[i]) / 2e-3 == Approx(r.vel[i]).margin(1e-4));
        }
    }
}

TEST_CASE("Whatever the inputs and the step, no state leaves its limits") {
    for (const double sign : {1.0, -1.0})
        for (const qiki_ns period : {second / 100, second / 10, second, 7 * second}) {
            planes v(
                {{"control", open}, {"roll_rate", 90 * sign}, {"pitch_rate", 50 * sign}, {"throttle", 100 * sign}});
            double fastest = 0, last_speed = 20, h = static_cast<double>(period) / 1e9;
            for (const qiki_truth& r : fly(v, 100, period)) {
                CHECK(speed(r) >= 15 - 1e-12);
                CHECK(speed(r) <= 40 + 1e-12);
                CHECK(std::fabs(roll(r)) <= 30 * degree + 1e-12);
                CHECK(std::fabs(pitch(r)) <= 30 * degree + 1e-12);
                CHECK(std::fabs(speed(r) - last_speed) <= 20 * h + 1e-12); // throttle / 5 at 100 %
                last_speed = speed(r);
                fastest = std::fmax(fastest, std::fabs(roll(r)));
            }
            CHECK(fastest == Approx(30 * degree)); // and they are reached
        }
}

TEST_CASE("Rates are limited while the angle is still free") {
    planes v({{"control", open}, {"roll_rate", 90.0}, {"pitch_rate", -50.0}});
    const auto all = fly(v, 4, second / 10);
    for (size_t k = 0; k < all.size(); ++k) {
        CHECK(roll(all[k]) == Approx(0.1 * static_cast<double>(k + 1)));
        CHECK(pitch(all[k]) == Approx(-0.1 * static_cast<double>(k + 1)));
    }
}
