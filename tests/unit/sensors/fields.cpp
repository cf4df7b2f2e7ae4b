// SPDX-License-Identifier: MIT
// tests/unit/sensors/fields.cpp - the dipole, the zones, the stars and the nodes: what each sensor says without errors,
// and how large its errors are.
#include "suite.hpp"
#include "tests/unit/rounds.hpp"

using namespace suite;

namespace {
const rig::settings quiet{{"rate", 0.0}, {"noise", 0.0}};

qiki_truth at(std::array<double, 3> p) {
    qiki_truth b = at_rest(0);
    std::copy(p.begin(), p.end(), b.pos);
    return b;
}
std::array<double, 3> field(std::array<double, 3> p, rig::settings set = {}) {
    scene t("qiki.sensor.magnetometer", with(with(quiet, {{"range", 1e6}}), set), [p](double) { return at(p); });
    const qiki_sample x = t.tick()[0];
    REQUIRE(x.label == QIKI_LABEL_OK);
    return {x.v[0], x.v[1], x.v[2]};
}
double spread(const char* id, uint32_t channel, size_t n, rig::settings set = {}) {
    scene t(id, every_tick(id, set));
    double sum = 0, square = 0;
    for (const qiki_sample& x : t.channel(channel, n)) sum += x.v[0], square += x.v[0] * x.v[0];
    const auto all = static_cast<double>(n);
    return std::sqrt((square - sum * sum / all) / (all - 1));
}
} // namespace

TEST_CASE(
    "The field points north over the equator, down over the pole where it is twice as strong, and falls by the cube") {
    const auto equator = field({0, 0, 0});
    CHECK(equator[0] == Approx(0).margin(1e-9));
    CHECK(equator[1] == Approx(29.8)); // north is to the left of a nose to the east
    CHECK(equator[2] == Approx(0).margin(1e-9));
    const auto pole = field({0, 6371200, -6371200});
    CHECK(pole[1] == Approx(-59.6));
    CHECK(pole[2] == Approx(0).margin(1e-6));
    CHECK(field({0, 0, 6371200})[1] == Approx(29.8 / 8));
}

TEST_CASE("The field has no sources and no eddies") {
    const rig::settings near{{"centre", std::vector<double>{0, 0, 0}},
                             {"radius", 1000.0},
                             {"strength", 100.0},
                             {"north", std::vector<double>{1, 2, -1}}};
    constexpr double h = 1;
    double d[3][3]; // d[i][k]: of component i along k
    for (size_t k = 0; k < 3; ++k) {
        std::array<double, 3> a{900, -700, 500}, b = a;
        a[k] -= h, b[k] += h;
        const auto fa = field(a, near), fb = field(b, near);
        for (size_t i = 0; i < 3; ++i) d[i][k] = (fb[i] - fa[i]) / (2 * h);
    }
    CHECK(std::fabs(d[0][0]) > 1e-3);
    CHECK(d[0][0] + d[1][1] + d[2][2] == Approx(0).margin(1e-6));
    CHECK(d[0][1] == Approx(d[1][0]).margin(1e-6));
    CHECK(d[0][2] == Approx(d[2][0]).margin(1e-6));
    CHECK(d[1][2] == Approx(d[2][1]).margin(1e-6));
}

TEST_CASE("On a slow carrier the field is that of where it is now, along the axes as they lie now") {
    // Counter-example: the place or the attitude of up to three ticks ago.
    const rig::settings steep{{"centre", std::vector<double>{0, 0, -1000}}, {"radius", 1000.0}};
    scene t("qiki.sensor.magnetometer", with(quiet, steep), [](double now) {
        qiki_truth b = at({0, 0, 2000 * now});
        b.vel[2] = 2000;
        b.att[0] = std::cos(now), b.att[3] = std::sin(now), b.rate[2] = 2; // to the left
        return b;
    });
    t.every = 40 * ms;
    for (const qiki_sample& x : t.channel(0, 20)) {
        const double now = static_cast<double>(x.t) / 1e9, far = 1 + 2 * now, is = 29.8 / (far * far * far);
        CHECK(x.v[0] == Approx(is * std::sin(2 * now)).epsilon(1e-9));
        CHECK(x.v[1] == Approx(is * std::cos(2 * now)).epsilon(1e-9));
    }
}

