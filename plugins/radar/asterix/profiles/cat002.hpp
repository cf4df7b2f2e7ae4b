// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profiles/cat002.hpp - CAT002 service messages that go with CAT001, edition 1.0.
#pragma once
#include "../profile.hpp"

namespace asterix {

inline constexpr item cat002_items[] = {fixed("010", 2),       fixed("000", 1),      fixed("020", 1),
                                        time_of_day("030"),    fixed("041", 2),      extended("050", 0),
                                        extended("060", 0),    repetitive("070", 2), fixed("100", 8),
                                        fixed("090", 2),       extended("080", 0),   unused,
                                        explicit_length("SP"), sequence("RFS")};
inline constexpr profile cat002{2, "1.0", cat002_items};
} // namespace asterix
