// SPDX-License-Identifier: MIT
// host/run/buffer.hpp - memory for records: aligned to 64 bytes, zeroed when taken, grows rarely and never shrinks.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace qiki::run {

class buffer {
public:
    std::byte* data() { return at_.get(); }
    const std::byte* data() const { return at_.get(); }
    size_t room() const { return room_; }

    // At least n bytes; the first `kept` survive.
    void reserve(size_t n, size_t kept) {
        if (n <= room_) return;
        const size_t more = (std::max(n, room_ + room_ / 2) + 63) / 64 * 64;
        std::unique_ptr<std::byte, free> next(static_cast<std::byte*>(::operator new (more, std::align_val_t{64})));
        if (kept) std::memcpy(next.get(), at_.get(), kept);
        std::memset(next.get() + kept, 0, more - kept);
        at_ = std::move(next);
        room_ = more;
    }

private:
    struct free {
        void operator()(std::byte* p) const { ::operator delete (p, std::align_val_t{64}); }
    };
    std::unique_ptr<std::byte, free> at_;
    size_t room_ = 0;
};
} // namespace qiki::run
