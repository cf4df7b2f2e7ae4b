// SPDX-License-Identifier: MIT
// tests/unit/sensors/faults.cpp - what all sensors say when they are off, dead, stuck, drifting, noisy or losing
// samples.
#include "suite.hpp"

using namespace suite;

namespace {
std::vector<double> spans(std::initializer_list<double> x) { return x; }
// The main and the status channel of so many ticks.
struct story {
    std::vector<qiki_sample> main, status;
    story(scene& t, const kind& k, size_t ticks) {
        for (size_t i = 0; i < ticks; ++i)
            for (const qiki_sample& x : t.tick()) {
                if (x.channel == k.main && x.part == 0) main.push_back(x);
                if (x.channel == k.status) status.push_back(x);
            }
        REQUIRE(main.size() == ticks);
        REQUIRE(status.size() == ticks);
    }
};
story told(const kind& k, const rig::settings& set, size_t ticks = 50) {
    scene t(k.id, every_tick(k.id, set));
    return story(t, k, ticks);
}
} // namespace

TEST_CASE("Sensors: LIDAR, IMU, radiation, etc.: a sensor that works is ok, and measures", "[capability]") {
    for (const kind& k : kinds) {
        INFO(k.id);
        const story run = told(k, {});
        for (const qiki_sample& x : run.main)
            CHECK((x.label == QIKI_LABEL_OK && x.n == k.elements && x.status == QIKI_SENSE_OK));
        for (const qiki_sample& x : run.status) CHECK(said(x, reason::none));
    }
}

TEST_CASE("Disabled is na, never zero") {
    for (const kind& k : kinds) {
        INFO(k.id);
        scene t(k.id, every_tick(k.id, {{"enabled", false}}));
        for (int i = 0; i < 20; ++i)
            for (const qiki_sample& x : t.tick()) {
                if (x.channel == k.status) CHECK(said(x, reason::disabled));
                else CHECK((x.label == QIKI_LABEL_NO_DATA && x.n == 0 && x.status == QIKI_SENSE_OFF));
            }
        for (const qiki_selftest_row& r : t.sensor.selftest(0))
            if (std::string(r.device) == "device") CHECK(r.result == QIKI_TEST_SKIP);
    }
}

TEST_CASE("Dead begins after its begin, ends with its end, and a last one without an end lasts") {
    for (const kind& k : kinds) {
        INFO(k.id);
        const story run = told(k, {{"fault.dead", spans({0.1, 0.2, 0.4})}});
        for (const qiki_sample& x : run.main) {
            const bool gone = (x.t > 100 * ms && x.t <= 200 * ms) || x.t > 400 * ms;
            CHECK((x.label == QIKI_LABEL_NO_DATA) == gone);
            CHECK((x.status == QIKI_SENSE_FAILED) == gone);
        }
        for (const qiki_sample& x : run.status)
            CHECK(said(x, (x.t > 100 * ms && x.t <= 200 * ms) || x.t > 400 * ms ? reason::dead : reason::none));
        scene t(k.id, every_tick(k.id, {{"fault.dead", spans({0.1})}}));
        CHECK(t.sensor.selftest(100 * ms)[0].result == QIKI_TEST_PASS);
        CHECK(t.sensor.selftest(101 * ms)[0].result == QIKI_TEST_FAIL);
    }
}

TEST_CASE("Stuck the last values stay, STALE with their time if the device knows, else as if they were new") {
    for (const kind& k : kinds) {
        INFO(k.id);
        for (const bool knows : {true, false}) {
            const story run = told(k, {{"fault.stuck", spans({0.1, 0.3})}, {"self_check", knows}});
            for (size_t i = 10; i < 30; ++i) {
                CHECK(run.main[i].v[0] == run.main[9].v[0]);
                CHECK(run.main[i].label == (knows ? QIKI_LABEL_STALE : QIKI_LABEL_OK));
                CHECK(run.main[i].t == (knows ? 100 * ms : run.status[i].t));
                CHECK(said(run.status[i], knows ? reason::stuck : reason::none));
            }
            CHECK(run.main[30].label == QIKI_LABEL_OK);
            CHECK(run.main[30].v[0] != run.main[9].v[0]);
            CHECK(said(run.status[30], reason::none));
        }
        const story born = told(k, {{"fault.stuck", spans({0})}}); // there is nothing to repeat
        for (const qiki_sample& x : born.main) CHECK((x.label == QIKI_LABEL_NO_DATA && x.n == 0));
    }
}

