// SPDX-License-Identifier: MIT
// host/anatomy/relocations.cpp - DT_RELA by the x86-64 psABI (table 4.9), DT_RELR by the gABI's proposal of 2018.
#include "host/anatomy/relocations.hpp"

namespace qiki::anatomy {
namespace {

constexpr int64_t relr_size = 35, relr = 36; // DT_RELRSZ, DT_RELR of gABI

void with_addends(image& i, const tags& t, const std::vector<Elf64_Sym>& symbols) {
    for (const Elf64_Rela& r : i.rows<Elf64_Rela>(t[DT_RELA], t[DT_RELASZ] / sizeof(Elf64_Rela), "DT_RELA")) {
        const uint64_t type = ELF64_R_TYPE(r.r_info), which = ELF64_R_SYM(r.r_info);
        if (type == R_X86_64_RELATIVE) i.point(r.r_offset, static_cast<uint64_t>(r.r_addend));
        if ((type == R_X86_64_64 || type == R_X86_64_GLOB_DAT) && which < symbols.size() &&
            symbols[which].st_shndx != SHN_UNDEF)
            i.point(r.r_offset, symbols[which].st_value + static_cast<uint64_t>(type == R_X86_64_64 ? r.r_addend : 0));
    }
}

// An even word is an address; an odd one says by its other 63 bits which of the words behind are relocated, too. What
// they point to stands in the place itself.
void packed(image& i, const tags& t) {
    uint64_t next = 0, count = 0;
    const auto take = [&](uint64_t at) {
        if (++count > most_rows)
            throw load::refused(
                "field DT_RELR: expected at most 1048576 relocations, found more: the file is damaged; build it again");
        if (const auto to = i.value<uint64_t>(at, "DT_RELR")) i.point(at, to);
    };
    for (const uint64_t word : i.rows<uint64_t>(t[relr], t[relr_size] / sizeof(uint64_t), "DT_RELR")) {
        if (word % 2 == 0) {
            take(word);
            next = word + 8;
            continue;
        }
        for (unsigned bit = 1; bit < 64; ++bit)
            if (word >> bit & 1) take(next + (bit - 1) * 8);
        next += 63 * 8;
    }
}
} // namespace

void read_relocations(image& i, const tags& t, const std::vector<Elf64_Sym>& symbols) {
    if (t.has(DT_RELA)) with_addends(i, t, symbols);
    if (t.has(relr)) packed(i, t);
    i.sort_pointers();
}
} // namespace qiki::anatomy
