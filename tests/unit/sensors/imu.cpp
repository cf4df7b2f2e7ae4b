// SPDX-License-Identifier: MIT
// tests/unit/sensors/imu.cpp - what an inertial unit without errors feels, and what errors it is born with.
#include "ride.hpp"

using namespace ride;

namespace {
constexpr uint32_t rates = 0, forces = 1;

// Rolled by `angle` to the left about body x, otherwise at rest, nose north.
qiki_truth tilted(double angle) {
    qiki_truth b = at_rest(0);
    const double c = std::cos(angle / 2), z = std::sin(angle / 2), r = std::sqrt(0.5);
    b.att[0] = r * c, b.att[1] = -r * z, b.att[2] = -r * z, b.att[3] = r * c;
    return b;
}
} // namespace

TEST_CASE("At rest and level an ideal unit feels gravity upwards and no turn, the first force needs a tick before it") {
    trip t("qiki.sensor.imu", ideal_imu());
    const auto first = t.tick();
    REQUIRE(first.size() == 2);
    CHECK((first[rates].label == QIKI_LABEL_OK && first[rates].n == 3));
    CHECK((first[forces].label == QIKI_LABEL_NO_DATA && first[forces].n == 0));
    const auto second = t.tick();
    CHECK(second[rates].v[2] == 0);
    CHECK(second[forces].v[0] == Approx(0).margin(1e-12));
    CHECK(second[forces].v[2] == Approx(9.80665));
    CHECK((second[forces].t == 20 * ms && second[forces].channel == forces && second[forces].trust == 1));
    trip space("qiki.sensor.imu", with(ideal_imu(), {{"gravity", 0.0}}));
    CHECK(space.channel(forces, 5)[3].v[2] == 0);
}

TEST_CASE("Of a carrier whose truth comes every fourth tick it feels what is so, and nothing in between") {
    // Counter-example: the change of four ticks, divided by one of them, and none in the three that follow.
    trip t("qiki.sensor.imu", ideal_imu(), [](double at) {
        qiki_truth b = at_rest(at);
        b.vel[0] = 0.5 * at;
        return b;
    });
    t.every = 40 * ms;
    size_t felt = 0;
    for (const qiki_sample& x : t.channel(forces, 40)) {
        if (x.t % t.every) CHECK(x.label == QIKI_LABEL_NO_DATA);
        else felt += x.label == QIKI_LABEL_OK && std::fabs(x.v[0] - 0.5) < 1e-9;
    }
    CHECK(felt == 10);
    for (const qiki_sample& x : t.channel(rates, 8)) CHECK(x.label == QIKI_LABEL_OK);
}

TEST_CASE("Who says nothing of gravity has it on the ground, and none aboard what is in space") {
    // Counter-example: a default that is the same for all pushes a craft at rest up for ever.
    for (const uint32_t is : {QIKI_CLASS_CRAFT, QIKI_CLASS_STATION, QIKI_CLASS_GROUND, QIKI_CLASS_AIRCRAFT}) {
        const bool space = is == QIKI_CLASS_CRAFT || is == QIKI_CLASS_STATION;
        const auto still = [is](double at) {
            qiki_truth b = at_rest(at);
            b.object_class = is;
            return b;
        };
        trip t("qiki.sensor.imu", ideal_imu(), still);
        CHECK(t.channel(forces, 2)[1].v[2] == Approx(space ? 0 : 9.80665));
        trip moon("qiki.sensor.imu", with(ideal_imu(), {{"gravity", 1.62}}), still); // said, it counts for all
        CHECK(moon.channel(forces, 2)[1].v[2] == Approx(1.62));
    }
}

