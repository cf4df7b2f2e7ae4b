// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/telemetry.cpp - what each channel says.
#include "telemetry.hpp"
#include "orbit.hpp"

namespace craft {

bool tell(uint32_t which, const settings& s, const memory& m, const account& a, std::array<double, nozzles>& v) {
    const flows& f = a.power;
    const double left = propellant(s, m);
    v = {};
    switch (which) {
    case soc: v[0] = m.plane.soc(s.power_plane); break;
    case bus_voltage: v[0] = f.bus_v; break;
    case bus_current: v[0] = f.bus_a; break;
    case bus_limit: v[0] = f.limit; break;
    case sources: v[0] = f.solar, v[1] = f.dock, v[2] = f.cap_out; break;
    case load_power:
        for (uint32_t l = 0; l < loads; ++l) v[l] = f.load[l];
        v[loads] = f.cap_in;
        break;
    case load_shed:
        for (uint32_t l = 0; l < loads; ++l) v[l] = static_cast<double>(f.shed[l]);
        break;
    case battery_power: v[0] = f.battery_in, v[1] = f.battery_out, v[2] = f.spilled, v[3] = f.unserved; break;
    case power_faults: v[0] = static_cast<double>(f.faults); break;
    case supercap_soc: v[0] = s.power_plane.cap > 0 ? m.plane.cap / s.power_plane.cap : 0; break;
    case temperatures:
        for (uint32_t i = 0; i < nodes; ++i) v[i] = m.heat.temperature[i];
        break;
    case heat_state:
        for (uint32_t i = 0; i < nodes; ++i)
            v[i] = m.heat.tripped[i] ? 2 : m.heat.temperature[i] >= s.heat.warn[i] ? 1 : 0;
        break;
    case propellant_mass: v[0] = left; break;
    case propellant_flow: v[0] = a.flow; break;
    case tank_pressure: v[0] = 0.2e6 + (s.propellant > 0 ? 1.8e6 * left / s.propellant : 0); break;
    case jet_force:
        for (uint32_t k = 0; k < 3; ++k) v[k] = a.exerted[k];
        break;
    case jet_torque:
        for (uint32_t k = 0; k < 3; ++k) v[k] = a.exerted[k + 3];
        break;
    case jet_duty: v = m.jets.duty; break;
    case cpu: v[0] = m.brain.cpu; break;
    case ram: v[0] = m.brain.ram; break;
    case dock_state: v[0] = static_cast<double>(m.mooring.state); break;
    case dock_range:
        if (!a.near) return false;
        v[0] = a.near->gap, v[1] = a.near->lateral, v[2] = length(a.near->apart);
        break;
    case dock_angle:
        if (!a.near) return false;
        v[0] = a.near->angle;
        break;
    case dock_speed:
        if (!a.near) return false;
        v[0] = a.near->closing, v[1] = a.near->slide;
        break;
    case link_state: v[0] = a.radio.up; break;
    case link_latency: v[0] = a.radio.latency; return a.radio.up > 0;
    case link_loss: v[0] = a.radio.loss; return a.radio.up > 0;
    case link_rssi: v[0] = a.radio.rssi; break;
    case link_snr: v[0] = a.radio.snr; return a.radio.up > 0;
    case link_rate: v[0] = a.radio.rate; break;
    case transponder_mode: v[0] = static_cast<double>(m.mode); break;
    case radar_allowed: v[0] = radar_fed(m); break;
    default: {
        if (!(s.gravity.mu > 0) || m.down) return false;
        const orbit o = orbit_of(m.body, s.gravity);
        if (which == apsides) v[0] = o.periapsis, v[1] = o.apoapsis;
        else v[0] = o.period;
        return v[0] < 1e300 && v[1] < 1e300;
    }
    }
    return true;
}

} // namespace craft
