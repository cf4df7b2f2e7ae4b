// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/materials.hpp - how much light common materials of craft and of small bodies reflect.
#pragma once
#include <array>
#include <cstddef>

namespace spectrometer {

inline constexpr size_t bands = 8, materials = 5;
using spectrum = std::array<double, bands>;
using amounts = std::array<double, materials>;

inline constexpr spectrum wavelengths{0.45, 0.55, 0.65, 0.75, 0.95, 1.25, 1.60, 1.90}; // um

struct material {
    const char* name;
    spectrum reflectance;
};
// Metals: ((n - 1)^2 + k^2) / ((n + 1)^2 + k^2) of their optical constants, interpolated. Aluminium: Rakic 1995, Appl.
// Opt. 34, 4755. Gold: Johnson, Christy 1972, Phys. Rev. B 6, 4370. Titanium: Johnson, Christy 1974, Phys. Rev. B 9,
// 5056. Rocks: bidirectional reflectance measured at RELAB (Brown University, NASA PDS Geosciences Spectral Library),
// C1BF01, a terrestrial basalt, and C9MB29, a lunar gabbro.
inline constexpr std::array<material, materials> library{{
    {"aluminium", {0.922, 0.915, 0.906, 0.885, 0.923, 0.967, 0.975, 0.977}},
    {"gold", {0.408, 0.792, 0.957, 0.974, 0.979, 0.980, 0.982, 0.981}},
    {"titanium", {0.544, 0.582, 0.616, 0.626, 0.614, 0.628, 0.664, 0.699}},
    {"basalt", {0.20470, 0.25311, 0.27115, 0.29094, 0.29610, 0.31974, 0.36666, 0.36949}},
    {"gabbro", {0.12774, 0.17179, 0.21954, 0.25273, 0.09311, 0.24116, 0.29227, 0.21782}},
}};

// Of a surface on which the materials lie side by side.
constexpr spectrum mixed(const amounts& fractions) {
    spectrum all{};
    for (size_t b = 0; b < bands; ++b)
        for (size_t m = 0; m < materials; ++m) all[b] += fractions[m] * library[m].reflectance[b];
    return all;
}

} // namespace spectrometer
