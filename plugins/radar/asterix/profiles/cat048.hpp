// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat048.hpp - CAT048 monoradar target reports, editions 1.21 to 1.32.
#pragma once
#include "../profile.hpp"

namespace asterix {

// Editions differ in the number of parts of I048/020 (2, 3 or 6) and in no length: one table reads them all.
inline constexpr item cat048_130[] = {fixed("SRL", 1), fixed("SRR", 1), fixed("SAM", 1), fixed("PRL", 1),
                                      fixed("PAM", 1), fixed("RPD", 1), fixed("APD", 1)};
inline constexpr item cat048_120[] = {fixed("CAL", 2), repetitive("RDS", 6)};
inline constexpr item cat048_items[] = {fixed("010", 2),
                                        time_of_day("140"),
                                        extended("020", 6),
                                        fixed("040", 4),
                                        fixed("070", 2),
                                        fixed("090", 2),
                                        compound("130", cat048_130),
                                        fixed("220", 3),
                                        fixed("240", 6),
                                        repetitive("250", 8),
                                        fixed("161", 2),
                                        fixed("042", 4),
                                        fixed("200", 4),
                                        extended("170", 2),
                                        fixed("210", 4),
                                        extended("030", 0),
                                        fixed("080", 2),
                                        fixed("100", 4),
                                        fixed("110", 2),
                                        compound("120", cat048_120),
                                        fixed("230", 2),
                                        fixed("260", 7),
                                        fixed("055", 1),
                                        fixed("050", 2),
                                        fixed("065", 1),
                                        fixed("060", 2),
                                        explicit_length("SP"),
                                        explicit_length("RE")};
inline constexpr profile cat048{48, "1.21 to 1.32", cat048_items};
} // namespace asterix
