// SPDX-License-Identifier: MIT
// host/conform/elf.hpp - what the dynamic linker will read in a plugin's file, read without loading it.
#pragma once
#include "host/anatomy/dynamic.hpp"
#include "host/load/file.hpp"

namespace qiki::conform {

struct elf_file {
    anatomy::dynamic links;
    bool executable_stack = true; // without a PT_GNU_STACK it is
};

// Throws load::refused: no 64-bit little-endian ELF shared library for x86-64, or damaged; names the field.
inline elf_file read_elf(const load::file& file) {
    const load::bytes content = file.content();
    anatomy::image image(content);
    elf_file out{anatomy::read_dynamic(image)};
    for (const Elf64_Phdr& p : image.segments())
        if (p.p_type == PT_GNU_STACK) out.executable_stack = p.p_flags & PF_X;
    return out;
}
} // namespace qiki::conform