TEST_CASE("Adrift the values leave what they would have been at the rate, and come back") {
    for (const kind& k : kinds) {
        INFO(k.id);
        if (std::string(k.id) == "qiki.sensor.star_tracker") continue; // its elements are no angles: below
        const rig::settings fault{{"fault.drift", spans({0.1, 0.3})}, {"fault.drift_rate", 0.01}};
        const story well = told(k, {}), ill = told(k, fault), silent = told(k, with(fault, {{"self_check", false}}));
        for (size_t i = 0; i < 50; ++i) {
            const qiki_ns t = ill.status[i].t;
            const double away = t > 100 * ms && t <= 300 * ms ? 0.01 * static_cast<double>(t - 100 * ms) / 1e9 : 0;
            for (uint32_t e = 0; e < k.elements; ++e) {
                CHECK(ill.main[i].v[e] - well.main[i].v[e] == Approx(away).margin(1e-9));
                CHECK(silent.main[i].v[e] == ill.main[i].v[e]);
            }
            CHECK(ill.main[i].label == QIKI_LABEL_OK);
            CHECK((ill.main[i].status == QIKI_SENSE_DEGRADED && ill.main[i].trust < 1) == (away > 0));
            CHECK((silent.main[i].status == QIKI_SENSE_OK && silent.main[i].trust == 1));
            CHECK(said(ill.status[i], away > 0 ? reason::drifting : reason::none));
            CHECK(said(silent.status[i], reason::none));
        }
    }
}

TEST_CASE("In a burst the noise is so many times greater, and the same otherwise") {
    for (const kind& k : kinds) {
        INFO(k.id);
        if (std::string(k.id) == "qiki.sensor.star_tracker" || std::string(k.id) == "qiki.sensor.gnss") continue;
        // The draws do not depend on the factor, so an error of six times the noise is six times the error.
        const auto at = [&](double factor) {
            rig::settings set{{"fault.burst", spans({0.1, 0.3})}, {"fault.louder", factor}};
            if (std::string(k.id) == "qiki.sensor.radiation") set["noise"] = 1e-3; // far from 0, where rates end
            return told(k, set).main;
        };
        const auto one = at(1), two = at(2), six = at(6);
        for (size_t i = 0; i < 50; ++i) {
            const bool loud = i >= 10 && i < 30;
            CHECK((two[i].v[0] != one[i].v[0]) == loud);
            CHECK(six[i].v[0] - one[i].v[0] == Approx(5 * (two[i].v[0] - one[i].v[0])).margin(1e-9));
            CHECK((two[i].status == QIKI_SENSE_DEGRADED) == loud);
        }
    }
}

TEST_CASE("While it drops out, samples are lost as often as asked for, and the status says so all the time") {
    for (const kind& k : kinds) {
        INFO(k.id);
        const story run = told(k, {{"fault.dropout", spans({1, 5})}, {"fault.lost", 0.4}}, 600);
        int lost = 0;
        for (const qiki_sample& x : run.main) {
            const bool in = x.t > 1000 * ms && x.t <= 5000 * ms;
            if (x.label == QIKI_LABEL_NO_DATA) REQUIRE((in && x.n == 0 && x.status == QIKI_SENSE_DEGRADED));
            lost += x.label == QIKI_LABEL_NO_DATA;
        }
        CHECK(std::abs(lost - 160) < 5 * 9.8); // 400 trials
        for (const qiki_sample& x : run.status)
            CHECK(said(x, x.t > 1000 * ms && x.t <= 5000 * ms ? reason::dropout : reason::none));
    }
}

