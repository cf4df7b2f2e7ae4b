// SPDX-License-Identifier: MIT
// tests/unit/sensors/ride.hpp - a sensor on a carrier whose motion the test says, tick by tick.
#pragma once
#include "qiki/check.h"
#include "tests/unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

namespace ride {

constexpr qiki_ns s = 1'000'000'000, ms = 1'000'000;
constexpr double pi = QIKI_PI;

// The carrier, entity 1, at t seconds: level, facing east, at rest.
inline qiki_truth at_rest(double) {
    qiki_truth b{};
    b.entity = 1, b.label = QIKI_LABEL_OK;
    b.valid = QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
    b.att[0] = 1;
    return b;
}
using motion = std::function<qiki_truth(double)>;

// Switches off every error.
inline rig::settings ideal_imu() {
    rig::settings all;
    for (const char* device : {"gyro", "force"})
        for (const char* what : {"_noise", "_bias", "_drift", "_scale"}) all[std::string(device) + what] = 0.0;
    return all;
}
inline rig::settings ideal_gnss() {
    return {{"noise_horizontal", 0.0}, {"noise_vertical", 0.0}, {"drift_horizontal", 0.0},
            {"drift_vertical", 0.0},   {"noise_velocity", 0.0}, {"rate", 0.0}};
}
inline rig::settings with(rig::settings base, const rig::settings& more) {
    for (const auto& [key, v] : more) base[key] = v;
    return base;
}

struct trip {
    rig::instance sensor;
    motion moves;
    qiki_ns dt, now = 0;
    std::vector<qiki_truth> others = {}; // beside the carrier
    qiki_ns every = 0; // so long truth stays what it was, as a slower writer's does; 0: no longer than a tick

    trip(const std::string& id, const rig::settings& set, motion m = at_rest, qiki_ns step = 10 * ms, rig::birth b = {})
        : sensor(id, set, aboard(b)), moves(std::move(m)), dt(step) {}
    static rig::birth aboard(rig::birth b) {
        b.host_entity = 1;
        return b;
    }
    // When that was said which the next tick reads of the carrier.
    qiki_ns written() const { return every ? now + dt - (now + dt) % every : now + dt; }
    // The samples of one tick, all sound.
    std::vector<qiki_sample> tick() {
        std::vector<qiki_truth> world = others;
        const qiki_ns next = now + dt;
        qiki_truth b = moves(static_cast<double>(written()) / 1e9);
        b.t = written();
        if (b.entity) world.push_back(b);
        sensor.give("truth", world);
        sensor.tick(now, next);
        now = next;
        auto out = sensor.took<qiki_sample>("samples");
        for (const qiki_sample& x : out) {
            INFO(qiki_sample_flaw(&x));
            REQUIRE(qiki_sample_flaw(&x) == nullptr);
            REQUIRE(x.entity == 1);
        }
        return out;
    }
    // One channel for so many ticks.
    std::vector<qiki_sample> channel(uint32_t c, size_t ticks) {
        std::vector<qiki_sample> out;
        for (size_t i = 0; i < ticks; ++i)
            for (const qiki_sample& x : tick())
                if (x.channel == c) out.push_back(x);
        return out;
    }
};

// Everything that `ticks` ticks brought, as bytes.
inline std::string bytes(trip& t, size_t ticks) {
    std::string out;
    for (size_t i = 0; i < ticks; ++i)
        for (const qiki_sample& x : t.tick()) out.append(reinterpret_cast<const char*>(&x), sizeof x);
    return out;
}
} // namespace ride