TEST_CASE("In free fall around a body it feels nothing, on its surface that it is held up, under thrust the thrust") {
    constexpr double mu = 3.986004418e14, r = 6778137;
    const double w = std::sqrt(mu / (r * r * r));
    const std::vector<double> below{0, 0, -r};
    const rig::settings set = with(ideal_imu(), {{"orbit.mu", mu}, {"orbit.at", below}});
    const auto orbit = [&](double at) { // body axes stay where they are: it would feel g turn round
        qiki_truth b = at_rest(at);
        b.object_class = QIKI_CLASS_CRAFT;
        b.pos[0] = r * std::sin(w * at), b.pos[2] = r * (std::cos(w * at) - 1);
        b.vel[0] = r * w * std::cos(w * at), b.vel[2] = -r * w * std::sin(w * at);
        return b;
    };
    for (const qiki_ns step : {10 * ms, s, 60 * s}) {
        trip t("qiki.sensor.imu", set, orbit, step);
        for (const qiki_sample& x : t.channel(forces, 20))
            if (x.label == QIKI_LABEL_OK)
                for (const double f : {x.v[0], x.v[1], x.v[2]}) CHECK(std::fabs(f) < 1e-6);
        trip pushed(
            "qiki.sensor.imu", set,
            [&](double at) {
                qiki_truth b = orbit(at);
                b.vel[1] = 0.5 * at, b.pos[1] = 0.25 * at * at;
                return b;
            },
            step);
        const double h = static_cast<double>(step) / 1e9, y = 0.25 * 19 / 3 * h * h;       // mean of the third sample
        CHECK(pushed.channel(forces, 3)[2].v[1] == Approx(0.5 + w * w * y).epsilon(1e-5)); // and it is kept up there
    }
    trip ground("qiki.sensor.imu", set);
    CHECK(ground.channel(forces, 2)[1].v[2] == Approx(mu / (r * r)));
    CHECK_THROWS_WITH(trip("qiki.sensor.imu", with(set, {{"gravity", 9.8}})),
                      Catch::Contains("gravity: expected none"));
}

TEST_CASE("Tilted it feels gravity sideways, in the axes of the body") {
    trip t("qiki.sensor.imu", ideal_imu(), [](double) { return tilted(-0.3); });
    const qiki_sample f = t.channel(forces, 2)[1];
    CHECK(f.v[0] == Approx(0).margin(1e-12));
    CHECK(f.v[1] == Approx(-9.80665 * std::sin(-0.3)).margin(1e-9));
    CHECK(f.v[2] == Approx(9.80665 * std::cos(0.3)));
}

TEST_CASE("On a circle it feels the turn rate, and the centripetal force to the left") {
    constexpr double w = 0.2, v = 40; // left about, nose along the velocity
    trip t("qiki.sensor.imu", with(ideal_imu(), {{"gravity", 0.0}}), [](double at) {
        qiki_truth b = at_rest(at);
        b.vel[0] = v * std::cos(w * at), b.vel[1] = v * std::sin(w * at);
        b.att[0] = std::cos(w * at / 2), b.att[3] = std::sin(w * at / 2);
        b.rate[2] = w;
        return b;
    });
    for (int i = 0; i < 4000; ++i) { // more than a whole turn: the quaternion changes sign on the way
        const auto both = t.tick();
        REQUIRE(both[rates].v[2] == w);
        if (i == 0) continue;
        REQUIRE(both[forces].v[0] == Approx(0).margin(1e-9));
        REQUIRE(both[forces].v[1] == Approx(w * v).epsilon(1e-5));
    }
}

TEST_CASE("Speeding up is felt ahead, whichever way it goes") {
    trip t("qiki.sensor.imu", ideal_imu(), [](double at) {
        qiki_truth b = at_rest(at); // nose north
        b.att[0] = b.att[3] = std::sqrt(0.5);
        b.vel[1] = 3 * at;
        return b;
    });
    const qiki_sample f = t.channel(forces, 10)[9];
    CHECK(f.v[0] == Approx(3));
    CHECK(f.v[1] == Approx(0).margin(1e-9));
}

