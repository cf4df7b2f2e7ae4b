// SPDX-License-Identifier: MIT
// host/anatomy/tags.cpp - see tags.hpp.
#include "host/anatomy/tags.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::anatomy {

tags::tags(const image& i) {
    for (const Elf64_Phdr& p : i.segments()) {
        if (p.p_type != PT_DYNAMIC) continue;
        all_ = i.rows<Elf64_Dyn>(p.p_vaddr, p.p_filesz / sizeof(Elf64_Dyn), "PT_DYNAMIC");
        all_.erase(std::find_if(all_.begin(), all_.end(), [](const Elf64_Dyn& d) { return d.d_tag == DT_NULL; }),
                   all_.end());
        break; // the loader takes the first
    }
    const uint64_t n = (*this)[DT_STRSZ];
    if (n > most_strings)
        throw load::refused("field DT_STRSZ: expected at most " + std::to_string(most_strings) + " bytes, found " +
                            std::to_string(n) + ": the file is damaged; build it again");
    // The file has to have them: memory that is not in the file would be zeros, and n of them cost n.
    if (n > i.size())
        throw load::refused("field DT_STRSZ: expected no more bytes than the file's " + std::to_string(i.size()) +
                            ", found " + std::to_string(n) + ": the file is damaged; build it again");
    strings_.resize(n);
    if (n) i.copy((*this)[DT_STRTAB], strings_.data(), n, "DT_STRTAB");
}

uint64_t tags::operator[](int64_t tag) const {
    for (const Elf64_Dyn& d : all_)
        if (d.d_tag == tag) return d.d_un.d_val;
    return 0;
}

bool tags::has(int64_t tag) const {
    return std::any_of(all_.begin(), all_.end(), [&](const Elf64_Dyn& d) { return d.d_tag == tag; });
}

std::string tags::text(uint64_t offset, const char* field) const {
    const auto* end = offset < strings_.size()
                          ? static_cast<const char*>(std::memchr(&strings_[offset], 0, strings_.size() - offset))
                          : nullptr;
    if (!end || end - &strings_[offset] > static_cast<std::ptrdiff_t>(most_text))
        throw load::refused(std::string("field ") + field + ": expected a text of at most " +
                            std::to_string(most_text) + " bytes at byte " + std::to_string(offset) + " of the " +
                            std::to_string(strings_.size()) +
                            " of DT_STRTAB, found none: the file is damaged; build it again");
    const std::string out(&strings_[offset], end);
    if ((told_ += out.size()) > most_strings)
        throw load::refused(std::string("field ") + field + ": expected names of at most " +
                            std::to_string(most_strings) + " bytes together: the file is damaged; build it again");
    return out;
}
} // namespace qiki::anatomy
