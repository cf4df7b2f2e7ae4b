// SPDX-License-Identifier: MIT
// host/load/note.cpp - the notes of an ELF file (gABI, note section).
#include "host/load/elf.hpp"
#include <cstring>

namespace qiki::load {
namespace {

constexpr uint64_t most_note_bytes = 64 * 1024;

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
        throw refused(at_byte(at, ".note.qiki") +
                      "found a second note; put all plugins of a file into one QIKI_NOTE (rule lang.4)");
    seen = true;
    if (data.empty() || data.find('\0') != data.size() - 1)
        throw refused(at_byte(at, ".note.qiki") +
                      "expected a text with one NUL, at its end; build it with QIKI_NOTE (rule lang.4)");
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
    const elf_head head = read_head(b);
    notes out;
    uint64_t note_bytes = 0;
    bool program = false, seen = false;
    std::vector<Elf64_Phdr> where;
    for (size_t i = 0; i < head.segments.size(); ++i) {
        const Elf64_Phdr& p = head.segments[i];
        program |= p.p_type == PT_INTERP;
        if (p.p_type != PT_NOTE) continue;
        if (p.p_filesz > most_note_bytes - note_bytes)
            throw refused(at_byte(head.file.e_phoff + i * sizeof p + offsetof(Elf64_Phdr, p_filesz), "p_filesz") +
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
                      "plugin, or add QIKI_NOTE to its source (rule lang.4)");
    return out;
}
} // namespace qiki::load
