// SPDX-License-Identifier: MIT
// tests/unit/trackers/registration.cpp - the offsets of several radars, found from the targets that they share.
#include "plugins/radar/tracking/offsets.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
constexpr double turn = 4; // s, of each radar
const std::array<vec3, 2> places{{{-3e4, 0, 0}, {3e4, 0, 0}}};
struct off {
    double range = 0, azimuth = 0, clock = 0; // m, rad, s
};
using offs = std::array<off, 2>;

vec3 flown(uint64_t seed, uint64_t j, double t) {
    const auto u = [&](uint32_t i) { return chance(seed, 7, j, i); };
    const double course = 2 * pi * u(2), speed = 150 + 80 * u(3);
    return {1.2e5 * u(0) - 6e4 + speed * t * std::sin(course), 1.2e5 * u(1) - 6e4 + speed * t * std::cos(course), 0};
}

// Twelve targets are seen by both radars in turn, 30 m and 0.06 degrees; the mean square of what the tracks are off,
// m^2, over the last quarter.
struct outcome {
    double square = 0;
    int confirmed = 0; // at the end
};
outcome watch(bench& b, uint64_t seed, const offs& wrong, int turns) {
    outcome o;
    int n = 0;
    for (int k = 0; k < turns; ++k)
        for (uint32_t r = 0; r < 2; ++r) {
            const double t = turn * k + 1.7 * r;
            std::vector<qiki_contact> seen;
            for (uint64_t j = 0; j < 12; ++j) {
                const vec3 at = flown(seed, j, t - wrong[r].clock);
                const double e = at[0] - places[r][0], m = at[1] - places[r][1];
                const uint64_t look = static_cast<uint64_t>(2 * k) + r;
                seen.push_back(polar(ns(t), std::hypot(e, m) + wrong[r].range + 30 * noise(seed, look, j, 0),
                                     std::atan2(e, m) + wrong[r].azimuth + 0.001 * noise(seed, look, j, 1)));
            }
            b.shape = [&](qiki_frame& f) {
                f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER |
                          QIKI_FRAME_HAS_SIGMA;
                std::copy(places[r].begin(), places[r].end(), f.pos);
                f.att[0] = 1, f.bearing[1] = 2 * pi, f.range[0] = 100, f.range[1] = 2e5;
                f.pd = 0.98, f.clutter_density = 1e-6, f.sigma[0] = 30, f.sigma[1] = 0.001;
                f.sigma[2] = f.sigma[3] = 0;
            };
            b.scan(ns(t), seen, r + 1);
            if (4 * k < 3 * turns) continue;
            for (const qiki_track& x : b.tracks()) {
                if (x.status != QIKI_TRACK_CONFIRMED) continue;
                double least = 1e18;
                for (uint64_t j = 0; j < 12; ++j) {
                    const vec3 at = flown(seed, j, static_cast<double>(x.t) * 1e-9);
                    least = std::min(least, std::pow(at[0] - x.x[0], 2) + std::pow(at[1] - x.x[1], 2));
                }
                o.square += least, ++n;
            }
        }
    o.square /= std::max(n, 1);
    for (const qiki_track& x : b.tracks()) o.confirmed += x.status == QIKI_TRACK_CONFIRMED;
    return o;
}
rig::settings with(bool registration) {
    return {{"state_dims", int64_t{2}},
            {"q", 0.2},
            {"max_speed", 400.0},
            {"registration", registration ? int64_t{1} : int64_t{0}}};
}
const offs wrong{{{150, 0.004, 0.0}, {-120, -0.003, 0.08}}};
} // namespace

TEST_CASE("offsets of two radars are found from differences alone, within what the filter says of them") {
    tracking::offset_prior prior;
    tracking::offsets all;
    const std::array<double, 6> truth{130, 0.002, 0.05, -90, -0.0025, -0.04};
    for (size_t k = 0; k < 2; ++k) all.meet(k, true, prior);
    for (uint64_t i = 0; i < 3000; ++i) {
        const double course = 2 * pi * chance(5, i, 0, 2);
        const std::array<double, 2> v{200 * std::sin(course), 200 * std::cos(course)};
        const vec3 at{1.2e5 * chance(5, i, 0, 0) - 6e4, 1.2e5 * chance(5, i, 0, 1) - 6e4, 0};
        std::array<tracking::lever, 2> j;
        std::array<double, 2> y{};
        for (size_t k = 0; k < 2; ++k) {
            const double e = at[0] - places[k][0], n = at[1] - places[k][1], g = std::hypot(e, n);
            j[k] = {{{e / g, n, -v[0]}, {n / g, -e, -v[1]}}};
            for (size_t m = 0; m < 2; ++m)
                for (size_t c = 0; c < 3; ++c) y[m] += (k == 0 ? 1 : -1) * j[k][m][c] * truth[3 * k + c];
        }
        for (size_t m = 0; m < 2; ++m) y[m] += 60 * noise(9, i, m, 0);
        CHECK(all.take(0, j[0], 1, j[1], y, {3600, 0, 0, 3600}));
    }
    double square = 0;
    for (size_t i = 0; i < 6; ++i) {
        const double left = all.of(i / 3)[i % 3] - truth[i], sigma = std::sqrt(all.variance(i / 3, i % 3));
        INFO("offset " << i << ": " << left << " left, " << sigma << " believed");
        CHECK(std::fabs(left) < 4 * sigma);
        if (i % 3 != 2) CHECK(sigma < prior.first[i % 3] / 10);
        square += left * left / (sigma * sigma);
    }
    CHECK(square < 22.5); // chi-square of 6, 0.999
    CHECK(all.sound());
}

