// SPDX-License-Identifier: MIT
// score/trust.hpp - how far a sensor may be trusted, and what may be done on its word.
#pragma once
#include "qiki/sample.h"
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace qiki::score {

// From best to worst; a worse one hides a better.
enum class trust : uint8_t { trusted, degraded, blind, conflicting, lottery };

struct trust_row {
    const char* name;
    double fallback; // confidence where nothing better is known, and the most there is unless trusted
};
inline constexpr std::array<trust_row, 5> trust_rows{{
    {"TRUSTED", 0.84},
    {"DEGRADED", 0.52},
    {"BLIND", 0.40},
    {"CONFLICTING", 0.34},
    {"LOTTERY", 0.18},
}};
constexpr const trust_row& row_of(trust c) { return trust_rows[static_cast<size_t>(c)]; }

enum class doubt : uint8_t {
    none,
    no_data,
    dead,
    failed,
    invalid,
    stale,
    substitute,
    low_quality,
    conflict,
    radiation
};
inline constexpr std::array<const char*, 10> doubt_names{"NONE",  "NO_DATA",    "DEAD",        "FAILED",   "INVALID",
                                                         "STALE", "SUBSTITUTE", "LOW_QUALITY", "CONFLICT", "RADIATION"};

struct trust_limits {
    qiki_ns stale = 5'000'000'000, dead = 30'000'000'000; // the newest sample is older
    double quality = 0.5;                                 // trust of a sample below that is low
    double lottery = 5000, lottery_faulty = 1000;         // uSv/h, from these on; the second with a fault
    double high_risk = 0.65;                              // confidence that risky actions ask for
};

// What is known about a craft besides the sensor at hand. Negative counts and rates are unknown.
struct surroundings {
    double radiation = -1;     // uSv/h
    bool fault = false;        // some device has failed
    double near_contacts = -1; // of the proximity sensor
    double radar_tracks = -1;
};

struct judgement {
    trust is = trust::blind;
    doubt why = doubt::no_data;
    double confidence = trust_rows[2].fallback; // 0 .. 1

    constexpr bool may_navigate() const { return is == trust::trusted || is == trust::degraded; }
    constexpr bool may_risk(const trust_limits& l = {}) const {
        return is == trust::trusted && confidence >= l.high_risk;
    }
};

// `newest`: the newest sample of the channel in question, or nullptr when there was none.
inline judgement judged(const qiki_sample* newest, qiki_ns now, const surroundings& s = {},
                        const trust_limits& l = {}) {
    const auto as = [&](trust c, doubt why) {
        const double most = row_of(c).fallback;
        return judgement{c, why, newest && newest->trust > 0 ? std::min(newest->trust, most) : most};
    };
    if (s.radiation >= l.lottery || (s.fault && s.radiation >= l.lottery_faulty))
        return as(trust::lottery, doubt::radiation);
    if (s.near_contacts > 0 && s.radar_tracks == 0) return as(trust::conflicting, doubt::conflict);
    if (!newest) return as(trust::blind, doubt::no_data);
    if (newest->label == QIKI_LABEL_INVALID) return as(trust::blind, doubt::invalid);
    if (newest->t < now - l.dead) return as(trust::blind, doubt::dead);
    if (newest->label == QIKI_LABEL_NO_DATA)
        return as(trust::blind, newest->status == QIKI_SENSE_FAILED ? doubt::failed : doubt::no_data);
    if (newest->t < now - l.stale || newest->label == QIKI_LABEL_STALE) return as(trust::degraded, doubt::stale);
    if (newest->label == QIKI_LABEL_FALLBACK) return as(trust::degraded, doubt::substitute);
    if (newest->status != QIKI_SENSE_OK || !(newest->trust >= l.quality))
        return as(trust::degraded, doubt::low_quality);
    return {trust::trusted, doubt::none, newest->trust};
}

} // namespace qiki::score
