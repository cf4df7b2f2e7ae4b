// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/plant.cpp - power, heat, compute and link, step by step, and what is worth an event.
#include "flight.hpp"
#include <algorithm>

namespace craft {
namespace {

// Conditions whose changes are reported; bits of memory::told.
enum condition : uint32_t { bit_over, bit_low, bit_flat, bit_shed, bit_degraded, bit_down, bit_hot = 8, bit_warm = 16 };

// True when the condition has just begun or just ended.
bool turned_to(memory& m, uint32_t bit, bool now) {
    const bool before = m.told >> bit & 1u;
    m.told = (m.told & ~(uint64_t{1} << bit)) | uint64_t{now} << bit;
    return before != now;
}

demand asks(const settings& s, const memory& m) {
    demand d;
    d.speed = m.guide.keeps_velocity ? length(asked(m.guide)) : 0;
    d.cpu = std::clamp(m.brain.cpu, 0.0, 1.0);
    for (const double duty : m.jets.duty) d.valves += duty;
    d.core = m.heat.temperature[core];
    d.radar_on = m.radar_on, d.docked = m.mooring.state == dock::hard;
    d.radiates = s.comms && (m.mode == xpdr::on || m.mode == xpdr::spoof);
    d.core_tripped = m.heat.tripped[core], d.pdu_tripped = m.heat.tripped[pdu];
    return d;
}

// Where the power goes, W of heat into each node.
per_node heat_of(const settings& s, const flows& f) {
    per_node q{};
    const double dock_a = f.dock > 0 ? f.dock / s.power_plane.dock_v : 0;
    q[core] = 0.8 * f.load[mcqpu] + 0.7 * f.load[nbl];
    q[pdu] = 0.02 * f.out() + 0.4 * f.bus_a * f.bus_a;
    q[supercap] = 0.03 * (f.cap_in + f.cap_out);
    q[battery] = 0.01 * (f.battery_in + f.battery_out);
    q[dock_bridge] = 0.25 * dock_a * dock_a;
    q[skin] = s.heat_share * f.load[rcs_valves];
    return q;
}

void report(const settings& s, memory& m, account& a, qiki_ns t) {
    const flows& f = a.power;
    if (turned_to(m, bit_over, f.faults & pdu_overcurrent) && (f.faults & pdu_overcurrent))
        a.happen(code::pdu_over, t, {f.out(), f.limit});
    if (turned_to(m, bit_low, m.plane.low))
        a.happen(m.plane.low ? code::power_low : code::power_ok, t, {m.plane.soc(s.power_plane)});
    if (turned_to(m, bit_flat, f.faults & battery_empty) && (f.faults & battery_empty))
        a.happen(code::power_critical, t, {f.unserved});
    if (turned_to(m, bit_shed, f.any_shed())) {
        double which = 0, why = 0;
        for (uint32_t l = 0; l < loads; ++l)
            if (f.shed[l]) which += 1u << l, why = static_cast<double>(f.shed[l]);
        if (f.any_shed()) a.happen(code::shed, t, {which, why});
        else a.happen(code::restored, t);
    }
    for (uint32_t i = 0; i < nodes; ++i) {
        const double k = m.heat.temperature[i];
        if (turned_to(m, bit_hot + i, m.heat.tripped[i]))
            a.happen(m.heat.tripped[i] ? code::too_hot : code::cooled, t, {static_cast<double>(i), k, s.heat.trip[i]});
        if (turned_to(m, bit_warm + i, k >= s.heat.warn[i]) && k >= s.heat.warn[i] && !m.heat.tripped[i])
            a.happen(code::warm, t, {static_cast<double>(i), k, s.heat.warn[i]});
    }
    const bool is_down = a.radio.up == 0, is_degraded = a.radio.up == 1,
               knew = m.told >> bit_degraded & 1u || m.told >> bit_down & 1u;
    const bool changed = turned_to(m, bit_down, is_down), changed_too = turned_to(m, bit_degraded, is_degraded);
    if (changed || changed_too || (!m.begun && !knew))
        a.happen(is_down       ? code::link_down
                 : is_degraded ? code::link_degraded
                               : code::link_up,
                 t, {static_cast<double>(a.radio.why)});
}

} // namespace

// In steps of at most a second, and never more than 64 of them: each step is exact or stable at any length.
void run_plant(const settings& s, memory& m, account& a, qiki_ns from, qiki_ns to) {
    const auto steps = std::clamp<int64_t>((to - from) / 1'000'000'000 + ((to - from) % 1'000'000'000 != 0), 1, 64);
    const double h = seconds(to - from) / static_cast<double>(steps);
    for (int64_t k = 0; k < steps; ++k) {
        const demand d = asks(s, m);
        a.power = step(s.power_plane, m.plane, d, h);
        step(s.heat, m.heat, heat_of(s, a.power), h);
        compute::work w;
        w.speed = std::min(1.0, d.speed / s.max_speed);
        for (const order& o : m.orders) w.orders += o.command != 0;
        w.radar = a.power.load[radar] > 0, w.transponder = a.power.load[transponder] > 0;
        m.brain.step(w, h);
    }
    const flows& f = a.power;
    const uint64_t why = f.shed[transponder];
    a.radio = link_of(
        {s.comms, m.mode, !(why & (low_soc | overcurrent)), !(why & overheated), m.plane.soc(s.power_plane), 0});
    report(s, m, a, to);
}

void account::happen(code c, qiki_ns t, std::initializer_list<double> v) {
    happening h{c, t, static_cast<uint8_t>(v.size()), {}};
    std::copy(v.begin(), v.end(), h.v);
    happenings.push_back(h);
}

void account::clear() {
    account fresh;
    fresh.happenings.swap(happenings), fresh.ends.swap(ends);
    *this = std::move(fresh);
    happenings.clear(), ends.clear();
}

} // namespace craft
