// SPDX-License-Identifier: MIT
// plugins/radar/pulse/scan.hpp - where the beam looks and when: field of view, sectors, and the instant a target is
// met.
#pragma once
#include "axes.hpp"
#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pulse {

constexpr double full_circle = 2 * QIKI_PI;

// Into [0, 2 pi).
inline double wrapped(double angle) {
    const double x = angle - full_circle * std::floor(angle / full_circle);
    return x < full_circle ? x + 0.0 : 0.0;
}
// Into [-pi, pi).
inline double wrapped_half(double angle) { return angle - full_circle * std::floor(angle / full_circle + 0.5); }

// Limits in the axes of the antenna; all sharp, edges included.
struct field {
    double azimuth = 0, width = full_circle; // centre and full width
    double elevation[2] = {-QIKI_PI / 2, QIKI_PI / 2};
    double range[2] = {0, 0};
    bool horizon = false;

    bool whole() const { return width >= full_circle; }
    // Bearing where a sweep begins. A whole circle begins at its "centre", so that north begins a revolution.
    double begin() const { return whole() ? azimuth : azimuth - width / 2; }
};

// The part of a field's limits that costs no angle: slopes instead of elevations, squares instead of ranges.
class limits {
public:
    limits() = default;
    explicit limits(const field& f)
        : low_(slope(f.elevation[0])), high_(slope(f.elevation[1])), near2_(f.range[0] * f.range[0]),
          far2_(f.range[1] * f.range[1]), centre_(qiki_sincos(f.azimuth)), edge_(qiki_sincos(f.width / 2).cos),
          whole_(f.whole()) {}
    bool holds(const vec3& x) const {
        const double ground2 = x[0] * x[0] + x[1] * x[1], range2 = ground2 + x[2] * x[2];
        if (range2 < near2_ || range2 > far2_) return false;
        const double ground = qiki_sqrt(ground2);
        return x[2] >= low_ * ground && x[2] <= high_ * ground;
    }
    bool holds_azimuth(const vec3& x) const {
        return whole_ || x[0] * centre_.cos + x[1] * centre_.sin >= edge_ * qiki_sqrt(x[0] * x[0] + x[1] * x[1]);
    }

private:
    static double slope(double elevation) {
        const qiki_sc v = qiki_sincos(elevation);
        return v.sin / std::max(v.cos, 1e-16);
    }
    double low_ = 0, high_ = 0, near2_ = 0, far2_ = 0;
    qiki_sc centre_{0, 1};
    double edge_ = -1;
    bool whole_ = true;
};

// The beam moves clockwise over the field in `period`, then begins anew; a field of less than a circle is swept from
// left to right. A scan is cut into sectors, each a frame, and a sector into looks of at most a quarter circle, so that
// "the beam has passed it" is a question of sign. Instants are whole nanoseconds computed from the scan's number alone:
// how the host cuts time into ticks cannot move them.
struct sweep {
    qiki_ns period = 0, start = 0;
    int64_t sectors = 1, looks = 4; // looks per scan, a multiple of sectors
    double begin = 0, width = full_circle;

    sweep() = default;
    sweep(const field& f, qiki_ns scan_period, qiki_ns scan_start, int64_t count)
        : period(scan_period), start(scan_start), sectors(count), begin(f.begin()), width(f.width) {
        const double quarters = std::ceil(width / (QIKI_PI / 2) / static_cast<double>(sectors));
        looks = sectors * std::max<int64_t>(1, static_cast<int64_t>(quarters));
    }
    qiki_ns instant(int64_t look) const { return start + look / looks * period + look % looks * period / looks; }
    // The look that is going on just after t >= start.
    int64_t after(qiki_ns t) const {
        int64_t look = (t - start) / period * looks + (t - start) % period * looks / period;
        while (instant(look + 1) <= t) ++look;
        return look;
    }
    // Bearing of the beam, in a look that t belongs to. On a whole circle the end of one scan is the begin of the next
    // to the last bit, or a target exactly there could be met twice.
    double bearing(int64_t look, qiki_ns t) const {
        const qiki_ns into = t - start - look / looks * period;
        if (into == period && width >= full_circle) return begin;
        return begin + width * (static_cast<double>(into) / static_cast<double>(period));
    }
    int64_t looks_per_sector() const { return looks / sectors; }
};

// Bodies that the beam passes within one piece of a look, from (ahead, right) at its begin and end. The path between is
// straight; solve() finds where, as a fraction of the piece.
struct passes {
    static constexpr size_t capacity = 128;
    size_t count = 0;
    size_t who[capacity];
    double ahead[capacity], right[capacity], d_ahead[capacity], d_right[capacity], fraction[capacity];

    // Newton on bearing(fraction) - beam(fraction); the first guess is exact for small angles, three steps reach the
    // last bits over a quarter circle.
    void solve(double beam, double d_beam) {
        double a[capacity], r[capacity], angle[capacity];
        for (int step = 0; step < 3; ++step) {
            for (size_t i = 0; i < count; ++i) {
                a[i] = ahead[i] + d_ahead[i] * fraction[i];
                r[i] = right[i] + d_right[i] * fraction[i];
            }
            qiki_atan2_n(r, a, angle, count);
            for (size_t i = 0; i < count; ++i) {
                const double off = wrapped_half(angle[i] - beam - d_beam * fraction[i]);
                const double slope = (d_right[i] * a[i] - d_ahead[i] * r[i]) / (a[i] * a[i] + r[i] * r[i]) - d_beam;
                if (slope < 0) fraction[i] = std::clamp(fraction[i] - off / slope, 0.0, 1.0);
            }
        }
    }
};

} // namespace pulse
