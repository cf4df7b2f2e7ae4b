// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/allocate.hpp - which nozzles, and for how much of the time: a wrench to sixteen duties.
#pragma once
#include "nozzles.hpp"

namespace craft {

using duties = std::array<double, nozzles>; // 0 .. 1

// The duties whose wrench comes nearest to the wanted one, with each within [0, most]; of those that
// come as near, the smallest. A missing N m weighs as much as 30 N: where nozzles are missing, a craft rather gets less
// force, or a force to the side, than a turn. Exact to 1e-6 of the wanted wrench where it can be had. [any, does not
// allocate]
duties allocate(const wrenches&, const wrench& wanted, const duties& most);

// What duties exert.
inline wrench exerted(const wrenches& b, const duties& d) {
    wrench w{};
    for (uint32_t i = 0; i < nozzles; ++i)
        for (uint32_t k = 0; k < 6; ++k) w[k] += d[i] * b[i][k];
    return w;
}

} // namespace craft
