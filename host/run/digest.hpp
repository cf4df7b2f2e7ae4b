// SPDX-License-Identifier: MIT
// host/run/digest.hpp - XXH3-128 over a stream of numbers and bytes: the fingerprint of a run.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace qiki::run {

class digest {
public:
    digest();
    ~digest();
    digest(digest&&) noexcept;
    digest& operator=(digest&&) noexcept;

    void number(uint64_t v) {
        if (used_ == room) flush();
        held_[used_++] = v;
    }
    void bytes(const void* data, size_t n);
    std::string hex(); // 32 digits; what follows is added to what was

private:
    void flush();
    static constexpr size_t room = 64; // numbers wait here: the hash likes few, long updates
    struct state;
    std::unique_ptr<state> state_;
    size_t used_ = 0;
    uint64_t held_[room];
};

// Of one piece of memory; for comparing, not for digests.
uint64_t fingerprint(const void* data, size_t n);
} // namespace qiki::run
