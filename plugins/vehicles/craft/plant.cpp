// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/plant.cpp - power, heat, compute and link, step by step, and what is worth an event.
#include "flight.hpp"
#include <algorithm>

namespace craft {
namespace {

// Conditions whose changes are reported; bits of memory::told.
enum condition : uint32_t {
    bit_over,
    bit_low,
    bit_flat,
    bit_degraded,
    bit_down,
    bit_link,        // was told at all
    bit_hot = 8,     // and of the other nodes
    bit_warm = 16,   // likewise
    bit_without = 24 // and of the other loads
};

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

// What was granted, but for the valves, which take what they take while they are open.
grants with_open(const settings& s, const memory& m, uint32_t valves) {
    grants g = m.granted;
    g.load[rcs_valves] = valves * s.power_plane.rcs_load;
    return g;
}

constexpr double flows::*flowing[] = {&flows::solar,      &flows::dock,        &flows::cap_in, &flows::cap_out,
                                      &flows::battery_in, &flows::battery_out, &flows::spilled};

// J, until the tick is over.
void book(flows& all, const flows& f, double h) {
    for (uint32_t l = 0; l < loads; ++l) all.load[l] += f.load[l] * h;
    for (double flows::*w : flowing) all.*w += f.*w * h;
    all.unserved += f.unserved * h;
    all.faults |= f.faults;
}

// Heat and computer have a grid of their own, so that they do not hang on the tick.
void settle(const settings& s, memory& m) {
    const double h = seconds(m.unsettled);
    for (double& w : m.warming) w /= h;
    step(s.heat, m.heat, m.warming, h);
    m.warming = {};
    compute::work w;
    w.speed = m.guide.keeps_velocity ? std::min(1.0, length(asked(m.guide)) / s.max_speed) : 0;
    for (const order& o : m.orders) w.orders += o.command != 0;
    w.radar = m.granted.load[radar] > 0, w.transponder = m.granted.load[transponder] > 0;
    m.brain.step(w, h);
    m.unsettled = 0;
}

// Each load that goes, or comes back, is told: beside it all that go without.
void report_loads(memory& m, account& a, const grants& g, qiki_ns t) {
    uint64_t without = 0, gone = 0, back = 0, why = 0;
    for (uint32_t l = 0; l < loads; ++l) {
        const uint64_t bit = uint64_t{1} << l, now = g.shed[l];
        if (now) without |= bit;
        if (!turned_to(m, bit_without + l, now != 0)) continue;
        (now ? gone : back) |= bit, why |= now;
    }
    const auto value = [](uint64_t bits) { return static_cast<double>(bits); };
    if (gone) a.happen(code::shed, t, {value(without), value(why), value(gone)});
    if (back) a.happen(code::restored, t, {value(without), value(back)});
}

// f: since conditions were looked at last.
void report(const settings& s, memory& m, account& a, const flows& f, qiki_ns t) {
    if (turned_to(m, bit_over, f.faults & pdu_overcurrent) && (f.faults & pdu_overcurrent))
        a.happen(code::pdu_over, t, {f.out(), f.limit});
    if (turned_to(m, bit_low, m.plane.low))
        a.happen(m.plane.low ? code::power_low : code::power_ok, t, {m.plane.soc(s.power_plane)});
    const bool flat = f.faults & battery_empty || f.dark;
    if (turned_to(m, bit_flat, flat) && flat) a.happen(code::power_critical, t, {f.unserved});
    report_loads(m, a, f, t);
    for (uint32_t i = 0; i < nodes; ++i) {
        const double k = m.heat.temperature[i];
        if (turned_to(m, bit_hot + i, m.heat.tripped[i]))
            a.happen(m.heat.tripped[i] ? code::too_hot : code::cooled, t, {static_cast<double>(i), k, s.heat.trip[i]});
        if (turned_to(m, bit_warm + i, k >= s.heat.warn[i]) && k >= s.heat.warn[i] && !m.heat.tripped[i])
            a.happen(code::warm, t, {static_cast<double>(i), k, s.heat.warn[i]});
    }
    const bool is_down = a.radio.up == 0, is_degraded = a.radio.up == 1;
    const bool changed = turned_to(m, bit_down, is_down), changed_too = turned_to(m, bit_degraded, is_degraded),
               first = turned_to(m, bit_link, true);
    if (changed || changed_too || first)
        a.happen(is_down       ? code::link_down
                 : is_degraded ? code::link_degraded
                               : code::link_up,
                 t, {static_cast<double>(a.radio.why)});
}

// What was booked over a span as means, and how things stand at its end.
void sum_up(const memory& m, flows& f, double span) {
    for (double& w : f.load) w /= span;
    for (double flows::*w : flowing) f.*w /= span;
    f.unserved /= span;
    f.shed = m.granted.shed, f.throttled = m.granted.throttled, f.bus_v = m.granted.bus_v, f.limit = m.granted.limit;
    f.drive_share = m.granted.drive_share, f.rcs_share = m.granted.rcs_share, f.dark = m.granted.dark;
    f.bus_a = f.bus_v > 0 ? f.out() / f.bus_v : 0;
}

// What has changed until t is told.
void look_back(const settings& s, memory& m, account& a, qiki_ns t) {
    book(a.power, a.lately, 1);
    sum_up(m, a.lately, seconds(a.unlooked));
    const uint64_t why = m.granted.shed[transponder];
    a.radio = link_of({s.comms, m.mode, !(why & (low_soc | overcurrent | no_source)), !(why & overheated),
                       m.plane.soc(s.power_plane)});
    report(s, m, a, a.lately, t);
    a.lately = {}, a.unlooked = 0;
}

} // namespace

void plan(const settings& s, memory& m, qiki_ns t) {
    m.granted = grant(s.power_plane, m.plane, asks(s, m), seconds(control));
    m.planned = t;
}

double powered(const settings& s, const memory& m, uint32_t valves) {
    return lasting(s.power_plane, m.plane, with_open(s, m, valves));
}

void feed(const settings& s, memory& m, account& a, uint32_t valves, qiki_ns from, qiki_ns to) {
    for (qiki_ns t = from; t < to;) {
        if (m.planned < t - t % control) plan(s, m, t);
        const qiki_ns next = std::min(to, control_after(t));
        const double h = seconds(next - t);
        const flows f = draw(s.power_plane, m.plane, with_open(s, m, valves), h);
        const warmth w = warmth_of(s.warms, f, s.power_plane.dock_v);
        for (uint32_t i = 0; i < nodes; ++i) m.warming[i] += w.into[i] * h;
        book(a.lately, f, h);
        m.unsettled += next - t, a.unlooked += next - t, t = next;
        if (t % control == 0) settle(s, m);
        if (t % often == 0 && a.happenings.size() < enough_told) look_back(s, m, a, t);
    }
}

void conclude(const settings& s, memory& m, account& a, qiki_ns from, qiki_ns to) {
    if (a.unlooked > 0) look_back(s, m, a, to);
    sum_up(m, a.power, seconds(to - from));
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
