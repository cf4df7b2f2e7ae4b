// SPDX-License-Identifier: MIT
// plugins/radar/asterix/sweep_messages.cpp - sectors between the crossings that a radar announces.
#include "sweep.hpp"
#include <algorithm>

namespace asterix {
namespace {

constexpr size_t messages_of_delay = 3;

uint32_t advance(const sighting& a, const sighting& b) {
    const uint32_t turn = (b.azimuth - a.azimuth) % full_turn;
    return turn == 0 ? full_turn : turn;
}
double period_of(const sighting& a, const sighting& b) { // s
    return static_cast<double>(b.time - a.time) / 128 * full_turn / advance(a, b);
}

// Each crossing once: a north mark comes beside the crossing of sector 0, and times must rise.
std::vector<sighting> crossings(const std::vector<sighting>& messages) {
    std::vector<sighting> out;
    for (const sighting& m : messages) {
        if (!out.empty() && m.time <= out.back().time) continue;
        if (!out.empty() && m.azimuth == out.back().azimuth && m.time - out.back().time < 128) continue;
        out.push_back(m);
    }
    return out;
}

double median_period(const std::vector<sighting>& c) {
    std::vector<double> periods;
    for (size_t i = 1; i < c.size(); ++i) periods.push_back(period_of(c[i - 1], c[i]));
    if (periods.empty()) return 0;
    const auto middle = periods.begin() + static_cast<std::ptrdiff_t>(periods.size() / 2);
    std::nth_element(periods.begin(), middle, periods.end());
    return *middle;
}
} // namespace

sweep sweep_by_messages(const std::vector<sighting>& messages, int64_t last_ns) {
    const std::vector<sighting> c = crossings(messages);
    const double usual = median_period(c);
    sweep out;
    double turns = 0, seconds = 0;
    for (size_t i = 1; i < c.size(); ++i) {
        const double period = period_of(c[i - 1], c[i]);
        if (period > 2 * usual || period < usual / 2) continue; // messages are missing: where it looked is not known
        sector s;
        s.from = ns_of(c[i - 1].time);
        s.to = ns_of(c[i].time);
        s.begin = c[i - 1].azimuth;
        s.end = c[i].azimuth == 0 ? full_turn : c[i].azimuth;
        s.complete = advance(c[i - 1], c[i]) <= full_turn / 4;
        const size_t closing = i - 1 + messages_of_delay;
        s.available = closing < c.size() ? ns_of(c[closing].time) : std::max(last_ns, s.to);
        if (closing < c.size()) s.closed = c[closing].order;
        out.sectors.push_back(s);
        turns += static_cast<double>(advance(c[i - 1], c[i])) / full_turn;
        seconds += static_cast<double>(c[i].time - c[i - 1].time) / 128;
    }
    if (turns >= 1) out.period_s = seconds / turns;
    return out;
}
} // namespace asterix
