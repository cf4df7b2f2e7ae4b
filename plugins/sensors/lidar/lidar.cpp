// SPDX-License-Identifier: MIT
// plugins/sensors/lidar/lidar.cpp - qiki.sensor.lidar: a laser range finder that sees the nearest body in its cone.
#include "../common/beam.hpp"
#include "../common/device.hpp"

namespace lidar {

using sensors::cone, sensors::echo, sensors::seen, sensors::vec3;

enum purpose : uint16_t { aim = sensors::own };
enum channel : uint32_t { ranges, directions };

constexpr qiki_channel channel_rows[] = {
    {"range", "m", "to the nearest surface in view; NO_DATA: none within its limits", 1, 0, 0, 0},
    {"direction", "rad", "of it: azimuth clockwise from ahead, elevation above the deck", 2, 0, 0, 0},
    sensors::status_channel,
};

// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::reals("at", "m", "0.5,0,0.2", -1e4, 1e4, "the device on its carrier: ahead, left, up"),
        qiki::reals("axis", "", "1,0,0", -1, 1, "the middle of its view: ahead, left, up"),
        qiki::real("fov", "rad", QIKI_PI, 1e-4, 2 * QIKI_PI, "width of its view, a cone; 2 pi: all around"),
        qiki::real("range_min", "m", 0.1, 0, 1e6, "what is nearer is not measured, and hides what is behind"),
        qiki::real("range_max", "m", 100, 1e-3, 1e9, "what is farther is not seen"),
        qiki::real("noise_angle", "rad", 0.1 * QIKI_PI / 180, 0, 1, "standard deviation of azimuth and elevation each"),
    }),
    sensors::quantity::parameters("m", "m/sqrt(s)", 0.03, 0, 0), sensors::every_device(10, "m/s", 0.5));
// clang-format on

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;

    vec3 at{};
    cone view;
    double nearest = 0, farthest = 0, noise_angle = 0;

    void read(const qiki::config& c) {
        at = sensors::triple(c, "at", "ahead, left, up");
        view = {sensors::direction(c, "axis", "ahead, left, up"), c.real("fov", 0) / 2};
        nearest = c.real("range_min", 0), farthest = c.real("range_max", 0), noise_angle = c.real("noise_angle", 0);
        if (!(nearest < farthest))
            c.refuse("range_min", "expected less than range_max, which is %g m, found %g m", farthest, nearest);
    }

    void measure(const sensors::look& l, sensors::answer& out) const {
        if (!sensors::faces(l.me)) return out.because(sensors::reason::no_attitude);
        const vec3 eye = sensors::place(l.me, at);
        echo best{farthest, {}};
        bool any = false;
        for (const qiki_truth& b : l.world) {
            if (!sensors::another(b, l.me.entity)) continue;
            const auto e = seen(view, sensors::to_body(sensors::attitude(l.me), sensors::towards(eye, b, l.t)),
                                sensors::radius(b));
            if (e && e->range <= best.range) best = *e, any = true;
        }
        if (!any) return;
        if (best.range < nearest) return out.because(sensors::reason::too_close);
        double azimuth = qiki_atan2(-best.way[1], best.way[0]) + noise_angle * l.draw.normal(aim, 0);
        if (azimuth > QIKI_PI) azimuth -= 2 * QIKI_PI;
        if (azimuth < -QIKI_PI) azimuth += 2 * QIKI_PI;
        const double above = qiki_atan2(best.way[2], qiki_hypot(best.way[0], best.way[1]));
        out.tell(ranges, {std::max(0.0, best.range + l.error(0))});
        out.tell(directions,
                 {azimuth, std::clamp(above + noise_angle * l.draw.normal(aim, 1), -QIKI_PI / 2, QIKI_PI / 2)});
    }

    // A sphere of 1 m in the middle of the view, 10 m away.
    void selftest(sensors::test_report& out) const {
        const auto e = seen(view, {10 * view.axis[0], 10 * view.axis[1], 10 * view.axis[2]}, 1);
        out.row("range of 9 m", e ? e->range : 0, 9 - 1e-9, 9 + 1e-9);
    }
};

} // namespace lidar

QIKI_PLUGIN(sensors::device<lidar::model>, "qiki.sensor.lidar", QIKI_KIND_SENSOR, "0.1.0",
            "Laser range finder: range and direction of the nearest body in a cone, with noise and faults");
