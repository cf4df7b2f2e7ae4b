// SPDX-License-Identifier: MIT
// plugins/radar/pulse/loudness.hpp - how much jammers raise the noise in a part of the field of view: the most that any
// beam there hears, and means over all that look there.
#pragma once
#include "jamming.hpp"

namespace pulse {

// The directions of a beam that looks into one sector.
struct window {
    double centre = 0, half = QIKI_PI; // of its bearings
    double elevation[2] = {-QIKI_PI / 2, QIKI_PI / 2};

    double bearing_of(const heard& h) const { return wrapped_half(h.bearing - centre); } // from its centre
    bool whole() const { return half >= QIKI_PI; }
};

// The greatest rise(), as a factor. Between jammers closer than a beamwidth it lies at neither, so from each one we go
// uphill by mean shifts, which never go down on a sum of Gaussian lobes (Carreira-Perpinan 2000, "Mode-finding for
// mixtures of Gaussian distributions"), nor where they are held within limits.
inline double greatest_rise(const std::vector<heard>& all, const pattern& beam, const window& w) {
    double most = 1;
    for (const heard& start : all) {
        double x = std::clamp(w.bearing_of(start), -w.half, w.half),
               y = std::clamp(start.elevation, w.elevation[0], w.elevation[1]);
        for (int step = 0; step < 64; ++step) {
            double factor = 1, weight = 0, right = 0, up = 0;
            for (const heard& h : all) {
                const double dx = wrapped_half(w.bearing_of(h) - x), dy = h.elevation - y, gain = beam.gain(dx, dy);
                factor += h.ratio * gain;
                if (gain <= beam.side_lobes) continue; // level there
                weight += h.ratio * gain, right += h.ratio * gain * dx, up += h.ratio * gain * dy;
            }
            most = std::max(most, factor);
            if (!(weight > 0)) break;
            const double nx = w.whole() ? x + right / weight : std::clamp(x + right / weight, -w.half, w.half);
            const double ny = beam.height > 0 ? std::clamp(y + up / weight, w.elevation[0], w.elevation[1]) : y;
            const bool there = std::fabs(nx - x) <= 1e-5 * beam.width && std::fabs(ny - y) <= 1e-5 * beam.height;
            x = nx, y = ny;
            if (there) break;
        }
    }
    return most;
}

// Mean of f(rise) over the directions of the window. Beside all main lobes the rise is one and the same; what differs
// is summed in cells of them, and where lobes overlap each has its share.
template <class F>
double mean_over(const std::vector<heard>& all, const pattern& beam, const window& w, F&& f) {
    double level = 1;
    for (const heard& h : all) level += h.ratio * beam.side_lobes;
    const double beside = f(level);
    if (!(beam.width > 0) || beam.side_lobes >= 1) return beside;
    const double lobe = qiki_sqrt(qiki_log(1 / beam.side_lobes) / pattern::four_ln2), wide = lobe * beam.width,
                 high = lobe * beam.height;
    const bool fan = !(beam.height > 0);
    const int cells = all.size() <= 8 ? 16 : 4, rows = fan ? 1 : cells;
    double sum = 0;
    for (const heard& h : all) {
        const double low = fan ? w.elevation[0] : std::max(h.elevation - high, w.elevation[0]),
                     top = fan ? w.elevation[1] : std::min(h.elevation + high, w.elevation[1]);
        for (const double turn : {-full_circle, 0.0, full_circle}) {
            const double at = w.bearing_of(h) + turn, left = std::max(at - wide, -w.half),
                         right = std::min(at + wide, w.half);
            if (!(right > left && top > low)) continue;
            double part = 0;
            for (int i = 0; i < cells; ++i)
                for (int k = 0; k < rows; ++k) {
                    const double x = left + (right - left) * (i + 0.5) / cells,
                                 y = low + (top - low) * (k + 0.5) / rows;
                    double factor = 1, lobes = 0;
                    for (const heard& o : all) {
                        const double dx = wrapped_half(w.bearing_of(o) - x), dy = o.elevation - y;
                        factor += o.ratio * beam.gain(dx, dy);
                        lobes += std::fabs(dx) <= wide && (fan || std::fabs(dy) <= high);
                    }
                    part += (f(factor) - beside) / std::max(lobes, 1.0);
                }
            sum += part / (cells * rows) * (right - left) * (top - low);
        }
    }
    return beside + sum / (2 * w.half * (w.elevation[1] - w.elevation[0]));
}

} // namespace pulse
