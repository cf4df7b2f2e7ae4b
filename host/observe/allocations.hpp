// SPDX-License-Identifier: MIT
// host/observe/allocations.hpp - how often this thread has asked for memory; linked into the binary that wants to know.
#pragma once
#include <cstdint>

namespace qiki::observe {

// Calls of the malloc family by this thread so far. Zero for ever under a sanitizer, which owns malloc then.
uint64_t allocations() noexcept;
bool allocations_counted() noexcept;
} // namespace qiki::observe
