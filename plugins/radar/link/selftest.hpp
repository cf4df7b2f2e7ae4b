// SPDX-License-Identifier: MIT
// plugins/radar/link/selftest.hpp - rows for the BIOS: does chance, as configured, do what the parameters promise?
#pragma once
#include "chance.hpp"
#include "qiki/ext/selftest.h"
#include <cstdio>

namespace frame_link {

inline qiki_selftest_row test_row(qiki_ns t, const char* device, double value, double min, double max,
                                  uint8_t otherwise) {
    qiki_selftest_row r{};
    r.t = t;
    std::snprintf(r.device, sizeof r.device, "%s", device);
    r.value = value, r.min = min, r.max = max;
    r.result = value >= min && value <= max ? static_cast<uint8_t>(QIKI_TEST_PASS) : otherwise;
    std::snprintf(r.found, sizeof r.found, "%.9g", value);
    r.label = QIKI_LABEL_OK;
    return r;
}

// 4096 made-up frames: as many are lost as the parameter says, within six standard deviations and one frame, and none
// is longer on its way than the others allow.
inline std::array<qiki_selftest_row, 4> test(const settings& s, uint64_t key, qiki_ns t, size_t on_way) {
    constexpr int trials = 4096;
    double lost = 0, longest = 0;
    for (int i = 0; i < trials; ++i) {
        qiki_frame f{};
        f.seq = ~static_cast<uint64_t>(i); // numbers that no radar reaches
        const fate its = fate_of(s, key, f);
        lost += its.lost;
        for (uint32_t k = 0; k < its.copies; ++k) longest = std::max(longest, static_cast<double>(its.delay[k]));
    }
    const double most = static_cast<double>(s.delay) + s.jitter + (s.held > 0 ? s.held_max : 0);
    const double wide = 6 * qiki_sqrt(s.loss * (1 - s.loss) / trials) + 1.0 / trials;
    const qiki_bits zero = qiki_philox(0, 0, {});
    return {
        test_row(t, "random numbers", zero.v[0] == 0x6627E8D5u && zero.v[3] == 0x9B00DBD8u, 1, 1, QIKI_TEST_FAIL),
        test_row(t, "share lost", lost / trials, std::max(0.0, s.loss - wide), std::min(1.0, s.loss + wide),
                 QIKI_TEST_FAIL),
        test_row(t, "longest delay", longest * 1e-9, static_cast<double>(s.delay) * 1e-9, most * 1e-9, QIKI_TEST_FAIL),
        test_row(t, "frames on their way", static_cast<double>(on_way), 0, 1e9, QIKI_TEST_WARN)};
}
} // namespace frame_link
