// SPDX-License-Identifier: MIT
// plugins/radar/asterix/dialect.cpp - names of editions.
#include "dialect.hpp"
#include "profiles/cat021.hpp"
#include "profiles/cat021_old.hpp"

namespace asterix {

std::span<const edition> adsb_editions() {
    static constexpr edition all[] = {
        {"0.23", &cat021_0_23}, {"0.24", &cat021_0_24}, {"0.26", &cat021_0_26},
        {"2.1", &cat021_2_1},   {"2.2", &cat021_2_2},   {"2.3", &cat021_2_2},
        {"2.4", &cat021_2_2},   {"2.5", &cat021_2_2},   {"2.6", &cat021_2_6},
    };
    return all;
}

const profile* adsb_edition(std::string_view name) {
    for (const edition& e : adsb_editions())
        if (name == e.name) return e.of;
    return nullptr;
}
} // namespace asterix
