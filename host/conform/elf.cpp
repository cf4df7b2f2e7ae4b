// SPDX-License-Identifier: MIT
// host/conform/elf.cpp - headers, dynamic section, symbols; every offset is believed only within the file.
#include "host/conform/elf.hpp"
#include <algorithm>
#include <cstring>
#include <elf.h>

namespace qiki::conform {
namespace {
using load::refused;

struct reader {
    const load::bytes& file;
    template <class T>
    T at(uint64_t offset, const char* what) const {
        T v;
        if (offset > file.size || file.size - offset < sizeof v || !file.read(offset, &v, sizeof v))
            throw refused(std::string(what) + " at byte " + std::to_string(offset) + " lies outside of the file's " +
                          std::to_string(file.size) + " bytes; build it anew");
        return v;
    }
    std::string text(uint64_t offset) const {
        std::string s;
        for (char c = 0; s.size() < 4096 && (c = at<char>(offset + s.size(), "a name")) != 0;) s += c;
        return s;
    }
};

struct dynamic {
    uint64_t strings = 0, symbols = 0, gnu_hash = 0, hash = 0, run_path = 0;
    bool has_run_path = false;
    std::vector<uint64_t> needed;
};

Elf64_Ehdr header(const reader& r) {
    if (r.file.size < EI_NIDENT)
        throw refused("expected an ELF shared library, found " + std::to_string(r.file.size) +
                      " bytes; name a plugin's .so file");
    unsigned char id[EI_NIDENT];
    if (!r.file.read(0, id, sizeof id)) throw refused("cannot be read");
    if (std::memcmp(id, ELFMAG, SELFMAG) != 0)
        throw refused("expected an ELF shared library, found something else; name a plugin's .so file");
    if (id[EI_CLASS] != ELFCLASS64 || id[EI_DATA] != ELFDATA2LSB)
        throw refused("expected a 64-bit little-endian ELF file, found another; build the plugin for this machine");
    const auto h = r.at<Elf64_Ehdr>(0, "the ELF header");
    if (h.e_type != ET_DYN)
        throw refused("expected a shared library (ET_DYN), found type " + std::to_string(h.e_type) +
                      "; link with -shared");
    if (h.e_machine != EM_X86_64)
        throw refused("expected code for x86-64, found machine " + std::to_string(h.e_machine) +
                      "; build the plugin for this machine");
    if (h.e_phentsize != sizeof(Elf64_Phdr)) throw refused("program headers of another size; build it anew");
    return h;
}

struct segments {
    std::vector<Elf64_Phdr> all;
    uint64_t offset(uint64_t address) const {
        for (const Elf64_Phdr& p : all)
            if (p.p_type == PT_LOAD && address >= p.p_vaddr && address - p.p_vaddr < p.p_filesz)
                return p.p_offset + (address - p.p_vaddr);
        throw refused("address " + std::to_string(address) +
                      " of the dynamic section lies in no segment; build it anew");
    }
};

uint64_t count_by_gnu_hash(const reader& r, uint64_t at) {
    const auto buckets = r.at<uint32_t>(at, "the hash table"), first = r.at<uint32_t>(at + 4, "the hash table"),
               bloom = r.at<uint32_t>(at + 8, "the hash table");
    if (buckets > r.file.size || bloom > r.file.size) throw refused("the hash table is damaged; build it anew");
    const uint64_t bucket = at + 16 + uint64_t{bloom} * 8, chain = bucket + uint64_t{buckets} * 4;
    uint32_t last = 0;
    for (uint32_t i = 0; i < buckets; ++i)
        last = std::max(last, r.at<uint32_t>(bucket + uint64_t{i} * 4, "a hash bucket"));
    if (last < first) return first;
    while ((r.at<uint32_t>(chain + uint64_t{last - first} * 4, "a hash chain") & 1) == 0) ++last;
    return uint64_t{last} + 1;
}

dynamic read_dynamic(const reader& r, const segments& s, elf_file& out) {
    dynamic d;
    for (const Elf64_Phdr& p : s.all) {
        if (p.p_type == PT_GNU_STACK) out.executable_stack = (p.p_flags & PF_X) != 0;
        if (p.p_type != PT_DYNAMIC) continue;
        for (uint64_t i = 0; i < p.p_filesz / sizeof(Elf64_Dyn); ++i) {
            const auto e = r.at<Elf64_Dyn>(p.p_offset + i * sizeof(Elf64_Dyn), "the dynamic section");
            if (e.d_tag == DT_NULL) break;
            switch (e.d_tag) {
            case DT_STRTAB: d.strings = e.d_un.d_ptr; break;
            case DT_SYMTAB: d.symbols = e.d_un.d_ptr; break;
            case DT_GNU_HASH: d.gnu_hash = e.d_un.d_ptr; break;
            case DT_HASH: d.hash = e.d_un.d_ptr; break;
            case DT_NEEDED: d.needed.push_back(e.d_un.d_val); break;
            case DT_RPATH:
            case DT_RUNPATH: d.run_path = e.d_un.d_val, d.has_run_path = true; break;
            case DT_TEXTREL: out.text_relocations = true; break;
            case DT_FLAGS: out.text_relocations |= (e.d_un.d_val & DF_TEXTREL) != 0; break;
            case DT_FLAGS_1: out.no_delete = (e.d_un.d_val & DF_1_NODELETE) != 0; break;
            default: break;
            }
        }
    }
    if (!d.strings || !d.symbols) throw refused("has no dynamic symbols; link with -shared");
    return d;
}
} // namespace

elf_file read_elf(const load::bytes& file) {
    const reader r{file};
    const Elf64_Ehdr h = header(r);
    elf_file out;
    segments s;
    for (uint32_t i = 0; i < h.e_phnum; ++i)
        s.all.push_back(r.at<Elf64_Phdr>(h.e_phoff + uint64_t{i} * sizeof(Elf64_Phdr), "a program header"));
    const dynamic d = read_dynamic(r, s, out);
    const uint64_t strings = s.offset(d.strings), symbols = s.offset(d.symbols);
    for (const uint64_t n : d.needed) out.needed.push_back(r.text(strings + n));
    if (d.has_run_path) out.run_path = r.text(strings + d.run_path);
    // How many symbols there are, the hash tables tell.
    const uint64_t n = d.hash       ? r.at<uint32_t>(s.offset(d.hash) + 4, "the hash table")
                       : d.gnu_hash ? count_by_gnu_hash(r, s.offset(d.gnu_hash))
                                    : 0;
    for (uint64_t i = 1; i < n; ++i) {
        const auto y = r.at<Elf64_Sym>(symbols + i * sizeof(Elf64_Sym), "a symbol");
        const unsigned char bind = ELF64_ST_BIND(y.st_info);
        out.symbols.push_back({r.text(strings + y.st_name), y.st_shndx != SHN_UNDEF, bind == STB_GLOBAL,
                               bind == STB_GNU_UNIQUE, bind == STB_WEAK});
    }
    try {
        out.note = load::read_notes(file).text;
    } catch (const refused& e) { out.why_no_note = e.what(); }
    return out;
}
} // namespace qiki::conform