TEST_CASE("a difference of another target is not taken, and changes nothing") {
    tracking::offset_prior prior;
    tracking::offsets all;
    for (size_t k = 0; k < 2; ++k) all.meet(k, true, prior);
    const tracking::lever j{{{1, 0, 0}, {0, 1e4, 0}}};
    CHECK_FALSE(all.take(0, j, 1, j, {5e3, 0}, {3600, 0, 0, 3600}));
    CHECK(all.of(0)[0] == 0);
    CHECK(all.take(0, j, 1, j, {100, 0}, {3600, 0, 0, 3600}));
    CHECK(all.of(0)[0] > 0);
    CHECK(all.of(1)[0] == Approx(-all.of(0)[0])); // nothing says which of the two it is
}

TEST_CASE("registration inside fusion finds what two radars add, and its picture is that of radars without offsets") {
    for (const uint64_t seed : {1u, 2u, 3u}) {
        bench plain(with(false), {}, "qiki.tracker.fusion"), mended(with(true), {}, "qiki.tracker.fusion"),
            right(with(false), {}, "qiki.tracker.fusion");
        const outcome p = watch(plain, seed, wrong, 75), m = watch(mended, seed, wrong, 75),
                      r = watch(right, seed, offs{}, 75);
        INFO("seed " << seed << ", rms m: with offsets " << std::sqrt(p.square) << ", registered "
                     << std::sqrt(m.square) << ", without any " << std::sqrt(r.square));
        CHECK(r.confirmed == 12);
        CHECK(m.confirmed == 12);
        CHECK(m.square < p.square / 4);
        CHECK(m.square < 4 * r.square);
        const auto metric = [&](const char* name) { return mended.rig.metric(name); };
        CHECK(metric("radar1.range") - metric("radar2.range") == Approx(270).margin(40));
        CHECK(metric("radar1.azimuth") == Approx(0.004 * 180 / pi).margin(0.03));
        CHECK(metric("radar2.azimuth") == Approx(-0.003 * 180 / pi).margin(0.03));
    }
}

TEST_CASE("radars without offsets are given none that matter") {
    bench mended(with(true), {}, "qiki.tracker.fusion"), plain(with(false), {}, "qiki.tracker.fusion");
    const outcome m = watch(mended, 4, offs{}, 75), r = watch(plain, 4, offs{}, 75);
    CHECK(m.square < 1.3 * r.square);
    CHECK(std::fabs(mended.rig.metric("radar1.azimuth")) < 0.02);
}

TEST_CASE("frames that come late leave offsets and picture as they are in order, to the last bit") {
    bench maker({}, {}, "qiki.tracker.fusion"), ordered(with(true), {}, "qiki.tracker.fusion"),
        mixed(with(true), {}, "qiki.tracker.fusion");
    std::vector<std::pair<qiki_frame, std::vector<qiki_contact>>> all;
    for (int k = 0; k < 60; ++k)
        for (uint32_t r = 0; r < 2; ++r) {
            const double t = turn * k + 1.7 * r;
            std::vector<qiki_contact> seen;
            for (uint64_t j = 0; j < 12; ++j) {
                const vec3 at = flown(6, j, t - wrong[r].clock);
                const double e = at[0] - places[r][0], m = at[1] - places[r][1];
                const uint64_t look = static_cast<uint64_t>(2 * k) + r;
                seen.push_back(polar(ns(t), std::hypot(e, m) + wrong[r].range + 30 * noise(6, look, j, 0),
                                     std::atan2(e, m) + wrong[r].azimuth + 0.001 * noise(6, look, j, 1)));
            }
            maker.shape = [&](qiki_frame& f) {
                f.valid = QIKI_FRAME_HAS_PLATFORM;
                std::copy(places[r].begin(), places[r].end(), f.pos);
                f.att[0] = 1;
            };
            const qiki_frame f = maker.frame(ns(t), seen, r + 1, 0);
            all.emplace_back(f, seen);
        }
    const auto feed = [](bench& b, std::pair<qiki_frame, std::vector<qiki_contact>> x) {
        x.first.t_available = std::max(x.first.t_to + 20 * second, b.now() + 1);
        b.feed({x.first}, {x.second}, x.first.t_available);
    };
    for (const auto& x : all) feed(ordered, x);
    for (size_t i = 0; i + 3 < all.size(); i += 4) // of each four the last comes first
        for (const size_t n : {size_t{3}, size_t{0}, size_t{2}, size_t{1}}) feed(mixed, all[i + n]);
    for (const char* name : {"radar1.range", "radar1.azimuth", "radar2.range", "radar2.azimuth", "radar2.clock"})
        CHECK(ordered.rig.metric(name) == mixed.rig.metric(name));
    CHECK(mixed.rig.metric("frames.late") > 50);
    std::vector<double> one, other;
    for (const qiki_track& x : ordered.tracks()) one.insert(one.end(), {x.x[0], x.x[1], x.x[3], x.existence});
    for (const qiki_track& x : mixed.tracks()) other.insert(other.end(), {x.x[0], x.x[1], x.x[3], x.existence});
    std::sort(one.begin(), one.end()), std::sort(other.begin(), other.end());
    CHECK(one.size() >= 48);
    CHECK(one == other);
}
