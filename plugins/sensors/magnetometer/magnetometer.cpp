// SPDX-License-Identifier: MIT
// plugins/sensors/magnetometer/magnetometer.cpp - qiki.sensor.magnetometer: the field of a planet's dipole in three
// body axes.
#include "../common/device.hpp"

namespace magnetometer {

using sensors::vec3;
enum channel : uint32_t { fields };

constexpr qiki_channel channel_rows[] = {
    {"field", "uT", "magnetic flux density along the body axes: x ahead, y left, z up", 3, 0, 0, 0},
    sensors::status_channel,
};

// The defaults are those of the Earth (IGRF-13 for 2020: the three coefficients of degree 1 make 29.8 uT at 6371.2 km),
// with the origin on its magnetic equator.
// clang-format off
constexpr auto parameters = sensors::joined(
    sensors::rows({
        qiki::reals("centre", "m", "0,0,-6371200", -1e12, 1e12, "of the dipole: east, north, up of the scenario's origin"),
        qiki::reals("north", "", "0,1,0", -1, 1, "the way its axis points, to the magnetic pole in the north: east, north, up"),
        qiki::real("strength", "uT", 29.8, 0, 1e9, "of the field at its equator, `radius` from the centre"),
        qiki::real("radius", "m", 6371200, 1, 1e12, "where it is so strong"),
        qiki::real("range", "uT", 100, 1e-3, 1e9, "greatest field it can show on an axis, either way"),
    }),
    sensors::quantity::parameters("uT", "uT/sqrt(s)", 0.2, 0, 0), sensors::every_device(10, "uT/s", 1));
// clang-format on

struct dipole {
    vec3 centre{}, north{0, 1, 0};
    double strength = 0, radius = 1;

    // B = B0 (a/r)^3 (3 (m.r) r - m), where r and m are unit vectors, and m, the moment, points south (Jackson 1998,
    // "Classical electrodynamics", eq. 5.56, with B0 a^3 for mu0 |m| / 4 pi).
    vec3 field(const vec3& at) const {
        const vec3 d{at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]};
        const double r = sensors::length(d), q = radius / r, b = strength * q * q * q,
                     along = sensors::dot(north, d) / r;
        vec3 f;
        for (size_t i = 0; i < 3; ++i) f[i] = b * (north[i] - 3 * along * d[i] / r);
        return f;
    }
};

struct model {
    static constexpr auto& channels = channel_rows;
    static constexpr auto& params = parameters;

    dipole planet;
    double range = 0;

    void read(const qiki::config& c) {
        planet.centre = sensors::triple(c, "centre", "east, north, up");
        planet.north = sensors::direction(c, "north", "east, north, up");
        planet.strength = c.real("strength", 0), planet.radius = c.real("radius", 1);
        range = c.real("range", 0);
    }

    void measure(const sensors::look& l, sensors::answer& out) const {
        if (!sensors::faces(l.me)) return out.because(sensors::reason::no_attitude);
        vec3 b = sensors::to_body(sensors::attitude(l.me), planet.field({l.me.pos[0], l.me.pos[1], l.me.pos[2]}));
        bool within = true;
        for (uint32_t i = 0; i < 3; ++i) {
            b[i] += l.error(i);
            within = within && std::fabs(b[i]) <= range; // not of a NaN, in the centre
            b[i] = b[i] >= -range ? std::min(b[i], range) : -range;
        }
        out.tell(fields, b);
        if (!within) out.mistrust(fields), out.because(sensors::reason::saturated);
    }

    // Over the pole the field is twice as strong as at the equator, and points down.
    void selftest(sensors::test_report& out) const {
        vec3 pole;
        for (size_t i = 0; i < 3; ++i) pole[i] = planet.centre[i] + planet.radius * planet.north[i];
        const vec3 b = planet.field(pole);
        out.row("field at the pole", planet.strength > 0 ? -sensors::dot(b, planet.north) / planet.strength : 2,
                2 - 1e-6, 2 + 1e-6);
    }
};

} // namespace magnetometer

QIKI_PLUGIN(sensors::device<magnetometer::model>, "qiki.sensor.magnetometer", QIKI_KIND_SENSOR, "0.1.0",
            "Magnetometer: a planet's dipole in three body axes, with noise, bias and faults");
