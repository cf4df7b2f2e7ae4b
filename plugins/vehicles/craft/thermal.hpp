// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/thermal.hpp - six masses of heat, what couples them, and when each is too hot.
#pragma once
#include "qiki/math.h"
#include <array>
#include <cstdint>

namespace craft {

enum node : uint32_t { core, pdu, supercap, battery, dock_bridge, skin, nodes };
inline constexpr const char* node_names[nodes] = {"core", "pdu", "supercap", "battery", "dock bridge", "hull"};

using per_node = std::array<double, nodes>;

struct thermal_settings {
    per_node capacity{800, 650, 400, 1200, 500, 3000};                  // J/K
    per_node cooling{1.2, 0.9, 0.7, 0.3, 0.9, 1.5};                     // W/K to outside, without the exchange
    per_node start{298.15, 298.15, 293.15, 293.15, 213.15, 223.15};     // K
    per_node trip{363.15, 368.15, 358.15, 343.15, 393.15, 413.15};      // K
    per_node hysteresis{5, 5, 5, 3, 5, 10};                             // K
    per_node warn{353.15, 358.15, 348.15, 333.15, 383.15, 403.15};      // K
    double outside = 213.15, exchange = 0.2;                            // K, W/K of each node
    std::array<std::array<double, nodes>, nodes> coupling = defaults(); // W/K, symmetric

    static constexpr std::array<std::array<double, nodes>, nodes> defaults() {
        std::array<std::array<double, nodes>, nodes> k{};
        const auto join = [&](uint32_t a, uint32_t b, double w) { k[a][b] = k[b][a] = w; };
        join(core, pdu, 0.4), join(pdu, supercap, 0.3), join(pdu, battery, 0.15);
        join(dock_bridge, skin, 0.4), join(core, skin, 0.2);
        return k;
    }
};

struct thermal {
    per_node temperature{};                // K
    std::array<uint64_t, nodes> tripped{}; // latch: at trip, until hysteresis below it
};

struct exchange {
    double in = 0, out = 0; // J in the step: from the parts, to outside
};

// One step of h seconds with so much heat into each node, W. Backward Euler, so it is stable at any h, passes no
// equilibrium, and its heat balances: the sum of capacity times rise is in - out. (Hairer, Wanner 1996, "Solving
// ordinary differential equations II", IV.3.)
exchange step(const thermal_settings&, thermal&, const per_node& heat, double h);

} // namespace craft
