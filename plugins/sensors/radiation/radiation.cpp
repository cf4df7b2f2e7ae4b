// SPDX-License-Identifier: MIT
// plugins/sensors/radiation/radiation.cpp - qiki.sensor.radiation: dose rate of the background and of zones, and the
// dose so far.
#include "../common/device.hpp"
#include <vector>

namespace radiation {

using sensors::vec3;
enum channel : uint32_t { rates, doses };

constexpr qiki_channel channel_rows[] = {
    {"rate", "uSv/h", "dose rate", 1, 0, 0, 0},
    {"dose", "uSv", "what was measured so far, added up", 1, 0, 0, 0},
    sensors::status_channel,
};

// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::real("background", "uSv/h", 0.1, 0, 1e9, "dose rate everywhere"),
        qiki::reals("zones", "", nullptr, -1e12, 1e12, "six numbers a sphere: east, north, up of its centre, radius m, dose rate within uSv/h, metres from its surface in which that halves (0: it ends there)"),
        qiki::real("warn", "uSv/h", 1, 0, 1e9, "status warn from this rate on"),
        qiki::real("crit", "uSv/h", 2, 0, 1e9, "status crit from this rate on"),
        qiki::real("range", "uSv/h", 1e6, 1e-3, 1e12, "greatest rate it can show"),
    }),
    sensors::quantity::parameters("uSv/h", "uSv/h/sqrt(s)", 0.02, 0, 0), sensors::every_device(1, "uSv/h/s", 0.1));
// clang-format on

struct zone {
    vec3 centre{};
    double radius = 0, level = 0, halves = 0;

    double at(const vec3& p) const {
        const double out = sensors::length({p[0] - centre[0], p[1] - centre[1], p[2] - centre[2]}) - radius;
        if (out <= 0) return level;
        return halves > 0 ? level * qiki_exp2(-out / halves) : 0;
    }
};

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;

    std::vector<zone> zones;
    double background = 0, warn = 0, crit = 0, range = 0;
    double dose = 0; // uSv, kept

    void read(const qiki::config& c) {
        background = c.real("background", 0), range = c.real("range", 0);
        warn = c.real("warn", 0), crit = c.real("crit", 0);
        if (crit < warn) c.refuse("crit", "expected at least warn, which is %g uSv/h, found %g", warn, crit);
        const auto v = c.reals("zones");
        if (v.size() % 6 != 0)
            c.refuse("zones",
                     "expected six numbers each: east, north, up, radius, dose rate, halving distance; found %zu",
                     v.size());
        for (size_t i = 0; i < v.size(); i += 6) {
            for (size_t k = 3; k < 6; ++k)
                if (v[i + k] < 0)
                    c.refuse("zones",
                             "expected radius, dose rate and halving distance of zone %zu to be 0 or more, found %g",
                             i / 6 + 1, v[i + k]);
            zones.push_back({{v[i], v[i + 1], v[i + 2]}, v[i + 3], v[i + 4], v[i + 5]});
        }
    }

    double rate(const vec3& p) const {
        double all = background;
        for (const zone& z : zones) all += z.at(p);
        return all;
    }

    void measure(const sensors::look& l, sensors::answer& out) {
        const double raw = std::max(0.0, rate({l.me.pos[0], l.me.pos[1], l.me.pos[2]}) + l.error(0));
        const double said = std::min(raw, range);
        dose += said * l.dt / 3600;
        out.tell(rates, {said}), out.tell(doses, {dose});
        if (said >= crit) out.because(sensors::reason::over_crit);
        else if (said >= warn) out.because(sensors::reason::over_warn);
        if (raw > range) out.mistrust(rates), out.because(sensors::reason::saturated);
    }

    void state(auto& io) { io(dose); }
    bool sound() const { return dose >= 0 && dose < 1e30; }

    void selftest(sensors::test_report& out) const {
        const zone z{{}, 10, 8, 5};
        out.row("half of a zone", z.at({0, 15, 0}), 4 - 1e-9, 4 + 1e-9);
        out.row("dose, uSv", dose, 0, 1e30);
    }
};

} // namespace radiation

QIKI_PLUGIN(sensors::device<radiation::model>, "qiki.sensor.radiation", QIKI_KIND_SENSOR, "0.1.0",
            "Radiation monitor: dose rate of background and zones, integrated dose, limits, with noise and faults");
