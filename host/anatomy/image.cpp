// SPDX-License-Identifier: MIT
// host/anatomy/image.cpp - addresses become places in the file by the PT_LOAD segments.
#include "host/anatomy/image.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::anatomy {
namespace {

std::string hexadecimal(uint64_t v) {
    char text[24];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(v));
    return text;
}
} // namespace

image::image(const load::bytes& b) : file_(b), head_(load::read_head(b)) {}

void image::too_many(const char* field, uint64_t count) {
    throw load::refused(std::string("field ") + field + ": expected at most " + std::to_string(most_rows) +
                        " entries, found " + std::to_string(count) + ": the file is damaged; build it again");
}

void image::copy(uint64_t address, void* to, uint64_t n, const char* field) const {
    for (const Elf64_Phdr& p : head_.segments) {
        if (p.p_type != PT_LOAD || address < p.p_vaddr) continue;
        const uint64_t at = address - p.p_vaddr;
        if (at > p.p_memsz || n > p.p_memsz - at) continue;
        const uint64_t here = at < p.p_filesz ? std::min(n, p.p_filesz - at) : 0;
        if (here && !file_.read(p.p_offset + at, to, here))
            throw load::refused(load::at_byte(p.p_offset + at, field) + "cannot be read; check the disk and try again");
        std::memset(static_cast<char*>(to) + here, 0, n - here);
        return;
    }
    throw load::refused(std::string("field ") + field + ": expected " + std::to_string(n) + " bytes at address " +
                        hexadecimal(address) + ", found no segment with them: the file is damaged; build it again");
}

std::string image::text(uint64_t address, const char* field) const {
    std::string out;
    for (char block[64]; out.size() < most_text;) {
        uint64_t n = sizeof block;
        for (; n > 1; n /= 2) // the last text of a segment ends with it
            try {
                copy(address + out.size(), block, n, field);
                break;
            } catch (const load::refused&) {}
        if (n == 1) copy(address + out.size(), block, 1, field);
        const auto* end = static_cast<const char*>(std::memchr(block, 0, n));
        out.append(block, end ? static_cast<size_t>(end - block) : n);
        if (end) return out;
    }
    throw load::refused(std::string("field ") + field + ": expected a text of at most " + std::to_string(most_text) +
                        " bytes at address " + hexadecimal(address) +
                        ", found no end: the file is damaged; build it again");
}

void image::point(uint64_t address, uint64_t to) {
    if (targets_.insert_or_assign(address, to).second) places_.push_back(address);
}

void image::sort_pointers() { std::sort(places_.begin(), places_.end()); }

std::optional<uint64_t> image::pointer(uint64_t address) const {
    const auto found = targets_.find(address);
    return found == targets_.end() ? std::nullopt : std::optional(found->second);
}
} // namespace qiki::anatomy
