// SPDX-License-Identifier: MIT
// host/conform/drive/fence.hpp - memory with forbidden pages around it, whose trespassers are named.
#pragma once
#include <cstddef>
#include <string>

namespace qiki::conform {

// `bytes` that begin at a multiple of `align` and end as near before a forbidden page as that allows: the rest, less
// than `align` bytes, is filled and looked at.
class fence {
public:
    // what: "output 'contacts'", for the message.
    // remedy: of an access behind the end, with its rule.
    fence(size_t bytes, std::string what, size_t align = 64,
          const char* remedy = "stop at capacity or count (rule tick.5)");
    ~fence();
    fence(const fence&) = delete;
    fence& operator=(const fence&) = delete;

    std::byte* data() const { return data_; }
    void open() const;   // may be written
    void shut() const;   // may be read
    bool stands() const; // the rest is as it was filled
    // Its time is over: whoever touches it is named. remedy: with its rule.
    void bury(const char* remedy) const;

private:
    std::byte *base_ = nullptr, *data_ = nullptr;
    size_t bytes_, mapped_ = 0;
    size_t row_;
};

// For the crash handler: true when the address belongs to a fence, and then the text names the sin. Takes no lock.
bool fence_report(const void* at, char* text, size_t size) noexcept;
} // namespace qiki::conform
