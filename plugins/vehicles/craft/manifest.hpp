// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/manifest.hpp - the craft's devices, each with a measured number and what it must lie in: its
// self-test.
#pragma once
#include "flight.hpp"
#include <cstdio>

namespace craft {

struct manifest {
    std::span<qiki_selftest_row> rows;
    uint64_t entity;
    qiki_ns t;
    int32_t count = 0;

    // Outside of [min, max] it is what `bad` says.
    void row(const char* device, const char* unit, double value, double min, double max, uint8_t bad = QIKI_TEST_FAIL) {
        const auto at = static_cast<size_t>(count++);
        if (at >= rows.size()) return;
        char found[40];
        std::snprintf(found, sizeof found, "%.6g %s", value, unit);
        rows[at] = qiki::measured(t, entity, device, found, value + 0.0, min, max);
        if (rows[at].result != QIKI_TEST_PASS) rows[at].result = bad;
    }
    // Switched off is no fault; nothing is measured then.
    void off(const char* device) {
        const auto at = static_cast<size_t>(count++);
        if (at >= rows.size()) return;
        rows[at] = qiki::measured(t, entity, device, "switched off", 0, 0, 0);
        rows[at].result = QIKI_TEST_SKIP, rows[at].label = QIKI_LABEL_NO_DATA;
    }
};

// The part of an axis' force that the nozzles reach while they exert no torque and nothing across: about 1 when none is
// stuck.
inline double reach(const settings& s, uint32_t along) {
    const wrench want = joined(axis_force(along) * axis_way(along), {});
    const wrench got = exerted(s.jets.pushes, allocate(s.jets.pushes, want, s.jets.most(s.jets.stuck)));
    wrench off{};
    double error = 0;
    for (uint32_t k = 0; k < 6; ++k) off[k] = got[k] - want[k], error += off[k] * off[k];
    return 1 - qiki_sqrt(error) / axis_force(along);
}

inline int32_t selftest(const settings& s, const memory& m, uint64_t entity, qiki_ns t,
                        std::span<qiki_selftest_row> rows) {
    manifest out{rows, entity, t};
    constexpr const char* actuators[axes] = {"rcs_forward",   "rcs_aft", "rcs_port",
                                             "rcs_starboard", "rcs_up",  "rcs_down"};
    const double q = m.body.att.w * m.body.att.w + m.body.att.x * m.body.att.x + m.body.att.y * m.body.att.y +
                     m.body.att.z * m.body.att.z;
    out.row("mainboard", "norm of the attitude", q, 1 - 1e-9, 1 + 1e-9);
    out.row("mcqpu", "busy", m.brain.cpu, 0, 0.95, QIKI_TEST_WARN);
    m.rcs_on ? out.row("system_controller", "mode", 1, 1, 1) : out.off("system_controller");
    for (const char* motor : {"motor_left", "motor_right"})
        m.drive_on ? out.row(motor, "m/s at most", s.max_speed, 1e-3, 1e4) : out.off(motor);
    for (uint32_t k = 0; k < axes; ++k) {
        if (m.axes_off >> k & 1u) out.off(actuators[k]);
        else out.row(actuators[k], "of its force", reach(s, k), 0.95, 1.05);
    }
    out.row("tank", "kg", propellant(s, m), 0.1 * s.propellant, s.propellant + 1e-9,
            propellant(s, m) > 0 ? QIKI_TEST_WARN : QIKI_TEST_FAIL);
    const double charge = m.plane.soc(s.power_plane);
    out.row("power_supervisor", "charged", charge, s.power_plane.shed_low, 1,
            charge > 0 ? QIKI_TEST_WARN : QIKI_TEST_FAIL);
    out.row("supercap", "charged", s.power_plane.cap > 0 ? m.plane.cap / s.power_plane.cap : 0, 0, 1);
    const auto heat = [&](const char* device, node n) {
        out.row(device, "K", m.heat.temperature[n], 0, s.heat.warn[n],
                m.heat.tripped[n] ? QIKI_TEST_FAIL : QIKI_TEST_WARN);
    };
    heat("core", core), heat("pdu", pdu), heat("battery", battery), heat("dock_power_bridge", dock_bridge),
        heat("hull", skin);
    m.plane.nbl_on ? out.row("nbl_power_budgeter", "W", m.plane.nbl_max, 0, 1e5) : out.off("nbl_power_budgeter");
    if (s.comms && m.mode != xpdr::off) out.row("transponder", "mode", static_cast<double>(m.mode), 0, 3);
    else out.off("transponder");
    return out.count;
}

} // namespace craft
