// SPDX-License-Identifier: MIT
// plugins/sensors/solar/solar.cpp - qiki.sensor.solar: how much light falls on a face of the carrier, and where from.
#include "../common/device.hpp"
#include "../common/shadow.hpp"
#include <vector>

namespace solar {

using sensors::hidden, sensors::vec3;

enum purpose : uint16_t { aim = sensors::own };
enum channel : uint32_t { light, directions };

constexpr qiki_channel channel_rows[] = {
    {"illumination", "%", "of the light that would fall on the face if the sun stood straight above it", 1, 0, 0, 0},
    {"sun", "", "unit vector towards it, body axes; NO_DATA: it is behind the face or in shadow", 3, 0, 0, 0},
    sensors::status_channel,
};

// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::reals("axis", "", "0,0,1", -1, 1, "the way the face looks: ahead, left, up"),
        qiki::reals("sun", "", "0,0,1", -1, 1, "towards the sun: east, north, up"),
        qiki::real("disc", "rad", 0.00465, 1e-6, 1, "apparent radius of the sun"),
        qiki::real("shadow_size", "m", 100, 0, 1e9, "bodies of the scenario cast a shadow from this diameter on"),
        qiki::reals("bodies", "m", nullptr, -1e12, 1e12, "others that do, as a planet: east, north, up of the centre, radius; four numbers each"),
        qiki::real("noise_angle", "rad", 0.5 * QIKI_PI / 180, 0, 1, "standard deviation of the direction, about each axis across it"),
    }),
    sensors::quantity::parameters("%", "%/sqrt(s)", 0.5, 0, 0), sensors::every_device(1, "%/s", 1));
// clang-format on

struct sphere {
    vec3 centre{};
    double radius = 0;
};

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;

    vec3 axis{}, sun{};
    double disc = 0, shadow_size = 0, noise_angle = 0;
    std::vector<sphere> bodies;

    void read(const qiki::config& c) {
        axis = sensors::direction(c, "axis", "ahead, left, up"), sun = sensors::direction(c, "sun", "east, north, up");
        disc = c.real("disc", 0), shadow_size = c.real("shadow_size", 0), noise_angle = c.real("noise_angle", 0);
        const auto v = c.reals("bodies");
        if (v.size() % 4 != 0)
            c.refuse("bodies", "expected four numbers each: east, north, up, radius; found %zu", v.size());
        for (size_t i = 0; i < v.size(); i += 4) {
            if (v[i + 3] < 0) c.refuse("bodies", "expected a radius of 0 m or more, found %g m", v[i + 3]);
            bodies.push_back({{v[i], v[i + 1], v[i + 2]}, v[i + 3]});
        }
    }

    // The part of the disc that is not hidden. Shadows that overlap count as the deeper one.
    double lit(const sensors::look& l) const {
        const vec3 eye{l.me.pos[0], l.me.pos[1], l.me.pos[2]};
        double most = 0;
        for (const sphere& s : bodies)
            most = std::max(
                most, hidden({s.centre[0] - eye[0], s.centre[1] - eye[1], s.centre[2] - eye[2]}, s.radius, sun, disc));
        for (const qiki_truth& b : l.world)
            if (sensors::another(b, l.me.entity) && b.valid & QIKI_TRUTH_HAS_SIZE && b.size_m >= shadow_size)
                most = std::max(most, hidden(sensors::towards(eye, b, l.t), sensors::radius(b), sun, disc));
        return 1 - most;
    }

    void measure(const sensors::look& l, sensors::answer& out) const {
        if (!sensors::faces(l.me)) return out.because(sensors::reason::no_attitude);
        vec3 way = sensors::to_body(sensors::attitude(l.me), sun);
        const double part = lit(l), slant = std::max(0.0, sensors::dot(way, axis));
        out.tell(light, {std::max(0.0, 100 * part * slant + l.error(0))});
        if (!(part > 0.01 && slant > 0)) return;
        const vec3 off{noise_angle * l.draw.normal(aim, 0), noise_angle * l.draw.normal(aim, 1),
                       noise_angle * l.draw.normal(aim, 2)};
        const vec3 across = sensors::cross(off, way);
        for (size_t i = 0; i < 3; ++i) way[i] += across[i];
        const double n = sensors::length(way);
        out.tell(directions, {way[0] / n, way[1] / n, way[2] / n});
    }

    // A sphere as wide as the sun, straight before it, hides it; one that touches its disc from outside does not.
    void selftest(sensors::test_report& out) const {
        const double wide = 1000 * qiki_tan(disc), side = 1000 * qiki_tan(2.001 * disc);
        out.row("eclipse", hidden({0, 0, 1000}, wide, {0, 0, 1}, disc), 0.99, 1);
        out.row("no eclipse", hidden({side, 0, 1000}, 1000 * qiki_sin(disc), {0, 0, 1}, disc), 0, 1e-3);
    }
};

} // namespace solar

QIKI_PLUGIN(
    sensors::device<solar::model>, "qiki.sensor.solar", QIKI_KIND_SENSOR, "0.1.0",
    "Sun sensor: illumination of a face and direction of the sun, shadows of large bodies, with noise and faults");
