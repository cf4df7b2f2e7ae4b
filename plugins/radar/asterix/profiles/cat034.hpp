// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat034.hpp - CAT034 monoradar service messages, editions 1.27 to 1.29.
#pragma once
#include "../profile.hpp"

namespace asterix {

inline constexpr item cat034_050[] = {fixed("COM", 1), unused,          unused, fixed("PSR", 1),
                                      fixed("SSR", 1), fixed("MDS", 2), unused};
inline constexpr item cat034_060[] = {fixed("COM", 1), unused,          unused, fixed("PSR", 1),
                                      fixed("SSR", 1), fixed("MDS", 1), unused};
inline constexpr item cat034_120{"120", shape::fixed, 8, 0, 0, limits::latitude_24_of_64};
inline constexpr item cat034_items[] = {fixed("010", 2),
                                        fixed("000", 1),
                                        time_of_day("030"),
                                        fixed("020", 1),
                                        fixed("041", 2),
                                        compound("050", cat034_050),
                                        compound("060", cat034_060),
                                        repetitive("070", 2),
                                        fixed("100", 8),
                                        fixed("110", 1),
                                        cat034_120,
                                        fixed("090", 2),
                                        explicit_length("RE"),
                                        explicit_length("SP")};
inline constexpr profile cat034{34, "1.27 to 1.29", cat034_items};
} // namespace asterix
