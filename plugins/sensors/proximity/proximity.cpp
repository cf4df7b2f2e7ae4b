// SPDX-License-Identifier: MIT
// plugins/sensors/proximity/proximity.cpp - qiki.sensor.proximity: how near the nearest body is on any side, and how
// many are near.
#include "../common/device.hpp"

namespace proximity {

using sensors::vec3;
enum channel : uint32_t { ranges, contacts };

constexpr qiki_channel channel_rows[] = {
    {"range", "m", "to the nearest surface, on any side; NO_DATA: none within reach", 1, 0, 0, 0},
    {"contacts", "", "how many bodies are within reach", 1, 0, 0, 0},
    sensors::status_channel,
};

// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::reals("at", "m", "0,0,0", -1e4, 1e4, "the device on its carrier: ahead, left, up"),
        qiki::real("range", "m", 20, 1e-3, 1e6, "how far it reaches"),
        qiki::real("warn", "m", 0, 0, 1e6, "status warn from this range on down; 0: never"),
        qiki::real("crit", "m", 0, 0, 1e6, "status crit from this range on down; 0: never"),
    }),
    sensors::quantity::parameters("m", "m/sqrt(s)", 0.05, 0, 0), sensors::every_device(10, "m/s", 0.5));
// clang-format on

// To the surface of a body; within its sphere: 0.
double gap(const vec3& to, double radius) { return std::max(0.0, sensors::length(to) - radius); }

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;

    vec3 at{};
    double reach = 0, warn = 0, crit = 0;

    void read(const qiki::config& c) {
        at = sensors::triple(c, "at", "ahead, left, up");
        reach = c.real("range", 0), warn = c.real("warn", 0), crit = c.real("crit", 0);
        if (warn > 0 && crit > warn) c.refuse("crit", "expected at most warn, which is %g m, found %g m", warn, crit);
    }

    void measure(const sensors::look& l, sensors::answer& out) const {
        const vec3 here = sensors::place(l.me, at);
        double least = reach;
        uint32_t count = 0;
        for (const qiki_truth& b : l.world) {
            if (!sensors::another(b, l.me.entity)) continue;
            const double d = gap(sensors::towards(here, b, l.t), sensors::radius(b));
            if (d <= reach) ++count, least = std::min(least, d);
        }
        out.tell(contacts, {static_cast<double>(count)});
        if (count == 0) return;
        const double said = std::max(0.0, least + l.error(0));
        out.tell(ranges, {said});
        if (said <= crit) out.because(sensors::reason::over_crit);
        else if (said <= warn) out.because(sensors::reason::over_warn);
    }

    void selftest(sensors::test_report& out) const { out.row("gap of 3 m", gap({0, 3, 4}, 2), 3 - 1e-12, 3 + 1e-12); }
};

} // namespace proximity

QIKI_PLUGIN(sensors::device<proximity::model>, "qiki.sensor.proximity", QIKI_KIND_SENSOR, "0.1.0",
            "Proximity sensor: nearest range on any side and number of contacts, with noise and faults");
