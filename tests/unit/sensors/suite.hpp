// SPDX-License-Identifier: MIT
// tests/unit/sensors/suite.hpp - every sensor that has a status, on a carrier among bodies that all of them can
// measure.
#pragma once
#include "plugins/sensors/common/status.hpp"
#include "qiki/services/names.h"
#include "ride.hpp"

namespace suite {

using namespace ride;
using sensors::grade;
using sensors::reason;

struct kind {
    const char* id;
    uint32_t main, elements, status; // channels; how many elements the main quantity has
};
inline constexpr kind kinds[] = {
    {"qiki.sensor.imu", 0, 3, 2},          {"qiki.sensor.gnss", 0, 3, 3},         {"qiki.sensor.lidar", 0, 1, 2},
    {"qiki.sensor.thermal", 0, 4, 2},      {"qiki.sensor.star_tracker", 0, 4, 3}, {"qiki.sensor.magnetometer", 0, 3, 1},
    {"qiki.sensor.radiation", 0, 1, 2},    {"qiki.sensor.proximity", 0, 1, 2},    {"qiki.sensor.solar", 0, 1, 2},
    {"qiki.sensor.spectrometer", 0, 4, 4},
};

// A sample every tick, and its status on a channel.
inline rig::settings every_tick(const std::string& id, rig::settings more = {}) {
    more["rate"] = 0.0;
    if (id == "qiki.sensor.imu" || id == "qiki.sensor.gnss") more["tell_status"] = true;
    if (id == "qiki.sensor.star_tracker") more["acquire"] = 0.0;
    if (id == "qiki.sensor.spectrometer" && !more.count("others")) more["others"] = "basalt";
    return more;
}

inline qiki_truth ball(uint64_t entity, std::array<double, 3> at, double size) {
    qiki_truth b{};
    b.entity = entity, b.label = QIKI_LABEL_OK, b.object_class = QIKI_CLASS_DEBRIS;
    b.valid = QIKI_TRUTH_HAS_SIZE, b.size_m = size;
    std::copy(at.begin(), at.end(), b.pos);
    return b;
}

// Instance 3 is the carrier, whose row 2 is "temperature".
inline const qiki_names& names() {
    static const qiki_names table{
        QIKI_HEAD(qiki_names),
        [](const qiki_host*, const char* name) -> uint64_t { return std::string(name) == "ball" ? 2 : 0; },
        [](const qiki_host*, uint64_t, char*, uint64_t) -> uint64_t { return 0; },
        [](const qiki_host*, uint64_t, const char*) -> int32_t { return -1; },
        [](const qiki_host*, uint32_t, char*, uint64_t) -> uint64_t { return 0; },
        [](const qiki_host*, uint32_t index, const char* name) -> int32_t {
            return index == 3 && std::string(name) == "temperature" ? 2 : -1;
        }};
    return table;
}
inline qiki_sample hot(std::initializer_list<double> v, uint8_t part = 0) {
    qiki_sample s{};
    s.entity = 1, s.channel = 2, s.part = part, s.label = QIKI_LABEL_OK, s.trust = 1;
    for (double x : v) s.v[s.n++] = x;
    return s;
}

struct scene : trip {
    std::vector<qiki_sample> told = {hot({300, 310, 320, 330})}; // by the carrier
    scene(const std::string& id, const rig::settings& set, motion m = at_rest, rig::birth b = {})
        : trip(id, set, std::move(m), 10 * ms, served(b)) {
        others = {ball(2, {12, 0, 0}, 4)};
    }
    static rig::birth served(rig::birth b) {
        b.services[QIKI_NAMES_ID] = &names();
        return b;
    }
    std::vector<qiki_sample> tick() {
        for (qiki_sample& x : told) x.t = written();
        if (sensor.about().inputs.count > 1) sensor.give("carried", told, 3);
        return trip::tick();
    }
    std::vector<qiki_sample> channel(uint32_t c, size_t ticks) {
        std::vector<qiki_sample> out;
        for (size_t i = 0; i < ticks; ++i)
            for (const qiki_sample& x : tick())
                if (x.channel == c && x.part == 0) out.push_back(x);
        return out;
    }
};
inline std::string everything(scene& t, size_t ticks) {
    std::string out;
    for (size_t i = 0; i < ticks; ++i)
        for (const qiki_sample& x : t.tick()) out.append(reinterpret_cast<const char*>(&x), sizeof x);
    return out;
}
inline bool said(const qiki_sample& status, reason why) {
    const uint8_t device = row_of(why).device;
    const bool itself = device != QIKI_SENSE_OFF && device != QIKI_SENSE_FAILED;
    return status.label == (itself ? QIKI_LABEL_OK : QIKI_LABEL_FALLBACK) && status.n == 2 &&
           status.v[0] == static_cast<double>(row_of(why).is) && status.v[1] == static_cast<double>(why) &&
           status.status == device;
}

} // namespace suite
