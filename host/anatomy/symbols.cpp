// SPDX-License-Identifier: MIT
// host/anatomy/symbols.cpp - symbol tables (gABI), GNU hash tables and symbol versions (LSB 5.0, 10.7).
#include "host/anatomy/symbols.hpp"
#include <algorithm>

namespace qiki::anatomy {
namespace {

constexpr unsigned hidden = 0x8000; // in a row of DT_VERSYM: not the version a linker takes by itself

// The last chain of a GNU hash table ends with the last symbol; without one, only undefined symbols are there.
uint64_t count_by_gnu_hash(const image& i, uint64_t at) {
    const auto head = i.rows<uint32_t>(at, 4, "DT_GNU_HASH"); // buckets, first symbol, words of the filter, shift
    const uint64_t buckets = at + 16 + uint64_t{head[2]} * 8;
    uint64_t last = 0;
    for (const uint32_t b : i.rows<uint32_t>(buckets, head[0], "DT_GNU_HASH")) last = std::max<uint64_t>(last, b);
    if (last < head[1]) return head[1];
    const uint64_t chains = buckets + uint64_t{head[0]} * 4;
    while (last < most_rows && i.value<uint32_t>(chains + (last - head[1]) * 4, "DT_GNU_HASH") % 2 == 0) ++last;
    return last + 1;
}

} // namespace

std::vector<Elf64_Sym> read_symbols(const image& i, const tags& t) {
    if (!t.has(DT_SYMTAB)) return {};
    uint64_t count = 0;
    if (t.has(DT_HASH)) count = i.rows<uint32_t>(t[DT_HASH], 2, "DT_HASH")[1];
    else if (t.has(DT_GNU_HASH)) count = count_by_gnu_hash(i, t[DT_GNU_HASH]);
    return i.rows<Elf64_Sym>(t[DT_SYMTAB], count, "DT_SYMTAB");
}

std::vector<version_row> read_versions(const image& i, const tags& t) {
    std::vector<version_row> out;
    uint64_t at = t[DT_VERNEED], left = t.has(DT_VERNEED) ? std::min<uint64_t>(t[DT_VERNEEDNUM], most_rows) : 0;
    for (; left > 0; --left) {
        const auto file = i.value<Elf64_Verneed>(at, "DT_VERNEED");
        const std::string library = t.text(file.vn_file, "DT_VERNEED");
        uint64_t one = at + file.vn_aux;
        for (uint32_t n = file.vn_cnt; n > 0; --n) {
            const auto v = i.value<Elf64_Vernaux>(one, "DT_VERNEED");
            out.push_back({v.vna_other, {library, t.text(v.vna_name, "DT_VERNEED")}});
            if (out.size() > 0x7FFF)
                throw load::refused("field DT_VERNEED: expected at most 32767 versions, found more: the file is "
                                    "damaged; build it again");
            if (v.vna_next == 0) break;
            one += v.vna_next;
        }
        if (file.vn_next == 0) break;
        at += file.vn_next;
    }
    return out;
}

std::vector<symbol> named(const image& i, const tags& t, const std::vector<Elf64_Sym>& symbols,
                          const std::vector<version_row>& versions) {
    std::vector<uint16_t> which;
    if (t.has(DT_VERSYM)) which = i.rows<uint16_t>(t[DT_VERSYM], symbols.size(), "DT_VERSYM");
    std::vector<const version_wanted*> at(size_t{hidden}); // a library's own versions are left to their names
    for (const version_row& v : versions) at[v.index & ~hidden] = &v.wanted;
    std::vector<symbol> out;
    for (size_t n = 1; n < symbols.size(); ++n) {
        const Elf64_Sym& s = symbols[n];
        symbol named{t.text(s.st_name, "DT_SYMTAB"), "", "", s.st_value, static_cast<uint8_t>(ELF64_ST_BIND(s.st_info)),
                     s.st_shndx == SHN_UNDEF};
        if (named.binding == STB_LOCAL || named.name.empty()) continue;
        if (const auto* v = n < which.size() ? at[which[n] & ~hidden] : nullptr)
            named.version = v->version, named.library = v->library;
        out.push_back(std::move(named));
    }
    return out;
}
} // namespace qiki::anatomy
