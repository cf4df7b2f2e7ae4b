// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat010.hpp - CAT010 surface movement, edition 1.1.
#pragma once
#include "../profile.hpp"

namespace asterix {

inline constexpr item cat010_items[] = {fixed("010", 2), fixed("000", 1), extended("020", 3),    time_of_day("140"),
                                        fixed("041", 8), fixed("040", 4), fixed("042", 4),       fixed("200", 4),
                                        fixed("202", 4), fixed("161", 2), extended("170", 3),    fixed("060", 2),
                                        fixed("220", 3), fixed("245", 7), repetitive("250", 8),  fixed("300", 1),
                                        fixed("090", 2), fixed("091", 2), extended("270", 3),    fixed("550", 1),
                                        fixed("310", 1), fixed("500", 4), repetitive("280", 2),  fixed("131", 1),
                                        fixed("210", 2), unused,          explicit_length("SP"), explicit_length("RE")};
inline constexpr profile cat010{10, "1.1", cat010_items};
} // namespace asterix
