// SPDX-License-Identifier: MIT
// tests/unit/sensors/outages.cpp - silence, chance and memory of both sensors: announced gaps, lost samples, restored
// runs.
#include "plugins/sensors/common/outage.hpp"
#include "ride.hpp"
#include <limits>

using namespace ride;

namespace {
const char* const both[] = {"qiki.sensor.imu", "qiki.sensor.gnss"};
rig::settings every_tick(const std::string& id, const rig::settings& more) {
    return id == "qiki.sensor.gnss" ? with(more, {{"rate", 0.0}}) : more;
}
} // namespace

TEST_CASE("In an announced gap nothing is said and no zero, the gap begins after its begin and ends with its end") {
    for (const std::string id : both) {
        trip t(id, every_tick(id, {{"outages", std::vector<double>{0.1, 0.15, 0.3, 0.31}}}));
        int silent = 0;
        for (const qiki_sample& x : t.channel(0, 50)) {
            const bool gap = (x.t > 100 * ms && x.t <= 150 * ms) || (x.t > 300 * ms && x.t <= 310 * ms);
            CHECK((x.label == QIKI_LABEL_NO_DATA) == gap);
            CHECK((x.status == QIKI_SENSE_FAILED) == gap);
            CHECK(x.n == (gap ? 0 : 3));
            silent += gap;
        }
        CHECK(silent == 6);
    }
}

TEST_CASE("A held sample keeps its time and its value, and says that it is stale") {
    trip t("qiki.sensor.imu", {{"outages", std::vector<double>{0.1, 0.2}}, {"on_outage", std::string("hold")}});
    std::vector<qiki_sample> all = t.channel(0, 30);
    for (size_t i = 10; i < 20; ++i) {
        CHECK((all[i].label == QIKI_LABEL_STALE && all[i].t == 100 * ms && all[i].v[0] == all[9].v[0]));
        CHECK((all[i].status == QIKI_SENSE_FAILED && all[i].trust < 1));
    }
    CHECK((all[20].label == QIKI_LABEL_OK && all[20].t == 210 * ms));
}

TEST_CASE("A rate so low that its first sample lies beyond all time gives none, and a low one its first in time") {
    using sensors::schedule;
    constexpr qiki_ns end = std::numeric_limits<qiki_ns>::max();
    for (const double rate : {1e-10, 1e-11, 1e-300, 5e-324}) {
        INFO(rate);
        CHECK(schedule::of(rate).period == schedule::never);
        CHECK_FALSE(schedule::of(rate).due(0, end - 1));
        CHECK_FALSE(schedule::of(rate).due(end - 2, end - 1));
        trip t("qiki.sensor.gnss", {{"rate", rate}});
        for (int k = 0; k < 50; ++k) CHECK(t.tick().empty());
    }
    for (const double rate : {1.1e-10, 1e-9, 1e-3, 1.0, 1e5}) {
        const qiki_ns first = std::llround(1e9 / rate);
        INFO(rate);
        CHECK(std::fabs(static_cast<double>(schedule::of(rate).period - first)) <= 1e-15 * static_cast<double>(first));
        CHECK_FALSE(schedule::of(rate).due(0, schedule::of(rate).period - 1));
        CHECK(schedule::of(rate).due(schedule::of(rate).period - 1, schedule::of(rate).period));
    }
    CHECK((schedule::of(0).period == 0 && schedule::of(0).due(0, 1) && schedule::of(1e10).period == 1));
}

TEST_CASE("As many samples are lost as asked for, each by itself") {
    // 20000 trials at p = 0.3: sigma 65; five of them are passed by chance once in 1.7 million.
    for (const std::string id : both) {
        trip t(id, every_tick(id, {{"dropout", 0.3}}));
        int lost = 0, twice = 0, before = 0;
        for (const qiki_sample& x : t.channel(0, 20000)) {
            const int gone = x.label == QIKI_LABEL_NO_DATA;
            lost += gone, twice += gone && before;
            before = gone;
            if (gone) REQUIRE(x.status == QIKI_SENSE_DEGRADED);
        }
        CHECK(std::abs(lost - 6000) < 5 * 65);
        CHECK(std::abs(twice - 1800) < 5 * 53); // sigma of 1-dependent pairs, p^2 (1 + 2p - 3p^2) n
        trip all(id, every_tick(id, {{"dropout", 1.0}}));
        for (const qiki_sample& x : all.channel(0, 50)) CHECK(x.label == QIKI_LABEL_NO_DATA);
    }
}

TEST_CASE("Same seed, same bytes, another seed or name, others, neighbours change nothing") {
    for (const std::string id : both) {
        const rig::settings set = every_tick(id, {{"dropout", 0.1}});
        const auto run = [&](const rig::birth& b, std::vector<qiki_truth> others = {}) {
            trip t(id, set, at_rest, 10 * ms, b);
            t.others = std::move(others);
            return bytes(t, 200);
        };
        const std::string reference = run({});
        CHECK(reference == run({}));
        CHECK(reference == run({.capacity = 1}));
        CHECK(reference != run({.seed = 8}));
        CHECK(reference != run({.name = "other"}));
        qiki_truth other = at_rest(0);
        other.entity = 2;
        CHECK(reference == run({}, {other, other}));
    }
}

TEST_CASE("Saved and loaded at any tick, also in a gap, the run goes on as if nothing had been, reset begins it anew") {
    for (const std::string id : both) {
        const rig::settings set = every_tick(
            id, {{"dropout", 0.2}, {"outages", std::vector<double>{0.3, 0.5}}, {"on_outage", std::string("hold")}});
        trip whole(id, set);
        const std::string reference = bytes(whole, 100);
        for (size_t cut : {size_t{0}, size_t{1}, size_t{29}, size_t{40}, size_t{77}}) {
            trip first(id, set), second(id, set);
            std::string all = bytes(first, cut);
            second.sensor.load(first.sensor.save(), first.sensor);
            second.now = first.now;
            CHECK(second.sensor.save() == first.sensor.save());
            all += bytes(second, 100 - cut);
            CHECK(all == reference);
        }
        whole.sensor.reset();
        whole.now = 0;
        CHECK(bytes(whole, 100) == reference);
    }
}

TEST_CASE("Bytes that are not its state are refused, and the sensor goes on as it was") {
    for (const std::string id : both) {
        trip t(id, every_tick(id, {})), twin(id, every_tick(id, {}));
        bytes(t, 20), bytes(twin, 20);
        const std::string good = t.sensor.save();
        for (size_t n = 0; n < good.size(); n += 7)
            CHECK_THROWS_AS(t.sensor.load(good.substr(0, n), t.sensor), rig::failed);
        CHECK_THROWS_AS(t.sensor.load(good + "x", t.sensor), rig::failed);
        std::string wild = good;
        std::fill(wild.begin() + 8, wild.begin() + 16, '\xff'); // a NaN for a drift
        CHECK_THROWS_AS(t.sensor.load(wild, t.sensor), rig::failed);
        CHECK(bytes(t, 20) == bytes(twin, 20));
    }
}
