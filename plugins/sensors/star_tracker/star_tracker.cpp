// SPDX-License-Identifier: MIT
// plugins/sensors/star_tracker/star_tracker.cpp - qiki.sensor.star_tracker: the attitude by the stars, while the
// carrier turns slowly enough.
#include "../common/device.hpp"

namespace star_tracker {

using sensors::quaternion;
using sensors::vec3;
enum channel : uint32_t { attitudes, sigmas, locks };

constexpr qiki_channel channel_rows[] = {
    {"attitude", "", "unit quaternion w x y z, body to ENU, w not below 0", 4, 0, 0, 0},
    {"sigma", "rad", "standard deviation of the attitude about each axis, as the tracker states it", 1, 0, 0, 0},
    {"locked", "", "whether it knows the stars it sees", 1, 0, 0, 1},
    sensors::status_channel,
};

// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::real("blind_rate", "rad/s", 2 * QIKI_PI / 180, 1e-6, 1e3, "above this rate it sees streaks, not stars"),
        qiki::real("acquire", "s", 2, 0, 3600, "how long it takes to know the stars again, after that and at the start"),
    }),
    sensors::quantity::parameters("rad", "rad/sqrt(s)", 0.01 * QIKI_PI / 180, 0, 0),
    sensors::every_device(1, "rad/s", 1e-4));
// clang-format on

// A turn by v about the body axes, and then the attitude.
quaternion disturbed(const quaternion& att, const vec3& v) {
    quaternion q = sensors::after(att, sensors::turn(v));
    if (q[0] < 0)
        for (double& x : q) x = -x;
    return q;
}

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;

    double blind = 0, stated = 0;
    qiki_ns acquire = 0;
    qiki_ns since = 0; // kept: when it last saw no stars

    void read(const qiki::config& c) {
        blind = c.real("blind_rate", 0), acquire = sensors::instant(c.real("acquire", 0));
        const auto e = sensors::quantity::read(c);
        stated = qiki_sqrt(e.noise * e.noise + e.bias * e.bias);
    }

    void rest(qiki_ns t) { since = t; }

    void measure(const sensors::look& l, sensors::answer& out) {
        if (!sensors::faces(l.me)) return rest(l.t), out.because(sensors::reason::no_attitude);
        const double rate =
            l.me.valid & QIKI_TRUTH_HAS_RATE ? sensors::length({l.me.rate[0], l.me.rate[1], l.me.rate[2]}) : 0;
        if (rate > blind) rest(l.t), out.because(sensors::reason::turning_fast);
        else if (l.t < since + acquire) out.because(sensors::reason::acquiring);
        else {
            out.tell(attitudes, disturbed(sensors::attitude(l.me), {l.error(0), l.error(1), l.error(2)}));
            out.tell(sigmas, {stated});
        }
        out.tell(locks, {out.found() == sensors::reason::none ? 1.0 : 0.0});
    }

    void state(auto& io) { io(since); }
    bool sound() const { return since >= 0 && since < INT64_MAX / 2; }

    // Half a turn about z, disturbed by another half: none.
    void selftest(sensors::test_report& out) const {
        const quaternion q = disturbed({0, 0, 0, 1}, {0, 0, -QIKI_PI});
        out.row("turn and back", q[0], 1 - 1e-12, 1 + 1e-12);
    }
};

} // namespace star_tracker

QIKI_PLUGIN(sensors::device<star_tracker::model>, "qiki.sensor.star_tracker", QIKI_KIND_SENSOR, "0.1.0",
            "Star tracker: attitude with noise, blind while turning fast, acquires again, with faults");
