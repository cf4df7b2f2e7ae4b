// SPDX-License-Identifier: MIT
// tests/unit/score/pictures.cpp - SIAP, phases of motion and the requirements of air traffic control, by hand.
#include "score/atc.hpp"
#include "score/phases.hpp"
#include "score/siap.hpp"
#include <catch2/catch.hpp>

using namespace qiki::score;

namespace {
// Targets and tracks at places along x; who is near is near within 10 m.
scene at(double t, const std::vector<sighted>& truth, const std::vector<sighted>& tracks, follower& f) {
    scene s{t, truth, tracks, {}, {}};
    std::vector<labelled> a, b;
    for (const sighted& x : truth) a.push_back(x.place);
    for (const sighted& x : tracks) b.push_back(x.place);
    f.step(t, a, b, 10);
    relate(s, f.pairs(), 10);
    return s;
}
sighted thing(uint64_t id, double x, double y = 0) { return {.place = {id, {x, y}}}; }
const atc_result& of(const std::vector<atc_result>& all, std::string_view key) {
    for (const atc_result& r : all)
        if (r.what->key == key) return r;
    throw std::out_of_range("no such requirement");
}
} // namespace

TEST_CASE("SIAP of the worked example") {
    // Two targets of 0 to 9 s. A on the first at 0..5, B on the first at 5..9, C on nothing at 2..4, D on the second
    // at 4..9.
    siap_book b;
    follower f;
    b.begin_run();
    for (int t = 0; t <= 9; ++t) {
        std::vector<sighted> tracks;
        if (t <= 5) tracks.push_back(thing('A', 0));
        if (t >= 5) tracks.push_back(thing('B', 1));
        if (t >= 2 && t <= 4) tracks.push_back(thing('C', 5000));
        if (t >= 4) tracks.push_back(thing('D', 1000));
        b.add(at(t, {thing(1, 0), thing(2, 1000)}, tracks, f));
    }
    const siap_marks m = b.result();
    CHECK(m.completeness == 0.8);
    CHECK(m.ambiguity == 1.0625);
    CHECK(m.spuriousness == 0.15);
    CHECK(*m.longest == Approx(10.0 / 18).epsilon(1e-12));
    CHECK(*m.rate == Approx(1.0 / 14).epsilon(1e-12));
    CHECK(*m.position_m == Approx(5.0 / 17).epsilon(1e-12)); // B is one metre off at five instants
    CHECK_FALSE(m.velocity_mps);
    CHECK_FALSE(m.id_correctness);
}

TEST_CASE("SIAP: a break in a track ends its segment, but is no change of track") {
    siap_book b;
    follower f;
    b.begin_run();
    for (const int t : {0, 1, 2, 3, 4, 5})
        b.add(at(t, {thing(1, 0)}, t == 2 ? std::vector<sighted>{} : std::vector{thing(7, 0)}, f));
    const siap_marks m = b.result();
    CHECK(m.rate == 0);
    CHECK(*m.longest == Approx(2.0 / 5));
    CHECK(*m.completeness == Approx(5.0 / 6));
}

TEST_CASE("SIAP: runs do not run into each other, and nothing gives nothing") {
    CHECK_FALSE(siap_book().result().completeness);
    siap_book b;
    for (int run = 0; run < 2; ++run) {
        follower f;
        b.begin_run();
        for (int t = 0; t < 3; ++t) b.add(at(t, {thing(1, 0)}, {thing(static_cast<uint64_t>(run) + 7, 0)}, f));
    }
    CHECK(b.result().rate == 0);
    CHECK(b.result().longest == 1);
}

TEST_CASE("SIAP names: said or not, right, wrong, and two tracks that differ") {
    siap_book b;
    follower f;
    b.begin_run();
    sighted target = thing(1, 0), right = thing(5, 0), wrong = thing(6, 1), silent = thing(7, 2);
    target.address24 = 0xABC, target.mode3a = 01234;
    right.address24 = 0xABC, right.mode3a = 01234;
    wrong.address24 = 0xABC, wrong.mode3a = 07777; // one of the two is wrong
    b.add(at(0, {target}, {right}, f));            // correct
    b.add(at(1, {target}, {silent}, f));           // unknown
    b.add(at(2, {target}, {wrong}, f));            // wrong
    b.add(at(3, {target}, {right, wrong}, f));     // they differ
    b.add(at(4, {thing(2, 0)}, {right}, f));       // a target without a name does not count
    const siap_marks m = b.result();
    CHECK(m.id_completeness == 0.75);
    CHECK(m.id_correctness == 0.25);
    CHECK(m.id_ambiguity == 0.25);
}

