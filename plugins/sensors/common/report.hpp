// SPDX-License-Identifier: MIT
// plugins/sensors/common/report.hpp - samples with their labels, and rows of a power-on self-test.
#pragma once
#include "axes.hpp"
#include "qiki/qiki.hpp"
#include "status.hpp"
#include <cstdio>

namespace sensors {

// Nothing was measured: there are no values, not even zeros.
inline qiki_sample nothing(uint64_t entity, qiki_ns t, uint32_t channel, uint8_t status) {
    qiki_sample s{};
    s.entity = entity, s.t = t, s.channel = channel;
    s.label = QIKI_LABEL_NO_DATA, s.status = status;
    return s;
}
inline qiki_sample reading(uint64_t entity, qiki_ns t, uint32_t channel, const vec3& v, uint8_t n = 3) {
    qiki_sample s{};
    s.entity = entity, s.t = t, s.channel = channel, s.n = n;
    s.label = QIKI_LABEL_OK, s.status = QIKI_SENSE_OK, s.trust = 1;
    for (size_t i = 0; i < n; ++i) s.v[i] = v[i] + 0.0;
    return s;
}
// What was true once; its time stays. Without one: nothing.
inline qiki_sample held(const qiki_sample& last, qiki_sample absent) {
    if (last.label != QIKI_LABEL_OK) return absent;
    const uint8_t status = absent.status;
    absent = last;
    absent.label = QIKI_LABEL_STALE, absent.status = status, absent.trust = 0.5;
    return absent;
}

// How the device is. One that is off or has failed does not say so itself, who feeds it does.
inline qiki_sample status_of(uint64_t entity, qiki_ns t, uint32_t channel, reason why) {
    qiki_sample s = reading(entity, t, channel, {static_cast<double>(row_of(why).is), static_cast<double>(why), 0}, 2);
    s.status = row_of(why).device;
    if (s.status == QIKI_SENSE_OFF || s.status == QIKI_SENSE_FAILED) s.label = QIKI_LABEL_FALLBACK;
    return s;
}
// What a device says that is stuck: the last values again. Only if it knows, it also says that they are.
inline qiki_sample again(const qiki_sample& last, qiki_sample absent, bool knows) {
    absent.status = knows ? QIKI_SENSE_FAILED : QIKI_SENSE_OK;
    if (knows || last.label != QIKI_LABEL_OK) return held(last, absent);
    const qiki_ns t = absent.t;
    absent = last;
    absent.t = t;
    return absent;
}

struct test_report {
    std::span<qiki_selftest_row> rows;
    uint64_t entity;
    qiki_ns t;
    int32_t count = 0; // also of rows there was no room for

    void row(const char* device, double value, double min, double max, uint8_t otherwise = QIKI_TEST_FAIL) {
        const auto at = static_cast<size_t>(count++);
        if (at >= rows.size()) return;
        qiki_selftest_row r{};
        r.entity = entity, r.t = t;
        std::snprintf(r.device, sizeof r.device, "%s", device);
        std::snprintf(r.found, sizeof r.found, "%.9g", value);
        r.value = value + 0.0, r.min = min, r.max = max;
        r.result = value >= min && value <= max ? static_cast<uint8_t>(QIKI_TEST_PASS) : otherwise;
        r.label = QIKI_LABEL_OK;
        rows[at] = r;
    }
    // Switched off is no fault; nothing is measured then.
    void off(const char* device) {
        const auto at = static_cast<size_t>(count++);
        if (at >= rows.size()) return;
        rows[at] = qiki::measured(t, entity, device, "switched off", 0, 0, 0);
        rows[at].result = QIKI_TEST_SKIP, rows[at].label = QIKI_LABEL_NO_DATA;
    }
};

} // namespace sensors
