// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/rcs.cpp - pulse-width modulation with a shortest pulse, and a rest after a long burn.
#include "rcs.hpp"
#include <algorithm>

namespace craft {

qiki_ns window_after(const rcs_settings& s, uint32_t i, qiki_ns t) {
    const qiki_ns shift = s.window * 7 * i / 100 % s.window, into = (t % s.window + shift) % s.window;
    return later(t, s.window - into);
}

namespace {

void decide(const rcs_settings& s, valve& v, double duty, qiki_ns t, qiki_ns until) {
    const qiki_ns span = until - t;
    if (v.until > t) // told anew: what was decided for the rest of the window is taken back
        v.owed += static_cast<double>(std::max<qiki_ns>(0, v.close - t)) - v.duty * static_cast<double>(v.until - t);
    if (v.close > t) v.cool = 0; // so is a rest that was to follow
    const bool going = v.close >= t;
    if (!going) v.opened = t;
    v.until = until, v.duty = duty;
    v.owed += duty * static_cast<double>(span);
    qiki_ns on = static_cast<qiki_ns>(v.owed);
    if (t < v.cool) on = 0, v.owed = 0; // what a rest costs is not made up for
    else if (on < s.pulse && !(span < 2 * s.pulse && 2 * on >= span && (going || 2 * duty >= 1))) on = 0;
    else if (span - on < s.pulse) on = span; // in a short rest of a window a pulse goes on, or on into the next one
    v.owed = std::min(v.owed - static_cast<double>(on), static_cast<double>(s.window));
    const qiki_ns left = s.burn - (t - v.opened); // until it must rest
    if (on > left && s.cooldown > 0) { // nor is what a rest to come costs, and so nothing of it is taken back
        on = std::max<qiki_ns>(0, left);
        v.cool = later(t + on, s.cooldown), v.until = t, v.owed = 0;
    }
    v.close = on > 0 ? t + on : std::min(v.close, t); // not behind until
}

} // namespace

qiki_ns rcs::turn(const rcs_settings& s, qiki_ns t, qiki_ns end, bool anew) {
    qiki_ns next = INT64_MAX;
    for (uint32_t i = 0; i < nozzles; ++i) {
        valve& v = valves[i];
        if (anew || v.next <= t) {
            v.next = window_after(s, i, t);
            decide(s, v, s.stuck >> i & 1u ? 0 : duty[i], t, std::min(v.next, end));
        }
        next = std::min(next, v.next);
        if (v.close > t) next = std::min(next, v.close);
        else if (v.cool > t) next = std::min(next, v.cool);
    }
    return next;
}

} // namespace craft
