// SPDX-License-Identifier: MIT
// host/load/elf.cpp - header and program headers (System V ABI chapters 4 and 5).
#include "host/load/elf.hpp"
#include <array>
#include <cstring>

namespace qiki::load {
namespace {

constexpr uint64_t most_headers = 64;
#if defined(__x86_64__)
constexpr uint16_t machine = EM_X86_64;
constexpr const char* machine_name = "x86-64";
#else
#error "the machine's number in ELF files is not known here"
#endif

void inside(const bytes& b, uint64_t where, uint64_t offset, uint64_t length, const char* field) {
    if (offset > b.size || length > b.size - offset)
        throw refused(at_byte(where, field) + "expected bytes " + std::to_string(offset) + " and " +
                      std::to_string(length) + " more inside the file, it ends at byte " + std::to_string(b.size) +
                      ": it is truncated; copy or build it again");
}

Elf64_Ehdr header(const bytes& b) {
    const auto say = [](size_t at, const char* field, const std::string& text) {
        throw refused(at_byte(at, field) + text);
    };
    if (b.size == 0) say(0, "size", "expected a shared library, found an empty file; copy or build it again");
    char magic[SELFMAG] = {};
    if (b.size < SELFMAG || !b.read(0, magic, SELFMAG) || std::memcmp(magic, ELFMAG, SELFMAG) != 0)
        say(0, "magic", "expected an ELF shared library, found something else; name a plugin's .so file");
    const auto ident = get<std::array<unsigned char, EI_NIDENT>>(b, 0, "e_ident");
    if (ident[EI_CLASS] != ELFCLASS64)
        say(EI_CLASS, "class",
            std::string("expected a 64-bit file, found ") +
                (ident[EI_CLASS] == ELFCLASS32 ? "a 32-bit one" : "class " + std::to_string(ident[EI_CLASS])) +
                "; build it for this machine");
    if (ident[EI_DATA] != ELFDATA2LSB)
        say(EI_DATA, "endianness",
            std::string("expected a little-endian file, found ") +
                (ident[EI_DATA] == ELFDATA2MSB ? "a big-endian one" : "encoding " + std::to_string(ident[EI_DATA])) +
                "; build it for this machine");
    const auto h = get<Elf64_Ehdr>(b, 0, "ELF header");
    if (h.e_machine != machine)
        say(offsetof(Elf64_Ehdr, e_machine), "machine",
            std::string("expected ") + machine_name + " (" + std::to_string(machine) + "), found machine " +
                std::to_string(h.e_machine) + "; build it for this machine");
    if (h.e_type != ET_DYN)
        say(offsetof(Elf64_Ehdr, e_type), "type",
            std::string("expected a shared library, found ") +
                (h.e_type == ET_EXEC  ? "an executable"
                 : h.e_type == ET_REL ? "an object file"
                                      : "type " + std::to_string(h.e_type)) +
                "; link it with -shared");
    if (h.e_phentsize != sizeof(Elf64_Phdr))
        say(offsetof(Elf64_Ehdr, e_phentsize), "e_phentsize",
            "expected 56, found " + std::to_string(h.e_phentsize) + ": the file is damaged; build it again");
    if (h.e_phnum == 0 || h.e_phnum > most_headers)
        say(offsetof(Elf64_Ehdr, e_phnum), "e_phnum",
            "expected 1 to 64 program headers, found " + std::to_string(h.e_phnum) + "; build it again");
    inside(b, offsetof(Elf64_Ehdr, e_phoff), h.e_phoff, uint64_t{h.e_phnum} * sizeof(Elf64_Phdr), "e_phoff");
    if (h.e_shoff != 0)
        inside(b, offsetof(Elf64_Ehdr, e_shoff), h.e_shoff, uint64_t{h.e_shnum} * h.e_shentsize, "e_shoff");
    return h;
}
} // namespace

std::string at_byte(uint64_t offset, const char* field) {
    return "byte " + std::to_string(offset) + " (" + field + "): ";
}

elf_head read_head(const bytes& b) {
    elf_head out{header(b), {}};
    for (uint64_t i = 0; i < out.file.e_phnum; ++i) {
        const uint64_t at = out.file.e_phoff + i * sizeof(Elf64_Phdr);
        const auto p = get<Elf64_Phdr>(b, at, "program header");
        if (p.p_type != PT_NULL) {
            inside(b, at + offsetof(Elf64_Phdr, p_offset), p.p_offset, p.p_filesz, "segment");
            if (p.p_type == PT_LOAD && p.p_filesz > p.p_memsz)
                throw refused(at_byte(at + offsetof(Elf64_Phdr, p_filesz), "p_filesz") +
                              "expected at most p_memsz: the file is damaged; build it again");
        }
        out.segments.push_back(p);
    }
    return out;
}
} // namespace qiki::load
