// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat021.hpp - CAT021 ADS-B reports, editions 2.1 to 2.6.
#pragma once
#include "../profile.hpp"
#include <array>

namespace asterix {

inline constexpr item cat021_220[] = {fixed("WS", 2), fixed("WD", 2), fixed("TMP", 2), fixed("TRB", 1)};
inline constexpr item cat021_110[] = {extended("TIS", 1), repetitive("TID", 15)};
inline constexpr item cat021_295[] = {
    fixed("AOS", 1), fixed("TRD", 1), fixed("M3A", 1), fixed("QI", 1),  fixed("TI", 1),  fixed("MAM", 1),
    fixed("GH", 1),  fixed("FL", 1),  fixed("ISA", 1), fixed("FSA", 1), fixed("AS", 1),  fixed("TAS", 1),
    fixed("MH", 1),  fixed("BVR", 1), fixed("GVR", 1), fixed("GV", 1),  fixed("TAR", 1), fixed("TID", 1),
    fixed("TS", 1),  fixed("MET", 1), fixed("ROA", 1), fixed("ARA", 1), fixed("SCC", 1)};

// Editions 2.1 and later differ in one length: I021/271, which 2.2 gave an extension bit in its second octet. A
// recording does not say which it is, and the wrong one may read without an error: an edition is chosen, never guessed.
constexpr std::array<item, 49> cat021_items(const item& surface, uint8_t descriptor_parts) {
    return {fixed("010", 2),
            extended("040", descriptor_parts),
            fixed("161", 2),
            fixed("015", 1),
            time_of_day("071"),
            fixed("130", 6),
            fixed("131", 8),
            time_of_day("072"),
            fixed("150", 2),
            fixed("151", 2),
            fixed("080", 3),
            time_of_day("073"),
            fixed("074", 4),
            time_of_day("075"),
            fixed("076", 4),
            fixed("140", 2),
            extended("090", 4),
            fixed("210", 1),
            fixed("070", 2),
            fixed("230", 2),
            fixed("145", 2),
            fixed("152", 2),
            fixed("200", 1),
            fixed("155", 2),
            fixed("157", 2),
            fixed("160", 4),
            fixed("165", 2),
            time_of_day("077"),
            fixed("170", 6),
            fixed("020", 1),
            compound("220", cat021_220),
            fixed("146", 2),
            fixed("148", 2),
            compound("110", cat021_110),
            fixed("016", 1),
            fixed("008", 1),
            surface,
            fixed("132", 1),
            repetitive("250", 8),
            fixed("260", 7),
            fixed("400", 1),
            compound("295", cat021_295),
            unused,
            unused,
            unused,
            unused,
            unused,
            explicit_length("RE"),
            explicit_length("SP")};
}
inline constexpr std::array<item, 49> cat021_2_1_items = cat021_items(one_more("271"), 3);
inline constexpr std::array<item, 49> cat021_2_2_items = cat021_items(extended("271", 2), 3);
inline constexpr std::array<item, 49> cat021_2_6_items = cat021_items(extended("271", 2), 5);
inline constexpr profile cat021_2_1{21, "2.1", cat021_2_1_items};
inline constexpr profile cat021_2_2{21, "2.2 to 2.5", cat021_2_2_items};
inline constexpr profile cat021_2_6{21, "2.6", cat021_2_6_items};
} // namespace asterix
