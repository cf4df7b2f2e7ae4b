// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"
#include <cmath>

namespace craft {
namespace {

using vehicles::refuse;

enum purpose : uint16_t { of_nozzle = 1, of_identity = 2 };

qiki_ns instant(double s) { return static_cast<qiki_ns>(std::floor(s * 1e9 + 0.5)); }

vec3 vector(const qiki::config& c, const char* key, const char* meaning) {
    const auto v = vehicles::triple(c, key, meaning);
    return {v[0], v[1], v[2]};
}

template <size_t N>
std::array<double, N> list(const qiki::config& c, const char* key, const char* meaning) {
    const auto v = c.reals(key);
    if (v.size() != N) c.refuse(key, "expected %zu numbers, %s, found %zu", N, meaning, v.size());
    std::array<double, N> out;
    std::copy(v.begin(), v.end(), out.begin());
    return out;
}

void read_burns(const qiki::config& c, settings& s) {
    const auto v = c.reals("burns");
    if (v.size() % 4 != 0)
        c.refuse("burns", "expected four numbers each, start, axis, share, duration, found %zu in all", v.size());
    qiki_ns free = 0;
    for (size_t i = 0; i < v.size(); i += 4) {
        const size_t which = i / 4 + 1;
        const double along = v[i + 1];
        if (!(along >= 0 && along < 6 && along == std::floor(along)))
            c.refuse("burns",
                     "axis of burn %zu: expected 0 forward, 1 aft, 2 port, 3 starboard, 4 up or 5 down, found %g",
                     which, along);
        if (!(v[i] >= 0)) c.refuse("burns", "start of burn %zu: expected 0 s or later, found %g s", which, v[i]);
        if (!(v[i + 2] > 0 && v[i + 2] <= 1))
            c.refuse("burns", "share of burn %zu: expected more than 0, and 1 at most, found %g", which, v[i + 2]);
        if (!(v[i + 3] > 0))
            c.refuse("burns", "duration of burn %zu: expected more than 0 s, found %g s", which, v[i + 3]);
        const burn b{instant(v[i]), instant(v[i + 3]), static_cast<uint32_t>(along), v[i + 2]};
        if (b.start < free)
            c.refuse("burns", "start of burn %zu: expected not before the end of the one before, found %g s", which,
                     v[i]);
        free = b.start + b.duration;
        s.burns.push_back(b);
    }
}

// Nothing of its size in the solar system is denser than the Earth, so the surface that is assumed without a radius is
// never above the true one. Earth's mean radius and gravity: Moritz 2000, "Geodetic reference system 1980"; IERS 2010.
void read_gravity(const qiki::config& c, settings& s) {
    attraction& g = s.gravity;
    g = {c.real("orbit.mu", 0), vector(c, "orbit.at", "east, north, up"), c.real("orbit.radius", 0)};
    if (g.mu == 0) {
        if (g.radius > 0) c.refuse("orbit.radius", "expected orbit.mu beside it, the gravity of that body");
        return;
    }
    constexpr double earth_mu = 3.986004418e14, earth_radius = 6371008.8, quickest = 0.1; // s
    if (g.radius == 0) g.radius = earth_radius * qiki_cbrt(g.mu / earth_mu);
    const double least = qiki_cbrt(g.mu * quickest * quickest), away = length(s.at - g.at);
    if (g.radius < least)
        c.refuse(
            "orbit.radius",
            "expected at least %g m, found %g m: around a body with that orbit.mu that is smaller a turn would take "
            "less than %.2g s",
            least, g.radius, 2 * QIKI_PI * quickest);
    if (!(away > g.radius + 2))
        c.refuse("orbit.radius",
                 "expected the craft to start above the surface: `at` is %g m from orbit.at, and the radius is %g m; "
                 "mend at, orbit.at or orbit.radius",
                 away, g.radius);
}

void read_body(const qiki::config& c, settings& s) {
    std::vector<uint32_t> where;
    for (const int64_t f : c.integers("modules")) {
        const auto face = static_cast<uint32_t>(f);
        for (const uint32_t taken : where)
            if (taken == face) c.refuse("modules", "face %u has one already; expected each face once", face);
        where.push_back(face);
    }
    constexpr double inradius = 1.2; // the ports lie on opposite faces
    s.body = build(c.real("dry_mass", 400), inradius, vector(c, "com", "body axes"), where, c.real("module_mass", 15));
    s.propellant = c.real("propellant", 12);
    read_gravity(c, s);
}

void read_jets(const qiki::config& c, settings& s, uint64_t key) {
    rcs_settings& j = s.jets;
    j.pushes = about(s.body.com);
    const double spread = c.real("rcs.spread", 0);
    for (uint32_t i = 0; i < nozzles; ++i)
        j.gain[i] = 1 + spread * (2 * qiki_uniform(qiki_draw(key, 0, i, of_nozzle, 0), 0) - 1);
    for (const int64_t i : c.integers("rcs.stuck")) j.stuck |= 1u << i;
    j.isp = c.real("rcs.isp", j.isp), j.power = c.real("rcs.power", j.power);
    s.power_plane.rcs_load = j.power / 4;
    j.window = instant(c.real("rcs.window", 0.25)), j.pulse = instant(c.real("rcs.pulse", 0.03));
    if (2 * j.pulse > j.window)
        c.refuse("rcs.pulse", "expected at most half of rcs.window, which is %g s, found %g s", c.real("rcs.window", 0),
                 c.real("rcs.pulse", 0));
    // Smaller errors than half of what the shortest pulse of a pair, or a group, makes good are left alone.
    const double pulse = seconds(j.pulse);
    s.guide.dead_rate = 0.5 * 600 * pulse / s.body.inertia.xx;
    s.guide.dead_speed = 0.5 * axis_force(forward) * pulse / (s.body.dry + s.propellant);
    j.burn = instant(c.real("rcs.burn", 3)), j.cooldown = instant(c.real("rcs.cooldown", 3));
}

void read_power(const qiki::config& c, settings& s) {
    power_settings& p = s.power_plane;
    const auto take = [&](double& v, const char* key) { v = c.real(key, v); };
    take(p.capacity, "battery.capacity"), take(p.soc, "battery.soc");
    take(p.charge, "battery.charge"), take(p.discharge, "battery.discharge");
    take(p.bus_nominal, "bus.nominal"), take(p.bus_min, "bus.minimum"), take(p.bus_current, "bus.current");
    take(p.solar, "solar.power"), take(p.base_load, "load.base"), take(p.drive_per_speed, "load.drive");
    take(p.mcqpu_full, "load.mcqpu"), take(p.radar_load, "load.radar"), take(p.transponder_load, "load.transponder");
    take(p.shed_low, "shed.low"), take(p.shed_high, "shed.high"), take(p.shed_hold, "shed.hold");
    take(p.cap, "supercap.capacity"), take(p.cap_soc, "supercap.soc");
    take(p.cap_charge, "supercap.charge"), take(p.cap_discharge, "supercap.discharge");
    take(p.dock_v, "dock.voltage"), take(p.dock_power, "dock.power"), take(p.dock_current, "dock.current");
    take(p.soft_start, "dock.soft_start"), take(p.nbl_soc, "nbl.soc"), take(p.nbl_core, "nbl.core");
    take(s.nbl_power, "nbl.power");
    s.nbl_on = c.flag("nbl.on", true), s.radar_on = c.flag("radar.on", true);
    if (!(p.bus_min < p.bus_nominal))
        c.refuse("bus.minimum", "expected less than bus.nominal, which is %g V, found %g V", p.bus_nominal, p.bus_min);
    if (!(p.shed_low < p.shed_high))
        c.refuse("shed.low",
                 "expected less than shed.high, which is %g, found %g: between them nothing changes, which keeps loads "
                 "from flapping",
                 p.shed_high, p.shed_low);
}

void read_heat(const qiki::config& c, settings& s) {
    constexpr const char* six = "core, pdu, supercap, battery, dock bridge, hull";
    thermal_settings& h = s.heat;
    h.capacity = list<nodes>(c, "thermal.capacity", six), h.cooling = list<nodes>(c, "thermal.cooling", six);
    h.start = list<nodes>(c, "thermal.start", six), h.trip = list<nodes>(c, "thermal.trip", six);
    h.hysteresis = list<nodes>(c, "thermal.hysteresis", six), h.warn = list<nodes>(c, "thermal.warn", six);
    const auto k = list<5>(c, "thermal.coupling", "core-pdu, pdu-supercap, pdu-battery, dock bridge-hull, core-hull");
    constexpr uint32_t pairs[5][2] = {{core, pdu}, {pdu, supercap}, {pdu, battery}, {dock_bridge, skin}, {core, skin}};
    for (size_t i = 0; i < 5; ++i) h.coupling[pairs[i][0]][pairs[i][1]] = h.coupling[pairs[i][1]][pairs[i][0]] = k[i];
    h.outside = c.real("thermal.outside", h.outside), h.exchange = c.real("thermal.exchange", h.exchange);
    constexpr const char* kept[loads] = {"heat.base",        "heat.drive", "heat.mcqpu", "heat.radar",
                                         "heat.transponder", "heat.nbl",   "heat.rcs"};
    for (uint32_t l = 0; l < loads; ++l) {
        s.warms.share[l] = list<nodes>(c, kept[l], six);
        double sum = 0;
        for (const double share : s.warms.share[l]) sum += share;
        if (sum > 1 + 1e-12) c.refuse(kept[l], "expected shares whose sum is at most 1, found %g", sum);
    }
    s.warms.pdu = c.real("loss.pdu", s.warms.pdu), s.warms.bus = c.real("loss.bus", s.warms.bus);
    s.warms.supercap = c.real("loss.supercap", s.warms.supercap);
    s.warms.battery = c.real("loss.battery", s.warms.battery);
    s.warms.bridge = c.real("loss.bridge", s.warms.bridge);
    for (uint32_t i = 0; i < nodes; ++i)
        if (h.warn[i] > h.trip[i])
            c.refuse("thermal.warn", "of the %s: expected at most thermal.trip, which is %g K, found %g K",
                     node_names[i], h.trip[i], h.warn[i]);
}

void read_docking(const qiki::config& c, settings& s) {
    docking_settings& d = s.docking;
    s.station = std::string(c.text("station", ""));
    s.docked = c.flag("docked", false);
    if (s.docked && s.station.empty()) c.refuse("docked", "needs a station to be locked to; name one by station");
    s.engage = c.integer("engage", -1);
    if (s.engage >= 0 && (s.station.empty() || s.docked))
        c.refuse("engage", "needs a station to dock with, and not to be docked; see station and docked");
    d.other.at = vector(c, "station_port", "the station's body axes");
    d.other.axis = vector(c, "station_axis", "the station's body axes");
    const double l = length(d.other.axis);
    if (!(l > 1e-3)) c.refuse("station_axis", "expected a direction, found one of length %g", l);
    d.other.axis = (1 / l) * d.other.axis;
    d.gap = c.real("capture.gap", d.gap), d.lateral = c.real("capture.lateral", d.lateral);
    d.angle = c.real("capture.angle", d.angle), d.slide = c.real("capture.slide", d.slide);
    d.turn = c.real("capture.turn", d.turn), d.hold = c.real("capture.hold", d.hold);
    d.strength = c.real("capture.strength", d.strength);
    const auto closing = list<2>(c, "capture.closing", "least and greatest");
    if (!(closing[0] < closing[1]))
        c.refuse("capture.closing", "expected the least before the greatest, found %g and %g m/s", closing[0],
                 closing[1]);
    d.closing_least = closing[0], d.closing_most = closing[1];
}

} // namespace

settings settings::read(const qiki::config& c, uint64_t key) {
    settings s;
    constexpr const char* east_north_up = "east, north, up";
    s.at = vector(c, "at", east_north_up), s.velocity = vector(c, "velocity", east_north_up);
    s.rates = vector(c, "rates", "body axes");
    s.attitude = facing(c.real("heading", 0), c.real("pitch", 0), c.real("roll", 0));
    s.hold = c.flag("hold", false);
    s.max_speed = c.real("max_speed", s.max_speed);
    read_burns(c, s);
    read_body(c, s);
    read_jets(c, s, key);
    read_power(c, s);
    read_heat(c, s);
    read_docking(c, s);
    s.comms = c.flag("comms", true);
    constexpr std::string_view modes[] = {"off", "on", "silent", "spoof"};
    s.mode = static_cast<xpdr>(std::find(modes, modes + 4, c.text("xpdr", "on")) - modes);
    if (!s.comms) s.mode = xpdr::off;
    s.spoof = std::string(c.text("spoof_identity", ""));
    if (s.spoof.size() > QIKI_IDENTITY_BYTES)
        c.refuse("spoof_identity", "expected at most %d bytes, found %zu; shorten it", QIKI_IDENTITY_BYTES,
                 s.spoof.size());
    if (s.spoof.empty()) {
        char text[16];
        std::snprintf(text, sizeof text, "SPOOF-%06X", qiki_draw(key, 0, 0, of_identity, 0).v[0] & 0xFFFFFFu);
        s.spoof = text;
    }
    return s;
}

} // namespace craft
