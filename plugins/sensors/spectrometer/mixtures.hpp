// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/mixtures.hpp - what the scenario says bodies are made of.
#pragma once
#include "materials.hpp"
#include "qiki/qiki.hpp"
#include <vector>

namespace spectrometer {

// The light of each body's surface, looked up by entity.
struct surfaces {
    struct row {
        uint64_t entity;
        spectrum reflectance;
    };
    std::vector<row> named;
    bool others_known = false;
    spectrum others{}; // of everybody else

    // "rock: 0.7 basalt + 0.3 gabbro; debris: aluminium" of the parameter `made_of`, a mixture alone of `others`.
    // Throws failure with QIKI_E_CONFIG.
    static surfaces read(const qiki::config&, const qiki_host&);
    // nullptr: nothing is known of it.
    const spectrum* of(uint64_t entity) const;
};

} // namespace spectrometer