TEST_CASE("A change of status is an event, once") {
    for (const kind& k : kinds) {
        if (k.id == kinds[0].id || k.id == kinds[1].id) continue; // those say it in samples alone
        INFO(k.id);
        scene t(k.id, every_tick(k.id, {{"fault.dead", spans({0.1, 0.2})}, {"fault.drift", spans({0.3, 0.4})}}));
        std::vector<std::pair<qiki_ns, int>> seen;
        for (int i = 0; i < 50; ++i) {
            t.tick();
            for (const qiki_event& e : t.sensor.took<qiki_event>("events")) {
                CHECK(qiki_event_flaw(&e) == nullptr);
                CHECK(e.entity == 1);
                seen.push_back({e.t, e.severity});
            }
        }
        CHECK(seen == std::vector<std::pair<qiki_ns, int>>{{110 * ms, QIKI_SEVERITY_CRITICAL},
                                                           {210 * ms, QIKI_SEVERITY_INFO},
                                                           {310 * ms, QIKI_SEVERITY_WARNING},
                                                           {410 * ms, QIKI_SEVERITY_INFO}});
    }
}

TEST_CASE("Same seed, same bytes, saved and loaded at any tick also in a fault, reset begins anew") {
    for (const kind& k : kinds) {
        INFO(k.id);
        const rig::settings set = every_tick(k.id, {{"dropout", 0.1},
                                                    {"fault.stuck", spans({0.1, 0.2})},
                                                    {"fault.dead", spans({0.3, 0.4})},
                                                    {"fault.drift", spans({0.5})}});
        scene whole(k.id, set);
        const std::string reference = everything(whole, 80);
        for (size_t cut : {size_t{0}, size_t{13}, size_t{35}, size_t{60}}) {
            scene first(k.id, set), second(k.id, set);
            std::string bytes = everything(first, cut);
            second.sensor.load(first.sensor.save(), first.sensor);
            second.now = first.now;
            bytes += everything(second, 80 - cut);
            CHECK(bytes == reference);
        }
        whole.sensor.reset();
        whole.now = 0;
        CHECK(everything(whole, 80) == reference);
        scene seed(k.id, set, at_rest, {.seed = 8}), narrow(k.id, set, at_rest, {.capacity = 1});
        CHECK(everything(seed, 80) != reference);
        CHECK(everything(narrow, 80) == reference);
        const std::string good = whole.sensor.save();
        for (size_t n = 0; n < good.size(); n += 31)
            CHECK_THROWS_AS(whole.sensor.load(good.substr(0, n), whole.sensor), rig::failed);
        CHECK_THROWS_AS(whole.sensor.load(good + "x", whole.sensor), rig::failed);
    }
}

TEST_CASE("What does not go together is refused, with the key and the remedy") {
    const auto refused = [](const std::string& id, const rig::settings& set, uint64_t host = 1) {
        try {
            rig::instance x("qiki.sensor." + id, set, {.host_entity = host});
        } catch (const rig::failed& f) { return std::string(f.what()); }
        return std::string();
    };
    using Catch::Matchers::Contains;
    for (const kind& k : kinds) {
        const std::string id = std::string(k.id).substr(12);
        CHECK_THAT(refused(id, {}, 0), Contains("on="));
        for (const char* key : {"fault.dead", "fault.stuck", "fault.drift", "fault.dropout", "fault.burst"}) {
            CHECK_THAT(refused(id, {{key, spans({2, 1})}}), Contains(key) && Contains("an end after 2 s"));
            CHECK_THAT(refused(id, {{key, spans({1, 3, 2})}}), Contains(key) && Contains("begins at 3 s or later"));
        }
    }
    CHECK_THAT(refused("lidar", {{"axis", spans({0, 0, 0})}}), Contains("axis: expected a direction"));
    CHECK_THAT(refused("lidar", {{"range_min", 5.0}, {"range_max", 5.0}}), Contains("range_min: expected less"));
    CHECK_THAT(refused("lidar", {{"at", spans({1})}}), Contains("at: expected three"));
    CHECK_THAT(refused("radiation", {{"zones", spans({1, 2, 3})}}), Contains("zones: expected six numbers"));
    CHECK_THAT(refused("radiation", {{"zones", spans({1, 2, 3, -4, 5, 6})}}), Contains("zone 1"));
    CHECK_THAT(refused("radiation", {{"crit", 0.5}}), Contains("crit: expected at least warn"));
    CHECK_THAT(refused("solar", {{"bodies", spans({1, 2, 3})}}), Contains("bodies: expected four numbers"));
    CHECK_THAT(refused("proximity", {{"warn", 2.0}, {"crit", 3.0}}), Contains("crit: expected at most warn"));
    CHECK_THAT(refused("thermal", {{"warn", std::vector<double>(9, 300.0)}}), Contains("warn: expected at most 8"));
}
