// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat001.hpp - CAT001 monoradar targets, editions 1.1 to 1.4: a track and a plot
// profile.
#pragma once
#include "../profile.hpp"

namespace asterix {

// Which of the two applies is said by bit 8 of I001/020, record by record; that item is FRN 2 in both.
inline constexpr item cat001_track_items[] = {
    fixed("010", 2),    extended("020", 2),    fixed("161", 2), fixed("040", 4),    fixed("042", 4), fixed("200", 4),
    fixed("070", 2),    fixed("090", 2),       fixed("141", 2), extended("130", 0), fixed("131", 1), fixed("120", 1),
    extended("170", 2), extended("210", 0),    fixed("050", 2), fixed("080", 2),    fixed("100", 4), fixed("060", 2),
    extended("030", 0), explicit_length("SP"), sequence("RFS"), fixed("150", 1)};
inline constexpr item cat001_plot_items[] = {
    fixed("010", 2), extended("020", 2),    fixed("040", 4), fixed("070", 2), fixed("090", 2), extended("130", 0),
    fixed("141", 2), fixed("050", 2),       fixed("120", 1), fixed("131", 1), fixed("080", 2), fixed("100", 4),
    fixed("060", 2), extended("030", 0),    fixed("150", 1), unused,          unused,          unused,
    unused,          explicit_length("SP"), sequence("RFS")};
inline constexpr profile cat001_track{1, "1.1 to 1.4, track profile", cat001_track_items};
inline constexpr profile cat001_plot{1, "1.1 to 1.4, plot profile", cat001_plot_items};
} // namespace asterix