TEST_CASE("On a slow carrier the dose rate is that of where it is now") {
    // Counter-example: that of up to three ticks ago, higher as it leaves.
    scene t("qiki.sensor.radiation",
            with(quiet, {{"background", 0.0}, {"zones", std::vector<double>{0, 0, 0, 10, 8, 5}}}), [](double now) {
                qiki_truth b = at({10 + 100 * now, 0, 0});
                b.vel[0] = 100;
                return b;
            });
    t.every = 40 * ms;
    for (const qiki_sample& x : t.channel(0, 20))
        CHECK(x.v[0] == Approx(8 * std::exp2(-20e-9 * static_cast<double>(x.t))).epsilon(1e-9));
}

TEST_CASE("A field beyond the range is INVALID, also in the very centre") {
    for (const double z : {-6371100.0, -6371200.0}) {
        scene t("qiki.sensor.magnetometer", quiet, [z](double) { return at({0, 0, z}); });
        const auto all = t.tick();
        CHECK((all[0].label == QIKI_LABEL_INVALID && all[0].trust == 0));
        for (double v : all[0].v) CHECK(std::fabs(v) <= 100);
        CHECK(said(all[1], reason::saturated));
    }
}

TEST_CASE("Zones add to the background, halve outside, and the dose adds up what was measured") {
    const rig::settings zones{{"background", 0.5},
                              {"zones", std::vector<double>{0, 0, 0, 10, 8, 5, 100, 0, 0, 10, 36, 0}}};
    scene t("qiki.sensor.radiation", with(quiet, zones), [](double now) {
        return at({now < 1.001 ? 0.0 : now < 2.001 ? 15.0 : now < 3.001 ? 105.0 : 1000.0, 0, 0});
    });
    const auto after = [&](size_t ticks) {
        std::vector<qiki_sample> last;
        for (size_t i = 0; i < ticks; ++i) last = t.tick();
        return last;
    };
    auto all = after(100);
    CHECK(all[0].v[0] == Approx(8.5));
    CHECK(all[1].v[0] == Approx(8.5 / 3600));
    CHECK(said(all[2], reason::over_crit));
    all = after(100);
    CHECK(all[0].v[0] == Approx(4.5));
    all = after(100);
    CHECK(all[0].v[0] == Approx(36.5 + 8 * std::exp2(-95.0 / 5)));
    const double dose = all[1].v[0];
    CHECK(dose == Approx((8.5 + 4.5 + 36.5) / 3600).epsilon(1e-4));
    all = after(100);
    CHECK(all[0].v[0] == Approx(0.5));
    CHECK(all[1].v[0] - dose == Approx(0.5 / 3600));
    CHECK(said(all[2], reason::none));
}

TEST_CASE("One that is stuck and does not know says nothing of what it would measure now") {
    scene t("qiki.sensor.radiation",
            with(quiet, {{"zones", std::vector<double>{0, 0, 0, 10, 8, 0}},
                         {"fault.stuck", std::vector<double>{1}},
                         {"self_check", false}}),
            [](double now) {
                return at({now < 2 ? 100.0 : 0.0, 0, 0});
            });
    for (int i = 0; i < 400; ++i) {
        const auto all = t.tick();
        CHECK(all[0].v[0] == Approx(0.1));
        CHECK(said(all[2], reason::none));
    }
}

TEST_CASE("A dead dosimeter adds up nothing, one beyond its range says so, warning comes at its limit") {
    scene t("qiki.sensor.radiation", with(quiet, {{"background", 1.0}, {"fault.dead", std::vector<double>{1, 2}}}));
    CHECK(t.channel(1, 300)[299].v[0] == Approx(2.0 / 3600));
    CHECK(said(t.tick()[2], reason::over_warn));
    scene high("qiki.sensor.radiation", with(quiet, {{"background", 50.0}, {"range", 40.0}}));
    const auto all = high.tick();
    CHECK((all[0].label == QIKI_LABEL_INVALID && all[0].v[0] == 40));
    CHECK(all[2].v[0] == 2);
}

