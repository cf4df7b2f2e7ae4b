// SPDX-License-Identifier: MIT
// tests/unit/pulse/scanning.cpp - who is met by the beam and when, and how a scan is cut into frames.
#include "plugins/radar/pulse/scan.hpp"
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {

std::vector<qiki_truth> traffic(size_t n) { // 2 to 15 km away, up to 300 m/s, so that nobody outruns the beam
    std::vector<qiki_truth> all;
    for (uint64_t k = 1; k <= n; ++k) {
        const qiki_bits a = qiki_draw(5, 0, k, 0, 0), b = qiki_draw(5, 0, k, 0, 1);
        const double range = 2e3 + 13e3 * qiki_uniform(a, 0), speed = 300 * qiki_uniform(b, 0);
        const qiki_sc at = qiki_sincos(2 * QIKI_PI * qiki_uniform(a, 1)),
                      to = qiki_sincos(2 * QIKI_PI * qiki_uniform(b, 1));
        all.push_back(body(k, range * at.sin, range * at.cos, 500, speed * to.sin, speed * to.cos));
    }
    return all;
}
rig::settings turning(double period, int64_t sectors) {
    return ideal({{"scan_period", period}, {"sectors", sectors}, {"range", 60e3}});
}

} // namespace

TEST_CASE("The beam meets a resting body once a revolution, at the instant that its bearing says") {
    for (int64_t sectors : {1, 3, 8, 32}) {
        const report r = fly(turning(4, sectors), ring(360, 5e3), 12);
        REQUIRE(r.contacts.size() == 3 * 360);
        for (uint64_t k = 1; k <= 360; ++k) {
            const auto met = r.of(k);
            REQUIRE(met.size() == 3);
            for (size_t turn = 0; turn < 3; ++turn) {
                const double due = 4.0 * (static_cast<double>(turn) + (static_cast<double>(k) - 0.5) / 360);
                CHECK(std::fabs(static_cast<double>(met[turn].t) - due * 1e9) < 2);
            }
        }
    }
}

TEST_CASE("Frames follow each other without a gap and their sectors tile the circle") {
    const report r = fly(turning(4, 8), ring(100, 5e3), 12);
    REQUIRE(r.frames.size() == 24);
    uint64_t contacts = 0;
    for (size_t i = 0; i < 24; ++i) {
        const qiki_frame& f = r.frames[i];
        CHECK(f.seq == i);
        CHECK(f.t_from == static_cast<qiki_ns>(i) * second / 2);
        CHECK(f.t_to == f.t_from + second / 2);
        CHECK(f.t_available == f.t_to);
        CHECK(f.bearing[0] == Approx(QIKI_PI / 4 * static_cast<double>(i % 8)).margin(1e-12));
        CHECK(f.bearing[1] == Approx(QIKI_PI / 4 * static_cast<double>(i % 8 + 1)));
        CHECK(bool(f.flags & QIKI_FRAME_NORTH) == (i % 8 == 7));
        CHECK(bool(f.flags & QIKI_FRAME_COMPLETE));
        CHECK(f.first == contacts);
        for (uint32_t k = 0; k < f.count; ++k) {
            const qiki_contact& c = r.contacts.at(f.first + k);
            CHECK(c.frame == f.seq);
            CHECK(c.t > f.t_from);
            CHECK(c.t <= f.t_to);
            CHECK(c.z[1] >= f.bearing[0] - 1e-9);
            CHECK(c.z[1] <= f.bearing[1] + 1e-9);
        }
        contacts += f.count;
    }
    CHECK(contacts == r.contacts.size());
}

