// SPDX-License-Identifier: MIT
// tests/unit/trackers/inputs.cpp - every way a contact may be measured, and inputs that are late, broken or half empty.
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <limits>

using namespace scene;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
vec3 path(double t) { return {20e3 + 120 * t, 30e3 - 80 * t, 6e3 + 2 * t}; }

void check_path(const qiki_track& x, double t, double metres, double speed = 3) {
    const vec3 at = path(t);
    CHECK(x.status == QIKI_TRACK_CONFIRMED);
    CHECK(std::hypot(x.x[0] - at[0], x.x[1] - at[1]) < metres);
    CHECK(x.x[3] == Approx(120).margin(speed));
    CHECK(x.x[4] == Approx(-80).margin(speed));
}
bool sound(const qiki_track& x) {
    const double* v = &x.height_m;
    for (size_t i = 0; i < (sizeof(qiki_track) - offsetof(qiki_track, height_m)) / sizeof(double); ++i)
        if (!std::isfinite(v[i]) || (v[i] == 0 && std::signbit(v[i]))) return false;
    for (size_t i = 0, k = 0; i < 6; k += 6 - i, ++i)
        if (x.p[k] < 0) return false;
    return x.existence >= 0 && x.existence <= 1 && x.quality >= 0 && x.quality <= 1;
}
} // namespace

TEST_CASE("a moving, turned antenna that measures in body axes gives the same track as one that stands") {
    bench b;
    b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
    b.sigma = {20, 0.001, 0.001, 1};
    for (int k = 0; k < 15; ++k) {
        const double t = 4 * k, yaw = 0.3 + 0.05 * k, pitch = 0.2 * std::sin(0.4 * k);
        const vec3 own{5e3 + 150 * t, -2e3 + 40 * t, 3e3};
        const double cy = std::cos(yaw / 2), sy = std::sin(yaw / 2), cp = std::cos(pitch / 2), sp = std::sin(pitch / 2);
        const double q[4] = {cy * cp, -sy * sp, cy * sp, sy * cp}; // yaw about up, then pitch about the left axis
        // Unit vectors of the body: x forward, y left, z up.
        const double w = q[0], x = q[1], y = q[2], z = q[3];
        const vec3 fwd{1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)};
        const vec3 left{2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)};
        const vec3 up{2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)};
        b.shape = [&](qiki_frame& f) {
            std::copy(own.begin(), own.end(), f.pos);
            f.vel[0] = 150, f.vel[1] = 40;
            std::copy_n(q, 4, f.att);
            f.axes = QIKI_AXES_BODY;
        };
        // Each plot has its own time: the antenna was elsewhere then.
        const double dt = -1.5, at_t = t + dt;
        const vec3 target = path(at_t), antenna{own[0] + 150 * dt, own[1] + 40 * dt, own[2]};
        const vec3 d{target[0] - antenna[0], target[1] - antenna[1], target[2] - antenna[2]};
        const auto dot = [&](const vec3& a) { return a[0] * d[0] + a[1] * d[1] + a[2] * d[2]; };
        const double ahead = dot(fwd), right = -dot(left), high = dot(up);
        b.scan(ns(t), {polar(ns(at_t), std::sqrt(dot(d)), std::atan2(right, ahead),
                             std::atan2(high, std::hypot(right, ahead)))});
    }
    REQUIRE(b.tracks().size() == 1);
    check_path(b.tracks()[0], 56, 5);
    CHECK(b.tracks()[0].x[2] == Approx(path(56)[2]).margin(10));
}

TEST_CASE("a range rate gives the first plot a velocity along the line of sight") {
    bench b;
    b.valid = QIKI_FRAME_HAS_PLATFORM;
    qiki_contact c = seen_from({0, 0, 0}, {0, 20e3, 0}, 0);
    c.valid |= QIKI_CONTACT_HAS_Z(3), c.z[3] = -150;
    const auto x = b.scan(0, {c});
    REQUIRE(x.size() == 1);
    CHECK((x[0].valid & QIKI_TRACK_HAS_VELOCITY));
    CHECK(x[0].x[4] == Approx(-150).margin(2));
    CHECK(std::fabs(x[0].x[3]) < 1);
    CHECK(x[0].p[15] > 1e4); // across: not known
    CHECK(x[0].p[18] < 10);  // along: known
}

