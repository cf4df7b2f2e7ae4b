// SPDX-License-Identifier: MIT
// plugins/sensors/common/outage.hpp - stretches of time, when a device says nothing, and when it is due.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <limits>
#include <vector>

namespace sensors {

// Stretches (begin, end], ascending.
struct spans {
    std::vector<std::array<qiki_ns, 2>> all;

    // Of pairs in seconds; where the last may be open, it has no end then. Throws failure with QIKI_E_CONFIG.
    static spans read(const qiki::config&, const char* key, bool open = false);

    // Whether t lies in one of them that is longer by `more` at its end.
    bool hold(qiki_ns t, qiki_ns more = 0) const {
        for (const auto& w : all)
            if (t > w[0] && (w[1] == never || t <= w[1] + more)) return true;
        return false;
    }
    // How long the one that t lies in has lasted; 0: it lies in none.
    qiki_ns since(qiki_ns t) const {
        for (const auto& w : all)
            if (t > w[0] && t <= w[1]) return t - w[0];
        return 0;
    }

private:
    static constexpr qiki_ns never = std::numeric_limits<qiki_ns>::max();
};

struct outage {
    spans windows;
    double dropout = 0; // probability per sample

    static constexpr qiki_param window_row =
        qiki::reals("outages", "s", nullptr, 0, 1e9, "begin and end of each time without data, ascending");
    static constexpr qiki_param dropout_row =
        qiki::real("dropout", "", 0, 0, 1, "probability that a sample is lost, each by itself");

    // Throws failure with QIKI_E_CONFIG.
    static outage read(const qiki::config& c) { return {spans::read(c, "outages"), c.real("dropout", 0)}; }
    bool holds(qiki_ns t, qiki_ns more = 0) const { return windows.hold(t, more); }
};

// Seconds as delivered to nanoseconds.
inline qiki_ns instant(double s) { return static_cast<qiki_ns>(s * 1e9 + 0.5); }

// When a device of so many samples a second takes one: at the end of the first tick that reaches its time.
struct schedule {
    static constexpr qiki_ns never = std::numeric_limits<qiki_ns>::max();
    qiki_ns period = 0; // 0: every tick; never: at no time that there is

    static schedule of(double rate) {
        if (!(rate > 0)) return {};
        const double apart = 1 / rate; // s, and up to infinity
        return {apart < 9.2e9 ? std::max<qiki_ns>(1, instant(apart)) : never};
    }
    bool due(qiki_ns t0, qiki_ns t1) const { return period == 0 || t1 / period != t0 / period; }
};

} // namespace sensors