TEST_CASE("A body on the very edge of a sector or of a tick is met once a revolution") {
    std::vector<qiki_truth> all;
    for (uint64_t k = 0; k < 8; ++k) { // the sectors' edges, two of them exactly
        const qiki_sc v = qiki_sincos(QIKI_PI / 4 * static_cast<double>(k));
        all.push_back(body(k + 1, 5e3 * v.sin, 5e3 * v.cos, 0));
    }
    all.push_back(body(9, 0, 5e3, 0));
    all.push_back(body(10, 0, -5e3, 0));
    all.push_back(body(11, 5e3, 0, 0));
    all.push_back(body(12, -5e3, 0, 0));
    for (double tick : {0.1, 0.25, 0.5, 4.0}) {
        const report r = fly(turning(4, 8), all, 40.05, tick);
        for (uint64_t k = 1; k <= 12; ++k) {
            INFO("body " << k << ", tick " << tick);
            const size_t times = r.of(k).size();
            CHECK(times == 10);
        }
    }
}

TEST_CASE("A contact of a moving body lies where the body was when the beam passed") {
    const auto all = traffic(200);
    const report r = fly(turning(4, 8), all, 60);
    REQUIRE(r.contacts.size() > 2900);
    for (size_t i = 0; i < r.contacts.size(); ++i) {
        const qiki_contact& c = r.contacts[i];
        const qiki_truth& b = all[r.who(i) - 1];
        const double t = static_cast<double>(c.t) * 1e-9, e = b.pos[0] + b.vel[0] * t, n = b.pos[1] + b.vel[1] * t;
        CHECK(std::fabs(c.z[0] - std::sqrt(e * e + n * n + 500.0 * 500)) < 1e-6);
        CHECK(std::fabs(std::remainder(c.z[1] - std::atan2(e, n), 2 * QIKI_PI)) < 1e-9);
        CHECK(std::fabs(std::remainder(c.z[1] - 2 * QIKI_PI * t / 4, 2 * QIKI_PI)) < 1e-7); // and so was the beam
    }
}

TEST_CASE("Moving bodies are neither lost nor doubled: the beam comes back after one revolution and what they ran") {
    const auto all = traffic(300);
    const report r = fly(turning(4, 8), all, 120);
    for (const qiki_truth& b : all) {
        const auto met = r.of(b.entity);
        REQUIRE(met.size() >= 28);
        for (size_t i = 1; i < met.size(); ++i) {
            const double gap = static_cast<double>(met[i].t - met[i - 1].t) * 1e-9;
            const double ran = std::remainder(met[i].z[1] - met[i - 1].z[1], 2 * QIKI_PI);
            CHECK(std::fabs(gap - (4 + ran * 4 / (2 * QIKI_PI))) < 1e-6);
        }
    }
}

TEST_CASE("How the host cuts time into ticks changes nothing") {
    const auto all = traffic(100);
    rig::settings s = turning(4, 8);
    s["swerling"] = int64_t{1}, s["snr_ref_db"] = 12.0, s["sigma_range"] = 30.0, s["sigma_bearing"] = 0.005;
    s["clutter"] = 20.0;
    const report fine = fly(s, all, 40, 0.1);
    REQUIRE(fine.contacts.size() > 500);
    for (double tick : {0.5, 0.07, 1.3, 40.0}) {
        const report coarse = fly(s, all, 40, tick);
        REQUIRE(coarse.frames.size() == fine.frames.size());
        REQUIRE(coarse.contacts.size() == fine.contacts.size());
        for (size_t i = 0; i < fine.frames.size(); ++i) {
            CHECK(coarse.frames[i].t_to == fine.frames[i].t_to);
            CHECK(coarse.frames[i].count == fine.frames[i].count);
            CHECK(coarse.frames[i].bearing[0] == fine.frames[i].bearing[0]);
        }
        for (size_t i = 0; i < fine.contacts.size(); ++i) {
            const qiki_contact &a = fine.contacts[i], &b = coarse.contacts[i];
            CHECK(a.id == b.id);
            CHECK(fine.who(i) == coarse.who(i));
            CHECK(std::abs(a.t - b.t) <= 2);
            for (int k = 0; k < 4; ++k) CHECK(std::fabs(a.z[k] - b.z[k]) < 1e-6);
        }
    }
}

