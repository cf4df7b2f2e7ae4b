// SPDX-License-Identifier: MIT
// classify/rules.hpp - the rows by which side and kind of a track are decided, as qiki.rules of the scenario writes
// them.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <string_view>
#include <vector>

namespace classify {

// What is known of a track; what is not known matches no row that asks for it.
struct signature {
    double rcs_dbsm = 0, speed = 0; // means
    bool rcs_known = false, speed_known = false;
    bool answers = false, silent = false, stopped = false; // stopped: silent, and answered before
    bool twice = false;                                    // another live track shows the same address
    bool changed = false;                                  // it has shown another address before
    bool has_address = false, has_mode3a = false, has_identity = false;
    uint32_t address24 = 0;
    uint16_t mode3a = 0;
    std::array<char, QIKI_IDENTITY_BYTES> identity{};
};

enum condition : uint32_t {
    by_rcs = 1,
    by_speed = 2,
    by_answers = 4,
    by_address = 8,
    by_code = 16,
    by_identity = 32,
    by_twice = 64,
    by_changed = 128,
    all_conditions = 255
};
enum class reply : uint32_t { yes, no, stopped };

struct rule {
    uint32_t number = 0; // of the row in the scenario, from 1
    uint32_t when = 0;   // sum of conditions, all of which must hold
    double rcs[2] = {}, speed[2] = {};
    reply answers = reply::yes;
    uint32_t address24 = 0;
    uint16_t mode3a = 0;
    std::array<char, QIKI_IDENTITY_BYTES> identity{};
    uint32_t letters = 0;                              // of identity that count; all 16: the whole name
    int32_t iff = -1, object_class = -1, spoofed = -1; // what follows; -1: this row does not say

    bool holds(const signature&) const;
};

// A row as numbers, for a parameter can hold nothing else.
inline constexpr size_t row_width = 16;
// Throws failure with QIKI_E_CONFIG naming the row and what is wrong with it.
std::vector<rule> read_rules(const qiki::config&, const char* key);

// What the rules say: of each outcome, the first row that says it and holds.
struct verdict {
    int32_t iff = -1, object_class = -1, spoofed = -1;
    uint32_t iff_row = 0, class_row = 0, spoofed_row = 0; // 0: none

    bool operator==(const verdict&) const = default;
};
verdict judge(const std::vector<rule>&, const signature&);

} // namespace classify