TEST_CASE("Rate, steps and range: samples at their times, multiples of the step, INVALID at the end of the scale") {
    const auto turning = [](double at) {
        qiki_truth b = at_rest(at);
        b.rate[0] = 0.123456, b.rate[1] = -0.123456, b.rate[2] = at > 0.5 ? 7 : 0;
        return b;
    };
    trip t("qiki.sensor.imu", with(ideal_imu(), {{"rate", 25.0}, {"gyro_step", 0.01}, {"gyro_range", 5.0}}), turning);
    const auto all = t.channel(rates, 100);
    REQUIRE(all.size() == 25);
    for (size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].t == static_cast<qiki_ns>(i + 1) * 40 * ms);
        CHECK(all[i].v[0] == Approx(0.12));
        CHECK(all[i].v[1] == Approx(-0.12));
        const bool beyond = all[i].t > 500 * ms;
        CHECK(all[i].label == (beyond ? QIKI_LABEL_INVALID : QIKI_LABEL_OK));
        CHECK(all[i].v[2] == (beyond ? 5 : 0));
    }
}

TEST_CASE("Without a rate or an attitude there is no reading, and never a zero") {
    trip t("qiki.sensor.imu", {}, [](double at) {
        qiki_truth b = at_rest(at);
        b.valid = 0, b.att[0] = 0;
        return b;
    });
    for (const qiki_sample& x : t.channel(rates, 5)) CHECK((x.label == QIKI_LABEL_NO_DATA && x.n == 0));
    for (const qiki_sample& x : t.channel(forces, 5)) CHECK((x.label == QIKI_LABEL_NO_DATA && x.n == 0));
}

TEST_CASE("A carrier that is not there is a sensor that is off") {
    trip t("qiki.sensor.imu", {{"on_outage", std::string("hold")}}, [](double at) {
        qiki_truth b = at_rest(at);
        if (at > 0.1) b.entity = 0;
        return b;
    });
    for (int i = 0; i < 20; ++i)
        for (const qiki_sample& x : t.tick())
            if (i >= 10) CHECK((x.label == QIKI_LABEL_NO_DATA && x.status == QIKI_SENSE_OFF));
}

TEST_CASE("A sensor on the ground is refused, and so are settings that do not go together") {
    const auto refused = [](const std::string& id, const rig::settings& set, uint64_t host) {
        try {
            rig::instance x(id, set, {.host_entity = host});
        } catch (const rig::failed& f) { return std::string(f.what()); }
        return std::string();
    };
    using Catch::Matchers::Contains;
    for (const char* id : {"qiki.sensor.imu", "qiki.sensor.gnss"}) {
        CHECK_THAT(refused(id, {}, 0), Contains("on="));
        CHECK_THAT(refused(id, {{"outages", std::vector<double>{1, 2, 3}}}, 1), Contains("outages: expected pairs"));
        CHECK_THAT(refused(id, {{"outages", std::vector<double>{2, 1}}}, 1), Contains("an end after 2 s"));
        CHECK_THAT(refused(id, {{"outages", std::vector<double>{2, 2}}}, 1), Contains("an end after 2 s"));
        CHECK_THAT(refused(id, {{"outages", std::vector<double>{1, 3, 2, 4}}}, 1), Contains("begins at 3 s or later"));
        CHECK(refused(id, {{"outages", std::vector<double>{1, 3, 3, 4}}}, 1).empty());
    }
    CHECK_THAT(refused("qiki.sensor.imu", {{"gyro_step", 1.0}, {"gyro_range", 0.5}}, 1), Contains("gyro_step"));
    CHECK_THAT(refused("qiki.sensor.gnss", {{"at", std::vector<double>{1, 3}}}, 1), Contains("at: expected three"));
}

TEST_CASE("Self-tests pass, and their rows are sound") {
    for (const char* id : {"qiki.sensor.imu", "qiki.sensor.gnss"}) {
        trip t(id, {});
        t.tick();
        const auto rows = t.sensor.selftest(10 * ms);
        CHECK(rows.size() >= 2);
        for (const qiki_selftest_row& r : rows) {
            INFO(id << " " << r.device << " " << r.found);
            CHECK(r.result == QIKI_TEST_PASS);
            CHECK(qiki_selftest_row_flaw(&r) == nullptr);
        }
    }
}
