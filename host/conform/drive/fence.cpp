// SPDX-License-Identifier: MIT
// host/conform/drive/fence.cpp - mmap, mprotect and a small list of what lies where.
#include "host/conform/drive/fence.hpp"
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <sys/mman.h>
#include <utility>

namespace qiki::conform {
namespace {
constexpr size_t page_bytes = 4096, most_pages = 4096;
constexpr int filling = 0xA5;

struct region {
    const std::byte *base = nullptr, *data = nullptr, *end = nullptr, *limit = nullptr;
    char what[80] = {};
    const char *remedy = "", *buried = nullptr;
};
region regions[most_pages];
} // namespace

fence::fence(size_t bytes, std::string what, size_t align, const char* remedy) : bytes_(bytes) {
    const size_t inner = std::max(page_bytes, (bytes + 63 + page_bytes - 1) / page_bytes * page_bytes);
    mapped_ = inner + 2 * page_bytes;
    void* at = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) throw std::runtime_error(std::string("no memory for a fence: ") + std::strerror(errno));
    base_ = static_cast<std::byte*>(at);
    mprotect(base_ + page_bytes, inner, PROT_READ | PROT_WRITE);
    data_ = base_ + page_bytes + inner - (bytes + align - 1) / align * align;
    std::memset(base_ + page_bytes, filling, inner);
    row_ = static_cast<size_t>(
        std::find_if(regions, regions + most_pages, [](const region& r) { return r.base == nullptr; }) - regions);
    if (row_ == most_pages) return; // then a trespasser is a crash without a name
    region& r = regions[row_];
    r = {base_, data_, data_ + bytes, base_ + mapped_, {}, remedy, nullptr};
    std::snprintf(r.what, sizeof r.what, "%s", what.c_str());
}

fence::~fence() {
    if (row_ < most_pages) regions[row_] = {};
    munmap(base_, mapped_);
}

void fence::open() const { mprotect(base_ + page_bytes, mapped_ - 2 * page_bytes, PROT_READ | PROT_WRITE); }
void fence::shut() const { mprotect(base_ + page_bytes, mapped_ - 2 * page_bytes, PROT_READ); }

void fence::bury(const char* remedy) const {
    madvise(base_ + page_bytes, mapped_ - 2 * page_bytes, MADV_DONTNEED);
    mprotect(base_ + page_bytes, mapped_ - 2 * page_bytes, PROT_NONE);
    if (row_ < most_pages) regions[row_].buried = remedy;
}

bool fence::stands() const {
    const auto filled = [](const std::byte* from, const std::byte* to) {
        return std::all_of(from, to, [](std::byte b) { return b == std::byte{filling}; });
    };
    return filled(base_ + page_bytes, data_) && filled(data_ + bytes_, base_ + mapped_ - page_bytes);
}

bool fence_report(const void* address, char* text, size_t size) noexcept {
    const auto* at = static_cast<const std::byte*>(address);
    for (const region& r : regions) {
        if (!r.base || at < r.base || at >= r.limit) continue;
        if (r.buried)
            std::snprintf(text, size, "touched byte %ld of %s when its time was over; %s",
                          static_cast<long>(at - r.data), r.what, r.buried);
        else if (at >= r.end)
            std::snprintf(text, size,
                          "touched memory %ld bytes past the end of %s: expected access within its %ld bytes "
                          "alone; %s",
                          static_cast<long>(at - r.end), r.what, static_cast<long>(r.end - r.data), r.remedy);
        else if (at < r.data)
            std::snprintf(text, size, "touched memory %ld bytes before the beginning of %s; index from 0 (rule tick.5)",
                          static_cast<long>(r.data - at), r.what);
        else
            std::snprintf(text, size,
                          "wrote into %s at byte %ld: it belongs to the host and is read only; copy what "
                          "shall be changed (rule tick.7)",
                          r.what, static_cast<long>(at - r.data));
        return true;
    }
    return false;
}
} // namespace qiki::conform
