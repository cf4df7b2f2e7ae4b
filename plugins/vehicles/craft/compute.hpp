// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/compute.hpp - how busy the on-board computer is, by what the craft does.
#pragma once
#include "qiki/math.h"

namespace craft {

struct compute {
    double cpu = 0.08, ram = 0.22; // of full

    struct work {
        double speed = 0;  // of the greatest
        double orders = 0; // commands being carried out
        bool radar = false, transponder = false;
    };

    // h seconds: a first-order lag of 2 s and 4 s behind what the work asks for, exact at any h.
    void step(const work& w, double h) {
        const double cpu_to =
            0.08 + 0.28 * w.speed + (w.radar ? 0.18 : 0) + 0.006 * w.orders + (w.transponder ? 0.03 : 0);
        const double ram_to = 0.22 + 0.01 * w.orders + (w.radar ? 0.1 : 0);
        cpu = cpu_to + (cpu - cpu_to) * qiki_exp(-h / 2);
        ram = ram_to + (ram - ram_to) * qiki_exp(-h / 4);
    }
};

} // namespace craft