TEST_CASE("phases: a straight leg, a turn of 3 deg/s, and a straight leg again") {
    std::vector<motion_point> path;
    double x = 0, y = 0, course = 0;
    for (int t = 0; t <= 120; ++t) {
        path.push_back({static_cast<double>(t), {x, y}, {}});
        if (t >= 40 && t < 80) course += 3 * QIKI_PI / 180;
        x += 150 * qiki_sin(course), y += 150 * qiki_cos(course);
    }
    const std::vector<phase> p = phases_of(path, {.transition = 10});
    CHECK(p[20] == phase::steady);
    CHECK(p[39] == phase::steady);
    CHECK(p[41] == phase::transition);
    CHECK(p[49] == phase::transition);
    CHECK(p[51] == phase::turn);
    CHECK(p[78] == phase::turn);
    CHECK(p[82] == phase::transition);
    CHECK(p[95] == phase::steady);
    CHECK(p[120] == phase::steady);
    // Velocities that are given say the same.
    for (size_t k = 0; k + 1 < path.size(); ++k)
        path[k].velocity = {path[k + 1].at.x - path[k].at.x, path[k + 1].at.y - path[k].at.y};
    path.back().velocity = path[path.size() - 2].velocity;
    const std::vector<phase> q = phases_of(path, {.transition = 10});
    CHECK(q[20] == phase::steady);
    CHECK(q[60] == phase::turn);
    CHECK(q[110] == phase::steady);
    // Slower than the limit is steady; so is a path of two points.
    for (const phase one : phases_of(path, {.turn_rate = 0.1, .acceleration = 50})) CHECK(one == phase::steady);
    CHECK(phases_of(std::span(path).first(2), {}) == std::vector<phase>{phase::steady, phase::steady});
}

TEST_CASE("phases: who brakes on a straight course is in a manoeuvre") {
    std::vector<motion_point> path;
    for (int t = 0; t < 60; ++t)
        path.push_back({static_cast<double>(t), {}, point{t < 30 ? 200.0 : 200.0 - 2 * (t - 30), 0}});
    const std::vector<phase> p = phases_of(path, {.transition = 5});
    CHECK(p[20] == phase::steady);
    CHECK(p[50] == phase::turn);
}

TEST_CASE("errors of each phase, along and across the course") {
    phase_book b({.transition = 0});
    follower f;
    b.begin_run();
    for (int t = 0; t < 10; ++t) {
        sighted x = thing(1, 100.0 * t), e = thing(2, 100.0 * t - 3, 4);
        x.velocity = point{100, 0}, e.velocity = point{0, 110};
        b.add(at(t, {x}, {e}, f));
    }
    const auto m = b.result();
    CHECK(m[0].pairs == 10);
    CHECK(*m[0].rmse == Approx(5));
    CHECK(*m[0].along == Approx(3));
    CHECK(*m[0].across == Approx(4));
    CHECK(*m[0].speed == Approx(10));
    CHECK(*m[0].course == Approx(QIKI_PI / 2));
    CHECK(m[1].pairs == 0);
    CHECK_FALSE(m[2].rmse);
}

TEST_CASE("missed intervals: an update every interval misses none") {
    CHECK(missed_intervals(8, 8) == 0);
    CHECK(missed_intervals(3, 8) == 0);
    CHECK(missed_intervals(8.1, 8) == 1);
    CHECK(missed_intervals(16, 8) == 1);
    CHECK(missed_intervals(24.5, 8) == 3);
}

