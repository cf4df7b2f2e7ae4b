// SPDX-License-Identifier: MIT
// host/conform/page.cpp - a page of memory between two processes.
#include "host/conform/page.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace qiki::conform {
namespace {
page own;
page* here = &own;

page* map(int fd) {
    void* at = mmap(nullptr, sizeof(page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) throw std::runtime_error(std::string("no shared page: ") + std::strerror(errno));
    return static_cast<page*>(at);
}
} // namespace

const char* word(verdict v) {
    static constexpr const char* words[] = {"none", "pass", "warn", "skip", "fail", "crash", "timeout"};
    return words[static_cast<uint32_t>(v)];
}

void put(char* field, size_t size, std::string_view text) noexcept {
    const size_t n = std::min(size - 1, text.size());
    std::memcpy(field, text.data(), n);
    field[n] = 0;
}

std::string text_of(const char* field, size_t size) { return {field, strnlen(field, size)}; }

page& mine() noexcept { return *here; }

void take_page(int fd) {
    page* at = map(fd);
    if (at->magic != page::mark) throw std::runtime_error("descriptor " + std::to_string(fd) + " is no report page");
    here = at;
    close(fd);
}

void doing(const char* step, uint64_t count) noexcept {
    put(here->step, sizeof here->step, step);
    if (std::strcmp(step, "create()") == 0) here->lacked[0] = 0;
    here->count.store(count, std::memory_order_relaxed);
}

void giving(std::string_view what, std::string_view mend, int signal) noexcept {
    here->given_of = signal;
    put(here->given, sizeof here->given, what);
    put(here->mend, sizeof here->mend, mend);
}

shared_page::shared_page() {
    descriptor_ = memfd_create("qiki-conform", MFD_CLOEXEC);
    if (descriptor_ < 0 || ftruncate(descriptor_, sizeof(page)) != 0)
        throw std::runtime_error(std::string("no shared page: ") + std::strerror(errno));
    at_ = new (map(descriptor_)) page;
}

shared_page::~shared_page() {
    if (at_) munmap(at_, sizeof(page));
    if (descriptor_ >= 0) close(descriptor_);
}
} // namespace qiki::conform