TEST_CASE("A star tracker is blind above its rate, needs time to acquire, and is locked else") {
    scene t("qiki.sensor.star_tracker", with(quiet, {{"acquire", 0.1}}), [](double now) {
        qiki_truth b = at_rest(now);
        b.rate[2] = now > 0.3001 && now < 0.4001 ? 0.036 : 0.034; // 2.06 and 1.95 degrees a second
        return b;
    });
    for (int i = 0; i < 80; ++i) {
        const auto all = t.tick();
        const qiki_ns now = t.now;
        const bool fast = now > 300 * ms && now <= 400 * ms,
                   lost = fast || now < 100 * ms || (now > 400 * ms && now < 500 * ms);
        INFO(now);
        CHECK((all[0].label == QIKI_LABEL_NO_DATA) == lost);
        CHECK((all[0].n == 0) == lost);
        CHECK(all[2].v[0] == (lost ? 0 : 1));
        CHECK(said(all[3], fast ? reason::turning_fast : lost ? reason::acquiring : reason::none));
        if (!lost) CHECK((all[0].v[0] == 1 && all[0].v[3] == 0));
    }
}

TEST_CASE("On a slow carrier the attitude is that of now, turned on about its own axes, without rates as it was") {
    // Counter-examples: the attitude of up to three ticks ago; one turned about the axes of the world.
    for (const bool tells : {true, false}) {
        scene t("qiki.sensor.star_tracker", with(quiet, {{"acquire", 0.0}, {"blind_rate", 10.0}}), [tells](double now) {
            qiki_truth b = at_rest(now); // on its side, the nose down by so much: about y of its own
            const double c = std::cos(now) * std::sqrt(0.5), x = std::sin(now) * std::sqrt(0.5);
            b.att[0] = c, b.att[1] = c, b.att[2] = x, b.att[3] = x;
            if (tells) b.rate[1] = 2;
            else b.valid = QIKI_TRUTH_HAS_ATTITUDE;
            return b;
        });
        t.every = 40 * ms;
        for (int i = 0; i < 20; ++i) {
            const qiki_ns said = t.written();
            const auto all = t.tick();
            const double now = static_cast<double>(tells ? t.now : said) / 1e9;
            const double c = std::cos(now) * std::sqrt(0.5), x = std::sin(now) * std::sqrt(0.5);
            REQUIRE((all[0].label == QIKI_LABEL_OK && all[0].t == t.now));
            for (size_t k = 0; k < 4; ++k) CHECK(all[0].v[k] == Approx(k < 2 ? c : x).margin(1e-12));
        }
    }
}

TEST_CASE("Its attitude errs about each axis as much as it states, whichever way it faces") {
    const auto facing = [](double) {
        qiki_truth b = at_rest(0);
        b.att[0] = -0.5, b.att[1] = 0.5, b.att[2] = -0.5, b.att[3] = 0.5;
        return b;
    };
    scene t("qiki.sensor.star_tracker", {{"rate", 0.0}, {"acquire", 0.0}}, facing);
    const uint32_t n = rounds(5000);
    double square[3] = {}, stated = 0;
    for (uint32_t i = 0; i < n; ++i) {
        const auto all = t.tick();
        const double* q = all[0].v; // error of body axes: conjugate of the truth, times what it says
        CHECK(q[0] >= 0);
        CHECK(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3] == Approx(1).epsilon(1e-12));
        const double w = -0.5, x = -0.5, y = 0.5, z = -0.5;
        const double e[4] = {w * q[0] - x * q[1] - y * q[2] - z * q[3], w * q[1] + x * q[0] + y * q[3] - z * q[2],
                             w * q[2] - x * q[3] + y * q[0] + z * q[1], w * q[3] + x * q[2] - y * q[1] + z * q[0]};
        for (int k = 0; k < 3; ++k) square[k] += 4 * e[k + 1] * e[k + 1] / n;
        stated = all[1].v[0];
    }
    CHECK(stated == Approx(0.01 * pi / 180));
    for (double e : square) CHECK(std::fabs(e / (stated * stated) - 1) < 5 * std::sqrt(2.0 / n));
}

