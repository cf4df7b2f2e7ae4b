// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/flight.hpp - one span of time in the life of a craft: plant, nozzles, motion, docking.
#pragma once
#include "contact.hpp"
#include "memory.hpp"
#include <initializer_list>

namespace craft {

// Things that happen; a row of happening_rows each.
enum class code : uint32_t {
    pdu_over,
    power_low,
    power_ok,
    power_critical,
    too_hot,
    cooled,
    warm,
    captured,
    locked,
    released,
    broken,
    crashed,
    empty,
    link_up,
    link_degraded,
    link_down,
    shed,
    restored,
    berth_taken,
    count_
};
struct happening {
    code what;
    qiki_ns t = 0;
    uint8_t n = 0;
    double v[4] = {};
};

// How a long order came to its end.
enum class outcome : uint32_t {
    done,
    throttled,
    superseded,
    no_propellant,
    switched_off,
    broken_off,
    lost_station,
    crashed,
    berth_taken,
    less_impulse,
    no_power,
    not_reached
};
constexpr bool carried_out(outcome o) {
    return o == outcome::done || o == outcome::throttled || o == outcome::less_impulse;
}
struct ended {
    order which;
    outcome how;
    qiki_ns t = 0;
};

// What came of a span: the telemetry, and what there is to report.
struct account {
    flows power;          // mean; shed, throttled and limits as they are at the end
    flows lately;         // J since conditions were looked at last
    qiki_ns unlooked = 0; // how long ago that was
    link radio;
    double valves_open = 0;       // mean
    double flow = 0;              // kg/s, mean
    wrench exerted{};             // mean, by all nozzles
    std::optional<approach> near; // of the chosen port, within 20 m of the berth
    std::vector<happening> happenings;
    std::vector<ended> ends;

    void happen(code c, qiki_ns t, std::initializer_list<double> v = {});
    // As of a new one, but for the room that was made.
    void clear();
};

// Ends an order of that kind, when there is one: what comes in its place is told to the account.
void finish(memory&, account&, slot, outcome, qiki_ns);

// Instants of control, multiples of this since the beginning: what the craft wants, and what its parts may take, is
// thought over at each, whatever the tick.
inline constexpr qiki_ns control = 50'000'000;
constexpr qiki_ns control_after(qiki_ns t) { return later(t, control - t % control); }

// Grants power until the next instant of control. [tick, does not allocate]
void plan(const settings&, memory&, qiki_ns t);
// Power, heat and computer over (from, to] while so many valves are open. [tick, does not allocate]
void feed(const settings&, memory&, account&, uint32_t valves, qiki_ns from, qiki_ns to);
// How long so many valves can stay open for the power that there is, s; more than anybody waits: for ever.
double powered(const settings&, const memory&, uint32_t valves);
// Conditions of power, heat and link are looked at so often, and at the end of a tick, so that a long one tells what
// one of 0.1 s tells. After so many happenings only its end is looked at.
inline constexpr qiki_ns often = 2 * control;
inline constexpr size_t enough_told = 64;

// The means of a tick, the link at its end, and what is worth an event.
void conclude(const settings&, memory&, account&, qiki_ns from, qiki_ns to);

// Locked: the craft goes where the station goes.
void ride(const settings&, memory&, account&, const pose& station);
// From now on it does, as the two stand now.
void fasten(moored&, const motion&, const pose& station);

// The station is there no more: nothing holds the craft, or feeds it.
void lose_station(memory&, account&, qiki_ns);

// The plant and the motion over (from, to]; what is around, as of `from`. [tick, does not allocate]
void fly(const settings&, memory&, account&, const surroundings&, qiki_ns from, qiki_ns to);

// Of the hull, as truth tells it, and its velocity.
inline vec3 centre(const settings& s, const memory& m) { return m.body.pos + to_world(m.body.att, -1 * s.body.com); }
inline vec3 centre_velocity(const settings& s, const memory& m) {
    return velocity_at(m.body.vel, m.body.att, m.body.rate, -1 * s.body.com);
}

inline double propellant(const settings& s, const memory& m) {
    return m.body.mass > s.body.dry ? m.body.mass - s.body.dry : 0;
}
// Whether the power plane lets the radar see: its consumer is another plugin.
inline bool radar_fed(const memory& m) { return m.radar_on && !m.granted.shed[radar]; }

} // namespace craft
