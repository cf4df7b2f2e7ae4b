// SPDX-License-Identifier: MIT
// host/run/services_arena.cpp - qiki.arena/1: scratch that dies with the tick.
#include "host/run/services.hpp"
#include "qiki/services/arena.h"
#include <algorithm>
#include <new>

namespace qiki::run {
namespace {
constexpr uint64_t first_block = 64 << 10, most = 256 << 20; // bytes, a worker

void* take(const qiki_host* h, uint32_t worker, uint64_t bytes, uint64_t align) {
    seat& s = seat_of(h);
    if (worker >= s.arenas.size() || align == 0 || (align & (align - 1)) || align > 4096) return nullptr;
    s.scratch_used.store(true, std::memory_order_relaxed);
    return s.arenas[worker].take(bytes, align);
}
constexpr qiki_arena table{QIKI_HEAD(qiki_arena), take};
} // namespace

const void* arena_service() { return &table; }

void scratch::prepare() {
    if (blocks_.empty()) blocks_.push_back({std::make_unique<std::byte[]>(first_block), total_ = first_block});
}

void* scratch::take(uint64_t bytes, uint64_t align) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!blocks_.empty()) {
            block& b = blocks_.back();
            const auto base = reinterpret_cast<uintptr_t>(b.at.get());
            const uint64_t at = ((base + used_ + align - 1) & ~(align - 1)) - base;
            if (at <= b.size && bytes <= b.size - at) {
                used_ = at + bytes;
                return b.at.get() + at;
            }
        }
        if (attempt || bytes > most || total_ + bytes > most) return nullptr;
        const uint64_t size = std::max({first_block, bytes + align, total_});
        std::byte* memory = new (std::nothrow) std::byte[size];
        if (!memory) return nullptr;
        blocks_.push_back({std::unique_ptr<std::byte[]>(memory), size});
        total_ += size;
        used_ = 0;
    }
    return nullptr;
}

void scratch::clear() {
    used_ = 0;
    if (blocks_.size() < 2) return;
    blocks_.clear();
    if (std::byte* memory = new (std::nothrow) std::byte[total_])
        blocks_.push_back({std::unique_ptr<std::byte[]>(memory), total_});
    else total_ = 0;
}
} // namespace qiki::run