TEST_CASE("positions in latitude and longitude are tracked in ENU around the scenario's origin") {
    rig::birth birth;
    birth.origin[0] = 0.72, birth.origin[1] = 0.04, birth.origin[2] = 100;
    bench b({{"sigma_position", 10.0}}, birth);
    const double a = 6378137.0, e2 = 0.00669437999014;
    const double n = a / std::sqrt(1 - e2 * std::sin(0.72) * std::sin(0.72));
    const double m = a * (1 - e2) / std::pow(1 - e2 * std::sin(0.72) * std::sin(0.72), 1.5);
    for (int k = 0; k < 10; ++k) {
        qiki_contact c =
            enu(4 * k * second, 0.72 + (300.0 * k) / (m + 100), 0.04 + (100.0 * k) / ((n + 100) * std::cos(0.72)), 100);
        c.kind = QIKI_GEODETIC;
        b.scan(4 * k * second, {c});
    }
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].x[0] == Approx(900).margin(5));
    CHECK(b.tracks()[0].x[1] == Approx(2700).margin(5));
    CHECK(b.tracks()[0].x[4] == Approx(75).margin(1));
}

TEST_CASE("two radars in different places make one track of one target") {
    bench b;
    b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
    size_t most = 0;
    for (int k = 0; k < 25; ++k)
        for (uint32_t r = 1; r <= 2; ++r) {
            const double t = 4 * k + 1.7 * r;
            const vec3 own{r == 1 ? 0.0 : 60e3, r == 1 ? 0.0 : 10e3, 100.0};
            b.shape = [&](qiki_frame& f) { std::copy(own.begin(), own.end(), f.pos); };
            b.sigma = {r == 1 ? 20.0 : 80.0, r == 1 ? 0.001 : 0.003, 0.002, 1};
            qiki_contact c = seen_from(own, path(t), ns(t));
            for (uint32_t i = 0; i < 3; ++i) c.z[i] += b.sigma[i] * noise(8, static_cast<uint64_t>(k), r, i);
            most = std::max(most, b.scan(ns(t), {c}, r, static_cast<uint16_t>(r)).size());
        }
    CHECK(most == 1);
    check_path(b.tracks()[0], 4 * 24 + 3.4, 60, 15);
}

TEST_CASE("a frame without platform is measured from the ENU origin, one without sigma by the parameters") {
    bench b({{"sigma_range", 5.0}, {"sigma_bearing", 0.0001}, {"sigma_elevation", 0.0001}});
    for (int k = 0; k < 8; ++k) b.scan(ns(4 * k), {seen_from({0, 0, 0}, path(4 * k), ns(4 * k))});
    REQUIRE(b.tracks().size() == 1);
    check_path(b.tracks()[0], 28, 3);
    const bool blends = scene::tested().id == "qiki.tracker.phd"; // what a miss would leave as well
    CHECK(b.tracks()[0].p[0] < (blends ? 400 : 30));
}

TEST_CASE("a contact's own covariance goes before the frame's") {
    double width[2];
    for (int own = 0; own < 2; ++own) {
        bench b({{"state_dims", int64_t{2}}});
        qiki_contact c = enu(0, 100, 200);
        if (own) c.valid |= QIKI_CONTACT_HAS_COV, c.cov[0] = 4, c.cov[4] = 9;
        width[own] = b.scan(0, {c}).at(0).p[0];
    }
    CHECK(width[0] == 2500);
    CHECK(width[1] == 4);
}

