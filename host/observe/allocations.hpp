// SPDX-License-Identifier: MIT
// host/observe/allocations.hpp - how often this thread has asked for memory; linked into the binary that wants to know.
#pragma once
#include <cstdint>

namespace qiki::observe {

// Calls of the malloc family by this thread so far. Zero for ever under a sanitizer, which owns malloc then.
uint64_t allocations() noexcept;
bool allocations_counted() noexcept;

// When allocations() of this thread becomes `at`, `then` is asked whether that one shall fail. 0: never. `then`
// allocates only after it has appointed another.
void appoint(uint64_t at, bool (*then)()) noexcept;
uint64_t appointed() noexcept;
} // namespace qiki::observe
