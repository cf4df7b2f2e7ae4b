// SPDX-License-Identifier: MIT
// host/run/digest.cpp - XXH3-128 over a stream of numbers and bytes: the fingerprint of a run.
#include "host/run/digest.hpp"
#include <cstdio>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace qiki::run {

struct digest::state {
    XXH3_state_t xxh;
};

digest::digest() : state_(std::make_unique<state>()) { XXH3_128bits_reset(&state_->xxh); }
digest::~digest() = default;
digest::digest(digest&&) noexcept = default;
digest& digest::operator=(digest&&) noexcept = default;

void digest::flush() {
    XXH3_128bits_update(&state_->xxh, held_, used_ * sizeof *held_);
    used_ = 0;
}

void digest::bytes(const void* data, size_t n) {
    if (n == 0) return;
    flush();
    XXH3_128bits_update(&state_->xxh, data, n);
}

std::string digest::hex() {
    flush();
    const XXH128_hash_t h = XXH3_128bits_digest(&state_->xxh);
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(h.high64),
                  static_cast<unsigned long long>(h.low64));
    return text;
}

uint64_t fingerprint(const void* data, size_t n) { return XXH3_64bits(data, n); }
} // namespace qiki::run