TEST_CASE("requirements of air traffic control, counted by hand") {
    // One target, 0 to 40 s, an update every 4 s but none from 12 to 28 s; coasting at 20 s. A second track at 32 s, a
    // stray one at 36 s and 40 s, 1000 m from anything.
    atc_book b(8);
    follower f;
    b.begin_run();
    for (int t = 0; t <= 40; t += 4) {
        sighted x = thing(1, 0);
        x.velocity = point{100, 0}, x.address24 = 0x123456, x.height_m = 1000;
        std::vector<sighted> tracks;
        if (t <= 12 || t >= 28 || t == 20) tracks.push_back(thing(5, -5));
        for (sighted& e : tracks) {
            e.coasting = t == 20, e.velocity = point{t == 0 ? 70.0 : 104.0, 0};
            if (t >= 4) e.address24 = t == 4 ? 0x654321 : 0x123456;
            if (t >= 8) e.height_m = t == 8 ? 1200 : 1080;
        }
        if (t == 32) tracks.push_back(thing(6, 3));
        if (t >= 36) tracks.push_back(thing(9, 1000));
        b.add(at(t, {x}, tracks, f));
    }
    // Updates at 0, 4, 8, 12, 28, 32, 36, 40: one gap of 16 s misses one of the five intervals. Nine reports of the
    // target (with the coasting one), one more beside it, two strays.
    using enum atc_measure;
    const atc_requirement all[] = {
        {"update", update, true, 0.97},          {"long", gaps, false, 0.1, 15, 100},
        {"longer", gaps, false, 0.1, 16, 100},   {"rms", rms, false, 6},
        {"within", within, true, 1, 0, 4.9},     {"false", wrong, false, 0.5, 0, 4.9},
        {"strays", wrong, false, 0.2, 0, 2000},  {"speed", speed, true, 0.9, 0, 5},
        {"address", address, true, 0.99},        {"bad", wrong_address, false, 0.001},
        {"height", height, true, 0.9, 0, 91.44}, {"twice", multiple, false, 0},
        {"tracks", false_tracks, false, 1},      {"late", latency, false, 0.04},
        {"mode3a", mode3a, true, 0.9},
    };
    const std::vector<atc_result> r = b.result(all, {{"long", 0.5}});
    CHECK(of(r, "update").value == 0.8);
    CHECK(of(r, "update").of == 5);
    CHECK(of(r, "update").worst == 0.8);
    CHECK(of(r, "update").passed == false);
    CHECK(of(r, "long").value == 0.2);
    CHECK(of(r, "long").passed == true); // by the limit that was given
    CHECK(of(r, "longer").value == 0);
    CHECK(of(r, "rms").value == 5);
    CHECK(of(r, "rms").passed == true);
    CHECK(of(r, "within").value == 0);
    CHECK(*of(r, "false").value == 1);
    CHECK(*of(r, "strays").value == Approx(3.0 / 12));
    CHECK(*of(r, "speed").value == Approx(8.0 / 9)); // 104 for 100 is within 5 m/s, 70 is not
    CHECK(*of(r, "address").value == Approx(7.0 / 9));
    CHECK(*of(r, "bad").value == Approx(1.0 / 9));
    CHECK(*of(r, "height").value == Approx(6.0 / 9));
    CHECK(*of(r, "twice").value == Approx(1.0 / 9));
    CHECK(*of(r, "tracks").value == Approx(1 / (40.0 / 3600)));
    CHECK(*of(r, "late").value == Approx(0.05)); // 5 m behind at 100 m/s
    CHECK(of(r, "late").passed == false);
    CHECK_FALSE(of(r, "mode3a").value); // no target has one: neither passed nor failed
    CHECK_FALSE(of(r, "mode3a").passed);
}

TEST_CASE("a target that nobody ever updates misses all its intervals") {
    atc_book b(5);
    follower f;
    b.begin_run();
    for (int t = 0; t <= 20; ++t) b.add(at(t, {thing(1, 0)}, {}, f));
    const atc_requirement one[] = {{"update", atc_measure::update, true, 0.97}};
    const std::vector<atc_result> r = b.result(one);
    CHECK(r[0].of == 4);
    CHECK(r[0].value == 0);
}