TEST_CASE("A narrow field is swept from left to right, every scan anew") {
    const rig::settings s =
        ideal({{"azimuth", 0.0}, {"azimuth_width", 1.0}, {"scan_period", 2.0}, {"sectors", int64_t{2}}});
    const report r = fly(s, ring(100, 5e3), 6);
    REQUIRE(r.frames.size() == 6);
    CHECK(r.frames[0].bearing[0] == Approx(2 * QIKI_PI - 0.5));
    CHECK(r.frames[0].bearing[1] == Approx(2 * QIKI_PI));
    CHECK(r.frames[1].bearing[0] == Approx(0).margin(1e-12));
    CHECK(r.frames[1].bearing[1] == Approx(0.5));
    CHECK(bool(r.frames[1].flags & QIKI_FRAME_NORTH));
    CHECK_FALSE(bool(r.frames[0].flags & QIKI_FRAME_NORTH));
    CHECK(r.contacts.size() == 3 * 16); // 1 rad of a ring with 0.0628 rad between neighbours
    for (const qiki_contact& c : r.contacts) {
        const double from_centre = std::remainder(c.z[1], 2 * QIKI_PI),
                     t = std::fmod(static_cast<double>(c.t) * 1e-9, 2.0);
        CHECK(from_centre == Approx(t / 2 - 0.5).margin(1e-7));
    }
}

TEST_CASE("A staring radar gives one frame a tick, measured at its end") {
    const report r = fly(staring(), ring(10, 5e3), 1);
    REQUIRE(r.frames.size() == 10);
    REQUIRE(r.contacts.size() == 100);
    for (size_t i = 0; i < 10; ++i) {
        CHECK(r.frames[i].t_to == static_cast<qiki_ns>(i + 1) * second / 10);
        CHECK(r.frames[i].t_from == static_cast<qiki_ns>(i) * second / 10);
        CHECK(r.frames[i].bearing[0] == 0);
        CHECK(r.frames[i].bearing[1] == Approx(2 * QIKI_PI));
        for (size_t k = 0; k < 10; ++k) CHECK(r.contacts[10 * i + k].t == r.frames[i].t_to);
    }
}

TEST_CASE("A scan that starts later begins with a whole sector, one that was joined late is not complete") {
    const report later = fly(ideal({{"scan_period", 4.0}, {"scan_start", 1.5}}), ring(8, 5e3), 12);
    REQUIRE(later.frames.size() == 10);
    CHECK(later.frames[0].t_from == 3 * second / 2);
    CHECK(bool(later.frames[0].flags & QIKI_FRAME_COMPLETE));
    CHECK(later.of(1).at(0).t == Approx(1.75e9));
    rig::instance joined("qiki.radar.pulse", ideal({{"scan_period", 4.0}}));
    const report r = fly(joined, ring(8, 5e3), second / 2, 5 * second, second / 10);
    REQUIRE(r.frames.size() == 5);
    CHECK_FALSE(bool(r.frames[0].flags & QIKI_FRAME_COMPLETE));
    CHECK(bool(r.frames[1].flags & QIKI_FRAME_COMPLETE));
}

TEST_CASE("Instants of looks rise, divide the scan evenly and are found again") {
    pulse::field view;
    for (int64_t sectors : {1, 2, 3, 7, 64})
        for (qiki_ns period : {qiki_ns{1'000'000'007}, 4 * second, qiki_ns{333}}) {
            const pulse::sweep s(view, period, 17, sectors);
            CHECK(s.looks % sectors == 0);
            CHECK(s.looks >= 4);
            for (int64_t look = 0; look < 3 * s.looks; ++look) {
                CHECK(s.instant(look) < s.instant(look + 1));
                CHECK(s.after(s.instant(look)) == look);
                CHECK(s.after(s.instant(look + 1) - 1) == look);
            }
            CHECK(s.instant(5 * s.looks) == 17 + 5 * period);
        }
}
