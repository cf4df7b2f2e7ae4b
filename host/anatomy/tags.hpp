// SPDX-License-Identifier: MIT
// host/anatomy/tags.hpp - the dynamic section's table and its texts.
#pragma once
#include "host/anatomy/image.hpp"

namespace qiki::anatomy {

// gABI, dynamic section: tags with their values. A file without one has none.
class tags {
public:
    explicit tags(const image&); // throws refused
    // 0 when the tag is absent.
    uint64_t operator[](int64_t tag) const;
    bool has(int64_t tag) const;
    const std::vector<Elf64_Dyn>& all() const { return all_; }
    // A text of DT_STRTAB; throws refused when it does not end there, or when all texts together
    // are longer than most_strings.
    std::string text(uint64_t offset, const char* field) const;

private:
    std::vector<Elf64_Dyn> all_;
    std::vector<char> strings_;
    mutable uint64_t told_ = 0; // bytes of all texts so far: a small table can be pointed into a million times
};
} // namespace qiki::anatomy
