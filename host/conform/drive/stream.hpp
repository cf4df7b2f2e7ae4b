// SPDX-License-Identifier: MIT
// host/conform/drive/stream.hpp - a stream in memory as difficult as qiki/ext/state.h allows: a few bytes a call, a
// failure at any place.
#pragma once
#include "qiki/ext/state.h"
#include <cstddef>
#include <string>

namespace qiki::conform {

// Outlives its face.
struct stream {
    static constexpr uint64_t never = UINT64_MAX;
    std::string bytes;          // to be read, or written so far
    uint64_t piece = never;     // at most so many a call
    uint64_t fails_at = never;  // so many pass, then each call fails
    uint64_t at = 0, calls = 0; // how far it is
    qiki_stream face();
};
} // namespace qiki::conform