TEST_CASE("errors as a radar makes them are found as bias and deviation, and along and across the course") {
    // A radar at (-1000, 0) that measures 30 +- 10 m too far and 0.2 +- 0.1 degrees clockwise of the truth.
    const double degree = QIKI_PI / 180;
    using enum atc_measure;
    const atc_requirement all[] = {
        {"rb", range_bias, false, 29},      {"rs", range_sigma, false, 11},    {"ab", azimuth_bias, false, 0.3},
        {"as", azimuth_sigma, false, 1},    {"along", along, false, 100},      {"across", across, false, 1},
        {"course", course, true, 1, 50, 2}, {"slow", course, true, 1, 500, 2}, {"climb", climb, true, 0.5, 0, 3},
    };
    const auto judged = [&](double turned, std::optional<point> radar) {
        atc_book b(4, radar);
        b.begin_run();
        for (int k = 0; k < 400; ++k) {
            const double azimuth = 0.3 * k, range = 20000 + 50 * k, sign = k % 2 ? 1 : -1, other = k % 4 < 2 ? 1 : -1;
            sighted x, e;
            x.place = {1, {-1000 + range * qiki_sin(azimuth), range * qiki_cos(azimuth), 0}};
            const double far = range + 30 + 10 * sign, beside = azimuth + (turned + 0.1 * other) * degree;
            e.place = {2, {-1000 + far * qiki_sin(beside), far * qiki_cos(beside), 0}};
            x.velocity = point{100 * qiki_sin(azimuth), 100 * qiki_cos(azimuth), 0}; // away from the radar
            e.velocity = point{90 * qiki_sin(azimuth + sign * degree * (k % 4 ? 1 : 3)),
                               90 * qiki_cos(azimuth + sign * degree * (k % 4 ? 1 : 3)), 0};
            x.climb_mps = 5, e.climb_mps = k % 4 ? 3.0 : 9.0;
            b.add({4.0 * k, {x}, {e}, {0}, {0}});
        }
        return b.result(all);
    };
    const std::vector<atc_result> r = judged(0.2, point{-1000, 0});
    CHECK(*of(r, "rb").value == Approx(30).epsilon(1e-9));
    CHECK(of(r, "rb").passed == false);
    CHECK(*of(r, "rs").value == Approx(10 * std::sqrt(400.0 / 399)).epsilon(1e-9));
    CHECK(*of(r, "ab").value == Approx(0.2).epsilon(1e-9));
    CHECK(of(r, "ab").passed == true);
    CHECK(*of(r, "as").value == Approx(0.1 * std::sqrt(400.0 / 399)).epsilon(1e-9));
    CHECK(*of(r, "along").value == Approx(std::sqrt(1000.0)).epsilon(0.02)); // 30 and 10 m
    CHECK(*of(r, "across").value > 50);
    CHECK(of(r, "across").passed == false);
    CHECK(*of(r, "course").value == 0.75);
    CHECK_FALSE(of(r, "slow").value); // nobody is that fast
    CHECK(*of(r, "climb").value == 0.75);
    // The size of a bias counts, not its sign; and without the radar's place nobody knows.
    const std::vector<atc_result> other = judged(-0.4, point{-1000, 0});
    CHECK(*of(other, "ab").value == Approx(-0.4).epsilon(1e-9));
    CHECK(of(other, "ab").passed == false);
    CHECK_FALSE(of(judged(0.2, {}), "rb").value);
    CHECK_FALSE(of(judged(0.2, {}), "as").passed);
    CHECK(std::fabs(*of(judged(0.2, point{5000, 0}), "ab").value) != Approx(0.2)); // as seen from elsewhere
}

TEST_CASE("reports of nobody, doubtful tracks, coasting and the longest gap") {
    using enum atc_measure;
    const atc_requirement all[] = {{"extra", extra, false, 0.1},
                                   {"short", dubious, false, 0.1, 3, 1e9},
                                   {"fast", dubious, false, 0.4, 0, 500},
                                   {"coasting", coasting, false, 0.1},
                                   {"gap", longest_gap, false, 11}};
    atc_book b(4);
    CHECK_FALSE(of(b.result(all), "gap").value);
    CHECK_FALSE(of(b.result(all), "short").value);
    follower f;
    b.begin_run();
    for (int t = 0; t <= 40; t += 4) {
        std::vector<sighted> tracks;
        if (t < 16 || t > 24) tracks.push_back(thing(5, 1));
        if (t >= 4 && t <= 8) tracks.push_back(thing(6, 500)); // two reports of nobody
        for (sighted& e : tracks) e.velocity = point{e.place.id == 6 ? 600.0 : 100.0, 0}, e.coasting = t == 12;
        b.add(at(t, {thing(1, 0)}, tracks, f));
    }
    const std::vector<atc_result> r = b.result(all);
    CHECK(*of(r, "extra").value == Approx(2.0 / 10));
    CHECK(of(r, "extra").passed == false);
    CHECK(*of(r, "short").value == 0.5);
    CHECK(*of(r, "fast").value == 0.5);
    CHECK(*of(r, "coasting").value == Approx(1.0 / 8));
    CHECK(*of(r, "gap").value == 20); // from the update at 8 s to that at 28 s
    CHECK(of(r, "gap").passed == false);
}
