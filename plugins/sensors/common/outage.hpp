// SPDX-License-Identifier: MIT
// plugins/sensors/common/outage.hpp - when a device says nothing: announced windows, and samples lost by chance.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <vector>

namespace sensors {

struct outage {
    std::vector<std::array<qiki_ns, 2>> windows; // (begin, end], ascending
    double dropout = 0;                          // probability per sample

    static constexpr qiki_param window_row =
        qiki::reals("outages", "s", nullptr, 0, 1e9, "begin and end of each time without data, ascending");
    static constexpr qiki_param dropout_row =
        qiki::real("dropout", "", 0, 0, 1, "probability that a sample is lost, each by itself");

    // Throws failure with QIKI_E_CONFIG.
    static outage read(const qiki::config&);

    // Whether t lies in a window that is longer by `more` at its end.
    bool holds(qiki_ns t, qiki_ns more = 0) const {
        for (const auto& w : windows)
            if (t > w[0] && t <= w[1] + more) return true;
        return false;
    }
};

// Seconds as delivered to nanoseconds.
inline qiki_ns instant(double s) { return static_cast<qiki_ns>(s * 1e9 + 0.5); }

// When a device of so many samples a second takes one: at the end of the first tick that reaches its time.
struct schedule {
    qiki_ns period = 0; // 0: every tick

    static schedule of(double rate) { return {rate > 0 ? std::max<qiki_ns>(1, instant(1 / rate)) : 0}; }
    bool due(qiki_ns t0, qiki_ns t1) const { return period == 0 || t1 / period != t0 / period; }
};

} // namespace sensors
