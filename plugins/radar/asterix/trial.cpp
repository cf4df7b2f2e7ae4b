// SPDX-License-Identifier: MIT
// plugins/radar/asterix/trial.cpp - where the false plots of a trial lie.
#include "trial.hpp"
#include "qiki/math.h"

namespace asterix {

false_plot false_plot_of(const trial& t, uint64_t radar, uint64_t k, uint64_t j) {
    constexpr uint64_t numbers = 3;
    const uint64_t per_turn = t.per_turn > 1000 ? t.per_turn : 1000; // a turn's numbers do not reach the next one's
    const uint64_t b = (t.draw << 48) + (radar << 40) + numbers * (per_turn * k + j);
    const double seconds = t.turn_s * (static_cast<double>(k) + uniform(b));
    return {static_cast<int64_t>(seconds * 1e9 + 0.5), t.range_nm * qiki_sqrt(uniform(b + 1)) * 1852, uniform(b + 2)};
}
} // namespace asterix
