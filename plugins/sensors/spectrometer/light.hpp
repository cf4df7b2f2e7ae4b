// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/light.hpp - sunlight, and what a round body makes of it.
#pragma once
#include "materials.hpp"
#include "qiki/math.h"

namespace spectrometer {

// Planck's and Boltzmann's constant and the speed of light: SI 2019. Effective temperature and radius of the sun: IAU
// 2015, resolution B3. The astronomical unit: IAU 2012, resolution B2.
inline constexpr double planck = 6.62607015e-34, boltzmann = 1.380649e-23, light_speed = 299792458;
inline constexpr double sun_kelvin = 5772, sun_radius = 6.957e8, astronomical_unit = 1.495978707e11;

// W/m^2/um on a surface across to the light, so many astronomical units from the sun, which radiates as a black body
// (Planck 1901).
inline double sunlight(double um, double au) {
    const double l = um * 1e-6, seen = sun_radius / (au * astronomical_unit);
    const double radiance = 2 * planck * light_speed * light_speed / (l * l * l * l * l) /
                            qiki_expm1(planck * light_speed / (l * boltzmann * sun_kelvin));
    return QIKI_PI * seen * seen * radiance * 1e-6;
}

// The mean over the disc of a diffuse sphere of its radiance, as a part of that of a white screen across to the light.
// `cosine` of the angle at the sphere between light and eye. Lambert 1760; Russell 1916, Astrophys. J. 43, 173.
inline double brightness(double cosine) {
    const double c = cosine < -1 ? -1 : cosine > 1 ? 1 : cosine, angle = qiki_acos(c);
    return 2.0 / 3 * (qiki_sqrt(1 - c * c) + (QIKI_PI - angle) * c) / QIKI_PI;
}

// Electrons for each W/m^2/sr/um of radiance.
struct optics {
    double aperture = 0, field = 0, exposure = 0, width = 0, efficiency = 0; // m, rad, s, um, 1

    double electrons(double um) const {
        const double area = QIKI_PI / 4 * aperture * aperture, cone = 2 * QIKI_PI * (1 - qiki_cos(field / 2));
        return area * cone * width * exposure * efficiency * um * 1e-6 / (planck * light_speed);
    }
};

} // namespace spectrometer