TEST_CASE("Thermometers say what the carrier says, warn at a node's own limit, and know when nobody says anything") {
    scene t("qiki.sensor.thermal",
            with(quiet, {{"warn", std::vector<double>{350, 400}}, {"crit", std::vector<double>{360, 410}}}));
    t.told = {hot({300, 310, 320, 330}), hot({340, 405}, 1)};
    auto all = t.tick();
    REQUIRE(all.size() == 4);
    CHECK((all[0].n == 4 && all[0].v[3] == 330 && all[1].n == 2 && all[1].part == 1 && all[1].v[1] == 405));
    CHECK(all[2].v[0] == 405);
    CHECK(said(all[3], reason::over_warn)); // the last limit is for those beyond
    t.told = {hot({355, 310})};
    all = t.tick();
    CHECK((all[0].n == 2 && all[1].label == QIKI_LABEL_NO_DATA && all[1].n == 0));
    CHECK(said(all[3], reason::over_warn));
    t.told = {hot({360, 310})};
    CHECK(said(t.tick()[3], reason::over_crit));
    qiki_sample others = hot({300});
    others.entity = 2;
    qiki_sample another = hot({300});
    another.channel = 1;
    qiki_sample none = hot({});
    none.label = QIKI_LABEL_NO_DATA, none.trust = 0;
    for (const auto& nothing : {std::vector<qiki_sample>{}, {others}, {another}, {none}}) {
        t.told = nothing;
        all = t.tick();
        CHECK((all[0].label == QIKI_LABEL_NO_DATA && all[0].n == 0 && all[2].n == 0));
        CHECK(said(all[3], reason::no_source));
    }
}

TEST_CASE("What a slow carrier said of its temperatures has the time at which that was so, also when it is lost") {
    // Counter-example: the temperature of up to three ticks ago as that of now.
    scene t("qiki.sensor.thermal", with(quiet, {{"dropout", 0.3}}));
    t.every = 40 * ms;
    size_t lost = 0;
    for (int i = 0; i < 40; ++i) {
        const qiki_ns said = t.written();
        const auto all = t.tick();
        REQUIRE(all.size() == 4);
        for (const size_t row : {size_t{0}, size_t{2}}) {
            const bool told = all[row].label == QIKI_LABEL_OK;
            CHECK(all[row].t == (told ? said : t.now));
            lost += !told;
        }
        CHECK(all[3].t == t.now);
    }
    CHECK((lost > 0 && lost < 80));
}

TEST_CASE("The noise is as great as asked for, a walk grows with the root of time, a bias is born with the device") {
    constexpr size_t n = 4000; // a deviation errs by 1 / sqrt(2 n) = 1.1 %; 6 % is more than five of those
    CHECK(spread("qiki.sensor.lidar", 0, n) == Approx(0.03).epsilon(0.06));
    CHECK(spread("qiki.sensor.proximity", 0, n) == Approx(0.05).epsilon(0.06));
    CHECK(spread("qiki.sensor.thermal", 0, n) == Approx(0.3).epsilon(0.06));
    CHECK(spread("qiki.sensor.magnetometer", 0, n) == Approx(0.2).epsilon(0.06));
    CHECK(spread("qiki.sensor.radiation", 0, n) == Approx(0.02).epsilon(0.06));
    CHECK(spread("qiki.sensor.solar", 0, n) == Approx(0.5).epsilon(0.06));
    double after_one = 0, after_four = 0, born = 0;
    const uint32_t devices = rounds(400); // a variance errs by sqrt(2 / 400) = 7 %; 0.36 is five of those
    for (uint64_t seed = 0; seed < devices; ++seed) {
        scene walks("qiki.sensor.thermal", with(quiet, {{"walk", 2.0}}), at_rest, {.seed = seed});
        walks.dt = s;
        const auto x = walks.channel(0, 4);
        after_one += (x[0].v[0] - 300) * (x[0].v[0] - 300) / devices;
        after_four += (x[3].v[0] - 300) * (x[3].v[0] - 300) / devices;
        scene biased("qiki.sensor.thermal", with(quiet, {{"bias", 3.0}}), at_rest, {.seed = seed});
        const auto y = biased.channel(0, 2);
        CHECK(y[0].v[0] == y[1].v[0]);
        born += (y[0].v[0] - 300) * (y[0].v[0] - 300) / devices;
    }
    const double most = 5 * std::sqrt(2.0 / devices);
    CHECK(std::fabs(after_one / 4 - 1) < most);
    CHECK(std::fabs(after_four / 16 - 1) < most);
    CHECK(std::fabs(born / 9 - 1) < most);
}
