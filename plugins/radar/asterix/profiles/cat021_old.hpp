// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat021_old.hpp - CAT021 ADS-B reports before edition 1.0: another profile altogether.
#pragma once
#include "cat021.hpp"

namespace asterix {

// 0.24 made the position longer, 0.26 added two items at the end.
constexpr std::array<item, 35> cat021_old_items(uint8_t position_size, const item& code, const item& amplitude) {
    return {fixed("010", 2),
            fixed("040", 2),
            time_of_day("030"),
            fixed("130", position_size),
            fixed("080", 3),
            fixed("140", 2),
            fixed("090", 2),
            fixed("210", 1),
            fixed("230", 2),
            fixed("145", 2),
            fixed("150", 2),
            fixed("151", 2),
            fixed("152", 2),
            fixed("155", 2),
            fixed("157", 2),
            fixed("160", 4),
            extended("165", 2),
            fixed("170", 6),
            fixed("095", 1),
            fixed("032", 1),
            fixed("200", 1),
            fixed("020", 1),
            compound("220", cat021_220),
            fixed("146", 2),
            fixed("148", 2),
            compound("110", cat021_110),
            code,
            amplitude,
            unused,
            unused,
            unused,
            unused,
            unused,
            explicit_length("RE"),
            explicit_length("SP")};
}
inline constexpr std::array<item, 35> cat021_0_23_items = cat021_old_items(6, unused, unused);
inline constexpr std::array<item, 35> cat021_0_24_items = cat021_old_items(8, unused, unused);
inline constexpr std::array<item, 35> cat021_0_26_items = cat021_old_items(8, fixed("070", 2), fixed("131", 1));
inline constexpr profile cat021_0_23{21, "0.23", cat021_0_23_items};
inline constexpr profile cat021_0_24{21, "0.24 and 0.25", cat021_0_24_items};
inline constexpr profile cat021_0_26{21, "0.26", cat021_0_26_items};
constexpr bool is_old(const profile* p) { return p == &cat021_0_23 || p == &cat021_0_24 || p == &cat021_0_26; }
} // namespace asterix
