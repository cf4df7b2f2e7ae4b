// SPDX-License-Identifier: MIT
// plugins/radar/pulse/selftest.hpp - rows for the BIOS: does this radar, as configured, do what its parameters promise?
#pragma once
#include "receiver.hpp"
#include <cstdio>

namespace pulse {

inline qiki_selftest_row test_row(qiki_ns t, const char* device, double value, double min, double max,
                                  uint8_t otherwise) {
    qiki_selftest_row r{};
    r.t = t;
    std::snprintf(r.device, sizeof r.device, "%s", device);
    r.value = value + 0.0, r.min = min, r.max = max;
    r.result = value >= min && value <= max ? static_cast<uint8_t>(QIKI_TEST_PASS) : otherwise;
    std::snprintf(r.found, sizeof r.found, "%.9g", value);
    r.label = QIKI_LABEL_OK;
    return r;
}

// An echo due right of straight ahead, heard without fluctuation at a high level, must come out at a quarter turn.
inline double quarter_turn_error(settings s) {
    s.swerling = 0, s.budget = {60, true};
    std::vector<draft> out;
    echo e;
    e.entity = 1;
    e.pos = {1000, 0, 0};
    listen(s, 0, axes::enu(), {&e, 1}, out);
    if (out.empty()) return 1e9;
    const double sigma = qiki_sqrt(out[0].contact.cov[4]);
    return std::fabs(wrapped_half(out[0].contact.z[1] - QIKI_PI / 2)) / std::max(sigma, 1e-12);
}

inline std::array<qiki_selftest_row, 5> test(const settings& s, qiki_ns t) {
    constexpr uint8_t fail = QIKI_TEST_FAIL, warn = QIKI_TEST_WARN;
    const qiki_bits zero = qiki_philox(0, 0, {});
    return {test_row(t, "random numbers", zero.v[0] == 0x6627E8D5u && zero.v[3] == 0x9B00DBD8u, 1, 1, fail),
            test_row(t, "threshold", gamma_q(s.pulses, s.threshold) / s.pfa, 1 - 1e-9, 1 + 1e-9, fail),
            test_row(t, "geometry, sigmas", quarter_turn_error(s), 0, 6, fail),
            test_row(t, "pd at greatest range", s.design_pd(s.view.range[1]), 0.1, 1, warn),
            test_row(t, "false contacts a scan", s.clutter + s.alarms, 0, 1e4, warn)};
}

} // namespace pulse
