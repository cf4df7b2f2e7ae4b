// SPDX-License-Identifier: MIT
// host/load/elf.hpp - the head of an ELF file and its segments, each inside the file.
#pragma once
#include "host/load/note.hpp"
#include <elf.h>

namespace qiki::load {

std::string at_byte(uint64_t offset, const char* field); // "byte 16 (type): ", as every complaint about bytes begins

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

struct elf_head {
    Elf64_Ehdr file;
    std::vector<Elf64_Phdr> segments; // as many as e_phnum; those of PT_NULL are not checked
};

// Throws refused unless this is a shared library for this machine whose segments lie inside the file.
elf_head read_head(const bytes&);
} // namespace qiki::load
