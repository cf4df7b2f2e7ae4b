// SPDX-License-Identifier: MIT
// tests/unit/rounds.hpp - how often a test repeats itself: under a sanitizer a tenth, since it looks at accesses and
// not at statistics, and takes ten times as long.
#pragma once
#include <cstdint>

constexpr uint32_t rounds(uint32_t all) {
#ifdef QIKI_SANITIZED
    return all / 10;
#else
    return all;
#endif
}