TEST_CASE("a late frame improves tracks and takes none back, much too late it is left alone") {
    const rig::settings plane{{"state_dims", int64_t{2}}, {"max_late", 10.0}};
    bench on_time(plane), late(plane), without(plane);
    qiki_frame held{};
    std::vector<qiki_contact> kept;
    for (int k = 0; k < 20; ++k) {
        const vec3 at = path(4 * k);
        std::vector<qiki_contact> seen{
            enu(ns(4 * k), at[0] + 50 * noise(1, uint64_t(k), 0, 0), at[1] + 50 * noise(1, uint64_t(k), 0, 1))};
        on_time.scan(ns(4 * k), seen);
        if (k == 17) {
            held = late.frame(ns(4 * k), seen, 1, 0), kept = seen;
            std::vector<qiki_contact> empty;
            without.frame(ns(4 * k), empty, 1, 0); // its number is used up
            continue;
        }
        late.scan(ns(4 * k), seen);
        without.scan(ns(4 * k), seen);
        if (k == 18) {
            held.t_available = late.now() + 1;
            held.flags |= QIKI_FRAME_LATE;
            late.feed({held}, {kept}, late.now() + 1);
            REQUIRE(late.tracks().size() == 1);
            CHECK(late.tracks()[0].t == ns(4 * 18)); // the newest frame's time stays
            CHECK(late.tracks()[0].misses == 0);
            CHECK(late.tracks()[0].p[0] < without.tracks()[0].p[0]);
            const double a = late.tracks()[0].x[0], o = on_time.tracks()[0].x[0], w = without.tracks()[0].x[0];
            CHECK(std::fabs(a - o) < 0.5 * std::fabs(w - o)); // most of what the plot would have done in time
        }
    }
    const double before = late.tracks()[0].x[0];
    qiki_frame old = late.frame(ns(8), kept, 1, 0);
    kept[0].t = ns(8);
    old.t_from = old.t_to = ns(8), old.t_available = late.now() + 1;
    late.feed({old}, {kept}, late.now() + 1);
    REQUIRE(late.tracks().size() == 1);
    CHECK(late.tracks()[0].x[0] == before);
}

TEST_CASE("contacts that make no sense are left out and change no bit of the other tracks") {
    bench a, b;
    a.valid = b.valid = QIKI_FRAME_HAS_PLATFORM;
    for (int k = 0; k < 12; ++k) {
        const qiki_contact good = seen_from({0, 0, 0}, path(4 * k), ns(4 * k));
        std::vector<qiki_contact> bad(14, good);
        bad[0].z[0] = none, bad[1].z[1] = INFINITY, bad[2].z[2] = -INFINITY;
        bad[3].z[0] = -5, bad[4].valid = 0, bad[5].valid = QIKI_CONTACT_HAS_Z(0);
        bad[6].kind = QIKI_BEARING_ONLY, bad[7].kind = 77, bad[8].label = QIKI_LABEL_INVALID;
        bad[9].valid |= QIKI_CONTACT_HAS_COV, bad[9].cov[0] = none;
        bad[10].t += 1000 * second; // from the future
        bad[11].z[0] = 1e200, bad[12].valid |= QIKI_CONTACT_HAS_HEIGHT, bad[12].height_m = none;
        bad[13].valid |= QIKI_CONTACT_HAS_COV; // variances 1 and a correlation above 1: not positive definite
        bad[13].cov[0] = bad[13].cov[4] = bad[13].cov[7] = 1, bad[13].cov[1] = 2;
        auto mixed = bad;
        mixed.insert(mixed.begin() + 5, good);
        for (size_t i = 0; i < mixed.size(); ++i) mixed[i].id = 0;
        const auto x = a.scan(ns(4 * k), {good}), y = b.scan(ns(4 * k), mixed);
        REQUIRE(x.size() == y.size());
        CHECK(std::memcmp(x.data(), y.data(), x.size() * sizeof(qiki_track)) == 0);
    }
    CHECK(confirmed(a.tracks()).size() == 1);
}

