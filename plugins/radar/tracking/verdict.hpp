// SPDX-License-Identifier: MIT
// tracking/verdict.hpp - a row of a self-test: a number that was computed against the one that is right.
#pragma once
#include "qiki/ext/selftest.h"
#include "qiki/qiki.hpp"
#include <cstdio>

namespace tracking {

inline qiki_selftest_row verdict(qiki_ns t, const char* device, double value, double wanted) {
    qiki_selftest_row r{};
    r.t = t;
    std::snprintf(r.device, sizeof r.device, "%s", device);
    std::snprintf(r.found, sizeof r.found, "%.9g", value);
    r.value = value, r.min = wanted * (1 - 1e-6), r.max = wanted * (1 + 1e-6);
    r.result = value >= r.min && value <= r.max ? QIKI_TEST_PASS : QIKI_TEST_FAIL;
    r.label = QIKI_LABEL_OK;
    return r;
}

} // namespace tracking
