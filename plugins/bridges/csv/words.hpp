// SPDX-License-Identifier: MIT
// plugins/bridges/csv/words.hpp - the enumerations of records as the words that a reader finds in a cell.
#pragma once
#include <cstddef>
#include <cstdint>

namespace csv {

// "?" for a number that has no word yet.
template <size_t N>
const char* word_of(const char* const (&words)[N], uint32_t number) {
    return number < N ? words[number] : "?";
}

inline constexpr const char* label_words[] = {"no_data", "ok", "stale", "fallback", "invalid"};
inline constexpr const char* severity_words[] = {"info", "notice", "warning", "critical"};
inline constexpr const char* track_words[] = {"tentative", "confirmed", "coasting", "ended"};
inline constexpr const char* kind_words[] = {"polar", "enu", "geodetic", "bearing_only"};
inline constexpr const char* cause_words[] = {"target", "noise", "clutter", "jamming", "ghost"};
inline constexpr const char* class_words[] = {"unknown", "aircraft", "rotor",  "drone", "vessel", "ground",
                                              "craft",   "station",  "debris", "bird",  "body"};
inline constexpr const char* motion_words[] = {"still", "cv", "ca", "ct", "orbit"};
inline constexpr const char* receipt_words[] = {"accepted", "modified", "refused", "expired",
                                                "started",  "done",     "failed"};
inline constexpr const char* sense_words[] = {"ok", "degraded", "failed", "off", "calibrating"};
} // namespace csv
