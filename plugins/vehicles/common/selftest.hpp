// SPDX-License-Identifier: MIT
// plugins/vehicles/common/selftest.hpp - rows of a power-on self-test: a number and the limits it must keep.
#pragma once
#include "qiki/qiki.hpp"
#include <cstdio>

namespace vehicles {

struct report {
    std::span<qiki_selftest_row> rows;
    uint64_t entity;
    qiki_ns t;
    int32_t count = 0; // also of rows there was no room for

    void row(const char* device, double value, double min, double max) {
        const auto at = static_cast<size_t>(count++);
        if (at >= rows.size()) return;
        qiki_selftest_row r{};
        r.entity = entity, r.t = t;
        std::snprintf(r.device, sizeof r.device, "%s", device);
        std::snprintf(r.found, sizeof r.found, "%.9g", value);
        r.value = value + 0.0, r.min = min, r.max = max;
        r.result = static_cast<uint8_t>(value >= min && value <= max ? QIKI_TEST_PASS : QIKI_TEST_FAIL);
        r.label = QIKI_LABEL_OK;
        rows[at] = r;
    }
};

} // namespace vehicles
