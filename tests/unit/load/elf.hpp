// SPDX-License-Identifier: MIT
// tests/unit/load/elf.hpp - a smallest ELF library, made byte by byte, to be spoilt in one place at a time.
#pragma once
#include "host/load/note.hpp"
#include <cstring>
#include <elf.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace elf {

inline const std::string text = "abi=1.0\nid=org.example.tiny\nkind=qiki.radar/1\nversion=1.0.0\nsummary=A tiny one\n";

inline std::string note(const std::string& owner, uint32_t type, const std::string& data) {
    const Elf64_Nhdr h{static_cast<uint32_t>(owner.size()), static_cast<uint32_t>(data.size()), type};
    std::string out(reinterpret_cast<const char*>(&h), sizeof h);
    for (const std::string& s : {owner, data}) {
        out += s;
        out.resize((out.size() + 3) / 4 * 4);
    }
    return out;
}
inline std::string qiki(const std::string& what) { return note(std::string("qiki", 5), 1, what + '\0'); }
inline std::string build_id() { return note(std::string("GNU", 4), NT_GNU_BUILD_ID, "\x01\xAB\xff"); }

struct image {
    Elf64_Ehdr head{};
    std::vector<Elf64_Phdr> segments;
    std::string notes;

    explicit image(const std::string& n = build_id() + qiki(text)) : notes(n) {
        std::memcpy(head.e_ident, ELFMAG, SELFMAG);
        head.e_ident[EI_CLASS] = ELFCLASS64, head.e_ident[EI_DATA] = ELFDATA2LSB, head.e_ident[EI_VERSION] = 1;
        head.e_type = ET_DYN, head.e_machine = EM_X86_64, head.e_version = 1;
        head.e_phoff = sizeof head, head.e_phentsize = sizeof(Elf64_Phdr), head.e_phnum = 2,
        head.e_ehsize = sizeof head;
        const uint64_t at = sizeof head + 2 * sizeof(Elf64_Phdr);
        segments.push_back({PT_LOAD, PF_R, 0, 0, 0, at + notes.size(), at + notes.size(), 4096});
        segments.push_back({PT_NOTE, PF_R, at, at, at, notes.size(), notes.size(), 4});
    }
    std::vector<unsigned char> bytes() const {
        std::string s(reinterpret_cast<const char*>(&head), sizeof head);
        for (const Elf64_Phdr& p : segments) s.append(reinterpret_cast<const char*>(&p), sizeof p);
        s += notes;
        return {s.begin(), s.end()};
    }
};

inline qiki::load::notes read(const std::vector<unsigned char>& b) {
    return qiki::load::read_notes(qiki::load::in_memory(b));
}

inline std::vector<unsigned char> content(const std::filesystem::path& p) {
    std::ifstream f(p, std::ios::binary);
    return {std::istreambuf_iterator<char>(f), {}};
}

// What the reader says about the bytes; "" when it is content.
inline std::string complaint(const std::vector<unsigned char>& b) {
    try {
        qiki::load::read_text(read(b).text);
        return "";
    } catch (const qiki::load::refused& e) { return e.what(); }
}
} // namespace elf
