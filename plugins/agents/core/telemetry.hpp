// SPDX-License-Identifier: MIT
// plugins/agents/core/telemetry.hpp - numbers of the craft, by the names of its channels.
#pragma once
#include "facts.hpp"
#include "qiki/qiki.hpp"
#include "qiki/sample.h"
#include <algorithm>

namespace mind {

struct source { // of a number: element `index` of part `part` of a channel
    const char* channel;
    uint8_t part, index;
};
enum number : uint32_t {
    n_hull,
    n_reactor,
    n_oxygen,
    n_co2,
    n_propellant,
    n_supercap,
    n_core_temperature,
    n_core_heat,
    n_bus_current,
    n_bus_voltage,
    n_power_faults,
    n_dock_state,
    n_dock_distance,
    n_dock_speed,
    n_force_x,
    n_force_y,
    n_force_z,
    numbers
};
inline constexpr source sources[] = {
    {"hull", 0, 0},         {"reactor", 0, 0},     {"oxygen", 0, 0},     {"co2", 0, 0},         {"propellant", 0, 0},
    {"supercap_soc", 0, 0}, {"temperature", 0, 0}, {"heat", 0, 0},       {"bus_current", 0, 0}, {"bus_voltage", 0, 0},
    {"power_faults", 0, 0}, {"dock_state", 0, 0},  {"dock_range", 0, 2}, {"dock_speed", 0, 0},  {"force", 0, 0},
    {"force", 0, 1},        {"force", 0, 2},
};
static_assert(std::size(sources) == numbers);

struct measured {
    qiki_ns t = -1; // -1: never
    double v = 0, trust = 0;
    uint32_t label = QIKI_LABEL_NO_DATA, reserved = 0;
};

class telemetry {
public:
    void reserve() { writers_.reserve(32); }

    void hear(const qiki_host& h, uint32_t producer, const qiki_sample& s) {
        const rows& r = of(h, producer);
        for (uint32_t i = 0; i < numbers; ++i) {
            if (r.row[i] != static_cast<int32_t>(s.channel) || sources[i].part != s.part) continue;
            if (s.t < now_[i].t) continue;
            const bool has = sources[i].index < s.n && s.label != QIKI_LABEL_NO_DATA;
            now_[i] = {s.t, has ? s.v[sources[i].index] : 0, s.trust, has ? s.label : uint32_t{QIKI_LABEL_NO_DATA}, 0};
        }
    }
    const measured& of(number n) const { return now_[n]; }
    bool good(number n, qiki_ns t, qiki_ns dead) const {
        const measured& m = now_[n];
        return m.t >= 0 && t - m.t <= dead && m.label != QIKI_LABEL_NO_DATA && m.label != QIKI_LABEL_INVALID;
    }
    bool knows_thrust(qiki_ns t, qiki_ns dead) const { return good(n_force_x, t, dead); }
    double thrust_now() const {
        return qiki_hypot(qiki_hypot(now_[n_force_x].v, now_[n_force_y].v), now_[n_force_z].v);
    }

    void tell(agents::sheet& f, qiki_ns t, qiki_ns dead) const {
        static constexpr struct {
            uint32_t fact;
            number of;
        } plain[] = {{hull, n_hull},
                     {reactor, n_reactor},
                     {oxygen, n_oxygen},
                     {co2, n_co2},
                     {propellant, n_propellant},
                     {supercap, n_supercap},
                     {core_temperature, n_core_temperature},
                     {bus_current, n_bus_current},
                     {bus_voltage, n_bus_voltage},
                     {dock_state, n_dock_state}};
        for (const auto& x : plain)
            if (good(x.of, t, dead)) f.set(x.fact, now_[x.of].v);
        if (good(n_core_heat, t, dead)) f.set(core_tripped, now_[n_core_heat].v == 2);
        if (const double sum = now_[n_power_faults].v; good(n_power_faults, t, dead) && sum >= 0 && sum < 0x1p32)
            f.set(overcurrent, static_cast<uint64_t>(sum) & 1);
        if (knows_thrust(t, dead)) f.set(thrust, thrust_now());
    }

    void state(auto& io) { io(now_); }

private:
    struct rows { // of a writer's channel table; -1: it has none of that name
        uint32_t producer;
        std::array<int32_t, numbers> row;
    };
    const rows& of(const qiki_host& h, uint32_t producer) {
        for (const rows& r : writers_)
            if (r.producer == producer) return r;
        const auto* names = qiki::service<qiki_names>(h);
        rows& r = writers_.emplace_back();
        r.producer = producer;
        for (uint32_t i = 0; i < numbers; ++i)
            r.row[i] = names && QIKI_HAS(names, channel) ? names->channel(&h, producer, sources[i].channel) : -1;
        return r;
    }

    std::array<measured, numbers> now_{};
    std::vector<rows> writers_; // looked up when a writer is met first
};

} // namespace mind
