// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/rcs.hpp - the reaction control system: duties to pulses of valves, and propellant.
#pragma once
#include "allocate.hpp"

namespace craft {

inline constexpr double g0 = 9.80665; // m/s^2

struct rcs_settings {
    wrenches pushes{};                  // nominal, about the centre of mass
    std::array<double, nozzles> gain{}; // of each nozzle's thrust, as it was made
    uint32_t stuck = 0;                 // bits: valves that never open
    double isp = 60;                    // s
    qiki_ns window = 250'000'000, pulse = 30'000'000, burn = 3'000'000'000, cooldown = 3'000'000'000;
    double power = 80; // W of four open valves

    double flow(uint32_t i) const { return nozzle_table[i].force * gain[i] / (isp * g0); } // kg/s
    // What each may be asked for; `without`: bits of those that are not counted on.
    duties most(uint32_t without) const {
        duties d;
        for (uint32_t i = 0; i < nozzles; ++i) d[i] = without >> i & 1u ? 0 : 1;
        return d;
    }
};

// One valve. Its windows begin 0.07 of a window before those of the valve with the next lower index, which spreads the
// pulses. What a window owes beyond the shortest pulse, or the shortest pause, goes over to the next one.
struct valve {
    qiki_ns next = 0;   // when its next window begins
    qiki_ns close = 0;  // open until then
    qiki_ns opened = 0; // when it opened, without a pause since; counts while it is open
    qiki_ns cool = 0;   // kept shut from `close` until then
    qiki_ns until = 0;  // what it decided holds so long
    double duty = 0;    // of that
    double owed = 0;    // ns open, of windows before
};

struct rcs {
    std::array<valve, nozzles> valves{};
    duties duty{};

    // Valves whose window begins at t, or all when told anew, decide how long they open; nothing goes on beyond `end`.
    // Returns the time at which the next valve opens, shuts or decides. Told anew, a pulse may end sooner than the
    // shortest.
    qiki_ns turn(const rcs_settings& s, qiki_ns t, qiki_ns end, bool anew);
    void shut(qiki_ns t) {
        for (valve& v : valves) {
            if (v.close > t) v.close = t, v.cool = 0; // a rest that has not begun is not needed
            v.until = t, v.owed = 0;
        }
        duty = {};
    }
    bool open(uint32_t i, qiki_ns t) const { return t < valves[i].close; }
    // Bits of the nozzles that rest after a long burn.
    uint32_t resting(qiki_ns t) const {
        uint32_t all = 0;
        for (uint32_t i = 0; i < nozzles; ++i)
            if (t >= valves[i].close && t < valves[i].cool) all |= 1u << i;
        return all;
    }
};

// Times end where int64 does.
constexpr qiki_ns later(qiki_ns t, qiki_ns by) { return by > INT64_MAX - t ? INT64_MAX : t + by; }

// When valve i's next window begins, strictly after t.
qiki_ns window_after(const rcs_settings& s, uint32_t i, qiki_ns t);

} // namespace craft
