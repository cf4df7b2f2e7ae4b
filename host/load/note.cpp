// SPDX-License-Identifier: MIT
// host/load/note.cpp - the ELF side: header, program headers, notes (System V ABI chapters 4 and 5; gABI notes).
#include "host/load/note.hpp"
#include <array>
#include <cstring>
#include <elf.h>

namespace qiki::load {
namespace {

constexpr uint64_t most_headers = 64, most_note_bytes = 64 * 1024;
#if defined(__x86_64__)
constexpr uint16_t machine = EM_X86_64;
constexpr const char* machine_name = "x86-64";
#else
#error "the machine's number in ELF files is not known here"
#endif

std::string at_byte(uint64_t offset, const char* field) {
    return "byte " + std::to_string(offset) + " (" + field + "): ";
}

template <class T>
T get(const bytes& b, uint64_t at, const char* field) {
    T out;
    if (at > b.size || b.size - at < sizeof out)
        throw refused(at_byte(at, field) + "the file ends at byte " + std::to_string(b.size) +
                      ", it is truncated; copy or build it again");
    if (!b.read(at, &out, sizeof out))
        throw refused(at_byte(at, field) + "cannot be read; check the disk and try again");
    return out;
}

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

void take(notes& out, bool& seen, const Elf64_Nhdr& n, std::string_view owner, std::string_view data, uint64_t at) {
    if (owner == std::string_view("GNU", 4) && n.n_type == NT_GNU_BUILD_ID && out.build_id.empty()) {
        static constexpr char digits[] = "0123456789abcdef";
        for (const char c : data.substr(0, 64)) {
            out.build_id += digits[static_cast<unsigned char>(c) >> 4];
            out.build_id += digits[static_cast<unsigned char>(c) & 15];
        }
    }
    if (owner != std::string_view("qiki", 5) || n.n_type != 1) return;
    if (seen)
        throw refused(at_byte(at, ".note.qiki") + "found a second note; put all plugins of a file into one QIKI_NOTE");
    seen = true;
    if (data.empty() || data.find('\0') != data.size() - 1)
        throw refused(at_byte(at, ".note.qiki") + "expected a text with one NUL, at its end; build it with QIKI_NOTE");
    out.text = data.substr(0, data.size() - 1);
}

void read_segment(notes& out, bool& seen, const bytes& b, const Elf64_Phdr& p) {
    const uint64_t align = p.p_align == 8 ? 8 : 4, end = p.p_filesz;
    std::string all(static_cast<size_t>(end), '\0');
    if (end && !b.read(p.p_offset, all.data(), all.size()))
        throw refused(at_byte(p.p_offset, "notes") + "cannot be read; check the disk and try again");
    const auto up = [&](uint64_t n) { return (n + align - 1) / align * align; };
    for (uint64_t at = 0; at < end;) {
        const uint64_t here = p.p_offset + at;
        Elf64_Nhdr n;
        if (end - at < sizeof n) throw refused(at_byte(here, "note") + "ends in its header; build the file again");
        std::memcpy(&n, all.data() + at, sizeof n);
        const uint64_t name = at + sizeof n, data = at + up(sizeof n + uint64_t{n.n_namesz});
        if (n.n_namesz > end - name || data > end || n.n_descsz > end - data)
            throw refused(at_byte(here, "note") + "expected " + std::to_string(n.n_namesz) + " + " +
                          std::to_string(n.n_descsz) + " bytes inside its segment, which ends at byte " +
                          std::to_string(p.p_offset + end) + "; build the file again");
        const std::string_view whole(all);
        take(out, seen, n, whole.substr(name, n.n_namesz), whole.substr(data, n.n_descsz), here);
        at = data + up(n.n_descsz);
    }
}
} // namespace

bytes in_memory(std::span<const unsigned char> s) {
    return {s.size(), [s](uint64_t at, void* to, size_t n) { return std::memcpy(to, s.data() + at, n), true; }};
}

notes read_notes(const bytes& b) {
    const Elf64_Ehdr h = header(b);
    notes out;
    uint64_t note_bytes = 0;
    bool program = false, seen = false;
    std::vector<Elf64_Phdr> where;
    for (uint64_t i = 0; i < h.e_phnum; ++i) {
        const uint64_t at = h.e_phoff + i * sizeof(Elf64_Phdr);
        const auto p = get<Elf64_Phdr>(b, at, "program header");
        if (p.p_type == PT_NULL) continue;
        inside(b, at + offsetof(Elf64_Phdr, p_offset), p.p_offset, p.p_filesz, "segment");
        if (p.p_type == PT_LOAD && p.p_filesz > p.p_memsz)
            throw refused(at_byte(at + offsetof(Elf64_Phdr, p_filesz), "p_filesz") +
                          "expected at most p_memsz: the file is damaged; build it again");
        program |= p.p_type == PT_INTERP;
        if (p.p_type != PT_NOTE) continue;
        if (p.p_filesz > most_note_bytes - note_bytes)
            throw refused(at_byte(at + offsetof(Elf64_Phdr, p_filesz), "p_filesz") +
                          "expected at most 65536 bytes of notes, found more; build it again");
        note_bytes += p.p_filesz;
        where.push_back(p);
    }
    for (const Elf64_Phdr& p : where) read_segment(out, seen, b, p);
    if (program)
        throw refused(
            "program headers (PT_INTERP): expected a shared library, found an executable; name a plugin's .so file");
    if (!seen)
        throw refused("field .note.qiki: expected the note of a plugin, found none: this is some other library; name a "
                      "plugin, or add QIKI_NOTE to its source");
    return out;
}
} // namespace qiki::load
