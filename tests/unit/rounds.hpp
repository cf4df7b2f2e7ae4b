// SPDX-License-Identifier: MIT
// tests/unit/rounds.hpp - how often a test repeats itself: under a sanitizer a tenth, since it looks at accesses and
// not at statistics, and takes ten times as long.
#pragma once
#include <cstdint>

#ifdef QIKI_SANITIZED
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
constexpr uint32_t rounds(uint32_t all) { return sanitized ? all / 10 : all; }