TEST_CASE("whatever valid bits are cleared and whatever values come, tracks are finite and their ids sound") {
    bench b({{"q", 5.0}});
    for (uint64_t k = 0; k < 300; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 12; ++j) {
            const auto u = [&](uint32_t i) { return chance(77, k, j, i); };
            const double t = 4.0 * double(k) - 4 * u(0);
            const vec3 at = path(0.1 * double(k)), from{0, 0, 0};
            qiki_contact c = j < 4 ? seen_from(from, {at[0] + 3e3 * double(j), at[1] + 100 * u(1), at[2]}, ns(t))
                                   : polar(ns(t), std::pow(10, 9 * u(2) - 2), 40 * u(3) - 20, 4 * u(4) - 2);
            c.valid |=
                QIKI_CONTACT_HAS_Z(3) | QIKI_CONTACT_HAS_HEIGHT | QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_MODE3A;
            c.z[3] = 400 * u(5) - 200, c.height_m = 20e3 * u(6) - 2e3;
            c.address24 = static_cast<uint32_t>(5 * u(7)), c.mode3a = static_cast<uint16_t>(9 * u(8));
            if (u(9) < 0.4)
                c.valid |= QIKI_CONTACT_HAS_COV, c.cov[0] = 1e4 * u(10), c.cov[4] = u(11), c.cov[7] = u(12),
                                                 c.cov[1] = u(13) - 0.5;
            c.valid &= static_cast<uint32_t>(qiki_draw(78, k, j, 0, 0).v[0] | qiki_draw(78, k, j, 0, 1).v[0]);
            c.kind = u(14) < 0.8 ? QIKI_POLAR : static_cast<uint8_t>(4 * u(15));
            seen.push_back(c);
        }
        b.flags = chance(79, k, 0, 0) < 0.7 ? QIKI_FRAME_COMPLETE : 0;
        b.valid = static_cast<uint16_t>(qiki_draw(79, k, 0, 2, 0).v[0] & 31);
        b.shape = [&](qiki_frame& f) {
            for (size_t i = 0; i < 2; ++i)
                f.bearing[i] = 7 * chance(80, k, i, 0), f.elevation[i] = chance(80, k, i, 1),
                f.range[i] = 1e5 * chance(80, k, i, 2);
            f.pd = chance(80, k, 9, 0), f.clutter_density = chance(80, k, 9, 1) < 0.5 ? 0 : 1e-6;
            f.axes = chance(80, k, 9, 2) < 0.2;
            f.label = QIKI_LABEL_OK;
        };
        for (const qiki_track& x : b.scan(ns(4.0 * double(k)), seen)) {
            if (!sound(x)) FAIL("scan " << k << ", track " << x.id << " is not finite");
            if (x.id == 0) FAIL("id 0");
        }
    }
    CHECK(b.tracks().size() > 5);
}

TEST_CASE("M above N is refused with the names of both parameters") {
    try {
        rig::instance t("qiki.tracker.gnn", {{"confirm_hits", int64_t{6}}, {"confirm_window", int64_t{5}}});
        FAIL("was accepted");
    } catch (const rig::failed& e) {
        CHECK(e.status == QIKI_E_CONFIG);
        CHECK(std::string(e.what()).find("confirm_window") != std::string::npos);
    }
}

TEST_CASE("what was said and cannot hold beside another parameter is refused, what was not said gives way") {
    const auto refused = [](const char* id, const rig::settings& s) -> std::string {
        try {
            rig::instance t(id, s);
            return "";
        } catch (const rig::failed& e) { return e.what(); }
    };
    using Catch::Matchers::Contains;
    CHECK_THAT(refused("qiki.tracker.pmbm", {{"keep_existence", 0.9}}), Contains("confirm_existence = 0.5, found 0.9"));
    CHECK(refused("qiki.tracker.pmbm", {{"confirm_existence", 0.3}}).empty());
    CHECK(refused("qiki.tracker.pmbm", {{"keep_existence", 0.9}, {"confirm_existence", 0.95}}).empty());
    CHECK_THAT(refused("qiki.tracker.gnn", {{"drop_misses_identified", int64_t{3}}}),
               Contains("drop_misses = 4, found 3"));
    CHECK(refused("qiki.tracker.gnn", {{"drop_misses", int64_t{12}}}).empty());
}

TEST_CASE("the self-test of this tracker and of the baseline passes") {
    for (const std::string& id : {scene::tested().id, std::string("qiki.tracker.alphabeta")}) {
        rig::instance t(id);
        const auto rows = t.selftest(5);
        CHECK(!rows.empty());
        for (const qiki_selftest_row& r : rows) {
            INFO(r.device << " " << r.found);
            CHECK(r.result == QIKI_TEST_PASS);
        }
    }
}
