// SPDX-License-Identifier: MIT
// tests/unit/sensors/gnss.cpp - where a receiver without errors is, and what it says when it does not know.
#include "ride.hpp"

using namespace ride;

namespace {
constexpr uint32_t place = 0, speed = 1, accuracy = 2;
qiki_truth flying(double at) { // north-east at 50 m/s, climbing
    qiki_truth b = at_rest(at);
    b.vel[0] = 30, b.vel[1] = 40, b.vel[2] = 1;
    for (int i = 0; i < 3; ++i) b.pos[i] = 100 * (i + 1) + b.vel[i] * at;
    return b;
}
} // namespace

TEST_CASE("An ideal receiver knows place and velocity of its carrier, and says how well") {
    trip t("qiki.sensor.gnss", ideal_gnss(), flying);
    const auto all = t.tick();
    REQUIRE(all.size() == 3);
    const qiki_truth b = flying(0.01);
    for (int i = 0; i < 3; ++i) {
        CHECK(all[place].v[i] == b.pos[i]);
        CHECK(all[speed].v[i] == b.vel[i]);
    }
    CHECK((all[accuracy].n == 2 && all[accuracy].v[0] == 0));
    trip real("qiki.sensor.gnss", {{"rate", 0.0}, {"step", 1.2}}, flying);
    const qiki_sample a = real.tick()[accuracy];
    CHECK(a.v[0] == Approx(std::sqrt(0.25 + 2.25 + 0.12)));
    CHECK(a.v[1] == Approx(std::sqrt(1.0 + 9 + 0.12)));
}

TEST_CASE("Of a carrier whose truth comes every fourth tick it says the place at its own time") {
    // Counter-example: the place of three ticks ago, 0.9 m behind, as that of now.
    trip t("qiki.sensor.gnss", ideal_gnss(), [](double at) {
        qiki_truth b = at_rest(at);
        b.pos[0] = 30 * at, b.vel[0] = 30;
        return b;
    });
    t.every = 40 * ms;
    for (const qiki_sample& x : t.channel(place, 40))
        if (x.label == QIKI_LABEL_OK) CHECK(x.v[0] == Approx(30e-9 * static_cast<double>(x.t)));
}

TEST_CASE("The antenna of a slow carrier that turns is where it has swung to") {
    // Counter-example: at the side where it was three ticks ago.
    trip t("qiki.sensor.gnss", with(ideal_gnss(), {{"at", std::vector<double>{10, 0, 0}}}), [](double at) {
        qiki_truth b = at_rest(at);
        b.att[0] = std::cos(at), b.att[3] = std::sin(at), b.rate[2] = 2; // to the left
        return b;
    });
    t.every = 40 * ms;
    for (const qiki_sample& x : t.channel(place, 40)) {
        const double turned = 2e-9 * static_cast<double>(x.t);
        CHECK(x.v[0] == Approx(10 * std::cos(turned)).margin(1e-9));
        CHECK(x.v[1] == Approx(10 * std::sin(turned)).margin(1e-9));
    }
}

TEST_CASE("The antenna swings with its carrier") {
    const auto turning = [](double at) {
        qiki_truth b = at_rest(at); // nose north, turning left
        b.att[0] = b.att[3] = std::sqrt(0.5);
        b.rate[2] = 0.5;
        return b;
    };
    trip t("qiki.sensor.gnss", with(ideal_gnss(), {{"at", std::vector<double>{4, 1, 2}}}), turning);
    const auto all = t.tick();
    CHECK(all[place].v[0] == Approx(-1)); // left of a nose to the north is west
    CHECK(all[place].v[1] == Approx(4));
    CHECK(all[place].v[2] == Approx(2));
    CHECK(all[speed].v[0] == Approx(-2)); // the nose swings to the west
    CHECK(all[speed].v[1] == Approx(-0.5));
    CHECK(all[speed].v[2] == Approx(0).margin(1e-12));
}

TEST_CASE("Fixes come at their rate and in steps") {
    trip t("qiki.sensor.gnss", with(ideal_gnss(), {{"rate", 5.0}, {"step", 0.25}, {"step_velocity", 8.0}}), flying);
    const auto all = t.channel(place, 100);
    REQUIRE(all.size() == 5);
    for (const qiki_sample& x : all)
        for (int i = 0; i < 3; ++i) {
            CHECK(std::fmod(x.v[i], 0.25) == 0);
            CHECK(std::fabs(x.v[i] - flying(static_cast<double>(x.t) / 1e9).pos[i]) <= 0.125 + 1e-9);
        }
    CHECK(t.channel(speed, 20)[0].v[0] == 32);
}

TEST_CASE("After an outage it takes a while to find the satellites again, and so at the start") {
    trip t("qiki.sensor.gnss", with(ideal_gnss(), {{"reacquire", 0.05}, {"outages", std::vector<double>{0.2, 0.3}}}),
           flying);
    for (const qiki_sample& x : t.channel(place, 50)) {
        const bool off = x.t > 200 * ms && x.t <= 300 * ms,
                   finding = x.t <= 50 * ms || (x.t > 300 * ms && x.t <= 350 * ms);
        INFO(x.t);
        CHECK(x.status == (off ? QIKI_SENSE_FAILED : finding ? QIKI_SENSE_CALIBRATING : QIKI_SENSE_OK));
        CHECK(x.label == (off || finding ? QIKI_LABEL_NO_DATA : QIKI_LABEL_OK));
    }
}

TEST_CASE("In an outage the last fix is held with its time, or carried on by its velocity") {
    const rig::settings gap = with(ideal_gnss(), {{"outages", std::vector<double>{0, 0.1, 0.2, 0.3}}});
    trip hold("qiki.sensor.gnss", with(gap, {{"on_outage", std::string("hold")}}), flying);
    for (const qiki_sample& x : hold.channel(place, 40)) {
        const bool never = hold.now <= 100 * ms && x.t <= 100 * ms;
        if (x.label == QIKI_LABEL_STALE) {
            CHECK(x.t == 200 * ms);
            CHECK(x.v[0] == flying(0.2).pos[0]);
            CHECK((x.status == QIKI_SENSE_FAILED && x.trust < 1));
        } else CHECK(x.label == (never || x.t <= 100 * ms ? QIKI_LABEL_NO_DATA : QIKI_LABEL_OK));
    }
    trip predict("qiki.sensor.gnss", with(gap, {{"on_outage", std::string("predict")}}), flying);
    int substitutes = 0;
    for (int i = 0; i < 40; ++i) {
        const auto all = predict.tick();
        if (predict.now <= 200 * ms || predict.now > 300 * ms) continue;
        ++substitutes;
        CHECK((all[place].label == QIKI_LABEL_FALLBACK && all[place].t == predict.now));
        const qiki_truth b = flying(static_cast<double>(predict.now) / 1e9);
        for (int k = 0; k < 3; ++k) CHECK(all[place].v[k] == Approx(b.pos[k]));
        CHECK(all[accuracy].label == QIKI_LABEL_STALE);
    }
    CHECK(substitutes == 10);
}
